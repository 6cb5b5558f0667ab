"""A small spec, and the package generated from it."""

from __future__ import annotations

import importlib
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import httpx
import pytest

from generator.bundle import load_bundle
from generator.generate import PACKAGE, SUPPORT, make
from tests.generator.tiny import Tiny

NAME = "tiny_rest"


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """The small spec, fresh."""
    return Tiny(tmp_path)


@pytest.fixture(scope="session")
def package_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the package generated from the small spec can be imported from."""
    folder = tmp_path_factory.mktemp("tiny")
    bundle = load_bundle(Tiny(folder).root)
    with make(bundle) as (made, _):
        # Another name than the real package has, so that both can be loaded.
        shutil.copytree(made / PACKAGE, folder / NAME)
    for source in SUPPORT.glob("*.py"):
        # The hand-written modules are run in place, so that coverage knows them.
        (folder / NAME / source.name).unlink()
        (folder / NAME / source.name).symlink_to(source)
    return folder


@pytest.fixture(scope="session")
def rest(package_folder: Path) -> Iterator[ModuleType]:
    """The package generated from the small spec."""
    sys.path.insert(0, str(package_folder))
    yield importlib.import_module(NAME)
    sys.path.remove(str(package_folder))


Handler = Callable[[httpx.Request], httpx.Response]


@pytest.fixture
def client_of(rest: ModuleType) -> Callable[[Handler], object]:
    """Make a client whose requests a function answers."""

    def make_client(handler: Handler) -> object:
        options = {"transport": httpx.MockTransport(handler)}
        return rest.Client("http://dss.test/api", api_key="k", options=options)

    return make_client


@pytest.fixture
def answering(client_of: Callable[[Handler], object]) -> Callable[..., object]:
    """Make a client that always gets the same answer."""

    def make_client(status: int = 200, **answer: Any) -> object:
        return client_of(lambda _: httpx.Response(status, **answer))

    return make_client
