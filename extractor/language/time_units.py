"""How many days a unit of time has: a year 365.25, a month a twelfth of it."""

from typing import Final

__all__ = ["DAYS", "DAYS_OF_CODE"]

DAYS: Final = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1.0, "week": 7.0, "month": 365.25 / 12, "year": 365.25}
"""By its name."""

DAYS_OF_CODE: Final = {"h": DAYS["hour"], "d": DAYS["day"], "wk": DAYS["week"], "mo": DAYS["month"]}
"""By its UCUM code."""
