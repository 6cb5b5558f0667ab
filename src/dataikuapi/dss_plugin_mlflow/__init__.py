"""What MLflow needs to log into DSS; `DSSProject.setup_mlflow` sets it up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dataikuapi._lazy import lazy

if TYPE_CHECKING:
    from dataikuapi.dss_plugin_mlflow.utils import MLflowHandle as MLflowHandle
else:
    __getattr__, __dir__, __all__ = lazy(
        __name__, {"MLflowHandle": "dataikuapi.dss_plugin_mlflow.utils"}
    )
