"""Parts of the settings of code environments: packages, container configurations, versions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, Protocol, cast, overload

from dataikuapi._args import check_str

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import CodeEnvContainerHook, CodeEnvVersion


def _texts(name: str, values: tuple[Any, ...]) -> list[str]:
    """Checks that all values are texts: a list given as one value is a common slip."""
    for value in values:
        if not isinstance(value, str):
            raise TypeError(f"{name} must be strings, not {type(value).__name__}")
    return list(values)


class DSSCodeEnvPackageListBearer:
    """Settings that hold lists of packages.

    Attributes:
        settings: the settings, as DSS keeps them.
    """

    settings: dict[str, Any]

    def _spec(self, member: str, as_list: bool) -> list[str] | str:
        text: str = self.settings.get(member) or ""
        if as_list:
            return text.split("\n") if text else []
        return text

    @overload
    def get_required_packages(self, as_list: Literal[False] = False) -> str: ...
    @overload
    def get_required_packages(self, as_list: Literal[True]) -> list[str]: ...
    @overload
    def get_required_packages(self, as_list: bool = False) -> list[str] | str: ...
    def get_required_packages(self, as_list: bool = False) -> list[str] | str:
        """Gives the packages that are asked for.

        Args:
            as_list: whether to give a list of lines instead of one text.

        Returns:
            The packages, one a line.
        """
        return self._spec("specPackageList", as_list)

    def set_required_packages(self, *packages: str) -> None:
        """Sets the packages that are asked for; those that were there before are dropped.

        Args:
            packages: a line for each package, such as `pandas==2.2.2`.

        Raises:
            TypeError: a package is no text.
        """
        self.settings["specPackageList"] = "\n".join(_texts("packages", packages))

    @overload
    def get_required_conda_spec(self, as_list: Literal[False] = False) -> str: ...
    @overload
    def get_required_conda_spec(self, as_list: Literal[True]) -> list[str]: ...
    @overload
    def get_required_conda_spec(self, as_list: bool = False) -> list[str] | str: ...
    def get_required_conda_spec(self, as_list: bool = False) -> list[str] | str:
        """Gives the Conda packages that are asked for.

        Args:
            as_list: whether to give a list of lines instead of one text.

        Returns:
            The packages, one a line.
        """
        return self._spec("specCondaEnvironment", as_list)

    def set_required_conda_spec(self, *spec: str) -> None:
        """Sets the Conda packages that are asked for; those that were there before are dropped.

        Args:
            spec: a line for each package.

        Raises:
            TypeError: a package is no text.
        """
        self.settings["specCondaEnvironment"] = "\n".join(_texts("spec", spec))


class DSSCodeEnvContainerConfsBearer:
    """Settings that say for which containers images are built.

    Attributes:
        settings: the settings, as DSS keeps them.
    """

    settings: dict[str, Any]

    def _choose(self, all_member: str, member: str, configs: tuple[str, ...], every: bool) -> None:
        self.settings[all_member] = every
        if not every:
            self.settings[member] = _texts("configs", configs)

    def get_built_for_all_container_confs(self) -> bool:
        """Tells whether an image is built for every container configuration.

        Returns:
            True if for every one.
        """
        return bool(self.settings.get("allContainerConfs", False))

    def get_built_container_confs(self) -> list[str]:
        """Gives the container configurations for which images are built, if not for all.

        Returns:
            Their names.
        """
        return self.settings.get("containerConfs") or []

    def set_built_container_confs(self, *configs: str, all: bool = False) -> None:
        """Sets for which container configurations images are built.

        Args:
            configs: names of the configurations.
            all: whether for every one; the names do not count then.
        """
        self._choose("allContainerConfs", "containerConfs", configs, all)

    def built_for_all_spark_kubernetes_confs(self) -> bool:
        """Tells whether an image is built for every configuration of Spark on Kubernetes.

        Returns:
            True if for every one.
        """
        return bool(self.settings.get("allSparkKubernetesConfs", False))

    def get_built_spark_kubernetes_confs(self) -> list[str]:
        """Gives the configurations of Spark on Kubernetes with images, if not all.

        Returns:
            Their names.
        """
        return self.settings.get("sparkKubernetesConfs") or []

    def set_built_spark_kubernetes_confs(self, *configs: str, all: bool = False) -> None:
        """Sets for which configurations of Spark on Kubernetes images are built.

        Args:
            configs: names of the configurations.
            all: whether for every one; the names do not count then.
        """
        self._choose("allSparkKubernetesConfs", "sparkKubernetesConfs", configs, all)

    def get_cache_busting_location(self) -> str:
        """Gives the place in the Dockerfile from which on nothing comes from the build cache.

        Returns:
            The place; `AFTER_START_DOCKERFILE` unless set.
        """
        return self.settings.get("containerCacheBustingLocation") or "AFTER_START_DOCKERFILE"

    def set_cache_busting_location(
        self, container_cache_busting_location: str = "AFTER_START_DOCKERFILE"
    ) -> None:
        """Sets the place in the Dockerfile from which on nothing comes from the build cache.

        Args:
            container_cache_busting_location: `BEGINNING`, `AFTER_START_DOCKERFILE`,
                `AFTER_PACKAGES`, `AFTER_AFTER_PACKAGES_DOCKERFILE`, `END` or `NONE`.
        """
        self.settings["containerCacheBustingLocation"] = container_cache_busting_location

    def set_dockerfile_fragment(self, dockerfile_fragment: str, location: str) -> None:
        """Sets lines to add to the Dockerfile of the images.

        Args:
            dockerfile_fragment: the lines.
            location: where they go: `dockerfileAtStart`, `dockerfileBeforePackages`,
                `dockerfileAfterCondaPackages`, `dockerfileAfterPackages` or `dockerfileAtEnd`.
        """
        self.settings[check_str("location", location)] = dockerfile_fragment

    def get_dockerfile_fragment(self, location: str) -> str:
        """Gives the lines that are added to the Dockerfile at a place.

        Args:
            location: the place, as in :meth:`set_dockerfile_fragment`.

        Returns:
            The lines; empty when there are none.
        """
        return self.settings.get(location) or ""

    def add_container_runtime_addition(self, container_runtime_addition: str) -> None:
        """Adds something that DSS knows how to put into images, such as GPU support.

        Args:
            container_runtime_addition: its type, such as `BASIC_GPU_ENABLING`.
        """
        added = {"type": container_runtime_addition}
        there: list[Any] = self.settings.get("predefinedContainerHooks") or []
        self.settings["predefinedContainerHooks"] = [*there, added]

    def get_container_runtime_additions(self) -> list[CodeEnvContainerHook]:
        """Gives what DSS adds to the images.

        Returns:
            The additions, each with at least `type`.
        """
        return self.settings.get("predefinedContainerHooks") or []


class CodeEnvNamed(Protocol):
    """Something that belongs to a code environment."""

    @property
    def env_lang(self) -> str:
        """Language of the code environment."""
        ...

    @property
    def env_name(self) -> str:
        """Name of the code environment."""
        ...


class DSSAutomationCodeEnvVersionSettings(DSSCodeEnvPackageListBearer):
    """Settings of one version of a code environment of an automation node.

    Changes count once the settings of the code environment are saved.

    Attributes:
        codeenv_settings: the settings that this version is part of.
        settings: the version, as DSS keeps it.
    """

    def __init__(
        self, codeenv_settings: CodeEnvNamed, version_settings: CodeEnvVersion | dict[str, Any]
    ) -> None:
        self.codeenv_settings = codeenv_settings
        self.settings: dict[str, Any] = cast("dict[str, Any]", version_settings)

    def get_raw(self) -> CodeEnvVersion:
        """Gives the version itself, to read and to change.

        Returns:
            The version, not a copy.
        """
        return cast("CodeEnvVersion", self.settings)
