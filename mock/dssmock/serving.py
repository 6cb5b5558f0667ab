"""The command ``dssmock serve``: an instance on a port until it is told to stop."""

from __future__ import annotations

import argparse
import gc
import logging
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from dssmock.seeds import SEEDS, SUFFIXES
from dssmock.versions import NEWEST, RANGE, version_argument

if TYPE_CHECKING:
    from rich.console import Console

    from dssmock.core import DSSMock
    from dssmock.server import Server
    from dssmock.statefile import Keeper

DEFAULT_PORT: Final = 11200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser the arguments of the command."""
    parser.add_argument("--port", type=_port, default=DEFAULT_PORT, help="0 takes a free one")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--seed",
        default="demo",
        metavar=f"{'|'.join(SEEDS)}|FILE",
        help=f"what is there at first; a file is {', '.join(SUFFIXES)}",
    )
    parser.add_argument(
        "--state",
        type=Path,
        metavar="FILE",
        help="keep the state in this file; a start that finds it goes on from there",
    )
    parser.add_argument("--edition", choices=("community", "enterprise"), default="enterprise")
    parser.add_argument("--strict", action="store_true", help="refuse what the document has not")
    parser.add_argument(
        "--version", type=version_argument, default=NEWEST, help=f"version of DSS to be, {RANGE}"
    )
    parser.add_argument(
        "--clock", default="real", metavar="real|scaled:10|stepped", help="how time passes"
    )
    parser.add_argument("--quiet", action="store_true", help="show no requests, only warnings")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM.

    Args:
        arguments: what the command was given.

    Returns:
        The exit status: 0 when it was told to stop, 1 when it could not serve.
    """
    # What starts now lives as long as the process: looking for garbage in it is wasted.
    gc.disable()
    stopped = threading.Event()
    try:
        with told_to_stop(stopped):
            return _run(arguments, stopped)
    finally:
        gc.enable()


def _run(arguments: argparse.Namespace, stopped: threading.Event) -> int:
    path: Path | None = arguments.state
    if path is None:
        return _serve(arguments, stopped)
    if not path.absolute().parent.is_dir():
        return _fail(f"no folder {path.absolute().parent} to keep the state in")
    from dssmock.statelock import StateTaken, held

    with ExitStack() as stack:
        try:
            stack.enter_context(held(path.absolute()))
        except StateTaken as problem:
            return _fail(str(problem))
        except OSError as problem:
            return _fail(f"The state cannot be kept in {path}: {problem}")
        return _serve(arguments, stopped)


def _serve(arguments: argparse.Namespace, stopped: threading.Event) -> int:
    from dssmock.statefile import Keeper

    restored = arguments.state is not None and arguments.state.exists()
    try:
        mock = make(arguments)
    except ValueError as problem:
        return _fail(str(problem))
    try:
        server = mock.serve(arguments.port, arguments.host)
    except OSError as problem:
        mock.close()
        return _fail(f"Cannot listen on {arguments.host}:{arguments.port}: {problem}")
    keeper = None if arguments.state is None else Keeper(arguments.state, mock)
    gc.freeze()
    gc.enable()
    held = f"the state of {arguments.state}" if restored else f"the {mock.seed} data"
    return _until_stopped(server, keeper, stopped, held, quiet=arguments.quiet)


def make(arguments: argparse.Namespace) -> DSSMock:
    """The instance that the arguments ask for.

    Raises:
        ValueError: an argument, the seed file or the state file is wrong.
    """
    from dssmock.clock import parse_clock
    from dssmock.core import DSSMock

    path: Path | None = arguments.state
    known = path is not None and path.exists()
    mock = DSSMock(
        "empty" if known else arguments.seed,
        arguments.strict,
        arguments.version,
        clock=parse_clock(arguments.clock),
        edition=arguments.edition,
    )
    if path is not None and known:
        from dssmock import seeds, statefile

        seeds.check(arguments.seed)
        statefile.read(path, mock)
        # A reset goes back to the seed, not to the file.
        mock.seed = arguments.seed
    return mock


def _until_stopped(
    server: Server, keeper: Keeper | None, stopped: threading.Event, held: str, *, quiet: bool
) -> int:
    from rich.console import Console

    console = Console()
    status = 0
    try:
        _greet(console, server, held)
        with _shown(console, quiet=quiet):
            server.join(stopped)
    finally:
        server.stop()
        if keeper is not None:
            status = _keep(keeper)
        server.dss.close()
    console.print("Stopped.")
    return status


def _keep(keeper: Keeper) -> int:
    try:
        keeper.close()
    except Exception as problem:
        text = str(problem) if isinstance(problem, OSError) else repr(problem)
        return _fail(f"The state was not kept: {text}")
    return 0


def _greet(console: Console, server: Server, held: str) -> None:
    from rich.markup import escape

    mock = server.dss
    call = f"curl -u {mock.admin_key}: {server.url}/public/api/projects/"
    edition = "" if mock.edition == "enterprise" else f", {mock.edition} edition,"
    title = f"[bold green]Mock DSS {mock.version}[/]{edition} with {escape(held)}"
    console.print(title, soft_wrap=True)
    console.print(f"  URL        [bold]{server.url}[/]", soft_wrap=True)
    console.print(f"  Admin key  [bold]{mock.admin_key}[/]")
    console.print(f"  First call {escape(call)}", soft_wrap=True)
    console.print("The URL shows a page. Stop it with Ctrl-C.")


@contextmanager
def _shown(console: Console, *, quiet: bool) -> Iterator[None]:
    """Show every request, and what the document does not know of it; when quiet, only warnings."""
    from rich.logging import RichHandler

    log = RichHandler(console=console, show_level=False, show_path=False)
    logger = logging.getLogger("dssmock")
    before = logger.level
    logger.addHandler(log)
    logger.setLevel(logging.WARNING if quiet else logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(log)
        logger.setLevel(before)


@contextmanager
def told_to_stop(stopped: threading.Event) -> Iterator[None]:
    """Let Ctrl-C, and SIGTERM with which containers are stopped, set an event.

    An exception instead could come up anywhere, while the state is being written for example.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = (signal.SIGTERM, signal.SIGINT)
    before = {number: signal.signal(number, lambda *_: stopped.set()) for number in numbers}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _fail(text: str) -> int:
    sys.stderr.write(f"dssmock: {text}\n")
    return 1


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port: it is a number from 0 to 65535")
    return int(text)
