"""User-defined meanings."""

from __future__ import annotations

from tests.parity.scene import Scene


def meanings(see: Scene) -> None:
    client = see.client
    see("list", client.list_meanings())
    see("plain", client.create_meaning("island", "Island", "DECLARATIVE"))
    values = ["Torgersen", {"value": "Dream", "color": "#00ff00"}]
    full = {"normalizationMode": "LOWERCASE", "detectable": True}
    see("values", client.create_meaning("isle", "Isle", "VALUES_LIST", "An isle", values, **full))
    mappings = [{"from": "T", "to": "Torgersen"}, {"from": "D", "to": {"value": "Dream"}}]
    see("mappings", client.create_meaning("i", "I", "VALUES_MAPPING", mappings=mappings))
    see("pattern", client.create_meaning("id", "Id", "PATTERN", pattern="N[0-9]+A[12]"))
    see("what was given", [values, mappings])
    for name in ("island", "isle", "i", "id"):
        see(f"read {name}", client.get_meaning(name).get_definition())
    meaning = client.get_meaning("isle")
    see("change", meaning.set_definition({**meaning.get_definition(), "label": "Isle or skerry"}))
    see("changed", meaning.get_definition())
    see.error("twice", client.create_meaning, "isle", "Isle", "DECLARATIVE")
    see("list again", client.list_meanings())
