# Derived by `tox -e generate` from src/dataikuapi/aio/_client/administration.py. Do not edit.
"""Administration of the instance: logs, variables, settings, containers, licence, health."""

from __future__ import annotations

import json
import warnings
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal, overload

from dataikuapi._args import check_dict, check_list
from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.future import DSSFuture
    from dataikuapi.dss.generalsettings import DSSGeneralSettings
    from dataikuapi.dss.infomessages import DSSInfoMessages
    from dataikuapi.dss.instanceinfo import DSSGlobalUsageSummary, DSSInstanceInfo
    from dataikuapi.dss.instancevariables import DSSInstanceVariables
    from dataikuapi_rest.dicts import FutureState, LicensingStatus
    from dataikuapi_rest.operation import EndpointRequest


def _log_text(body: str) -> str:
    """The log in an answer: DSS sends it as one JSON string, a proxy or an older DSS bare."""
    try:
        value = json.loads(body)
    except ValueError:
        return body
    return value if isinstance(value, str) else body


def _license_document(license: str | bytes | Mapping[str, Any]) -> dict[str, Any]:
    """The content of a licence file as an object."""
    if isinstance(license, Mapping):
        return dict(license)
    try:
        value = json.loads(license)
    except ValueError as error:
        raise ValueError(f"license is not the content of a licence file: {error}") from None
    except TypeError:
        raise TypeError(f"license must be a string, not {type(license).__name__}") from None
    return check_dict("license", value)


class AdministrationCalls(CallsBase):
    """Client methods for administrators."""

    def list_logs(self) -> list[str]:
        """Lists the log files of the instance.

        Needs an administrator's key.  Operation: `log_list`.

        Returns:
            Names of the log files.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        return self.rest.json(api.log.log_list.build_request())

    def get_log(self, name: str) -> str:
        """Reads a log file of the instance.

        Needs an administrator's key.  Operation: `log_get`.

        Args:
            name: name of the file, from :meth:`list_logs`.

        Returns:
            The whole log.

        Raises:
            DSSNotFound: there is no such log file.
        """
        return _log_text(self.rest.text(api.log.log_get.build_request(name)))

    def log_custom_audit(
        self, custom_type: str, custom_params: Mapping[str, Any] | None = None
    ) -> None:
        """Writes an entry to the audit trail.

        Operation: `audit_log_custom`.

        Args:
            custom_type: type of the entry, `customMsgType` in the trail.
            custom_params: what it says, `customMsgParams` in the trail.
        """
        body = check_dict("custom_params", {} if custom_params is None else custom_params)
        self.rest.empty(api.audit.audit_log_custom.build_request(custom_type, body=body))

    def get_global_variables(self) -> DSSInstanceVariables:
        """Reads the variables of the instance, to be changed and saved.

        Needs an administrator's key.  Operation: `variable_get`.

        Returns:
            The variables, a dict with a method to save it.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.dss.instancevariables import DSSInstanceVariables

        variables = self.rest.json(api.variable.variable_get.build_request())
        return DSSInstanceVariables(self._client, variables)

    def get_variables(self) -> DSSInstanceVariables:
        """Reads the variables of the instance; the older name of :meth:`get_global_variables`.

        Needs an administrator's key.  Operation: `variable_get`.

        Returns:
            The variables, a dict.
        """
        warnings.warn(
            "get_variables is deprecated: use get_global_variables",
            DeprecationWarning,
            stacklevel=2,
        )
        return self.get_global_variables()

    def set_variables(self, variables: Mapping[str, Any]) -> None:
        """Replaces all variables of the instance; :meth:`get_global_variables` is handier.

        Needs an administrator's key.  Operation: `variable_set`.

        Args:
            variables: all variables; those that are not in it are gone.
        """
        warnings.warn(
            "set_variables is deprecated: use get_global_variables and its save",
            DeprecationWarning,
            stacklevel=2,
        )
        body = check_dict("variables", variables)
        self.rest.empty(api.variable.variable_set.build_request(body=body))

    def get_resolved_variables(
        self, project_key: str | None = None, typed: bool = False
    ) -> dict[str, Any]:
        """Reads the variables that count in a project: those of the instance and its own.

        Operation: `variable_get_resolved`.

        Args:
            project_key: key of the project; the current one if None, inside DSS.
            typed: whether values keep their types; all are texts otherwise.

        Returns:
            The variables by name.

        Raises:
            DSSNotFound: there is no such project.
        """
        key = project_key
        if key is None:
            key = self._client.get_default_project().project_key
        request = api.variable.variable_get_resolved.build_request(key, typed=typed)
        return self.rest.json(request)

    def get_general_settings(self) -> DSSGeneralSettings:
        """Reads the general settings of the instance, to be changed and saved.

        Needs an administrator's key.  Operation: `general_settings_get`.

        Returns:
            The settings.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        from dataikuapi.dss.generalsettings import DSSGeneralSettings

        request = api.general_settings.general_settings_get.build_request()
        return DSSGeneralSettings(self._client, self.rest.json(request))

    def _task(self, request: EndpointRequest[FutureState]) -> DSSFuture:
        from dataikuapi.dss.future import DSSFuture

        return DSSFuture.from_resp(self._client, self.rest.json(request))

    def push_base_images(self) -> DSSFuture:
        """Pushes the base images for work in containers and for Spark on Kubernetes.

        Operation: `container_exec_push_base_images`.

        Returns:
            The task.
        """
        return self._task(api.container_exec.container_exec_push_base_images.build_request())

    def apply_kubernetes_namespaces_policies(self) -> DSSFuture:
        """Applies the policies for Kubernetes namespaces that the general settings hold.

        Operation: `container_exec_apply_kubernetes_policies`.

        Returns:
            The task.
        """
        return self._task(
            api.container_exec.container_exec_apply_kubernetes_policies.build_request()
        )

    def build_cde_plugins_image(self) -> DSSFuture:
        """Builds and pushes the image of the containerized DSS engine with plugins.

        Operation: `container_exec_build_cde_plugins_image`.

        Returns:
            The task.
        """
        return self._task(api.container_exec.container_exec_build_cde_plugins_image.build_request())

    def install_jupyter_support(self) -> DSSFuture:
        """Installs notebook kernels for all container configurations, anew if they are there.

        Operation: `container_exec_install_jupyter_support`.

        Returns:
            The task.
        """
        return self._task(api.container_exec.container_exec_install_jupyter_support.build_request())

    def remove_jupyter_support(self) -> DSSFuture:
        """Removes the notebook kernels of all container configurations.

        Operation: `container_exec_remove_jupyter_support`.

        Returns:
            The task.
        """
        return self._task(api.container_exec.container_exec_remove_jupyter_support.build_request())

    def get_licensing_status(self) -> LicensingStatus:
        """Reads the status of the licence.

        Needs an administrator's key.  Operation: `licensing_get_status`.

        Returns:
            Validity, content and limits of the licence.
        """
        return self.rest.json(api.licensing.licensing_get_status.build_request())

    def set_license(self, license: str | bytes | Mapping[str, Any]) -> None:
        """Gives the instance a new licence.

        Needs an administrator's key.  Operation: `licensing_set_license`.

        Args:
            license: content of the licence file, as text or already as a dict.

        Raises:
            ValueError: it is not the content of a licence file.
            DSSBadRequest: DSS refuses the licence.
        """
        body = _license_document(license)
        self.rest.empty(api.licensing.licensing_set_license.build_request(body=body))

    def get_instance_info(self) -> DSSInstanceInfo:
        """Reads what the instance is: name, kind and version of the node.

        Operation: `instance_get_info`.

        Returns:
            The node.
        """
        from dataikuapi.dss.instanceinfo import DSSInstanceInfo

        return DSSInstanceInfo(self.rest.json(api.instance.instance_get_info.build_request()))

    def get_global_usage_summary(self, with_per_project: bool = False) -> DSSGlobalUsageSummary:
        """Counts what is on the instance.

        Needs an administrator's key.  Operation: `instance_get_usage_summary`.

        Args:
            with_per_project: whether to count for each project too.

        Returns:
            The counts.
        """
        from dataikuapi.dss.instanceinfo import DSSGlobalUsageSummary

        request = api.instance.instance_get_usage_summary.build_request(
            with_per_project=with_per_project
        )
        return DSSGlobalUsageSummary(self.rest.json(request))

    @overload
    def perform_instance_sanity_check(
        self, exclusion_list: Sequence[str] = (), wait: Literal[True] = True
    ) -> DSSInfoMessages: ...
    @overload
    def perform_instance_sanity_check(
        self, exclusion_list: Sequence[str] = (), *, wait: Literal[False]
    ) -> DSSFuture: ...
    @overload
    def perform_instance_sanity_check(
        self, exclusion_list: Sequence[str] = (), wait: bool = True
    ) -> DSSInfoMessages | DSSFuture: ...
    def perform_instance_sanity_check(
        self, exclusion_list: Sequence[str] = (), wait: bool = True
    ) -> DSSInfoMessages | DSSFuture:
        """Checks the instance for known problems.

        Needs an administrator's key.  Operation: `instance_run_sanity_check`.

        Args:
            exclusion_list: codes of checks to leave out, from :meth:`get_sanity_check_codes`.
            wait: whether to wait for the end of the check.

        Returns:
            The messages of the check, or its task, whose result they are.

        Raises:
            DSSFutureError: the check gave no result.
        """
        from dataikuapi.dss.future import DSSFuture
        from dataikuapi.dss.infomessages import DSSInfoMessages

        excluded = check_list("exclusion_list", exclusion_list)
        request = api.instance.instance_run_sanity_check.build_request(body=excluded)
        future = DSSFuture.from_resp(
            self._client, self.rest.json(request), result_wrapper=DSSInfoMessages
        )
        return future.wait_for_result() if wait else future

    def get_sanity_check_codes(self) -> list[str]:
        """Lists the codes that the check of the instance can give.

        Needs an administrator's key.  Operation: `instance_list_sanity_codes`.

        Returns:
            The codes.
        """
        return self.rest.json(api.instance.instance_list_sanity_codes.build_request())
