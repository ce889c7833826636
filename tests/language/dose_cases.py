"""How the cases of doses are written: what a dose is in a table, only what it has."""

from extractor.language.doses import Dose, Frequency, Period

Row = dict[str, object]


def row(text: str, dose: Dose) -> Row:
    """A dose as the tables write it: keys without a value are left out, equal bounds stand once."""
    bounds: Row = {"value": dose.low} if dose.low == dose.high else {"low": dose.low, "high": dose.high}
    found: Row = {
        "amount": text[dose.start : dose.end],
        **bounds,
        "unit": dose.unit,
        "per": " ".join(dose.per),
        "agent": dose.agent,
        "role": dose.role,
        "route": dose.route,
        "often": _often(dose.frequency, as_needed=dose.as_needed),
        "length": _length(dose.duration),
        "infusion": _length(dose.infusion),
        "repaired": dose.repaired,
    }
    return {key: value for key, value in found.items() if value not in (None, "", False)}


def _often(frequency: Frequency | None, *, as_needed: bool) -> str:
    if frequency is None:
        return "as needed" if as_needed else ""
    high = f"-{frequency.period_high:g}" if frequency.period_high else ""
    words = f"{frequency.times:g} per {frequency.period:g}{high} {frequency.unit}"
    return f"{words}, as needed" if as_needed else words


def _length(period: Period | None) -> str:
    return f"{period.value:g} {period.unit}" if period else ""
