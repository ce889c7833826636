"""The unit cases of peers (ctproc, quantulum3, duckling) against `extractor.language`: how many agree, by task.

A case outside the language of clinical trials (money, cooking, inches of rain) counts against us too: the share that
agrees is a description, not a mark.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from extractor.language.comparisons import find_comparisons
from extractor.language.durations import find_durations
from extractor.language.numbers import parse_number
from extractor.language.quantities import find_quantities, measure_key
from extractor.language.units import convert

__all__ = ["score_cases"]

_SECONDS = {
    "Second": 1, "Minute": 60, "Hour": 3600, "Day": 86_400, "Week": 604_800,
    "Month": 2_592_000, "Quarter": 7_776_000, "Year": 31_536_000,
}  # fmt: skip
_NAMES = {
    "gram": "g", "milligram": "mg", "kilogram": "kg", "pound": "[lb_av]", "pound-mass": "[lb_av]", "litre": "L",
    "millilitre": "mL", "metre": "m", "centimetre": "cm", "millimetre": "mm", "kilometre": "km", "inch": "[in_i]",
    "foot": "[ft_i]", "celsius": "Cel", "degree celsius": "Cel", "fahrenheit": "[degF]", "degree fahrenheit": "[degF]",
    "degree": "deg", "second": "s", "minute": "min", "hour": "h", "day": "d", "week": "wk", "month": "mo", "year": "a",
    "percentage": "%", "decibel": "dB", "watt": "W", "milliliter": "mL",
}  # fmt: skip


def score_cases(path: Path, *, show: bool) -> list[dict[str, Any]]:
    """One line a task of a file: how many cases, how many agree."""
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in path.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        agrees = _TASKS.get((case["peer"], case["task"]))
        if agrees is None or not case["expected"] or _unknown(case):
            continue
        total[case["task"]] += 1
        if agrees(case["input"], case["expected"]):
            right[case["task"]] += 1
        elif show:
            sys.stderr.write(f"{case['peer']} {case['task']}\t{case['input']}\t{json.dumps(case['expected'])}\n")
    return [
        {"set": path.name, "task": task, "cases": total[task], "agree": round(right[task] / total[task], 4)}
        for task in sorted(total)
    ]


def _unknown(case: dict[str, Any]) -> bool:
    """Whether a case of quantulum3 names no unit that is looked for here (money, bytes, bare numbers)."""
    return case["peer"] == "quantulum3" and not any(one["unit"] in _NAMES for one in case["expected"])


def _lab_value(text: str, expected: dict[str, Any]) -> bool:
    found = find_quantities(text)
    for key, value in expected.items():
        part = key.rpartition(".")[2]
        if key == "len(vals)" and len(found) != value:
            return False
        if not key.startswith("vals[0]"):
            continue
        if not found:
            return False
        first = found[0]
        if part == "value" and value not in (first.low, first.high):
            return False
        if part == "unit" and value not in (first.unit, f"x {first.relative_to}"):
            return False
        if part == "analyte" and (measure_key(value) or value.casefold()) != first.key:
            return False
    return True


def _duration(text: str, expected: str) -> bool:
    match = re.fullmatch(r"DurationData (\S+) (\w+)", expected)
    if match is None:
        return False
    found = find_durations(text)
    if len(found) != 1:
        return False
    parts = [(value, unit.capitalize()) for value, unit in found[0].parts]
    if match[2] == "Month" and all(unit in ("Year", "Month") for _, unit in parts):
        return sum(value * (12 if unit == "Year" else 1) for value, unit in parts) == float(match[1])
    return abs(sum(value * _SECONDS[unit] for value, unit in parts) - float(match[1]) * _SECONDS[match[2]]) < 1


def _numeral(text: str, expected: str) -> bool:
    value = parse_number(text)
    wanted = float(expected.split()[1].strip("()"))
    return value is not None and abs(value - wanted) < 1e-6 * max(1.0, abs(wanted))


_SIMPLE = re.compile(
    r"(?P<kind>simple|between|under|above) (?P<unit>\w+) \(?(?P<low>-?[\d.]+)(?:,\s?(?P<high>-?[\d.]+))?\)?"
)


def _simple(text: str, expected: str) -> bool:
    match = _SIMPLE.match(expected)
    code = _NAMES.get(match["unit"].lower()) if match else None
    if match is None or code is None:
        return False
    low, high = float(match["low"]), float(match["high"] or match["low"])
    wanted = {"under": (None, high), "above": (low, None)}.get(match["kind"], (low, high))
    return any(
        all(
            value is None if end is None else _same(value, item.unit, end, code)
            for value, end in zip((item.low, item.high), wanted, strict=True)
        )
        for item in find_comparisons(text)
    )


def _same(value: float | None, unit: str | None, wanted: float, code: str) -> bool:
    if value is None or unit is None:
        return False
    converted = convert(value, unit, code)
    return converted is not None and abs(converted - wanted) <= 1e-6 * max(1.0, abs(wanted))


def _quantities(text: str, expected: list[dict[str, Any]]) -> bool:
    """Whether every quantity with a unit that we know of is found with its value."""
    known = [one for one in expected or [] if one["unit"] in _NAMES]
    found = find_comparisons(text)
    return all(
        any(
            _same(value, item.unit, one["value"], _NAMES[one["unit"]])
            for item in found
            for value in (item.low, item.high, ((item.low or 0) + (item.high or 0)) / 2)
        )
        for one in known
    )


_TASKS: dict[tuple[str, str], Callable[[str, Any], bool]] = {
    ("ctproc", "lab_value"): _lab_value,
    ("duckling", "duration"): _duration,
    ("duckling", "numeral"): _numeral,
    ("duckling", "quantity"): _simple,
    ("duckling", "volume"): _simple,
    ("duckling", "temperature"): _simple,
    ("quantulum3", "quantity"): _quantities,
}
