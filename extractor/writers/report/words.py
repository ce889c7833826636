"""Typed values as people write them: ages, doses, frequencies, bounds, windows."""

from extractor.record import AgeRange, DoseRegimen, Frequency, MeasuredQuantity, Quantity, Window

# Units of time in UCUM and in the record.
_TIME = {"s": "second", "min": "minute", "h": "hour", "d": "day", "wk": "week", "mo": "month", "a": "year"}
_TIME |= {unit: unit for unit in ("hour", "day", "week", "month", "year", "cycle")}
_EACH = {"h": "hourly", "d": "daily", "wk": "weekly", "mo": "monthly", "cycle": "per cycle"}
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_TIMES = {1: "once", 2: "twice"}


def number(value: float) -> str:
    """A number without the ends that say nothing, powers of ten as such where it is long.

    >>> number(20.0), number(0.5), number(2000000), number(2.5e8)
    ('20', '0.5', '2,000,000', '2.5 × 10⁸')
    """
    if abs(value) >= 10_000_000:
        digits, _, power = f"{value:.6e}".partition("e")
        return f"{digits.rstrip('0').rstrip('.')} × 10{str(int(power)).translate(_SUPERSCRIPTS)}"
    if value == int(value):
        return f"{int(value):,}"
    return f"{value:.10g}"


def quantity(value: Quantity | None) -> str:
    """An amount with its unit, in the plural where it is not one.

    >>> quantity(Quantity(value=18, unit="year")), quantity(Quantity(value=1, unit="month")), quantity(None)
    ('18 years', '1 month', '')
    """
    if value is None:
        return ""
    unit = _TIME.get(value.unit, value.unit)
    return f"{number(value.value)} {unit}{'s' if value.value != 1 and unit in _TIME.values() else ''}"


def age_limit(ages: AgeRange, side: str) -> str:
    """One end of a range of ages; a limit that is itself not eligible says so."""
    limit = quantity(getattr(ages, side))
    if not limit:
        return "no limit"
    strict = "over " if side == "minimum" else "under "
    return limit if getattr(ages, f"{side}_inclusive") else strict + limit


def amount(dose: DoseRegimen) -> str:
    """An amount or a range of amounts, with its unit and what it is per.

    >>> d = {"id": "x1", "unit": "mg", "per": ["kg"], "text": "", "origin": "stated", "evidence": []}
    >>> amount(DoseRegimen(low=3.5, high=5, **d)), amount(DoseRegimen(low=None, high=5, **d))
    ('3.5–5 mg/kg', 'up to 5 mg/kg')
    """
    unit = "/".join((dose.unit, *dose.per))
    if dose.low is None and dose.high is None:
        return unit
    if dose.low is None or dose.high is None:
        known = dose.high if dose.low is None else dose.low
        return f"{'up to' if dose.low is None else 'at least'} {number(known or 0)} {unit}"
    return f"{number(dose.low)} {unit}" if dose.low == dose.high else f"{number(dose.low)}–{number(dose.high)} {unit}"


def frequency(often: Frequency | None) -> str:
    """How often something is given.

    >>> frequency(Frequency(times=2, period=1, unit="d")), frequency(Frequency(times=1, period=3, unit="wk"))
    ('twice daily', 'every 3 weeks')
    >>> frequency(Frequency(times=1, period=4, period_high=6, unit="h", as_needed=True))
    'every 4–6 hours, as needed'
    """
    if often is None:
        return ""
    needed = ", as needed" if often.as_needed else ""
    times = _TIMES.get(int(often.times), "") if often.times == int(often.times) else ""
    times = times or f"{number(often.times)} times"
    if often.unit == "once":
        return ("once" if often.times == 1 else times) + needed
    if often.period == 1 and not often.period_high:
        return f"{times} {_EACH[often.unit]}{needed}"
    periods = number(often.period) + (f"–{number(often.period_high)}" if often.period_high else "")
    every = f"every {periods} {_TIME.get(often.unit, often.unit)}s"
    return (every if often.times == 1 else f"{times} {every}") + needed


def bounds(value: MeasuredQuantity) -> str:
    """An interval with its unit and what it is relative to.

    >>> q = {"id": "q1", "measurement": "ALT", "text": "", "origin": "stated", "evidence": []}
    >>> bounds(MeasuredQuantity(high=2.5, relative_to="ULN", **q))
    '≤ 2.5 × ULN'
    >>> bounds(MeasuredQuantity(low=18, high=35, high_inclusive=False, unit="kg/m2", **q))
    '≥ 18 and < 35 kg/m2'
    """
    unit = f" × {value.relative_to}" if value.relative_to else f" {value.unit}" if value.unit else ""
    if value.low is not None and value.low == value.high:
        return f"{number(value.low)}{unit}"
    low = "" if value.low is None else f"{'≥' if value.low_inclusive else '>'} {number(value.low)}"
    high = "" if value.high is None else f"{'≤' if value.high_inclusive else '<'} {number(value.high)}"
    return " and ".join(filter(None, (low, high))) + unit


def window(time: Window | None) -> str:
    """A time before, after or within which something holds."""
    if time is None:
        return ""
    anchor = f" of {time.anchor}" if time.direction == "within" and time.anchor else f" {time.anchor or ''}"
    span = quantity(Quantity(value=time.value, unit=time.unit))
    said = f"within {span}{anchor}" if time.direction == "within" else f"{span} {time.direction}{anchor}"
    return said.strip()


def coded(value: object) -> str:
    """A value of a registry's enumeration, or several, as a person reads it.

    >>> coded(["PHASE1", "PHASE2"]), coded(True), coded({"value": 18, "unit": "year"})
    ('PHASE1, PHASE2', 'yes', '18 years')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(map(coded, value))
    if isinstance(value, float):
        return number(value)
    if isinstance(value, dict) and value.keys() == {"value", "unit"} and isinstance(value["unit"], str):
        return quantity(Quantity(**value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {coded(inner)}" for key, inner in value.items())
    return "none" if value is None else str(value)
