"""Models take what servers really send, and write back what they read."""

from __future__ import annotations

import copy
import pickle
import typing
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

WHOLE: dict[str, Any] = {
    "id": "t1",
    "kind": "SMALL",
    "size": 3,
    "maker": {"name": "Ada", "type": "PERSON", "born": 1815},
    "parts": [{"id": "t2", "maker": None}, {"id": "t3"}],
    "makers": {"x": {"name": "Bo"}},
    "labels": {"a": "b"},
    "params": {"deep": [{"er": None}]},
    "either": 4,
    "from": "here",
    "unknown": {"kept": [1, 2]},
}


def test_from_dict_then_to_dict_gives_the_same(rest: ModuleType) -> None:
    assert rest.models.Thing.from_dict(WHOLE).to_dict() == WHOLE


def test_from_dict_leaves_its_argument_alone(rest: ModuleType) -> None:
    source = copy.deepcopy(WHOLE)
    rest.models.Thing.from_dict(source)
    assert source == WHOLE


def test_from_dict_makes_models_of_nested_objects(rest: ModuleType) -> None:
    thing = rest.models.Thing.from_dict(WHOLE)
    assert thing.maker == rest.models.Maker.from_dict(WHOLE["maker"])
    assert thing.maker.type_ == "PERSON"
    assert [part.id for part in thing.parts] == ["t2", "t3"]
    assert thing.parts[0].maker is None
    assert thing.from_ == "here"
    assert thing.params == {"deep": [{"er": None}]}


def test_values_that_the_spec_does_not_know_are_kept(rest: ModuleType) -> None:
    assert rest.models.Thing.from_dict({"id": "t", "kind": "HUGE"}).kind == "HUGE"
    request = rest.models.ThingCreateRequest.from_dict({"id": "t", "kind": "HUGE"})
    assert request.to_dict() == {"id": "t", "kind": "HUGE"}


def test_enumerations_are_open_to_type_checkers(rest: ModuleType) -> None:
    members = typing.get_args(rest.models.ThingCreateRequestKind)
    assert members == (typing.Literal["LARGE", "SMALL"], str)


def test_missing_members_are_unset_and_stay_away(rest: ModuleType) -> None:
    thing = rest.models.Thing.from_dict({})
    assert thing.id is rest.UNSET
    assert thing.maker is rest.UNSET
    assert thing.to_dict() == {}


@pytest.mark.parametrize("member", sorted(WHOLE))
def test_null_members_are_taken_everywhere(rest: ModuleType, member: str) -> None:
    assert rest.models.Thing.from_dict({member: None}).to_dict() == {member: None}


@pytest.mark.parametrize("value", ["text", 3, ["a"], {"a": 1}])
@pytest.mark.parametrize("member", ["maker", "parts", "labels", "size"])
def test_members_of_another_type_are_taken(rest: ModuleType, member: str, value: object) -> None:
    assert rest.models.Thing.from_dict({member: value}).to_dict() == {member: value}


def test_unknown_members_can_be_read_and_changed(rest: ModuleType) -> None:
    thing = rest.models.Thing.from_dict({"id": "t", "new": 1, "old": 2})
    thing["new"] += 1
    del thing["old"]
    assert "old" not in thing
    assert thing.additional_keys == ["new"]
    assert thing.to_dict() == {"id": "t", "new": 2}


def test_maps_of_models_are_read_and_written(rest: ModuleType) -> None:
    makers = rest.models.MakersByName.from_dict({"a": {"name": "Ada"}})
    assert makers["a"] == rest.models.Maker(name="Ada")
    assert makers.to_dict() == {"a": {"name": "Ada"}}


def test_properties_that_are_no_names_in_python_work(rest: ModuleType) -> None:
    value = {"$id": "i", "dotted.name": 1, "list": ["a"], "class": "c"}
    odd = rest.models.Odd.from_dict(value)
    assert odd.class_ == "c"
    assert odd.to_dict() == value


def test_unset_prints_its_name_and_survives_copies(rest: ModuleType) -> None:
    unset = rest.UNSET
    assert repr(unset) == "UNSET"
    assert copy.deepcopy(unset) is unset
    assert pickle.loads(pickle.dumps(unset)) is unset  # noqa: S301 (pickled right here)
    assert not unset
    thing = copy.deepcopy(rest.models.Thing.from_dict({"id": "t"}))
    assert thing.to_dict() == {"id": "t"}


def test_typed_dicts_exist_for_every_schema(rest: ModuleType) -> None:
    assert set(rest.models.__all__) <= set(rest.dicts.__all__) | {"ThingCreateRequestKind"}
    for name in rest.dicts.__all__:
        shape = getattr(rest.dicts, name)
        if isinstance(shape, type) and shape is not dict:
            assert typing.get_type_hints(shape), name


def test_typed_dicts_say_what_is_required_free_and_nullable(rest: ModuleType) -> None:
    thing = rest.dicts.Thing
    hints = typing.get_type_hints(thing)
    assert thing.__required_keys__ == {"id"}
    assert hints["size"] == int | None
    assert hints["params"] == dict[str, Any] | None
    assert hints["labels"] == dict[str, str] | None
    assert hints["maker"] == rest.dicts.Maker | None
    assert hints["parts"] == list[thing] | None
    assert thing.__extra_items__ is Any
    assert rest.dicts.FreeForm == dict[str, Any]
    assert typing.get_type_hints(rest.dicts.Odd) == {
        "$id": str | None, "dotted.name": int | None, "list": list[str] | None,
        "class": str | None, "task": rest.dicts.FutureState | None,
    }  # fmt: skip


def test_typed_dicts_show_descriptions_and_known_values(package_folder: Path) -> None:
    text = (package_folder / "tiny_rest/dicts/thing.py").read_text("utf-8")
    assert '    name: str | None\n    """Known values: Ada."""\n' in text
    assert (
        """    type: str | None\n    \"""Its so-called "type". Known values: PERSON.\"""\n"""
        in text
    )


def test_lazy_packages_refuse_what_they_do_not_have(rest: ModuleType) -> None:
    for package in (rest, rest.api, rest.api.thing, rest.models, rest.dicts):
        with pytest.raises(AttributeError, match="nothing_of_the_kind"):
            _ = package.nothing_of_the_kind
        assert sorted(package.__all__) == dir(package)
