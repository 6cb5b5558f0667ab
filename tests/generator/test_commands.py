"""The commands besides `generate`, and how YAML is read."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import generator
from generator import unasync
from generator.__main__ import main
from generator.bundle import load_bundle
from generator.lint.operations import OPERATION_KEYS
from generator.lint.parameters import KEYS
from generator.yamlsource import SourceError, read_source
from tests.generator.tiny import Tiny


def test_bundle_prints_one_document_without_file_references(
    tiny: Tiny, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--root", str(tiny.root), "bundle"]) == 0
    text = capsys.readouterr().out
    document = json.loads(text)
    assert "yaml#" not in text
    assert text == json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    assert set(document["components"]["schemas"]) >= {"Thing", "FreeForm", "DSSError"}
    answer = document["paths"]["/things/odd"]["get"]["responses"]["200"]
    assert answer["content"]["application/json"]["schema"] == {"$ref": "#/components/schemas/Odd"}


def test_bundle_leaves_examples_and_names_alone(tiny: Tiny) -> None:
    tiny.replace("schemas/thing.yaml", "    size:", "    example: {$ref: '#/Maker'}\n    size:")
    tiny.replace("paths/thing.yaml", "example: {id: t1, size: 3}", "example: {$ref: '#/Maker'}")
    document = load_bundle(tiny.root).document
    property_ = document["components"]["schemas"]["Thing"]["properties"]["example"]
    assert property_ == {"$ref": "#/components/schemas/Maker"}
    answer = document["paths"]["/things/{thing_id}"]["get"]["responses"]["200"]
    assert answer["content"]["application/json"]["example"] == {"$ref": "#/Maker"}


def test_texts_name_all_commands_and_keys(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["no-such-command"])
    choices = capsys.readouterr().err.partition("choose from ")[2]
    commands = set(re.findall(r"[a-z-]+", choices))
    assert set(re.findall(r"`([a-z-]+)`", generator.__doc__ or "")) == commands
    words = (Path(__file__).parents[2] / "ARCHITECTURE.md").read_text("utf-8")
    known = OPERATION_KEYS | {key for key in KEYS if key.startswith("x-dss-")}
    assert set(re.findall(r"`(x-dss-[a-z]+)`", words)) == known


def test_lint_exits_with_one_on_findings(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tiny.root), "lint"]) == 0
    tiny.replace("paths/thing.yaml", "x-dss-retry: safe", "x-dss-retry: maybe")
    assert main(["--root", str(tiny.root), "lint"]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_diff_prints_what_breaks_callers(tiny: Tiny, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tiny.root / "old.json", tiny.root / "new.json"
    old.write_text(load_bundle(tiny.root).to_json(), encoding="utf-8")
    assert main(["diff", str(old), str(old)]) == 0
    assert capsys.readouterr().out == "0 changes, 0 of them break callers\n"
    tiny.write("paths/other.yaml", "")
    new.write_text(load_bundle(tiny.root).to_json(), encoding="utf-8")
    assert main(["diff", str(old), str(new)]) == 1
    assert "BREAKING operation other_start: removed" in capsys.readouterr().out


def test_unasync_says_how_many_files_it_derived(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: list[Path] = []

    def run(root: Path) -> list[Path]:
        seen.append(root)
        return [root / "a.py"]

    monkeypatch.setattr(unasync, "run", run)
    assert main(["--root", str(tmp_path), "unasync"]) == 0
    assert seen == [tmp_path]
    assert capsys.readouterr().out == "1 files derived\n"


def _read(path: Path, text: str) -> object:
    path.write_text(text, encoding="utf-8")
    return read_source(path, "a.yaml").value


def test_yaml_words_and_dates_stay_text(tmp_path: Path) -> None:
    value = _read(
        tmp_path / "a.yaml",
        "[yes, on, 2026-01-05, 12:30, 0x1f, '3', 3, -1, 2.5, 1e3, true, null, ~, 26S2LeJw]",
    )
    assert value == [
        "yes", "on", "2026-01-05", "12:30", "0x1f", "3", 3, -1, 2.5, 1000.0, True, None, None,
        "26S2LeJw",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "line"), [("a: [1,\nb: 2\n", 3), ("a: 1\n  b: 2\n", 2), ("\tx: 1\n", 1)]
)
def test_broken_yaml_is_located(tmp_path: Path, text: str, line: int) -> None:
    with pytest.raises(SourceError) as caught:
        _read(tmp_path / "a.yaml", text)
    (problem,) = caught.value.problems
    assert (problem.file, problem.line, problem.rule) == ("a.yaml", line, "yaml")


def test_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SourceError):
        read_source(tmp_path / "a.yaml", "a.yaml")


@pytest.mark.parametrize("text", ["/a: {}\n/a: {}\n", "- a\n", "<<: {}\n"])
def test_keys_twice_lists_and_merge_keys_are_refused(tiny: Tiny, text: str) -> None:
    tiny.write("paths/other.yaml", text)
    with pytest.raises(SourceError) as caught:
        load_bundle(tiny.root)
    assert caught.value.problems[0].file == "openapi/paths/other.yaml"


def test_missing_root_file_is_refused(tiny: Tiny) -> None:
    tiny.path("dss.yaml").unlink()
    with pytest.raises(SourceError, match="cannot be read"):
        load_bundle(tiny.root)
