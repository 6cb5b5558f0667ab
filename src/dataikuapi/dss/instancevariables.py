# Derived by `tox -e generate` from src/dataikuapi/aio/dss/instancevariables.py. Do not edit.
"""Variables of the instance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dataikuapi_rest import api

if TYPE_CHECKING:
    from dataikuapi.dssclient import DSSClient


class DSSInstanceVariables(dict[str, Any]):
    """The variables of the instance, a dict that can be saved.

    Get it from :meth:`DSSClient.get_global_variables`. Every user can read these variables.

    Example:
        variables = client.get_global_variables()
        variables["region"] = "eu"
        variables.save()

    Attributes:
        client: the client that read the variables.
    """

    def __init__(self, client: DSSClient, variables: Mapping[str, Any]) -> None:
        super().__init__(variables)
        self.client = client

    def save(self) -> None:
        """Writes all variables back; those that were taken out of the dict are gone.

        Needs an administrator's key.  Operation: `variable_set`.

        Raises:
            DSSForbidden: the key is no administrator's.
        """
        self.client.rest.empty(api.variable.variable_set.build_request(body=self))
