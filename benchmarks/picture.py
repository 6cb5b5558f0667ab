"""The result as a picture: a bar for each ratio to the incumbent, on a scale of powers of ten."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Final
from xml.sax.saxutils import escape

from benchmarks.report import number
from benchmarks.verdicts import Verdict

WIDTH: Final = 860
LABELS: Final = 330
RIGHT: Final = 90
LINE: Final = 24
TOP: Final = 62
TITLE: Final = "Cost by that of dataiku-api-client: 1 is the same, to the left is better"
Scale = Callable[[float], float]
# Mid tones, which stand out from white and from black alike; where the browser knows that the
# reader has chosen dark, the text is lighter.
STYLE: Final = """
text { font: 13px system-ui, sans-serif; fill: #6e7781; }
.title { font-size: 16px; font-weight: 600; }
.value { font-weight: 600; }
.better { fill: #1a9c82; }
.worse { fill: #d9534f; }
.grid { stroke: #8b949e; stroke-opacity: .35; }
.one { stroke: #8b949e; stroke-width: 2; }
@media (prefers-color-scheme: dark) { text { fill: #adbac7; } }
"""


def draw(verdicts: Sequence[Verdict], caption: str) -> str:
    """Draws the bars.

    Args:
        verdicts: what was measured; those without a ratio to the incumbent are left out, as are
            counts and growths that are no costs.
        caption: a line below the title.

    Returns:
        An SVG document.
    """
    shown = [(each, each.to_incumbent.middle) for each in verdicts
             if each.to_incumbent is not None and each.cell.slower]  # fmt: skip
    low, high = _bounds([value for _, value in shown])
    height = TOP + LINE * len(shown) + 30

    def x(value: float) -> float:
        place = (math.log10(value) - low) / (high - low)
        return LABELS + min(1.0, max(0.0, place)) * (WIDTH - LABELS - RIGHT)

    size = f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="t">',
        f"<style>{STYLE}</style>",
        f'<text id="t" class="title" x="8" y="22">{TITLE}</text>',
        f'<text x="8" y="42">{escape(caption)}</text>',
        *_grid(range(low, high + 1), x, height),
    ]
    for at, (verdict, value) in enumerate(shown):
        parts += _bar(verdict, value, TOP + at * LINE, x)
    return "\n".join([*parts, "</svg>", ""])


def _bounds(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten between which all values and 1 lie."""
    logs = [math.log10(value) for value in values] or [0.0]
    return min(-1, math.floor(min(logs))), max(1, math.ceil(max(logs)))


def _grid(powers: range, x: Scale, height: int) -> list[str]:
    parts = []
    for power in powers:
        at = x(10.0**power)
        kind = "one" if power == 0 else "grid"
        parts += [
            f'<line class="{kind}" x1="{at:.1f}" x2="{at:.1f}" y1="{TOP - 6}" y2="{height - 24}"/>',
            f'<text x="{at:.1f}" y="{height - 8}" text-anchor="middle">{10.0**power:g}</text>',
        ]
    return parts


def _bar(verdict: Verdict, value: float, top: float, x: Scale) -> list[str]:
    left, right = sorted((x(1.0), x(value)))
    kind = "worse" if value > 1 else "better"
    beside = right + 6 if value > 1 else x(1.0) + 6
    middle = top + 13
    label = escape(f"{verdict.cell.measure}  {verdict.cell.what}")
    shape = f'x="{left:.1f}" y="{top + 1}" width="{max(1.0, right - left):.1f}"'
    tip = f"<title>{label}: {number(value)}</title>"
    return [
        f'<text x="{LABELS - 10}" y="{middle}" text-anchor="end">{label}</text>',
        f'<rect class="{kind}" {shape} height="{LINE - 8}" rx="2">{tip}</rect>',
        f'<text class="value" x="{beside:.1f}" y="{middle}">{number(value)}</text>',
    ]
