# Derived by `tox -e generate` from src/dataikuapi/aio/_client/quality.py. Do not edit.
"""Data quality of the instance."""

from __future__ import annotations

from typing import Any

from dataikuapi._client.base import CallsBase
from dataikuapi_rest import api


class QualityCalls(CallsBase):
    """Client methods for data quality."""

    def get_data_quality_status(self) -> dict[str, Any]:
        """Reads how many monitored datasets of each project are in which status.

        Operation: `data_quality_get_instance_status`.

        Returns:
            By key of project, a dict with the counts.
        """
        request = api.data_quality.data_quality_get_instance_status.build_request()
        return self.rest.json(request)
