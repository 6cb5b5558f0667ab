"""Notices the incumbent's distribution in the same environment: both own `dataikuapi`."""

from __future__ import annotations

import os
import sys
import warnings

OTHER = "dataiku_api_client-"


def warn_when_beside() -> None:
    """Warns when `dataiku-api-client` is installed in a folder that modules are imported from."""
    for folder in sys.path:
        if not folder.endswith(("site-packages", "dist-packages")):
            continue
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        if any(name.startswith(OTHER) and name.endswith(".dist-info") for name in names):
            warnings.warn(
                "dataiku-api-client is installed beside dataiku-openapi-client and both provide "
                "dataikuapi: uninstall both, then install the one you want",
                stacklevel=3,
            )
            return
