"""The bytes that the server answers: rows, schemas, projects, chunked frames. Pure."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from functools import cache
from itertools import chain, repeat
from typing import Any, Final

# What Jetty, the server inside DSS, gives to the network at a time.
CHUNK: Final = 32 * 1024
BLOCK: Final = 1024 * 1024
ROWS_IN_BLOCK: Final = 10_000
END: Final = b"0\r\n\r\n"

COLUMNS: Final = (
    ("id", "bigint"), ("price", "double"), ("name", "string"), ("city", "string"),
    ("flag", "boolean"), ("quantity", "int"), ("created", "date"), ("comment", "string"),
)  # fmt: skip
WORDS: Final = ("alpha", "bravo", "charlie", "delta", "écho", "fox-trot", "golf", "hôtel")


def schema(shape: str) -> list[dict[str, str]]:
    """The columns of the rows.

    Args:
        shape: `date`, or `text` for the same rows whose date is a string.

    Returns:
        Names and types.
    """
    plain = shape != "date"
    return [
        {"name": name, "type": "string" if plain and kind == "date" else kind}
        for name, kind in COLUMNS
    ]


@cache
def rows() -> tuple[bytes, ...]:
    """Lines of TSV as DSS writes it: one cell in fifty is quoted, some are empty."""
    # The same in each run, and no secret.
    draw = random.Random(7)  # noqa: S311
    return tuple(_row(draw, number) for number in range(ROWS_IN_BLOCK))


def _row(draw: random.Random, number: int) -> bytes:
    words = draw.choices(WORDS, k=6)
    comment = " ".join(words[2:])
    if number % 50 == 0:
        comment = f'"{words[2]} said ""{words[3]}""\tand left"'
    cells = (
        str(1_000_000 + number),
        f"{draw.uniform(0, 1000):.3f}" if number % 97 else "",
        f"{words[0]} {number}",
        words[1],
        draw.choice(("true", "false")),
        str(draw.randrange(500)) if number % 89 else "",
        _moment(draw),
        comment,
    )
    return ("\t".join(cells) + "\r\n").encode()


def framed(data: bytes) -> bytes:
    """Cuts bytes into chunks as HTTP/1.1 frames them, without the end."""
    pieces = (data[at : at + CHUNK] for at in range(0, len(data), CHUNK))
    return b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces)


def _moment(draw: random.Random) -> str:
    day = f"20{draw.randrange(10, 26)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}"
    time = f"{draw.randrange(24):02}:{draw.randrange(60):02}:{draw.randrange(60):02}"
    return f"{day}T{time}.{draw.randrange(1000):03}Z"


@cache
def _framed_rows(count: int) -> bytes:
    return framed(b"".join(rows()[:count]))


def row_stream(count: int) -> Iterator[bytes]:
    """The chunked body of `count` rows."""
    whole, left = divmod(count, ROWS_IN_BLOCK)
    return chain(
        repeat(_framed_rows(ROWS_IN_BLOCK), whole), (_framed_rows(left), END) if left else (END,)
    )


@cache
def _noise() -> bytes:
    return random.Random(7).randbytes(BLOCK)  # noqa: S311 (noise, no secret)


@cache
def _framed_noise(size: int) -> bytes:
    return framed(_noise()[:size])


def noise_stream(size: int, *, chunked: bool) -> Iterator[bytes]:
    """The body of a download of `size` bytes, framed or plain."""
    whole, left = divmod(size, BLOCK)
    if not chunked:
        return chain(repeat(_noise(), whole), (_noise()[:left],))
    return chain(repeat(_framed_noise(BLOCK), whole), (_framed_noise(left), END))


def prepare() -> None:
    """Makes what is made once, so that no measurement waits for it."""
    _framed_rows(ROWS_IN_BLOCK)
    _framed_noise(BLOCK)


def projects(count: int, *, fat: bool) -> bytes:
    """The answer to a listing of projects, as JSON.

    Args:
        count: how many projects.
        fat: whether each takes about 1 kB, as in DSS, instead of 60 bytes.
    """
    return b"[" + b",".join(_project(number, fat) for number in range(count)) + b"]"


def _project(number: int, fat: bool) -> bytes:
    project: dict[str, Any] = {"projectKey": f"P{number}", "name": f"Project {number}"}
    if fat:
        project |= {
            "projectType": "REGULAR",
            "ownerLogin": f"user{number % 50}",
            "ownerDisplayName": f"Zoé Nº{number % 50}",
            "shortDesc": " ".join(WORDS * 4),
            "tags": [f"tag:{number % 7}", "production"],
            "projectStatus": "In production",
            "contributors": [
                {"login": f"user{each}", "displayName": f"User {each}", "email": f"u{each}@x.org"}
                for each in range(4)
            ],
            "versionTag": _tag(number),
            "creationTag": _tag(number // 2),
            "tutorialProject": False,
            "disableAutomaticTriggers": number % 2 == 0,
            "defaultStatusOpacity": number / 7,
        }
    return json.dumps(project).encode()


def _tag(number: int) -> dict[str, Any]:
    return {
        "versionNumber": number,
        "lastModifiedBy": {"login": f"user{number % 50}"},
        "lastModifiedOn": 1_700_000_000_000 + number,
    }
