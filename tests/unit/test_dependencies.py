"""Floors, the bill of materials, and what makes builds the same."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from supplychain import floors, sbom

ROOT = Path(__file__).parents[2]


def test_floors_are_those_of_the_packages() -> None:
    written = (ROOT / "floors.txt").read_text("utf-8").split()
    assert written == floors.constraints(floors.requirements())


def test_dependency_without_a_floor_is_refused() -> None:
    with pytest.raises(ValueError, match="rich<16 has no floor"):
        floors.constraints(["attrs>=23.2", "rich<16"])


def test_highest_of_several_floors_counts() -> None:
    assert floors.constraints(["a>=1.9", "a[x]>=1.10,<2", "a>=1.2"]) == ["a==1.10"]


def test_cap_says_why() -> None:
    for name in floors.PROJECTS:
        for line in (ROOT / name).read_text("utf-8").splitlines():
            if line.strip().startswith('"') and ">=" in line and ",<" in line:
                assert "#" in line or line.startswith(("contract", "docs")), line


def test_page_lists_the_dependencies() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (ROOT / "docs/versions.md").read_text("utf-8").partition("## Dependencies\n")[2]
    listed = re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE)
    assert sorted(listed) == sorted(project["dependencies"])


class Package:
    """What is known of an installed package."""

    def __init__(self, name: str, version: str, requires: list[str], **metadata: str) -> None:
        self.name, self.version, self.requires = name, version, requires
        self.metadata = Metadata(metadata)


class Metadata(dict[str, str]):
    def get_all(self, name: str) -> list[str] | None:
        return [self[name]] if name in self else None


PACKAGES = {
    "dataiku-openapi-client": Package(
        "dataiku-openapi-client", "1.0", ["Typing_Extensions>=4", "dssmock; extra == 'mock'"]
    ),
    "dssmock": Package("dssmock", "1.0", ["rich>=13; python_version < '3'"]),
    "typing-extensions": Package(
        "typing_extensions", "4.16.0", [], **{"License-Expression": "PSF-2.0"}
    ),
}


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    monkeypatch.setattr(sbom, "distribution", PACKAGES.__getitem__)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    path = tmp_path / "dist" / "sbom.json"
    assert sbom.main(["--output", str(path)]) == 0
    return json.loads(path.read_text("utf-8"))


def test_bill_lists_what_is_installed_and_what_needs_it(made: dict[str, Any]) -> None:
    assert (made["bomFormat"], made["specVersion"]) == ("CycloneDX", "1.6")
    assert made["metadata"]["timestamp"] == "2026-01-01T00:00:00Z"
    assert made["metadata"]["component"]["name"] == "dataiku-openapi-client"
    assert [each["purl"] for each in made["components"]] == [
        "pkg:pypi/dssmock@1.0",
        "pkg:pypi/typing-extensions@4.16.0",
    ]
    assert made["components"][1]["licenses"] == [{"expression": "PSF-2.0"}]
    links = {each["ref"]: each["dependsOn"] for each in made["dependencies"]}
    ours = "pkg:pypi/dataiku-openapi-client@1.0"
    assert links[ours] == ["pkg:pypi/typing-extensions@4.16.0"]
    assert links["pkg:pypi/dssmock@1.0"] == []


def test_bill_of_the_same_environment_is_the_same(
    made: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert sbom.bill(sbom.collected(sbom.OURS)) == made  # type: ignore[arg-type]  (packages of the test)
    monkeypatch.setitem(PACKAGES, "dssmock", Package("dssmock", "1.1", []))
    changed = sbom.bill(sbom.collected(sbom.OURS))
    assert changed["serialNumber"] != made["serialNumber"]


def test_bill_needs_the_packages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(sbom, "OURS", ("no-such-package",))
    assert sbom.main(["--output", str(tmp_path / "sbom.json")]) == 1
    assert "no-such-package is not installed here" in capsys.readouterr().err
