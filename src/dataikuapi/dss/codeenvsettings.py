# Derived by `tox -e generate` from src/dataikuapi/aio/dss/codeenvsettings.py. Do not edit.
"""Settings of code environments, on design nodes and on automation nodes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dataikuapi._errors import DataikuException
from dataikuapi.dss.codeenvspec import (
    DSSAutomationCodeEnvVersionSettings,
    DSSCodeEnvContainerConfsBearer,
    DSSCodeEnvPackageListBearer,
)
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.codeenv import DSSCodeEnv
    from dataikuapi_rest.dicts import CodeEnv

# Modes of an automation node in which a code environment has no versions.
UNVERSIONED = frozenset(
    {
        "PLUGIN_MANAGED",
        "PLUGIN_NON_MANAGED",
        "BUSINESS_APP_MANAGED",
        "BUSINESS_APP_NON_MANAGED",
        "AUTOMATION_NON_MANAGED_PATH",
        "EXTERNAL_CONDA_NAMED",
    }
)


class DSSCodeEnvSettings:
    """Settings of a code environment. Get them from :meth:`DSSCodeEnv.get_settings`.

    Attributes:
        codeenv: the handle that read these settings.
        settings: the settings, as DSS keeps them.
    """

    def __init__(self, codeenv: DSSCodeEnv, settings: CodeEnv | dict[str, Any]) -> None:
        self.codeenv = codeenv
        self.settings: dict[str, Any] = cast("dict[str, Any]", settings)

    @property
    def env_lang(self) -> str:
        """Language of the code environment, `PYTHON` or `R`."""
        return self.codeenv.env_lang

    @property
    def env_name(self) -> str:
        """Name of the code environment."""
        return self.codeenv.env_name

    def get_raw(self) -> CodeEnv:
        """Gives the settings themselves, to read and to change.

        Returns:
            The settings, not a copy.
        """
        return cast("CodeEnv", self.settings)

    def save(self) -> None:
        """Writes the settings back; :meth:`DSSCodeEnv.update_packages` then installs.

        Operation: `code_env_update`.

        Raises:
            DSSForbidden: the key may not change code environments.
            DSSServerError: there is no such code environment (any more).
        """
        request = api.code_env.code_env_update.build_request(
            self.env_lang, self.env_name, body=self.settings
        )
        self.codeenv.client.rest.json(request)


class DSSDesignCodeEnvSettings(
    DSSCodeEnvSettings, DSSCodeEnvPackageListBearer, DSSCodeEnvContainerConfsBearer
):
    """Settings of a code environment of a design node.

    Example:
        settings = client.get_code_env("PYTHON", "py311_ml").get_settings()
        settings.set_required_packages("pandas==2.2.2", "scikit-learn")
        settings.save()
    """


class DSSAutomationCodeEnvSettings(DSSCodeEnvSettings, DSSCodeEnvContainerConfsBearer):
    """Settings of a code environment of an automation node; packages belong to versions."""

    def get_version(self, version_id: str | None = None) -> DSSAutomationCodeEnvVersionSettings:
        """Gives the settings of one version, or of the only one.

        Args:
            version_id: identifier of the version; needed by versioned code environments only.

        Returns:
            The settings of the version; :meth:`save` of these settings writes them back.

        Raises:
            ValueError: the version is not named, or does not exist.
            DataikuException: code environments of this deployment mode have no such settings.
        """
        mode = self.settings.get("deploymentMode")
        if mode == "AUTOMATION_VERSIONED":
            return self._wrap(self._find(version_id))
        if mode == "AUTOMATION_SINGLE":
            return self._wrap(self._part("currentVersion"))
        if mode in UNVERSIONED:
            return self._wrap(self._part("noVersion"))
        raise DataikuException(
            f"a code environment of mode {mode} has no version settings: use get_raw()"
        )

    def _wrap(self, version: dict[str, Any]) -> DSSAutomationCodeEnvVersionSettings:
        return DSSAutomationCodeEnvVersionSettings(self, version)

    def _part(self, member: str) -> dict[str, Any]:
        """A member of the settings that is made when it is missing, so that changes are kept."""
        part: dict[str, Any] | None = self.settings.get(member)
        if part is None:
            part = self.settings[member] = {}
        return part

    def _find(self, version_id: str | None) -> dict[str, Any]:
        versions: list[dict[str, Any]] = self.settings.get("versions") or []
        for version in versions:
            if version_id is not None and version.get("versionId") == version_id:
                return version
        known = ", ".join(str(version.get("versionId")) for version in versions)
        wrong = "is required" if version_id is None else f"{version_id!r} does not exist"
        raise ValueError(f"version_id {wrong}; the versions are: {known}")
