"""Settings of models that a connection serves; a plain view, the same for sync and async code."""

from __future__ import annotations

from typing import Any


class DSSHFModelSettings:
    """Settings of a model of Hugging Face. Get it from `DSSLocalModel.get_settings`.

    Attributes:
        client: the client that made this object.
        connection_name: name of the connection.
    """

    def __init__(self, client: object, connection_name: str, data: dict[str, Any]) -> None:
        self.client = client
        self.connection_name = connection_name
        self._data = data

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.model_id}>"

    @property
    def model_id(self) -> str | None:
        """Identifier of the model."""
        return self._data.get("id")

    def get_raw(self) -> dict[str, Any]:
        """The settings as the connection holds them."""
        return self._data
