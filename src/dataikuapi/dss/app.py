# Derived by `tox -e generate` from src/dataikuapi/aio/dss/app.py. Do not edit.
"""Applications made of projects, and their instances."""

from __future__ import annotations

import re
import secrets
import string
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal, Self, cast, overload

from dataikuapi._args import check_name, check_str
from dataikuapi._errors import DataikuException
from dataikuapi._lazy import lazy
from dataikuapi._listing import identity
from dataikuapi._taggable import DSSTaggableObjectListItem
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.project import DSSProject
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import AppInstance, AppManifest, AppTile

if not TYPE_CHECKING:
    # Scripts import classes of other modules from here.
    __getattr__, __dir__, _lazy_names = lazy(__name__, {})


OF_PROJECT = "PROJECT_"
NO_KEY_CHARACTERS = re.compile(r"[^A-Za-z_0-9]+")


class DSSAppListItem(DSSTaggableObjectListItem):
    """An application as :meth:`DSSClient.list_apps` lists it: a dict with a little more.

    Attributes:
        client: the client that made this item.
    """

    def __init__(self, client: DSSClient, data: Mapping[str, Any]) -> None:
        super().__init__(data)
        self.client = client

    def to_app(self) -> DSSApp:
        """Gives a handle on the application.

        Returns:
            The handle.
        """
        return DSSApp(self.client, identity(api.app.app_list.OPERATION, self._data, "appId"))


class DSSApp:
    """An application. Get it from :meth:`DSSClient.get_app`.

    Attributes:
        client: the client that made this handle.
        app_id: identifier of the application.
    """

    def __init__(self, client: DSSClient, app_id: str) -> None:
        self.client = client
        self.app_id = app_id

    @overload
    def create_instance(
        self,
        instance_key: str,
        instance_name: str,
        wait: Literal[True] = True,
        is_temporary_instance: bool = False,
    ) -> DSSAppInstance: ...
    @overload
    def create_instance(
        self,
        instance_key: str,
        instance_name: str,
        wait: Literal[False],
        is_temporary_instance: bool = False,
    ) -> DSSFuture: ...
    @overload
    def create_instance(
        self,
        instance_key: str,
        instance_name: str,
        wait: bool = True,
        is_temporary_instance: bool = False,
    ) -> DSSAppInstance | DSSFuture: ...
    def create_instance(
        self,
        instance_key: str,
        instance_name: str,
        wait: bool = True,
        is_temporary_instance: bool = False,
    ) -> DSSAppInstance | DSSFuture:
        """Creates an instance of this application, which is a project.

        Operation: `app_create_instance`.

        Args:
            instance_key: key of the project, unique on the instance of DSS.
            instance_name: what people call it.
            wait: whether to wait until it is there.
            is_temporary_instance: whether it goes without Git and is not in the catalog.

        Returns:
            The handle of the instance, or that of the task without `wait`.

        Raises:
            DSSBadRequest: the key is taken.
            DSSNotFound: there is no such application.
            DSSFutureError: the instance could not be created.
        """
        from dataikuapi.dss.future import DSSFuture

        body = {
            "targetProjectKey": check_name("instance_key", instance_key),
            "targetProjectName": check_str("instance_name", instance_name),
            "isTemporaryAppInstance": is_temporary_instance,
        }
        state = self.client.rest.json(
            api.app.app_create_instance.build_request(self.app_id, body=body)
        )
        future = DSSFuture.from_resp(self.client, state)
        if not wait:
            return future
        future.wait_for_result()
        return DSSAppInstance(self.client, instance_key)

    def make_random_project_key(self) -> str:
        """Makes a key for a temporary instance, out of this application's name and chance.

        Returns:
            The key.
        """
        slug = NO_KEY_CHARACTERS.sub("_", self.app_id)
        letters = "".join(secrets.choice(string.ascii_letters) for _ in range(10))
        return f"{slug}_tmp_{letters}"

    def create_temporary_instance(self) -> TemporaryDSSAppInstance:
        """Creates an instance that a `with` block deletes at its end.

        Operation: `app_create_instance`.

        Example:
            with app.create_temporary_instance() as instance:
                print(instance.get_as_project().get_summary())

        Returns:
            The handle of the instance.

        Raises:
            DSSNotFound: there is no such application.
            DSSFutureError: the instance could not be created.
        """
        key = self.make_random_project_key()
        self.create_instance(key, key, True, True)
        return TemporaryDSSAppInstance(self.client, key)

    def list_instance_keys(self) -> list[str]:
        """Lists the keys of the instances of this application.

        Operation: `app_list_instances`.

        Returns:
            The keys.
        """
        operation = api.app.app_list_instances.OPERATION
        found = self.list_instances()
        return [identity(operation, each, "projectKey") for each in found]

    def list_instances(self) -> list[AppInstance]:
        """Lists the instances of this application.

        Operation: `app_list_instances`.

        Returns:
            The instances, as dicts with at least `projectKey`.
        """
        return self.client.rest.json(api.app.app_list_instances.build_request(self.app_id))

    def get_instance(self, instance_key: str) -> DSSAppInstance:
        """Gives a handle on an instance of this application; nothing is asked of DSS.

        Args:
            instance_key: key of the instance.

        Returns:
            The handle.
        """
        return DSSAppInstance(self.client, instance_key)

    def get_manifest(self) -> DSSAppManifest:
        """Reads what this application shows and does.

        Operation: `app_get_manifest`.

        Returns:
            The manifest; that of a project can be changed and saved.

        Raises:
            DSSNotFound: there is no such application.
        """
        raw = self.client.rest.json(api.app.app_get_manifest.build_request(self.app_id))
        of_project = self.app_id.startswith(OF_PROJECT)
        key = self.app_id.removeprefix(OF_PROJECT) if of_project else None
        return DSSAppManifest(self.client, raw, key)


class DSSAppManifest:
    """What an application shows and does. Get it from an application, an instance or a project.

    Attributes:
        client: the client that made this handle.
        raw_data: the manifest, changed in place until it is saved.
        project_key: key of the project that it is saved to, or None.
    """

    def __init__(
        self, client: DSSClient, raw_data: AppManifest, project_key: str | None = None
    ) -> None:
        self.client = client
        self.raw_data = raw_data
        self.project_key = project_key

    def get_raw(self) -> AppManifest:
        """Gives the manifest as a dict: `homepageSections` has the tiles, by section.

        Returns:
            The dict itself: what is changed in it is saved.
        """
        return self.raw_data

    def get_all_actions(self) -> list[AppTile]:
        """Gives the actions of the application, whatever their section.

        Returns:
            The tiles, as dicts with `type` and what this type needs.
        """
        sections = self.raw_data.get("homepageSections") or []
        return [tile for section in sections for tile in section.get("tiles") or []]

    def get_runnable_scenarios(self) -> list[str]:
        """Gives the scenarios that the actions run.

        Returns:
            Their identifiers.
        """
        tiles = cast("list[dict[str, Any]]", self.get_all_actions())
        return [tile["scenarioId"] for tile in tiles if tile.get("type") == "SCENARIO_RUN"]

    def save(self) -> None:
        """Saves the manifest to the project that is the template.

        Operation: `app_update_project_manifest`.

        Raises:
            DataikuException: the application is no project's.
        """
        if self.project_key is None:
            raise DataikuException("the manifest belongs to no project, so it cannot be saved")
        body = cast("Mapping[str, Any]", self.raw_data)
        request = api.app.app_update_project_manifest.build_request(self.project_key, body=body)
        self.client.rest.empty(request)


class DSSAppInstance:
    """An instance of an application. Get it from :meth:`DSSApp.get_instance`.

    Attributes:
        client: the client that made this handle.
        project_key: key of the project that it is.
    """

    def __init__(self, client: DSSClient, project_key: str) -> None:
        self.client = client
        self.project_key = project_key

    def get_as_project(self) -> DSSProject:
        """Gives a handle on the project that this instance is; nothing is asked of DSS.

        Returns:
            The handle.
        """
        return self.client.get_project(self.project_key)

    def get_manifest(self) -> DSSAppManifest:
        """Reads the manifest of this instance, which cannot be saved.

        Operation: `app_get_project_manifest`.

        Returns:
            The manifest.

        Raises:
            DSSAPIError: the project is no instance of an application.
        """
        raw = self.client.rest.json(
            api.app.app_get_project_manifest.build_request(self.project_key)
        )
        return DSSAppManifest(self.client, raw)


class TemporaryDSSAppInstance(DSSAppInstance):
    """An instance that is deleted when it is closed, or when its `with` block ends."""

    def close(self) -> None:
        """Deletes the instance with all its data.

        Operation: `project_delete`.
        """
        self.get_as_project().delete(
            clear_managed_datasets=True,
            clear_output_managed_folders=True,
            clear_job_and_scenario_logs=True,
            clear_managed_knowledge_banks=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()
