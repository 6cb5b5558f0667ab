# Derived by `tox -e generate` from src/dataikuapi/aio/dss/local_model.py. Do not edit.
"""Models that a connection runs on the instance's own machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dataikuapi.dss.localmodelsettings import DSSHFModelSettings
from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient
    from dataikuapi_rest.dicts import (
        LocalModelKernelLog,
        LocalModelKernelStatus,
        LocalModelStatus,
    )


class DSSLocalModelKernel:
    """One process that serves a model. Get it from :attr:`DSSLocalModelStatus.kernels`.

    Attributes:
        client: the client that made this object.
        connection_name: name of the connection.
    """

    def __init__(
        self, client: DSSClient, connection_name: str, data: LocalModelKernelStatus
    ) -> None:
        self.client = client
        self.connection_name = connection_name
        self._data = data

    def __repr__(self) -> str:
        name = type(self).__name__
        return f"<{name} model_id={self.model_id} kernel_id={self.kernel_id} state={self.state}>"

    @property
    def kernel_id(self) -> str | None:
        """Identifier of the process."""
        return self._data.get("kernelId")

    @property
    def model_id(self) -> str | None:
        """Identifier of the model."""
        return self._data.get("modelId")

    @property
    def state(self) -> str:
        """`READY`, `STARTING`, `STOPPING`, `ERROR` or `STOPPED`; empty if unknown."""
        return self._data.get("state") or ""

    @property
    def metrics(self) -> dict[str, Any] | None:
        """Measures of a process that is ready, or None."""
        return self._data.get("metrics")

    def get_log(self) -> LocalModelKernelLog:
        """Reads the end of the log of the process.

        Operation: `local_model_get_kernel_log`.

        Returns:
            The lines, as DSS gives them.

        Raises:
            DSSNotFound: the process is gone.
        """
        return self.client.rest.json(
            api.local_model.local_model_get_kernel_log.build_request(
                self.connection_name, self.kernel_id or ""
            )
        )

    def get_raw(self) -> LocalModelKernelStatus:
        """The state of the process as DSS answered it."""
        return self._data


class DSSLocalModelStatus:
    """State of a model. Get it from :meth:`DSSLocalModel.get_status`.

    Attributes:
        client: the client that made this object.
        connection_name: name of the connection.
    """

    def __init__(self, client: DSSClient, connection_name: str, data: LocalModelStatus) -> None:
        self.client = client
        self.connection_name = connection_name
        self._data = data

    def __repr__(self) -> str:
        name, kernels = type(self).__name__, len(self.kernels)
        return f"<{name} model_id={self.model_id} state={self.state} kernels={kernels}>"

    @property
    def model_id(self) -> str | None:
        """Identifier of the model."""
        return self._data.get("modelId")

    @property
    def kernels(self) -> list[DSSLocalModelKernel]:
        """The processes that serve the model."""
        found = self._data.get("kernels") or []
        return [DSSLocalModelKernel(self.client, self.connection_name, kernel) for kernel in found]

    @property
    def state(self) -> str:
        """`READY`, `STARTING`, `STOPPING`, `ERROR` or `STOPPED`; empty if unknown."""
        return self._data.get("state") or ""

    def get_raw(self) -> LocalModelStatus:
        """The state of the model as DSS answered it."""
        return self._data


class DSSLocalModel:
    """A model that a connection runs on the instance's own machines.

    Get it from :meth:`DSSConnection.get_local_model`.

    Attributes:
        client: the client that made this handle.
        connection_name: name of the connection.
    """

    def __init__(self, client: DSSClient, connection_name: str, model_id: str) -> None:
        self.client = client
        self.connection_name = connection_name
        self._model_id = model_id

    def __repr__(self) -> str:
        where = f"connection_name={self.connection_name}"
        return f"<{type(self).__name__} model_id={self.model_id} {where}>"

    @property
    def model_id(self) -> str:
        """Identifier of the model."""
        return self._model_id

    def get_status(self) -> DSSLocalModelStatus:
        """Reads the state of the model.

        Operation: `local_model_get_status`.

        Returns:
            The state, with that of each process.

        Raises:
            DSSAPIError: the connection serves no such model.
        """
        data = self.client.rest.json(
            api.local_model.local_model_get_status.build_request(
                self.connection_name, self.model_id
            )
        )
        return DSSLocalModelStatus(self.client, self.connection_name, data)

    def wake_up(self) -> None:
        """Asks for a process that serves the model.

        Operation: `local_model_wake_up`.

        Raises:
            DSSAPIError: the connection serves no such model.
        """
        self.client.rest.empty(
            api.local_model.local_model_wake_up.build_request(self.connection_name, self.model_id)
        )

    def shutdown(self, force: bool = False) -> None:
        """Asks the processes that serve the model to end.

        Operation: `local_model_shutdown`.

        Args:
            force: whether they are ended at once.

        Raises:
            DSSAPIError: the connection serves no such model.
        """
        self.client.rest.empty(
            api.local_model.local_model_shutdown.build_request(
                self.connection_name, self.model_id, force=force
            )
        )

    def get_settings(self) -> DSSHFModelSettings:
        """Reads the settings of the model from the connection. Needs an administrator's key.

        Operation: `connection_get`.

        Returns:
            The settings.

        Raises:
            DataikuException: the connection is of a type that serves no models.
            ValueError: the connection serves no such model.
        """
        from dataikuapi.dss.connection import local_models

        definition = self.client.rest.json(
            api.connection.connection_get.build_request(self.connection_name)
        )
        for model in local_models(self.connection_name, definition):
            if model.get("id") == self.model_id:
                return DSSHFModelSettings(self.client, self.connection_name, model)
        raise ValueError(f"connection {self.connection_name} has no model {self.model_id}")
