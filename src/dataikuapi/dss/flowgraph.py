# Derived by `tox -e generate` from src/dataikuapi/aio/dss/flowgraph.py. Do not edit.
"""The graph of a flow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Literal, cast, overload

from dataikuapi._refs import NODES, handle, smart_ref

if TYPE_CHECKING:
    from dataikuapi.dss.dataset import DSSDataset
    from dataikuapi.dss.flow import DSSProjectFlow
    from dataikuapi.dss.recipehandle import DSSRecipe
    from dataikuapi_rest.dicts import FlowGraph, FlowNode

IMPLICIT = "RUNNABLE_IMPLICIT_RECIPE"
_OBJECT = ("object", "objects")


class DSSProjectFlowGraph:
    """The graph of a flow, as it was when it was read.

    A node is a dict with `type`, `ref`, and the names of its `predecessors` and `successors`. With
    `as_type="object"` the methods give handles of datasets, folders, models and recipes instead.

    Attributes:
        flow: handle of the flow.
        data: the graph as DSS answered it.
        nodes: its nodes by name.
    """

    def __init__(self, flow: DSSProjectFlow, data: FlowGraph) -> None:
        self.flow = flow
        self.data = data
        self.nodes: dict[str, FlowNode] = data.get("nodes") or {}

    @overload
    def get_source_computables(self, as_type: Literal["dict"] = "dict") -> list[FlowNode]: ...
    @overload
    def get_source_computables(self, as_type: str) -> list[Any]: ...
    def get_source_computables(self, as_type: str = "dict") -> list[Any]:
        """Gives what the flow begins with: datasets, folders and models that no recipe makes.

        Args:
            as_type: `dict` or `object`.

        Returns:
            Them, as nodes or handles.
        """
        return self._given(self._sources("COMPUTABLE_"), as_type)

    @overload
    def get_source_recipes(self, as_type: Literal["dict"] = "dict") -> list[FlowNode]: ...
    @overload
    def get_source_recipes(self, as_type: str) -> list[DSSRecipe]: ...
    def get_source_recipes(self, as_type: str = "dict") -> list[Any]:
        """Gives the recipes without inputs.

        Args:
            as_type: `dict` or `object`.

        Returns:
            Them, as nodes or handles.
        """
        return self._given(self._sources("RUNNABLE_RECIPE"), as_type)

    def get_source_datasets(self) -> list[DSSDataset]:
        """Gives the datasets that no recipe makes.

        Returns:
            Their handles.
        """
        return self._given(self._sources("COMPUTABLE_DATASET"), "object")

    def _sources(self, kind: str) -> list[FlowNode]:
        return [
            node
            for node in self.nodes.values()
            if (node.get("type") or "").startswith(kind) and not node.get("predecessors")
        ]

    @overload
    def get_successor_recipes(
        self, node: Any, as_type: Literal["dict"] = "dict"
    ) -> list[FlowNode]: ...
    @overload
    def get_successor_recipes(self, node: Any, as_type: str) -> list[DSSRecipe]: ...
    def get_successor_recipes(self, node: Any, as_type: str = "dict") -> list[Any]:
        """Gives the recipes that read a dataset, folder or model.

        Args:
            node: its name, or its handle.
            as_type: `dict` or `object`.

        Returns:
            The recipes, as nodes or handles.

        Raises:
            ValueError: the graph has no such node.
        """
        return self._given(self._after(node), as_type)

    @overload
    def get_successor_computables(
        self, node: Any, as_type: Literal["dict"] = "dict"
    ) -> list[FlowNode]: ...
    @overload
    def get_successor_computables(self, node: Any, as_type: str) -> list[Any]: ...
    def get_successor_computables(self, node: Any, as_type: str = "dict") -> list[Any]:
        """Gives what a recipe makes: datasets, folders and models.

        Args:
            node: name of the recipe, or its handle.
            as_type: `dict` or `object`.

        Returns:
            Its outputs, as nodes or handles.

        Raises:
            ValueError: the graph has no such node.
        """
        return self._given(self._after(node), as_type)

    def _after(self, node: Any) -> list[FlowNode]:
        name = node if isinstance(node, str) else self._name_of(node)
        if name not in self.nodes:
            raise ValueError(f"the flow of {self.flow.project.project_key} has no {name}")
        return [self.nodes[each] for each in self.nodes[name].get("successors") or []]

    def _name_of(self, obj: Any) -> str:
        ref = smart_ref(self.flow.project.project_key, obj)
        return ".".join(ref[name] for name in ("projectKey", "objectId") if name in ref)

    def _given(self, nodes: list[FlowNode], as_type: str) -> list[Any]:
        if as_type not in _OBJECT:
            return nodes
        return [self._handle(node) for node in nodes if node.get("type") != IMPLICIT]

    def _handle(self, node: FlowNode) -> Any:
        kind = node.get("type") or ""
        return handle(self.flow.project, NODES.get(kind, kind), cast("Any", node)["ref"])

    @overload
    def get_items_in_traversal_order(self, as_type: Literal["dict"] = "dict") -> list[FlowNode]: ...
    @overload
    def get_items_in_traversal_order(self, as_type: str) -> list[Any]: ...
    def get_items_in_traversal_order(self, as_type: str = "dict") -> list[Any]:
        """Gives all nodes from left to right: each after all that it is made of.

        Args:
            as_type: `dict` or `object`.

        Returns:
            The nodes, or their handles.
        """
        done: dict[str, FlowNode] = {}
        names = {id(node): name for name, node in self.nodes.items()}
        for source in [*self._sources("COMPUTABLE_"), *self._sources("RUNNABLE_RECIPE")]:
            self._walk(names[id(source)], done)
        return self._given(list(done.values()), as_type)

    def _walk(self, start: str, done: dict[str, FlowNode]) -> None:
        """Adds a node, those before it and those after it.

        It keeps its own stack: a long flow would exceed the recursion that Python allows.
        """
        seen: set[tuple[str, int]] = set()
        stack = [self._visit(start, done, seen)]
        while stack:
            name = next(stack[-1], None)
            if name is None:
                stack.pop()
            else:
                stack.append(self._visit(name, done, seen))

    def _visit(
        self, name: str, done: dict[str, FlowNode], seen: set[tuple[str, int]]
    ) -> Iterator[str]:
        """Adds a node once all before it are there; yields the nodes to visit meanwhile."""
        # Coming back before anything was added means that the flow goes in a circle.
        if (name, len(done)) in seen:
            return
        seen.add((name, len(done)))
        node = self.nodes[name]
        yield from (each for each in node.get("predecessors") or [] if each not in done)
        done.setdefault(name, node)
        yield from (each for each in node.get("successors") or [] if each not in done)
