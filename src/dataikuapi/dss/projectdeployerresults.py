"""What the Project Deployer answers once and for all: updates of deployments, new keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from dataikuapi._members import ReadOnly, ReadOnlyOrNone
from dataikuapi._updates import DeploymentUpdate

if TYPE_CHECKING:
    from dataikuapi_rest.dicts import ProjectDeployerKeyResult

_Nodes = list[dict[str, Any]]


class DSSProjectDeployerDeploymentUpdate(DeploymentUpdate):
    """One update of a deployment of a project, with its log."""


class DSSPersonalAPIKeyCreationResult:
    """What became of a personal API key on the automation nodes of an infrastructure."""

    def __init__(self, raw: ProjectDeployerKeyResult) -> None:
        self._raw = raw

    def _members(self) -> dict[str, Any]:
        return cast("dict[str, Any]", self._raw)

    created_on_all_nodes: ReadOnly[bool] = ReadOnly[bool](
        "createdOnAllNodes", "Whether every node has the key."
    )
    user: ReadOnly[str] = ReadOnly[str]("user", "Login of the user of the key.")
    secret: ReadOnlyOrNone[str] = ReadOnlyOrNone[str](
        "secret", "The secret; None when no node has the key."
    )
    nodes_and_keys: ReadOnly[_Nodes] = ReadOnly[_Nodes](
        "nodesAndKeys", "The nodes that have the key."
    )
    error: ReadOnlyOrNone[str] = ReadOnlyOrNone[str]("error", "What went wrong, or None.")
    nodes_where_user_does_not_exist: ReadOnly[_Nodes] = ReadOnly[_Nodes](
        "nodesWhereUserDoesNotExist", "The nodes that do not know the user."
    )
    nodes_where_user_is_disabled: ReadOnly[_Nodes] = ReadOnly[_Nodes](
        "nodesWhereUserIsDisabled", "The nodes on which the user is disabled."
    )

    def get_raw(self) -> ProjectDeployerKeyResult:
        """Gives the answer of DSS.

        Returns:
            The dict.
        """
        return self._raw
