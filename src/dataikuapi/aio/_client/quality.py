"""Data quality of the instance."""

from __future__ import annotations

from typing import Any

from dataikuapi.aio._client.base import AsyncCallsBase
from dataikuapi_rest import api


class AsyncQualityCalls(AsyncCallsBase):
    """Client methods for data quality."""

    async def get_data_quality_status(self) -> dict[str, Any]:
        """Reads how many monitored datasets of each project are in which status.

        Operation: `data_quality_get_instance_status`.

        Returns:
            By key of project, a dict with the counts.
        """
        request = api.data_quality.data_quality_get_instance_status.build_request()
        return await self.rest.json(request)
