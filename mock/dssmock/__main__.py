"""The command ``dssmock``: serve an instance, or show what the mock covers."""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dssmock.contract.commands import add_commands
from dssmock.seeds import SEEDS

if TYPE_CHECKING:
    from rich.console import Console

    from dssmock.server import Server


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
    serve.add_argument("--port", type=int, default=11200, help="0 takes a free one")
    serve.add_argument("--host", default="127.0.0.1")
    serve.add_argument("--seed", choices=SEEDS, default="demo")
    serve.add_argument("--strict", action="store_true", help="refuse what the document has not")
    serve.add_argument("--version", default="15.2.0", help="version of DSS to be")
    serve.add_argument("--quiet", action="store_true", help="show no requests")
    serve.set_defaults(run=_serve)
    coverage = commands.add_parser("coverage", help="print which operations have a handler")
    coverage.add_argument("--write", type=Path, metavar="FILE", help="write the page")
    coverage.add_argument(
        "--check",
        type=Path,
        metavar="FILE",
        help="fail when an operation has no handler, or the page is not the newest",
    )
    coverage.set_defaults(run=_coverage)
    add_commands(commands)
    return parser


def _serve(arguments: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.logging import RichHandler
    from rich.markup import escape

    from dssmock.core import DSSMock

    console = Console()
    mock = DSSMock(arguments.seed, arguments.strict, arguments.version)
    try:
        server = mock.serve(arguments.port, arguments.host)
    except OSError as problem:
        Console(stderr=True).print(f"[red]Cannot listen:[/] {escape(str(problem))}")
        return 1
    _greet(console, server)
    log = RichHandler(console=console, show_level=False, show_path=False)
    try:
        with _shown(log, quiet=arguments.quiet):
            server.join()
    except KeyboardInterrupt:
        console.print("Stopped.")
    finally:
        server.stop()
        mock.close()
    return 0


def _greet(console: Console, server: Server) -> None:
    from rich.markup import escape

    mock = server.dss
    call = f"curl -u {mock.admin_key}: {server.url}/public/api/projects/"
    console.print(f"[bold green]Mock DSS {mock.version}[/] with the {mock.seed} data")
    console.print(f"  URL        [bold]{server.url}[/]", soft_wrap=True)
    console.print(f"  Admin key  [bold]{mock.admin_key}[/]")
    console.print(f"  First call {escape(call)}", soft_wrap=True)
    console.print("Stop it with Ctrl-C.")


@contextmanager
def _shown(log: logging.Handler, *, quiet: bool) -> Iterator[None]:
    """Show every request, and what the document does not know of it."""
    logger = logging.getLogger("dssmock")
    before = logger.level
    if not quiet:
        logger.addHandler(log)
        logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(log)
        logger.setLevel(before)


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
