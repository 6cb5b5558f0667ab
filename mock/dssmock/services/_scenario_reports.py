"""Reports of the runs of test scenarios: JUnit XML, and the same as a page."""

from __future__ import annotations

import html
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Mapping
from typing import Any

BAD = ("FAILED", "ABORTED")


def junit(runs: Iterable[Mapping[str, Any]]) -> bytes:
    """JUnit XML of some runs, a suite each.

    Args:
        runs: their documents.
    """
    root = ET.Element("testsuites")
    for run in runs:
        _suite(root, run, run["stepRuns"])
    return _bytes(root)


def junit_step(run: Mapping[str, Any], step_run: Mapping[str, Any]) -> bytes:
    """JUnit XML of one step of a run."""
    root = ET.Element("testsuites")
    _suite(root, run, [step_run])
    return _bytes(root)


def page(project_key: str, runs: Iterable[Mapping[str, Any]]) -> bytes:
    """The outcomes of some runs as HTML."""
    lines = [
        f"<tr><td>{html.escape(run['scenarioId'])}</td><td>{html.escape(run['run']['runId'])}</td>"
        f"<td>{html.escape(run['run']['result']['outcome'])}</td></tr>"
        for run in runs
    ]
    title = f"Test scenarios of {html.escape(project_key)}"
    head = f"<html><head><title>{title}</title></head><body><h1>{title}</h1>"
    table = f"<table><tr><th>Scenario</th><th>Run</th><th>Outcome</th></tr>{''.join(lines)}</table>"
    return f"{head}{table}</body></html>".encode()


def _suite(root: ET.Element, run: Mapping[str, Any], steps: Iterable[Mapping[str, Any]]) -> None:
    steps = list(steps)
    bad = sum(step["result"]["outcome"] in BAD for step in steps)
    suite = ET.SubElement(
        root,
        "testsuite",
        name=f"{run['projectKey']}.{run['scenarioId']}",
        id=run["run"]["runId"],
        tests=str(len(steps)),
        failures=str(bad),
        time=_seconds(run["run"]),
    )
    for step in steps:
        name = step["step"].get("name") or step["step"].get("id") or ""
        case = ET.SubElement(
            suite, "testcase", name=name, classname=run["scenarioId"], time=_seconds(step)
        )
        outcome = step["result"]["outcome"]
        if outcome in BAD:
            thrown = step["result"].get("thrown") or {}
            ET.SubElement(case, "failure", message=thrown.get("message") or outcome, type=outcome)


def _seconds(span: Mapping[str, Any]) -> str:
    return f"{max(span['end'] - span['start'], 0) / 1000:.3f}"


def _bytes(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
