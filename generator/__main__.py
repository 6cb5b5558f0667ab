"""Command line of the generator: `python -m generator COMMAND`."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path

from generator.bundle import Bundle, load_bundle
from generator.yamlsource import Problem, SourceError


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: the command line without the program's name; None takes the real one.

    Returns:
        The exit status: 0 when all is well, 1 on findings, 2 when it could not run.
    """
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except SourceError as error:
        print(error, file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m generator", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path.cwd(), help="directory of the project")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    bundle = commands.add_parser("bundle", help="print the spec as one JSON document")
    bundle.set_defaults(run=_bundle)
    lint = commands.add_parser("lint", help="check the spec; prints `file:line rule message`")
    lint.set_defaults(run=_lint)
    generate = commands.add_parser("generate", help="make the low-level package and the sync layer")
    generate.add_argument(
        "--check", action="store_true", help="change nothing, fail on differences"
    )
    generate.set_defaults(run=_generate)
    diff = commands.add_parser("diff", help="say what changed between two bundles, for callers")
    diff.add_argument("old", type=Path, help="bundle that callers know")
    diff.add_argument("new", type=Path, help="bundle that replaces it")
    diff.set_defaults(run=_diff)
    operations = commands.add_parser(
        "operations", help="list the operations of a table that the spec does not describe"
    )
    operations.add_argument("table", type=Path, help="tab-separated table of operations")
    operations.add_argument("--node", default="dss", help="kind of node, by default dss")
    operations.add_argument(
        "--since", type=_words, default=(), help="only what is new in these versions: 8.0,9.0"
    )
    operations.add_argument(
        "--classes", type=_words, default=(), help="only what these classes of the client call"
    )
    operations.set_defaults(run=_operations)
    unasync = commands.add_parser("unasync", help="derive the sync layer from the async one")
    unasync.set_defaults(run=_unasync)
    return parser


def _bundle(options: argparse.Namespace) -> int:
    bundle = load_bundle(options.root)
    sys.stdout.write(bundle.to_json())
    return _report(bundle.problems)


def _lint(options: argparse.Namespace) -> int:
    return _report(_findings(load_bundle(options.root)))


def _findings(bundle: Bundle) -> list[Problem]:
    from generator.lint import lint

    return lint(bundle)


def _generate(options: argparse.Namespace) -> int:
    from generator.coverage import CoverageError
    from generator.engine import EngineError
    from generator.generate import GenerateError, derive, generate
    from generator.unasync import UnasyncError

    started = time.monotonic()
    bundle = load_bundle(options.root)
    findings = _findings(bundle)
    if findings:
        return _report(findings)
    try:
        # First, since it may refuse: then nothing is written.
        layer = derive(options.root)
        result = generate(bundle, options.root, write=not options.check)
    except (CoverageError, EngineError, GenerateError) as error:
        print(error, file=sys.stderr)
        return 2
    except UnasyncError as error:
        print(error, file=sys.stderr)
        return 1
    difference = result.difference
    if layer:
        difference += layer.difference
        if not options.check:
            layer.write()
    changed = list(difference.lines())
    if options.check:
        for line in changed:
            print(line)
        return 1 if changed else 0
    seconds = time.monotonic() - started
    print(f"{result.operations} operations, {len(changed)} files changed, {seconds:.1f} s")
    return 0


def _diff(options: argparse.Namespace) -> int:
    from generator.diff import diff

    changes = diff(*(json.loads(path.read_text("utf-8")) for path in (options.old, options.new)))
    for change in changes:
        print(change)
    breaking = sum(change.breaking for change in changes)
    print(f"{len(changes)} changes, {breaking} of them break callers")
    return 1 if breaking else 0


def _words(text: str) -> tuple[str, ...]:
    return tuple(word for word in text.replace(",", " ").split() if word)


def _operations(options: argparse.Namespace) -> int:
    from generator.operations import missing, read_table, report, select

    chosen = select(read_table(options.table, options.node), options.since, options.classes)
    absent = missing(chosen, load_bundle(options.root))
    for line in report(chosen, absent):
        print(line)
    return 1 if absent else 0


def _unasync(options: argparse.Namespace) -> int:
    from generator import unasync

    try:
        written = unasync.run(options.root)
    except unasync.UnasyncError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{len(written)} files derived")
    return 0


def _report(findings: list[Problem]) -> int:
    for finding in findings:
        print(finding, file=sys.stderr)
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
