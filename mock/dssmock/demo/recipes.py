"""Demo data of recipes: two that nobody has run yet, and a zone of the flow."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from dssmock.services import _flow_zones as zones
from dssmock.services import _object_state as objects
from dssmock.services import _recipe_payload as payloads
from dssmock.services import _recipe_state as state

if TYPE_CHECKING:
    from dssmock.core import DSSMock

BY_SPECIES: Final[dict[str, Any]] = {
    "keys": [{"column": "species"}],
    "values": [{"column": "body_mass_g", "avg": True, "min": True, "max": True}],
    "globalCount": True,
    "preFilter": payloads.NO_FILTER,
    "computedColumns": [],
    "postFilter": payloads.NO_FILTER,
}
BY_COUNTRY: Final = """SELECT c.country, count(*) AS orders, CAST(sum(o.amount) AS DOUBLE) AS amount
FROM orders o JOIN customers c ON c.id = o.customer_id
GROUP BY c.country ORDER BY c.country
"""


def seed(dss: DSSMock) -> None:
    """A grouping recipe in PENGUINS, a query in SALES."""
    key, target = "PENGUINS", "penguins_by_species"
    _recipe(dss, key, "grouping", ["penguins"], target, json.dumps(BY_SPECIES), "alice")
    zone = zones.blank(key, "report00", "Report", "#28aadd")
    zones.keep(dss, zone)
    zones.move(dss, key, zone["id"], [(key, "DATASET", target)])
    _recipe(
        dss, "SALES", "sql_query", ["orders", "customers"], "orders_by_country", BY_COUNTRY, "bob"
    )


def _recipe(
    dss: DSSMock, key: str, kind: str, inputs: list[str], output: str, payload: str, by: str
) -> None:
    """Add a recipe with one output, after which it is named."""
    tag = objects.tag_of(dss, by)
    items = [{"ref": name} for name in inputs]
    recipe = state.blank(kind) | {
        "projectKey": key,
        "name": f"compute_{output}",
        "inputs": state.roles_of(dss, key, {"main": {"items": items}}, "inputs"),
        "outputs": state.roles_of(dss, key, {"main": {"items": [{"ref": output}]}}, "outputs"),
        "params": payloads.params_of(kind),
        "versionTag": tag,
        "creationTag": dict(tag),
    }
    document = {"recipe": recipe, "payload": payload, "extras": {}}
    dss.table(state.TABLE).add(state.row_of(key, recipe["name"]), document)
