"""Lines in a plot, as SVG: enough for a page of the documentation, without a library."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_WIDTH, _HEIGHT, _LEFT, _BELOW = 340, 260, 56, 46
_COLOURS = ("#1b6ca8", "#c8553d", "#588157", "#8e6c8a", "#6c757d")
Points = Sequence[tuple[float, float]]


def page(plots: Sequence[tuple[str, str, str, Mapping[str, Points]]]) -> str:
    """Plots side by side, each (title, x, y, lines by name), as one SVG.

    >>> page([("Time", "documents", "s", {"ours": [(1, 2), (2, 4)]})]).startswith("<svg")
    True
    """
    drawn = [f'<g transform="translate({at * _WIDTH},0)">{_plot(*plot)}</g>' for at, plot in enumerate(plots)]
    size = f'width="{_WIDTH * len(plots)}" height="{_HEIGHT}"'
    style = 'font-family="sans-serif" font-size="11" fill="#222"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(drawn) + "\n</svg>\n"


def _plot(title: str, x: str, y: str, lines: Mapping[str, Points]) -> str:
    most_x = max((point[0] for points in lines.values() for point in points), default=1) or 1
    most_y = max((point[1] for points in lines.values() for point in points), default=1) or 1
    wide, high = _WIDTH - _LEFT - 16, _HEIGHT - _BELOW - 30

    def place(point: tuple[float, float]) -> str:
        return f"{_LEFT + point[0] / most_x * wide:.1f},{30 + high - point[1] / most_y * high:.1f}"

    parts = [
        f'<text x="{_LEFT}" y="16" font-weight="bold">{escape(title)}</text>',
        f'<path d="M{_LEFT} 30V{30 + high}H{_LEFT + wide}" fill="none" stroke="#888"/>',
        f'<text x="{_LEFT + wide / 2}" y="{_HEIGHT - 12}" text-anchor="middle">{escape(x)}</text>',
        f'<text x="{_LEFT - 6}" y="36" text-anchor="end">{most_y:.4g} {escape(y)}</text>',
        f'<text x="{_LEFT - 6}" y="{30 + high}" text-anchor="end">0</text>',
        f'<text x="{_LEFT + wide}" y="{44 + high}" text-anchor="end">{most_x:g}</text>',
    ]
    for number, (name, points) in enumerate(lines.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        path = " ".join(map(place, points))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts.append(f'<text x="{_LEFT + 8}" y="{44 + 13 * number}" fill="{colour}">{escape(name)}</text>')
    return "".join(parts)
