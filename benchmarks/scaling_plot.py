"""Draw what ``benchmarks.scaling`` measured: six small pictures over the number of passages."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

PANELS = (
    ("p50_ms", "query, p50 (ms)"),
    ("p95_ms", "query, p95 (ms)"),
    ("resident_mb", "resident memory (MB)"),
    ("disk_mb", "disk (MB)"),
    ("index_passages_per_s", "passages indexed per second"),
    ("recall@10", "recall@10 of exact"),
)
WIDTH, HEIGHT, GAP = 240, 150, 60
LOGARITHMIC = {"disk_mb"}


def draw(results: Mapping[int, Mapping[str, Any]]) -> str:
    """An SVG picture."""
    sizes = sorted(results)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{3 * (WIDTH + GAP) + GAP}" '
        f'height="{2 * (HEIGHT + GAP) + GAP}" font-family="sans-serif" font-size="11" fill="#333">'
    ]
    for number, (key, title) in enumerate(PANELS):
        left, above = GAP + number % 3 * (WIDTH + GAP), GAP + number // 3 * (HEIGHT + GAP)
        values = [float(results[size][key]) for size in sizes]
        parts.append(_panel(left, above, title, sizes, values, logarithmic=key in LOGARITHMIC))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(
    left: int, above: int, title: str, sizes: list[int], values: list[float], *, logarithmic: bool
) -> str:
    def x(size: int) -> float:
        span = math.log10(sizes[-1] / sizes[0]) or 1.0
        return left + WIDTH * math.log10(size / sizes[0]) / span

    top = max(values) * 1.1 or 1.0

    def y(value: float) -> float:
        share = math.log10(max(value, 1)) / math.log10(max(top, 10)) if logarithmic else value / top
        return above + HEIGHT * (1 - share)

    points = [(x(size), y(value)) for size, value in zip(sizes, values, strict=True)]
    line = " ".join(f"{px:.1f},{py:.1f}" for px, py in points)
    marks = "".join(
        f'<circle cx="{px:.1f}" cy="{py:.1f}" r="3" fill="#b3261e"/>'
        f'<text x="{px:.1f}" y="{py - 7:.1f}" text-anchor="middle">{value:g}</text>'
        f'<text x="{px:.1f}" y="{above + HEIGHT + 15}" text-anchor="middle">{_short(size)}</text>'
        for (px, py), size, value in zip(points, sizes, values, strict=True)
    )
    return (
        f'<text x="{left}" y="{above - 22}" font-weight="bold">{title}</text>'
        f'<path d="M{left} {above}V{above + HEIGHT}H{left + WIDTH}" fill="none" stroke="#999"/>'
        f'<polyline points="{line}" fill="none" stroke="#b3261e" stroke-width="2"/>{marks}'
    )


def _short(size: int) -> str:
    return f"{size // 1_000_000}M" if size >= 1_000_000 else f"{size // 1000}k" if size >= 1000 else str(size)
