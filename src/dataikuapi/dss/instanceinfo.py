"""What an instance is, and how much is on it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._errors import DSSDataError

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import InstanceInfo, UsageSummary


class DSSInstanceInfo:
    """What a DSS instance is. Get it from :meth:`DSSClient.get_instance_info`."""

    def __init__(self, data: InstanceInfo) -> None:
        self._data = data

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self._data}>"

    @property
    def raw(self) -> InstanceInfo:
        """All that DSS told."""
        return self._data

    @property
    def node_id(self) -> str | None:
        """Identifier of the node, as its installation set it."""
        return self._data.get("nodeId")

    @property
    def node_name(self) -> str | None:
        """Name of the node, as users see it."""
        return self._data.get("nodeName")

    @property
    def node_type(self) -> str | None:
        """`DESIGN`, `AUTOMATION` or `DEPLOYER`."""
        return self._data.get("nodeType")


class DSSGlobalUsageSummary:
    """Counts of what is on an instance. Get it from :meth:`DSSClient.get_global_usage_summary`.

    Attributes:
        data: all that DSS told.
    """

    def __init__(self, data: UsageSummary) -> None:
        self.data = data

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.data}>"

    @property
    def raw(self) -> UsageSummary:
        """All that DSS told: a count for each kind of object, and counts by type."""
        return self.data

    def _count(self, *path: str) -> int:
        """The number at the end of a path of names."""
        value: Any = self.data
        for name in path:
            value = (
                cast("Mapping[str, Any]", value).get(name) if isinstance(value, Mapping) else None
            )
        if not isinstance(value, int):
            raise DSSDataError(f"the usage summary has no number {'.'.join(path)}")
        return value

    @property
    def projects_count(self) -> int:
        """How many projects there are."""
        return self._count("projects")

    @property
    def total_datasets_count(self) -> int:
        """How many datasets there are."""
        return self._count("datasets", "all")

    @property
    def total_recipes_count(self) -> int:
        """How many recipes there are."""
        return self._count("recipes", "all")

    @property
    def total_jupyter_notebooks_count(self) -> int:
        """How many code notebooks there are."""
        return self._count("notebooks", "nbJupyterNotebooks")

    @property
    def total_sql_notebooks_count(self) -> int:
        """How many SQL notebooks there are."""
        return self._count("notebooks", "nbSqlNotebooks")

    @property
    def total_scenarios_count(self) -> int:
        """How many scenarios there are."""
        return self._count("scenarios", "all")

    @property
    def total_active_with_trigger_scenarios_count(self) -> int:
        """How many scenarios are active and have a trigger."""
        return self._count("scenarios", "activeWithTriggers")
