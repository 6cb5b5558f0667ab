"""The real spec: sound by our rules and by an independent validator, and the bundle is current."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from generator.bundle import Bundle, load_bundle
from generator.generate import MOCK_BUNDLE, PACKAGE
from generator.lint import lint

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def bundle() -> Bundle:
    return load_bundle(ROOT)


def test_spec_keeps_all_rules(bundle: Bundle) -> None:
    assert [str(problem) for problem in lint(bundle)] == []


def test_spec_is_valid_for_another_validator(bundle: Bundle) -> None:
    errors = OpenAPIV31SpecValidator(bundle.document).iter_errors()
    assert [error.message for error in errors] == []


def test_bundles_in_the_packages_are_current(bundle: Bundle) -> None:
    text = bundle.to_json()
    for name in (f"{PACKAGE}/openapi.json", MOCK_BUNDLE):
        assert json.loads((ROOT / name).read_text("utf-8")) == json.loads(text)
