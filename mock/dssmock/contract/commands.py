"""The commands ``check``, ``proxy``, ``seed`` and ``replay``, and ``coverage`` of a log."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dssmock.versions import NEWEST, version_argument

if TYPE_CHECKING:
    from dssmock.contract.report import Report
    from dssmock.contract.verify import Verdict


def add_commands(commands: Any) -> None:
    """Add the commands to the parser of ``dssmock``.

    Args:
        commands: what ``add_subparsers`` gave.
    """
    check = commands.add_parser("check", help="judge a recording or a HAR file by the document")
    check.add_argument("file", type=Path, help="a recording of the proxy, or a HAR file")
    _add_report_options(check)
    check.set_defaults(run=_check)
    proxy = commands.add_parser("proxy", help="pass calls on to a DSS, judge and record them")
    proxy.add_argument("--to", type=_target, required=True, metavar="URL", help="the DSS")
    proxy.add_argument("--record", type=output, metavar="FILE", help="write the calls down")
    proxy.add_argument("--port", type=int, default=11280)
    proxy.add_argument("--host", default="127.0.0.1")
    proxy.add_argument("--no-check-certificate", action="store_true", help="of the DSS")
    _add_report_options(proxy)
    proxy.set_defaults(run=_proxy)
    seed = commands.add_parser("seed", help="make a seed of a recording")
    seed.add_argument("file", type=Path, help="a recording of the proxy, or a HAR file")
    seed.add_argument("--output", "-o", type=output, required=True, metavar="FILE")
    _add_version(seed, "version of the DSS that was recorded")
    seed.set_defaults(run=_seed)
    replay = commands.add_parser("replay", help="serve a mock that begins as a seed says")
    replay.add_argument("file", type=Path, help="a seed")
    replay.add_argument("--port", type=int, default=11200, help="0 takes a free one")
    replay.add_argument("--host", default="127.0.0.1")
    replay.set_defaults(run=_replay)
    _extend_coverage(commands.choices["coverage"])


def _extend_coverage(coverage: argparse.ArgumentParser) -> None:
    """Let ``coverage`` take a log; without one it tells about the mock, as before."""
    whole = coverage.get_default("run")
    coverage.add_argument(
        "file", nargs="?", type=Path, metavar="PROGRAM_LOG", help="a recording or a HAR file"
    )
    _add_version(coverage, "version of DSS")
    coverage.set_defaults(run=lambda given: show_usage(given) if given.file else whole(given))


def output(text: str) -> Path:
    """The file that an argument names to be written, as far as that can be known beforehand.

    Raises:
        argparse.ArgumentTypeError: there is no folder to write it in, or it is one itself.
    """
    file = Path(text)
    if not file.absolute().parent.is_dir():
        raise argparse.ArgumentTypeError(f"no folder {file.absolute().parent} to write in")
    if file.is_dir():
        raise argparse.ArgumentTypeError(f"{file} is a folder")
    return file


def _target(text: str) -> str:
    try:
        url = urlsplit(text)
        good = url.scheme in ("http", "https") and bool(url.hostname) and url.port != 0
    except ValueError:  # the port is no number, or a bracket is open
        good = False
    if not good:
        raise argparse.ArgumentTypeError(f"{text!r} is no URL such as https://dss.example.com")
    return text


def _add_version(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--version", type=version_argument, default=NEWEST, help=text)


def _add_report_options(parser: argparse.ArgumentParser) -> None:
    _add_version(parser, "version of the DSS")
    for kind in ("json", "junit", "html"):
        parser.add_argument(f"--{kind}", type=output, metavar="FILE", help=f"write {kind} too")


def _check(arguments: argparse.Namespace) -> int:
    from dssmock.contract import exchange, secrets
    from dssmock.contract.verify import Verifier

    exchanges = _exchanges(arguments.file)
    if exchanges is None:
        return 2
    verifier = Verifier(arguments.version)
    calls = [secrets.clean(each) for each in exchange.api_calls(exchanges)]
    verdicts = verifier.judge_all(calls)
    return _finish(arguments, verifier, verdicts, len(exchanges) - len(calls))


def _finish(arguments: argparse.Namespace, verifier: Any, verdicts: Any, others: int) -> int:
    from rich.console import Console

    from dssmock.contract import report

    known = [
        each for each in verifier.bundle.operations.values() if each.known_in(verifier.version)
    ]
    found = report.Report(verifier.version, verdicts, others, len(known))
    report.as_text(found, Console(highlight=False, soft_wrap=True))
    try:
        _write(arguments, found)
    except OSError as problem:
        return _fail(problem)
    return 0 if found.good else 1


def _write(arguments: argparse.Namespace, found: Report) -> None:
    from dssmock.contract.report import FILES

    for kind, render in FILES.items():
        file: Path | None = getattr(arguments, kind)
        if file is not None:
            file.write_text(render(found), encoding="utf-8")


def _proxy(arguments: argparse.Namespace) -> int:
    import uvicorn
    from rich.console import Console
    from rich.markup import escape

    from dssmock.contract.proxy import Proxy
    from dssmock.contract.verify import Verifier

    console = Console(highlight=False, soft_wrap=True)
    verdicts: list[Verdict] = []

    def tell(verdict: Verdict) -> None:
        verdicts.append(verdict)
        colour = "red" if verdict.wrong else "yellow" if verdict.deviations else "green"
        called = f"{verdict.exchange.called} {verdict.exchange.status}"
        console.print(f"[{colour}]{escape(called)}[/] {verdict.operation or 'no operation'}")
        for each in verdict.deviations:
            console.print(f"  {each.half} {escape(each.text)}")

    verifier = Verifier(arguments.version)
    check = not arguments.no_check_certificate
    proxy = Proxy(arguments.to, verifier, tell, arguments.record, verify=check)
    url = f"http://{arguments.host}:{arguments.port}"
    console.print(f"Proxy to {escape(arguments.to)} at [bold]{url}[/]; stop it with Ctrl-C.")
    uvicorn.run(proxy, host=arguments.host, port=arguments.port, log_level="error")
    return _finish(arguments, verifier, verdicts, 0)


def _seed(arguments: argparse.Namespace) -> int:
    from dssmock.contract import replay, secrets
    from dssmock.contract.verify import Verifier

    exchanges = _exchanges(arguments.file)
    if exchanges is None:
        return 2
    seed = replay.seed_of(map(secrets.clean, exchanges), Verifier(arguments.version))
    text = json.dumps(seed, ensure_ascii=False, indent=1) + "\n"
    try:
        arguments.output.write_text(text, encoding="utf-8")
    except OSError as problem:
        return _fail(problem)
    counts = ", ".join(f"{len(each)} {kind}" for kind, each in seed["documents"].items() if each)
    sys.stdout.write(f"{len(seed['answers'])} answers; {counts or 'no documents'}\n")
    return 0


def _replay(arguments: argparse.Namespace) -> int:
    import threading

    from dssmock.contract.replay import RecordedDSS, UnusableSeed, load
    from dssmock.serving import told_to_stop

    try:
        mock = RecordedDSS(load(arguments.file))
        server = mock.serve(arguments.port, arguments.host)
    except (UnusableSeed, OSError) as problem:
        return _fail(problem)
    for text in mock.left_out:
        sys.stderr.write(f"left out: {text}\n")
    stopped = threading.Event()
    with told_to_stop(stopped), server:
        sys.stdout.write(f"Recorded DSS {mock.version} at {server.url}, key {mock.admin_key}\n")
        sys.stdout.flush()
        server.join(stopped)
    mock.close()
    sys.stdout.write("Stopped.\n")
    return 0


def show_usage(arguments: argparse.Namespace) -> int:
    """Print what the mock serves of the calls of ``arguments.file``.

    Args:
        arguments: with ``file`` and ``version``.
    """
    from dssmock.contract import usage
    from dssmock.contract.verify import Verifier
    from dssmock.registry import load_services

    exchanges = _exchanges(arguments.file)
    if exchanges is None:
        return 2
    verdicts = Verifier(arguments.version).judge_all(exchanges)
    measured = usage.measure(verdicts, load_services())
    sys.stdout.write("".join(f"{line}\n" for line in measured.lines()))
    return 1 if measured.missing else 0


def _fail(problem: Exception) -> int:
    sys.stderr.write(f"{problem}\n")
    return 2


def _exchanges(file: Path) -> Any:
    from dssmock.contract.exchange import UnreadableRecording, read

    try:
        return read(file)
    except (UnreadableRecording, OSError) as problem:
        _fail(problem)
        return None
