"""Objects that stand in zones of the flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataikuapi.aio.dss.flow import AsyncDSSFlowZone, AsyncDSSProjectFlow
    from dataikuapi.aio.dss.project import AsyncDSSProject


class AsyncZoned:
    """Methods of objects that stand in zones of the flow.

    Attributes:
        project: the project of the object.
    """

    project: AsyncDSSProject

    def _flow(self) -> AsyncDSSProjectFlow:
        return self.project.get_flow()

    async def _zone(self, zone: AsyncDSSFlowZone | str) -> AsyncDSSFlowZone:
        return await self._flow().get_zone(zone) if isinstance(zone, str) else zone

    async def get_zone(self) -> AsyncDSSFlowZone:
        """Finds the zone of the flow that this object stands in.

        Operation: `flow_zone_list`.

        Returns:
            The handle of the zone.
        """
        return await self._flow().get_zone_of_object(self)

    async def move_to_zone(self, zone: AsyncDSSFlowZone | str) -> None:
        """Moves this object into a zone of the flow.

        Operation: `flow_zone_add_item`.

        Args:
            zone: the zone, or its identifier.

        Raises:
            DSSNotFound: there is no such zone.
        """
        await (await self._zone(zone)).add_item(self)

    async def share_to_zone(self, zone: AsyncDSSFlowZone | str) -> None:
        """Shows this object in another zone of the flow, too.

        Operation: `flow_zone_share`.

        Args:
            zone: the zone, or its identifier.

        Raises:
            DSSNotFound: there is no such zone.
        """
        await (await self._zone(zone)).add_shared(self)

    async def unshare_from_zone(self, zone: AsyncDSSFlowZone | str) -> None:
        """Shows this object in another zone of the flow no longer.

        Operation: `flow_zone_unshare`.

        Args:
            zone: the zone, or its identifier.

        Raises:
            DSSNotFound: there is no such zone.
        """
        await (await self._zone(zone)).remove_shared(self)
