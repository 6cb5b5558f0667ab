# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_project/about.py. Do not edit.
"""What a project says about itself: texts, tags, variables, settings, permissions, history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi._args import check_dict
from dataikuapi._languages import check_description
from dataikuapi.dss._project.base import ProjectBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.projectsettings import DSSProjectSettings
    from dataikuapi_rest.dicts import (
        Message,
        ProjectInterest,
        ProjectMetadata,
        ProjectPermissions,
        ProjectTags,
        ProjectTimeline,
        ProjectVariables,
    )

KINDS = ("standard", "local")


class ProjectAbout(ProjectBase):
    """Methods on what a project says about itself."""

    def get_metadata(self) -> ProjectMetadata:
        """Reads label, texts, tags, checklists and custom fields.

        Operation: `project_get_metadata`.

        Returns:
            The metadata, to be changed and given to :meth:`set_metadata`.
        """
        request = api.project.project_get_metadata.build_request(self.project_key)
        return self.client.rest.json(request)

    def set_metadata(self, metadata: Mapping[str, Any]) -> None:
        """Replaces label, texts, tags, checklists and custom fields.

        Operation: `project_update_metadata`.

        Args:
            metadata: what :meth:`get_metadata` gave, changed.

        Raises:
            DSSForbidden: the caller may not write in the project.
        """
        body = check_dict("metadata", metadata)
        self.client.rest.empty(
            api.project.project_update_metadata.build_request(self.project_key, body=body)
        )

    def generate_ai_description(
        self,
        language: str = "english",
        purpose: str = "generic",
        length: str = "medium",
        save_description: bool = False,
    ) -> Message:
        """Has DSS write a description of this project with its AI services.

        After a thousand calls a day, each takes about a minute.

        Operation: `project_generate_ai_description`.

        Args:
            language: language of the text, in English: `english`, `french`, `chinese_traditional`.
            purpose: `generic`, `technical`, `business_oriented` or `executive`.
            length: `low`, `medium` or `high`.
            save_description: whether the text becomes the description of the project.

        Returns:
            A dict with the text in `msg`.

        Raises:
            ValueError: language, purpose or length is unknown.
        """
        check_description(language, purpose, length)
        return self.client.rest.json(
            api.project.project_generate_ai_description.build_request(
                self.project_key,
                language=language,
                purpose=purpose,
                length=length,
                save_description=save_description,
            )
        )

    def get_settings(self) -> DSSProjectSettings:
        """Reads the settings; the permissions are apart.

        Operations: `project_get_settings`; first `project_get_summary`, for the version, where
        the client detects conflicts.

        Returns:
            The settings, to be changed and saved.
        """
        from dataikuapi.dss.projectsettings import DSSProjectSettings

        key, rest, summary = self.project_key, self.client.rest, None
        if rest.settings.detect_conflicts:
            summary = rest.json(api.project.project_get_summary.build_request(key))
        settings = rest.json(api.project.project_get_settings.build_request(key))
        return DSSProjectSettings(self.client, key, settings, summary=summary)

    def get_permissions(self) -> ProjectPermissions:
        """Reads the owner, and what each group may do.

        Operation: `project_get_permissions`.

        Returns:
            A dict with `owner` and `permissions`, to be changed and given to
            :meth:`set_permissions`.
        """
        request = api.project.project_get_permissions.build_request(self.project_key)
        return self.client.rest.json(request)

    def set_permissions(self, permissions: Mapping[str, Any]) -> None:
        """Replaces the owner, and what each group may do.

        Operation: `project_update_permissions`.

        Args:
            permissions: what :meth:`get_permissions` gave, changed.

        Raises:
            DSSForbidden: the caller may not administer the project.
        """
        body = check_dict("permissions", permissions)
        self.client.rest.empty(
            api.project.project_update_permissions.build_request(self.project_key, body=body)
        )

    def get_interest(self) -> ProjectInterest:
        """Reads how many follow this project.

        Operation: `project_get_interest`.

        Returns:
            A dict with `starCount` and `watchCount`.
        """
        request = api.project.project_get_interest.build_request(self.project_key)
        return self.client.rest.json(request)

    def get_timeline(self, item_count: int = 100) -> ProjectTimeline:
        """Reads who made and changed this project, and the last changes.

        Operation: `project_get_timeline`.

        Args:
            item_count: how many changes at most.

        Returns:
            A dict with `allContributors`, `items`, `createdBy`, `createdOn`, `lastModifiedBy` and
            `lastModifiedOn`.
        """
        return self.client.rest.json(
            api.project.project_get_timeline.build_request(self.project_key, item_count=item_count)
        )

    def get_tags(self) -> ProjectTags:
        """Reads the tags that the project knows.

        Operation: `project_get_tags`.

        Returns:
            A dict whose `tags` has each tag's name and `color`.
        """
        request = api.project.project_get_tags.build_request(self.project_key)
        return self.client.rest.json(request)

    def set_tags(self, tags: Mapping[str, Any] | None = None) -> None:
        """Replaces the tags that the project knows.

        Operation: `project_update_tags`.

        Args:
            tags: what :meth:`get_tags` gave, changed; None takes all tags away.

        Raises:
            DSSForbidden: the caller may not write in the project.
        """
        body = {} if tags is None else check_dict("tags", tags)
        self.client.rest.empty(
            api.project.project_update_tags.build_request(self.project_key, body=body)
        )

    def get_variables(self) -> ProjectVariables:
        """Reads the variables.

        Operation: `project_get_variables`.

        Returns:
            A dict with two dicts: `standard`, and `local`, which bundles leave out.
        """
        request = api.project.project_get_variables.build_request(self.project_key)
        return self.client.rest.json(request)

    def set_variables(self, obj: Mapping[str, Any]) -> None:
        """Replaces the variables, all of them.

        Code that runs already keeps the values that it began with.

        Operation: `project_update_variables`.

        Args:
            obj: what :meth:`get_variables` gave, changed: both `standard` and `local`.

        Raises:
            ValueError: one of the two is missing; nothing was sent.
            DSSForbidden: the caller may not write in the project.
        """
        body = check_dict("obj", obj)
        for kind in KINDS:
            if kind not in body:
                raise ValueError(f"obj must hold {kind!r}: what is left out would be lost")
        self.client.rest.empty(
            api.project.project_update_variables.build_request(self.project_key, body=body)
        )

    def update_variables(self, variables: Mapping[str, Any], type: str = "standard") -> None:
        """Sets some variables and leaves the others.

        Operations: `project_get_variables`, `project_update_variables`.

        Args:
            variables: name to value.
            type: `standard`, or `local` for those that bundles leave out.

        Raises:
            ValueError: there is no such type.
            DSSForbidden: the caller may not write in the project.
        """
        changes = check_dict("variables", variables)
        if type not in KINDS:
            raise ValueError(f"type must be 'standard' or 'local', not {type!r}")
        current: dict[str, Any] = {"standard": {}, "local": {}, **self.get_variables()}
        current[type] = {**(current[type] or {}), **changes}
        self.set_variables(current)
