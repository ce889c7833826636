"""Headings of any sponsor's protocol -> the sections of the ICH M11 template.

Sponsors number and name the parts of a protocol in ways of their own; M11 gives them one order. Told by the words of
the headings alone, from the innermost outwards. Source: ICH M11, clinical electronic structured harmonised protocol,
template, section titles; the histories of amendments are kept apart from what holds.
"""

import re

SYNOPSIS = "1.1 Protocol Synopsis"
SCHEDULE = "1.3 Schedule of Activities"
AMENDMENTS = "Amendment Details"
_SECTIONS = tuple(
    (name, re.compile(rf"(?i)\b(?:{words})"))
    for name, words in (
        (
            AMENDMENTS,
            r"protocol amendments\b|amendment(?:s|\(s\))?(?: \S{1,8})?$"
            r"|(?<![a-z] )amendment \S{1,8}(?: with .{1,30})?,? dated\b|summary of (?:the )?changes|amendment history"
            r"|(?:document|revision|version|change) history|history of (?:changes|amendments)|amendment summary"
            r"|description of (?:global |local )?amendment|rationale for (?:the )?amendment|global amendment",
        ),
        (
            SCHEDULE,
            r"schedules? of (?:\w+ ){0,2}(?:activit|assessment|event|procedure|visit|evaluation|investigation|study"
            r"|trial)|time and events?|(?:study |trial |visit )?flow ?-?charts?$"
            r"|(?:study|trial|visit|assessment) schedule|(?:study|trial) calendar|table of (?:events|assessments)",
        ),
        (SYNOPSIS, r"synopsis|protocol summary|(?:study|trial) summary|summary of the (?:study|trial|protocol)"),
        ("1.2 Trial Schema", r"(?:study|trial) (?:schema|diagram|overview)|schematic"),
        ("5.2 Inclusion Criteria", r"(?<!non-)inclusion criteria"),
        ("5.3 Exclusion Criteria", r"exclusion criteria|non-inclusion criteria"),
        ("3 Trial Objectives and Associated Estimands", r"objectives?\b|estimands?\b|endpoints?\b"),
        (
            "10 Statistical Considerations",
            r"statistic|sample size|analysis (?:sets?|populations?)|determination of sample",
        ),
        ("7 Participant Discontinuation", r"(?:discontinu|withdraw|removal of)"),
        ("9 Adverse Events and Safety Reporting", r"(?:serious )?adverse (?:event|reaction)s?|safety reporting"),
        (
            "6 Trial Intervention and Concomitant Therapy",
            r"(?:study|trial|investigational) (?:treatments?|interventions?|drugs?|products?|medications?|agents?)"
            r"|dos(?:e|ing|age)\b|concomitant|treatments?\b|interventions?\b",
        ),
        (
            "5 Trial Population",
            r"(?:study|trial|subject|patient|participant) (?:population|selection)|eligibility|selection of",
        ),
        ("4 Trial Design", r"(?:study|trial|overall) design|investigational plan|randomi[sz]ation|blinding|masking"),
        ("8 Trial Assessments and Procedures", r"assessments?\b|procedures?\b|visits?\b|laborator"),
        ("2 Introduction", r"introduction|background|rationale|benefit.risk"),
        (
            "11 Trial Oversight and Other General Considerations",
            r"ethic|regulatory|administrative|quality|monitoring|consent",
        ),
        ("13 Glossary of Terms and Abbreviations", r"abbreviations?|glossary|definitions? of terms"),
        ("14 References", r"references?$|bibliography|literature"),
        ("12 Appendices", r"appendi|annex|attachment"),
    )
)


def m11_section(path: str) -> str | None:
    """The M11 section that a heading path ("5 Subjects > 5.1 Inclusion Criteria") belongs to, None where none fits.

    What stands anywhere under a history of amendments belongs there.

    >>> m11_section("4. SUBJECT POPULATION > 4.1. Inclusion Criteria"), m11_section("FLOW CHART")
    ('5.2 Inclusion Criteria', '1.3 Schedule of Activities')
    >>> m11_section("11 GLOBAL AMENDMENT 1 > 3.3.2 Inclusion Criteria"), m11_section("Zebra") is None
    ('Amendment Details', True)
    """
    headings = path.split(" > ")
    if any(_SECTIONS[0][1].search(heading) for heading in headings):
        return AMENDMENTS
    for heading in reversed(headings):
        for name, words in _SECTIONS[1:]:
            if words.search(heading):
                return name
    return None
