"""Addresses of the backends of webapps."""

from __future__ import annotations

import os
from typing import Any

from dataikuapi_rest.operation import quote_segment


def backend_url(client: Any, project_key: str, webapp_id: str) -> str:
    """Gives the address of the backend of a webapp.

    Code that runs inside DSS talks to a port that has no webapps; variables of its surroundings
    name the one that has.

    Args:
        client: the client.
        project_key: key of the project.
        webapp_id: identifier of the webapp.

    Returns:
        The address, with a slash at its end.

    Raises:
        ValueError: inside of DSS, `DKU_BASE_PORT` is not set.
    """
    host: str = client.host
    if client.internal_ticket is not None:
        port = os.environ.get("DKU_BASE_PORT")
        if not port:
            raise ValueError("DKU_BASE_PORT is not set: the address of the webapps is not known")
        protocol = os.environ.get("DKU_BASE_PROTOCOL", "http")
        host = f"{protocol}://{os.environ.get('DKU_BACKEND_HOST', '127.0.0.1')}:{port}"
    key = quote_segment("project_key", project_key)
    return f"{host}/web-apps-backends/{key}/{quote_segment('webapp_id', webapp_id)}/"
