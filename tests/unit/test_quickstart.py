"""The quickstart runs to its end and shows what it promises."""

from __future__ import annotations

import io

from rich.console import Console

from examples.quickstart import main


def test_quickstart_shows_every_step() -> None:
    out = io.StringIO()
    main(Console(file=out, width=100), task_seconds=0)
    shown = out.getvalue()
    for text in (
        "PENGUINS",
        "Grace Hopper joined biologists",
        "Chinstrap │ 68",
        "PENGUINS_COPY",
        "tide-tables",
        "DSSNotFound: ",
        "astronomers",
    ):
        assert text in shown
