# Derived by `tox -e generate` from src/dataikuapi/aio/dss/_zoned.py. Do not edit.
"""Objects that stand in zones of the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataikuapi.dss.flow import DSSFlowZone, DSSProjectFlow
    from dataikuapi.dss.project import DSSProject


class Zoned:
    """Methods of objects that stand in zones of the flow.

    Attributes:
        project: the project of the object.
    """

    project: DSSProject

    def _flow(self) -> DSSProjectFlow:
        return self.project.get_flow()

    def _zone(self, zone: DSSFlowZone | str) -> DSSFlowZone:
        return self._flow().get_zone(zone) if isinstance(zone, str) else zone

    def get_zone(self) -> DSSFlowZone:
        """Finds the zone of the flow that this object stands in.

        Operation: `flow_zone_list`.

        Returns:
            The handle of the zone.
        """
        return self._flow().get_zone_of_object(self)

    def move_to_zone(self, zone: DSSFlowZone | str) -> None:
        """Moves this object into a zone of the flow.

        Operation: `flow_zone_add_item`.

        Args:
            zone: the zone, or its identifier.

        Raises:
            DSSNotFound: there is no such zone.
        """
        (self._zone(zone)).add_item(self)

    def share_to_zone(self, zone: DSSFlowZone | str) -> None:
        """Shows this object in another zone of the flow, too.

        Operation: `flow_zone_share`.

        Args:
            zone: the zone, or its identifier.

        Raises:
            DSSNotFound: there is no such zone.
        """
        (self._zone(zone)).add_shared(self)

    def unshare_from_zone(self, zone: DSSFlowZone | str) -> None:
        """Shows this object in another zone of the flow no longer.

        Operation: `flow_zone_unshare`.

        Args:
            zone: the zone, or its identifier.

        Raises:
            DSSNotFound: there is no such zone.
        """
        (self._zone(zone)).remove_shared(self)
