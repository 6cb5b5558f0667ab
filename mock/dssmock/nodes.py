"""Other instances beside one: the automation nodes to which its deployer brings projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dssmock.core import DSSMock

# What the nodes of one installation share, as if all of them knew the same directory of people.
SHARED: Final = ("users", "groups", "global_api_keys", "personal_api_keys", "connections")


@dataclass(slots=True)
class Nodes:
    """The instances beside one.

    A test can have an automation node of its own and make it known with the URL that the settings
    of the infrastructure name: ``mock.nodes.connect("https://auto.example.com", automation)``. An
    infrastructure without such a node gets one when it is needed, empty but for the people and
    connections of this instance.
    """

    dss: DSSMock
    _known: dict[str, DSSMock] = field(default_factory=dict)
    _own: dict[str, DSSMock] = field(default_factory=dict)

    def connect(self, url: str, node: DSSMock) -> None:
        """Make an instance known.

        Args:
            url: its URL, as settings name it.
            node: the instance.
        """
        self._known[url.rstrip("/")] = node

    def at(self, url: Any) -> DSSMock | None:
        """The instance of this URL, or None."""
        return self._known.get(url.rstrip("/")) if isinstance(url, str) else None

    def own(self, name: str) -> DSSMock:
        """The node of this name that belongs to the instance, made on first use.

        Args:
            name: name of the node.
        """
        if name not in self._own:
            self._own[name] = self._made(name)
        node = self._own[name]
        for table in SHARED:
            node.table(table).load(self.dss.table(table).dump())
        return node

    def _made(self, name: str) -> DSSMock:
        from dssmock.core import DSSMock

        dss = self.dss
        node = DSSMock(
            version=dss.version,
            clock=dss.clock,
            bundle=dss.bundle,
            handlers=dss.handlers,
            edition=dss.edition,
        )
        node.table("instance").put("info", {"nodeId": name, "nodeType": "AUTOMATION"})
        return node

    def clear(self) -> None:
        """Forget the nodes that belong to the instance; those of a test stay known."""
        self._close(list(self._own))

    def take(self) -> list[DSSMock]:
        """Forget the nodes that belong to the instance; the caller closes them."""
        taken, self._own = list(self._own.values()), {}
        return taken

    def _close(self, names: Iterable[str]) -> None:
        for name in names:
            self._own.pop(name).close()

    def dump(self) -> Any:
        """The state of the nodes that belong to the instance, for a snapshot."""
        return {name: node.snapshot() for name, node in self._own.items()}

    def load(self, saved: Mapping[str, Any]) -> None:
        """Go back to what :meth:`dump` gave."""
        self._close([name for name in self._own if name not in saved])
        for name, state in saved.items():
            self.own(name).restore(state)
