"""Runs openapi-python-client in this process, with our templates."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import openapi_python_client
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser import openapi as parser

from generator.bundle import Bundle
from generator.lazy import lazy_modules, lazy_names
from generator.naming import FIELD_PREFIX
from generator.pytypes import type_list
from generator.views import EndpointView, ModelView, header

PINNED = "0.29.1"
TEMPLATES = Path(__file__).parent / "templates"
_NAME_MAPS = ("properties", "schemas", "responses", "parameters", "content")


class EngineError(Exception):
    """The code generator does not accept the document, or warns of it."""


def run_engine(bundle: Bundle, package: Path) -> int:
    """Generate models and endpoints.

    Args:
        bundle: the whole spec.
        package: directory to be made.

    Returns:
        Number of endpoint modules written.

    Raises:
        EngineError: another version of the generator is installed, or it warned of anything.
    """
    if openapi_python_client.__version__ != PINNED:
        found = openapi_python_client.__version__
        raise EngineError(f"openapi-python-client {PINNED} is needed, {found} is installed")
    document = package.with_suffix(".json")
    document.write_text(json.dumps(lean(bundle.document), sort_keys=True), encoding="utf-8")
    with _without_deep_copies():
        project = openapi_python_client._get_project_for_url_or_path(
            _config(document, package), TEMPLATES
        )
        if not isinstance(project, openapi_python_client.Project):
            raise EngineError(f"{project.header}: {project.detail}")
        project.env.globals.update(_template_helpers(bundle, project))
        with contextlib.redirect_stdout(io.StringIO()):
            problems = project.build()
    document.unlink()
    if problems:
        raise EngineError("\n".join(f"{item.header}: {item.detail}" for item in problems))
    collections = project.openapi.endpoint_collections_by_tag.values()
    return sum(len(collection.endpoints) for collection in collections)


def _config(document: Path, package: Path) -> Config:
    """Options of the code generator; formatting is ours, so it runs nothing afterwards."""
    return Config.from_sources(
        ConfigFile(post_hooks=[], literal_enums=True, field_prefix=FIELD_PREFIX),
        MetaType.NONE,
        document,
        "utf-8",
        False,
        package,
    )


@contextlib.contextmanager
def _without_deep_copies() -> Iterator[None]:
    """Spare the generator copying the graph of all models three times for every operation.

    The copies are never changed apart from each other, and cost ten times the rest.
    """
    with mock.patch.object(parser, "deepcopy", lambda value: value):
        yield


def _template_helpers(bundle: Bundle, project: openapi_python_client.Project) -> dict[str, Any]:
    """Functions that the templates call."""
    data = project.openapi
    classes = [item.class_info for item in [*data.models, *data.enums]]
    return {
        "header": header,
        "model_view": lambda model: ModelView(model, bundle),
        "endpoint_view": lambda endpoint: EndpointView(endpoint, bundle),
        "lazy_modules": lazy_modules,
        "lazy_package": lazy_names,
        "model_homes": lambda: {item.name: item.module_name for item in classes},
        "tags": lambda: [str(tag) for tag in data.endpoint_collections_by_tag],
        "endpoint_names": lambda found: [str(endpoint.name) for endpoint in found.endpoints],
    }


def lean(value: Any, *, in_names: bool = False, depth: int = 0) -> Any:
    """Make inline free-form objects untyped, which pass through the models as plain values.

    The code generator would otherwise make a class for every such property.
    """
    if isinstance(value, list):
        return [lean(item, depth=depth + 1) for item in value]
    if not isinstance(value, dict):
        return value
    # Components themselves (depth 3: components, schemas, name) keep their class.
    if not in_names and depth > 3 and _is_untyped_object(value):
        return {"description": value["description"]} if "description" in value else {}
    return {
        key: item
        if not in_names and key in ("example", "examples")
        else lean(item, in_names=not in_names and key in _NAME_MAPS, depth=depth + 1)
        for key, item in value.items()
    }


def _is_untyped_object(schema: dict[str, Any]) -> bool:
    """Whether a schema is an object that names no property."""
    return "object" in type_list(schema) and not schema.get("properties")
