"""What an import loads, counted in fresh interpreters."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from dataikuapi._settings import VERSION
from tests.servers import answer, serving

HEAVY = (
    "urllib3",
    "aiohttp",
    "httpx",
    "httpcore",
    "anyio",
    "tenacity",
    "rich",
    "truststore",
    "dateutil",
    "ssl",
)


def loaded(code: str) -> set[str]:
    """Modules that some code loads, those of an idle interpreter left out."""
    show = "import json, sys; print(json.dumps(sorted(sys.modules)))"
    outputs = [
        subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True)
        for text in (show, f"{code}\n{show}")
    ]
    idle, busy = (set(json.loads(output.stdout.splitlines()[-1])) for output in outputs)
    return busy - idle


def ours(modules: set[str]) -> set[str]:
    return {name for name in modules if name.split(".")[0].startswith("dataikuapi")}


def test_import_loads_names_only() -> None:
    modules = loaded("import dataikuapi")
    assert ours(modules) == {"dataikuapi", "dataikuapi._beside", "dataikuapi._lazy"}
    assert not modules & set(HEAVY)


@pytest.mark.parametrize("name", ["DSSClient", "AsyncDSSClient"])
def test_making_a_client_loads_no_network_no_endpoint_and_no_handle(name: str) -> None:
    modules = loaded(f"import dataikuapi; dataikuapi.{name}('https://dss', 'key')")
    assert not modules & (set(HEAVY) - {"dateutil"})
    assert not [m for m in modules if m.startswith("dataikuapi_rest.api.")]
    assert not [m for m in modules if m.startswith("dataikuapi_rest.models")]
    assert not [m for m in modules if m.startswith("dataikuapi_rest.dicts")]
    assert not [m for m in modules if ".dss." in m and m.startswith("dataikuapi")]


def test_one_call_loads_its_endpoint_and_no_model() -> None:
    modules = loaded(
        "import dataikuapi, httpx\n"
        "answer = httpx.MockTransport(lambda _: httpx.Response(200, json=[]))\n"
        "dataikuapi.DSSClient('http://dss', 'key', transport=answer).list_groups()"
    )
    endpoints = {m for m in modules if m.startswith("dataikuapi_rest.api.") and m.count(".") == 3}
    assert endpoints == {"dataikuapi_rest.api.group.group_list"}
    assert not [m for m in modules if m.startswith("dataikuapi_rest.models")]
    assert not [m for m in modules if m.startswith("dataikuapi_rest.dicts")]


def test_one_endpoint_loads_no_other() -> None:
    modules = loaded("from dataikuapi_rest.api.group import group_get")
    endpoints = {m for m in modules if m.startswith("dataikuapi_rest.api.") and m.count(".") == 3}
    assert endpoints == {"dataikuapi_rest.api.group.group_get"}
    assert not modules & {"httpx", "anyio", "rich", "dateutil"}
    assert not [m for m in modules if m.split(".")[0] == "dataikuapi"]


def test_one_typed_call_loads_its_own_models() -> None:
    modules = loaded(
        "import httpx\n"
        "from dataikuapi_rest import Client\n"
        "from dataikuapi_rest.api.group import group_get\n"
        "answer = httpx.MockTransport(lambda _: httpx.Response(200, json={'name': 'g'}))\n"
        "client = Client('http://dss', options={'transport': answer})\n"
        "assert group_get.sync('g', client=client).name == 'g'"
    )
    models = {m for m in modules if m.startswith("dataikuapi_rest.models.")}
    assert models == {"dataikuapi_rest.models.group"}


def test_first_call_loads_the_library_that_carries_it_and_nothing_of_httpx() -> None:
    with serving([answer(b"[]")]) as server:
        modules = loaded(
            f"import dataikuapi; dataikuapi.DSSClient({server.url!r}, 'k').list_groups()"
        )
    assert "urllib3" in modules
    unwanted = {"httpx", "httpcore", "aiohttp", "asyncio", "anyio", "tenacity", "truststore"}
    # What compiles code for each class, and what only long work needs.
    unwanted |= {"attr", "attrs", "rich", "dataikuapi._wait"}
    assert not modules & unwanted


def test_version_that_requests_name_is_that_of_the_package() -> None:
    about = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())
    assert about["project"]["version"] == VERSION
