# Derived by `tox -e generate` from src/dataikuapi/aio/dss/flowzone.py. Do not edit.
"""Zones of the flow."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, cast

from dataikuapi._args import check_list
from dataikuapi._languages import check_description
from dataikuapi._members import Member
from dataikuapi._refs import handle, smart_ref
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.flow import DSSProjectFlow
    from dataikuapi.dss.flowgraph import DSSProjectFlowGraph
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import FlowZone, Message


class DSSFlowZone:
    """A zone of the flow. Get it from the flow's `get_zone` or `list_zones`.

    What it tells is what was last read; the methods that change it read it anew.

    Attributes:
        flow: handle of the flow.
        client: the client that made this handle.
    """

    def __init__(self, flow: DSSProjectFlow, data: FlowZone) -> None:
        self.flow = flow
        self.client: DSSClient = flow.client
        self._raw = cast("dict[str, Any]", data)

    @property
    def _key(self) -> str:
        return self.flow.project.project_key

    @property
    def id(self) -> str:
        """Identifier of the zone."""
        return self._raw["id"]

    @property
    def name(self) -> str:
        """Name of the zone."""
        return self._raw["name"]

    @property
    def color(self) -> str:
        """Color of the zone, as `#RRGGBB`."""
        return self._raw["color"]

    def __repr__(self) -> str:
        return f"<dataikuapi.dss.flow.{type(self).__name__} (id={self.id}, name={self.name})>"

    def get_settings(self) -> DSSFlowZoneSettings:
        """Gives the settings: name and color.

        Returns:
            The settings, to be changed and saved.
        """
        return DSSFlowZoneSettings(self)

    def holds(self, ref: Mapping[str, str]) -> bool:
        """Tells whether an object is in this zone, as it was last read.

        Args:
            ref: a dict with `objectId`, `objectType` and, for an object of another project,
                `projectKey`.

        Returns:
            Whether it is.
        """
        return self._place(ref) in [self._place(item) for item in self._objects("items")]

    def _place(self, ref: Mapping[str, Any]) -> tuple[Any, ...]:
        return ref.get("projectKey") or self._key, ref.get("objectType"), ref["objectId"]

    def _objects(self, name: str) -> list[dict[str, Any]]:
        return self._raw.get(name) or []

    def _handles(self, name: str) -> list[Any]:
        made: list[Any] = []
        for ref in self._objects(name):
            key, kind, object_id = self._place(ref)
            project = self.flow.project if key == self._key else self.client.get_project(key)
            made.append(handle(project, kind, object_id))
        return made

    @property
    def items(self) -> list[Any]:
        """Handles of what is in the zone: datasets, folders, models, recipes ..."""
        return self._handles("items")

    @property
    def shared(self) -> list[Any]:
        """Handles of what of other zones is shown in this one."""
        return self._handles("shared")

    def add_item(self, obj: Any) -> None:
        """Moves an object into this zone; a recipe and its outputs move together.

        Operation: `flow_zone_add_item`.

        Args:
            obj: handle of a dataset, folder, model, recipe ...

        Raises:
            DSSNotFound: there is no such object.
            ValueError: it is no handle of an object of a flow.
        """
        request = api.flow_zone.flow_zone_add_item.build_request(
            self._key, self.id, body=smart_ref(self._key, obj)
        )
        self._raw = cast("dict[str, Any]", self.client.rest.json(request))

    def add_items(self, items: Iterable[Any]) -> None:
        """Moves objects into this zone; a recipe and its outputs move together.

        Operation: `flow_zone_add_items`.

        Args:
            items: handles of datasets, folders, models, recipes ...

        Raises:
            DSSNotFound: one of them does not exist; none is moved.
            ValueError: one is no handle of an object of a flow.
        """
        refs = [smart_ref(self._key, each) for each in check_list("items", items)]
        request = api.flow_zone.flow_zone_add_items.build_request(self._key, self.id, body=refs)
        self._raw = cast("dict[str, Any]", self.client.rest.json(request))

    def add_shared(self, obj: Any) -> None:
        """Shows an object of another zone in this one, too.

        Operation: `flow_zone_share`.

        Args:
            obj: handle of a dataset, folder, model ...

        Raises:
            DSSNotFound: there is no such object.
            ValueError: it is no handle of an object of a flow.
        """
        request = api.flow_zone.flow_zone_share.build_request(
            self._key, self.id, body=smart_ref(self._key, obj)
        )
        self._raw = cast("dict[str, Any]", self.client.rest.json(request))

    def remove_shared(self, obj: Any) -> None:
        """Shows an object of another zone in this one no longer.

        Operation: `flow_zone_unshare`.

        Args:
            obj: handle of a dataset, folder, model ...

        Raises:
            DSSNotFound: it was not shown here.
            ValueError: it is no handle of an object of a flow.
        """
        ref = smart_ref(self._key, obj)
        request = api.flow_zone.flow_zone_unshare.build_request(
            self._key, self.id, ref["objectType"], ref["objectId"]
        )
        answer = self.client.rest.json(request)
        # Nothing is answered when a repeated call found it gone.
        if not answer.get("id"):
            answer = self.client.rest.json(
                api.flow_zone.flow_zone_get.build_request(self._key, self.id)
            )
        self._raw = cast("dict[str, Any]", answer)

    def get_graph(self) -> DSSProjectFlowGraph:
        """Reads the graph of this zone.

        Operation: `flow_zone_get_graph`.

        Returns:
            The graph as it is now.

        Raises:
            DSSServerError: DSS gives none of the default zone.
        """
        from dataikuapi.dss.flowgraph import DSSProjectFlowGraph

        request = api.flow_zone.flow_zone_get_graph.build_request(self._key, self.id)
        return DSSProjectFlowGraph(self.flow, self.client.rest.json(request))

    def delete(self) -> None:
        """Deletes the zone; what is in it goes to the default zone.

        Operation: `flow_zone_delete`.

        Raises:
            DSSAPIError: it is the default zone, which stays.
        """
        self.client.rest.empty(api.flow_zone.flow_zone_delete.build_request(self._key, self.id))

    def generate_ai_description(
        self,
        language: str = "english",
        purpose: str = "generic",
        length: str = "medium",
        save_description: bool = False,
    ) -> Message:
        """Has DSS write a description of this zone with its AI services.

        After a thousand calls a day, each takes about a minute.

        Operation: `flow_zone_generate_ai_description`.

        Args:
            language: language of the text, in English: `english`, `french`, `chinese_traditional`.
            purpose: `generic`, `technical`, `business_oriented` or `executive`.
            length: `low`, `medium` or `high`.
            save_description: whether the text becomes the description of the zone.

        Returns:
            A dict with the text in `msg`.

        Raises:
            ValueError: language, purpose or length is unknown.
        """
        check_description(language, purpose, length)
        return self.client.rest.json(
            api.flow_zone.flow_zone_generate_ai_description.build_request(
                self._key,
                self.id,
                language=language,
                purpose=purpose,
                length=length,
                save_description=save_description,
            )
        )


class DSSFlowZoneSettings:
    """Settings of a zone. Get them from the zone's `get_settings`.

    What is set stays here until :meth:`save`. What the zone holds is changed by its own methods.
    """

    def __init__(self, zone: DSSFlowZone) -> None:
        self._zone = zone
        self._raw = zone._raw  # pyright: ignore[reportPrivateUsage]  (another of the same kind)

    def _members(self) -> dict[str, Any]:
        return self._raw

    name: Member[str] = Member[str]("name", "Name of the zone.")
    color: Member[str] = Member[str]("color", "Color of the zone, as `#RRGGBB`.")

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as a dict.

        Returns:
            The dict itself: what is changed in it is saved, but for `items` and `shared`.
        """
        return self._raw

    def save(self) -> None:
        """Saves name and color.

        Operation: `flow_zone_update`.

        Raises:
            DSSNotFound: the zone does not exist any more.
        """
        key = self._zone.flow.project.project_key
        self._zone.client.rest.empty(
            api.flow_zone.flow_zone_update.build_request(key, self._zone.id, body=self._raw)
        )
