"""The headers that make the requests of MLflow requests to DSS."""

from __future__ import annotations

import os

HEADER, TOKEN = "DSS_MLFLOW_HEADER", "DSS_MLFLOW_TOKEN"
PROJECT, FOLDER = "DSS_MLFLOW_PROJECTKEY", "DSS_MLFLOW_MANAGED_FOLDER_ID"


class PluginDSSHeaderProvider:
    """What MLflow asks for headers to add to each of its requests.

    All of it stands in variables of the environment, which processes that MLflow starts get too.
    """

    def in_context(self) -> bool:
        """Whether MLflow is set up to log into DSS at this moment."""
        return all(name in os.environ for name in (HEADER, TOKEN, PROJECT))

    def request_headers(self) -> dict[str, str]:
        """Gives the headers: the credential, the project and the folder of artifacts."""
        headers = {
            os.environ[HEADER]: os.environ[TOKEN],
            "x-dku-mlflow-project-key": os.environ[PROJECT],
        }
        if FOLDER in os.environ:
            headers["x-dku-mlflow-managed-folder-id"] = os.environ[FOLDER]
        return headers
