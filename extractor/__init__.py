"""Reads clinical-trial documents and says, with proof, what stands in them and what contradicts itself.

>>> import extractor
>>> record = extractor.extract_text("Inclusion criteria: age 18 to 65 years", model=None)
>>> record.age_ranges[0].minimum
Quantity(value=18, unit='year')
"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = ["TrialRecord", "check", "compare", "extract", "extract_many", "extract_text", "load_records"]

if TYPE_CHECKING:
    from extractor.api import check, compare, extract, extract_many, extract_text, load_records
    from extractor.record import TrialRecord


def __getattr__(name: str) -> Any:
    # Imported at first use: the command line starts without the machinery.
    if name == "TrialRecord":
        from extractor.record import TrialRecord

        return TrialRecord
    if name in __all__:
        from extractor import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
