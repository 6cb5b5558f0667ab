"""What an API deployment did and offers, as read once: its updates and its OpenAPI document."""

from __future__ import annotations

import json
from typing import Any

from dataikuapi._updates import DeploymentUpdate


class DSSAPIDeployerDeploymentUpdate(DeploymentUpdate):
    """One update of a deployment, with its log."""


class DSSAPIDeployerDeploymentOpenApi:
    """The OpenAPI document of a deployment.

    Attributes:
        open_api_doc_json: the document as text.
    """

    def __init__(self, open_api_doc_json: str) -> None:
        self.open_api_doc_json = open_api_doc_json

    def get(self) -> dict[str, Any]:
        """Gives the document as a dict."""
        return json.loads(self.open_api_doc_json)

    def get_raw(self) -> str:
        """Gives the document as text."""
        return self.open_api_doc_json
