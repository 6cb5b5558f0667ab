"""The command ``dssmock``: serve an instance, or show what the mock covers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from dssmock import serving
from dssmock.contract.commands import add_commands, output


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command.

    Args:
        argv: its arguments; those of the process when missing.

    Returns:
        The exit status.
    """
    arguments = _parser().parse_args(argv)
    return arguments.run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="dssmock", description="A mock of a Dataiku DSS server")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = commands.add_parser("serve", help="serve an instance until Ctrl-C")
    serving.add_arguments(serve)
    serve.set_defaults(run=serving.run)
    coverage = commands.add_parser("coverage", help="print which operations have a handler")
    coverage.add_argument("--write", type=output, metavar="FILE", help="write the page")
    coverage.add_argument(
        "--check",
        type=Path,
        metavar="FILE",
        help="fail when an operation has no handler, or the page is not the newest",
    )
    coverage.set_defaults(run=_coverage)
    add_commands(commands)
    return parser


def _coverage(arguments: argparse.Namespace) -> int:
    from dssmock.bundle import default_bundle
    from dssmock.coverage import measure, render
    from dssmock.registry import load_services

    coverage = measure(default_bundle(), load_services())
    page = render(coverage)
    if arguments.write is not None:
        arguments.write.write_text(page, encoding="utf-8")
    elif arguments.check is None:
        sys.stdout.write(page)
    if arguments.check is None:
        return 0
    return _check(arguments.check, page, complete=coverage.complete)


def _check(file: Path, page: str, *, complete: bool) -> int:
    if not complete:
        sys.stderr.write(f"{page}The mock has gaps.\n")
        return 1
    if not file.exists() or file.read_text(encoding="utf-8") != page:
        sys.stderr.write(f"{file} is not the newest: dssmock coverage --write {file}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
