# Derived by `tox -e generate` from src/dataikuapi/aio/dss/savedmodelsettings.py. Do not edit.
"""Settings of saved models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi._saving import Saving
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dss.savedmodel import DSSSavedModel


class DSSSavedModelSettings:
    """Settings of a saved model. Get it from :meth:`DSSSavedModel.get_settings`.

    Attributes:
        saved_model: the saved model.
        settings: the settings, as DSS keeps them.
    """

    def __init__(self, saved_model: DSSSavedModel, settings: dict[str, Any]) -> None:
        self.saved_model = saved_model
        self.settings = settings

    def get_raw(self) -> dict[str, Any]:
        """Gives the settings as DSS keeps them.

        Returns:
            The dict itself.
        """
        return self.settings

    @property
    def prediction_metrics_settings(self) -> dict[str, Any]:
        """How the metrics of the model are computed; what is changed in it is changed here."""
        return self.settings["miniTask"]["modeling"]["metrics"]

    @property
    def prediction_type(self) -> str | None:
        """What the model predicts; None for one that does not predict."""
        task: dict[str, Any] = self.settings.get("miniTask") or {}
        return task.get("predictionType")

    def save(self, *, force: bool | None = None) -> None:
        """Keeps the settings in DSS. Needs DSS 11.4.

        Operation: `saved_model_update`.

        Args:
            force: False to look first whether somebody saved it in between, True not to look;
                None for what the client was told (`detect_conflicts`).

        Raises:
            DSSConflict: it was looked for, and somebody else saved it since it was read.
        """
        model = self.saved_model
        read = api.saved_model.saved_model_get.build_request(model.project_key, model.sm_id)
        with Saving(model.client.rest, read, self.settings, force):
            model.client.rest.empty(
                api.saved_model.saved_model_update.build_request(
                    model.project_key, model.sm_id, body=self.settings
                )
            )
