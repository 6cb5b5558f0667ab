"""Derives the sync layer from the async one, token by token.

`src/dataikuapi/aio/**` becomes `src/dataikuapi/**` and `tests/aio/**` becomes `tests/sync/**`.
The conversion is a table of names and a few rules on tokens, so that comments, layout and
docstrings survive; what has no twin lives in pairs outside `aio/` (`dataikuapi._compat`).
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tempfile
import tokenize
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tokenize_rt import Token, src_to_tokens, tokens_to_src

from generator.tree import write_atomic

HEADER = "# Derived by `tox -e generate` from {source}. Do not edit.\n"
MARK = "# Derived by `tox -e generate`"

# (source folder, target folder); the target is swept of derived files that lost their source.
TREES = (("src/dataikuapi/aio", "src/dataikuapi"), ("tests/aio", "tests/sync"))

# Names whose twin is not found by dropping `Async` or `async_`. Every row must be used.
NAMES = {
    "__aenter__": "__enter__",
    "__aexit__": "__exit__",
    "aclose": "close",
    "aclosing": "closing",
    "aiter_bytes": "iter_bytes",
    "anext": "next",
    "aread": "read",
    "asynccontextmanager": "contextmanager",
    "handle_async_request": "handle_request",
}
PLAIN_PREFIX = re.compile(r"^Async(?=[A-Z])")
RUFF_OPTIONS = ("--quiet", "--no-cache", "--no-respect-gitignore")
DOC_WORD = re.compile(
    r"\b(?:Async(?=[A-Z])\w+|__a(?:enter|exit|iter|next)__|aclos(?:e|ing)|asleep)\b"
)
DOC_AWAIT = re.compile(r"\b(?:await |async (?=with |for |def ))")
STRAY = re.compile(r"\b(?:async|await|asyncio|aio|anyio)\b|\bAsync[A-Z]")


class UnasyncError(Exception):
    """The derived files are not what the sync layer needs; one line for each reason."""


@dataclass
class Report:
    """What conversions did: the rows of the table of names that they used."""

    used: set[str] = field(default_factory=set[str])


def sync_name(name: str, report: Report) -> str:
    """The sync twin of one identifier."""
    if name in NAMES:
        report.used.add(name)
        return NAMES[name]
    return PLAIN_PREFIX.sub("", name)


def _sync_text(text: str, report: Report) -> str:
    """Converts a docstring, a comment or an example within one."""
    text = DOC_AWAIT.sub("", text)
    text = DOC_WORD.sub(lambda found: sync_name(found.group(), report), text)
    text = text.replace("dataikuapi.aio.", "dataikuapi.").replace("dataikuapi.aio ", "dataikuapi ")
    return text.replace("tests.aio", "tests.sync")


def _drop_aio(tokens: list[Token]) -> Iterator[Token]:
    """Removes `aio` from dotted imports: `dataikuapi.aio.dss` becomes `dataikuapi.dss`."""
    skip = 0
    for index, token in enumerate(tokens):
        if skip:
            skip -= 1
            continue
        following = [t.src for t in tokens[index : index + 4]]
        if following[:2] == [".", "aio"] and tokens[index - 1].src == "dataikuapi":
            skip = 1
            continue
        if following[:2] == [".", "aio"] and tokens[index - 1].src == "tests":
            yield token
            yield tokens[index + 1]._replace(src="sync")
            skip = 1
            continue
        yield token


def _drop_async_words(tokens: Iterable[Token]) -> Iterator[Token]:
    """Removes the keywords `async` and `await` with the blank behind them."""
    dropped = False
    for token in tokens:
        if token.name in {"NAME", "ASYNC", "AWAIT", "OP"} and token.src in {"async", "await"}:
            dropped = True
            continue
        if dropped and token.name == "UNIMPORTANT_WS":
            dropped = False
            continue
        dropped = False
        yield token


def convert(source: str, report: Report) -> str:
    """Converts the text of one module.

    Args:
        source: text of the async module.
        report: collects the rows of the table that were used.

    Returns:
        The text of its sync twin, not yet formatted.
    """
    out: list[Token] = []
    for token in _drop_async_words(_drop_aio(src_to_tokens(source))):
        if token.name == "NAME":
            token = token._replace(src=sync_name(token.src, report))
        elif token.name in {"STRING", "COMMENT", "FSTRING_MIDDLE"}:
            token = token._replace(src=_sync_text(token.src, report))
        out.append(token)
    return tokens_to_src(out)


def _find_strays(path: Path, text: str) -> list[str]:
    """Words in a derived module which say that something was not converted."""
    lines = enumerate(text.splitlines()[1:], 2)
    found = ((number, STRAY.search(line)) for number, line in lines)
    return [f"{path}:{number} unasync {hit.group()!r} is left" for number, hit in found if hit]


def _format(texts: dict[Path, str], root: Path) -> dict[Path, str]:
    """Sorts imports and formats with ruff, as the rest of the tree.

    All at once, in a folder below the root: there ruff finds the settings of the tree and knows
    which packages are its own.
    """
    with tempfile.TemporaryDirectory(dir=root, prefix=".derived-") as folder:
        places = {path: Path(folder) / path.relative_to(root) for path in texts}
        for path, place in places.items():
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(texts[path], "utf-8")
        for arguments in (["check", "--fix-only", "--select=I"], ["format"]):
            subprocess.run(
                [sys.executable, "-m", "ruff", *arguments, *RUFF_OPTIONS, folder],
                capture_output=True, text=True, check=True, cwd=root,
            )  # fmt: skip
        return {path: place.read_text("utf-8") for path, place in places.items()}


def _targets(root: Path, source: str, target: str) -> Iterator[tuple[Path, Path]]:
    """Pairs of an async file and where its twin goes."""
    for path in sorted((root / source).rglob("*.py")):
        inner = path.relative_to(root / source)
        # The package docstring of aio/ has no twin: the sync package has its own front door.
        if str(inner) != "__init__.py" or source.startswith("tests"):
            yield path, root / target / inner


def _convert_all(root: Path, report: Report) -> Iterator[tuple[Path, str]]:
    """Derived files and their texts, not yet formatted."""
    for source, target in TREES:
        for path, twin in _targets(root, source, target):
            head = HEADER.format(source=path.relative_to(root).as_posix())
            yield twin, head + convert(path.read_text("utf-8"), report)


def _unparsable(root: Path) -> Iterator[str]:
    """Sources that are no Python; looked for when something failed, since it takes its time."""
    for source, target in TREES:
        for path, _ in _targets(root, source, target):
            try:
                ast.parse(path.read_bytes())
            except SyntaxError as error:
                yield f"{path.relative_to(root).as_posix()}:{error.lineno} unasync {error.msg}"


def derive(root: Path) -> dict[Path, str]:
    """Computes all derived files without writing any.

    Args:
        root: folder of the checkout.

    Returns:
        The text of each derived file by path.

    Raises:
        UnasyncError: a word of async code is left, a row of the table is unused, or a source is
            no Python.
    """
    report = Report()
    try:
        texts = _format(dict(_convert_all(root, report)), root)
    except (tokenize.TokenError, SyntaxError, subprocess.CalledProcessError) as error:
        raise UnasyncError("\n".join(_unparsable(root)) or str(error)) from error
    problems: list[str] = []
    for path, text in texts.items():
        problems += _find_strays(path.relative_to(root), text)
    unused = sorted(set(NAMES) - report.used)
    problems += [f"generator/unasync.py unused row {name!r}" for name in unused]
    if problems:
        raise UnasyncError("\n".join(problems))
    return texts


def orphans(root: Path, keep: Iterable[Path]) -> list[Path]:
    """Derived files whose source is gone."""
    kept = set(keep)
    found: list[Path] = []
    for source, target in TREES:
        for path in (root / target).rglob("*.py"):
            if path in kept or (root / source) in path.parents:
                continue
            with path.open(encoding="utf-8") as handle:
                if handle.readline().startswith(MARK):
                    found.append(path)
    return found


def write(root: Path, texts: dict[Path, str]) -> list[Path]:
    """Writes derived files and removes those which lost their source.

    Args:
        root: folder of the checkout.
        texts: what `derive` answered.

    Returns:
        The files written or removed, those that did not change left out.
    """
    changed: list[Path] = []
    for path, text in texts.items():
        if not path.exists() or path.read_text("utf-8") != text:
            write_atomic(path, text.encode())
            changed.append(path)
    for path in orphans(root, texts):
        path.unlink()
        changed.append(path)
    return changed


def run(root: Path) -> list[Path]:
    """Derives and writes, as `derive` and `write` do."""
    return write(root, derive(root))
