"""WHO ICTRP search portal: one row of its exports (as a JSON object), or its XML of one trial.

Column names vary with the export and its age ("Inclusion_Criteria", "INCLUSION_AGEMIN"): they are compared without
case and punctuation. Texts have `<br>` for line ends.
"""

import re
from typing import Any

from extractor.errors import ReadError
from extractor.inputs import HEAD, Source
from extractor.model import Document
from extractor.studies import render
from extractor.studies.criteria_text import criteria_text
from extractor.studies.references import resolve_references
from extractor.studies.safe_xml import parse_xml
from extractor.studies.values import pruned

ORDER = 27
Row = dict[str, str]

_ROOT = re.compile(rb"<Trials_downloaded_from_ICTRP[\s>]")
_BREAK = re.compile(r"[ \t\r\n]{0,40}<br ?/?>[ \t\r\n]{0,40}", re.I)
_NOT_WORD = re.compile(r"[^a-z0-9]+")
_ITEM_END = re.compile(r"[ \t]{0,40}[;\n]\s{0,40}")
NO_AGE = frozenset({"", "n/a", "na", "none", "no limit", "not applicable", "not specified"})
_TYPED = re.compile(
    r"(Drug|Device|Biological|Procedure|Radiation|Behaviou?ral|Genetic|Dietary Supplement|Combination Product|"
    r"Diagnostic Test|Other)\s?:\s*(.+)",
    re.S | re.I,
)
NCT = re.compile(r"NCT\d{8}\Z", re.I)
PRIVATE = re.compile(r"contact|ethics|investigator")


def detects(source: Source) -> bool:
    """A flat JSON object with a TrialID and criteria, condition or titles, or the portal's XML."""
    if not source.looks_like_json:
        head = source.data[:HEAD]
        return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") and bool(_ROOT.search(head))
    row = source.json
    if not isinstance(row, dict) or any(isinstance(value, dict | list) for value in row.values()):
        return False
    keys = {_key(key) for key in row}
    return "trialid" in keys and bool(keys & {"inclusioncriteria", "condition", "publictitle", "scientifictitle"})


def read(source: Source) -> Document:
    """The row as v2 fields, columns without a v2 name under their own. Raises ReadError for broken XML, and for
    XML of several trials.
    """
    row = source.json if source.looks_like_json else _xml_row(source.data)
    columns = {str(key): _clean(value) for key, value in row.items()}
    text, fields = render(pruned(_study({name: value for name, value in columns.items() if value})))
    return Document(
        path=source.path,
        member=source.member,
        sha256=source.sha256,
        format="ictrp-row",
        kind="registry",
        text=text,
        fields=fields,
    )


def _xml_row(data: bytes) -> dict[str, Any]:
    trials = parse_xml(data).findall("Trial")
    if len(trials) != 1:
        raise ReadError(f"XML of {len(trials)} trials, where one is read")
    return {child.tag: child.text for child in trials[0]}


def _key(name: str) -> str:
    return _NOT_WORD.sub("", name.lower())


def _clean(value: Any) -> str:
    return "" if value is None else resolve_references(_BREAK.sub("\n", str(value))).strip()


def _study(columns: Row) -> dict[str, Any]:
    """The row in the shape of a v2 study; what no v2 name takes stands under "source"."""
    row = {_key(name): value for name, value in columns.items()}
    taken: set[str] = set()

    def take(*names: str) -> str | None:
        """The first of the columns that is filled; all of them count as taken."""
        taken.update(names)
        return next((row[name] for name in names if name in row), None)

    protocol = {
        "identificationModule": {
            **_identification(take("trialid", "maintrialid"), take("secondaryid", "secondaryids")),
            "briefTitle": take("publictitle"),
            "officialTitle": take("scientifictitle"),
            "acronym": take("acronym", "scientificacronym"),
        },
        "statusModule": {
            "overallStatus": take("recruitmentstatus"),
            "startDateStruct": {"date": take("dateenrollement", "dateenrollment", "dateenrolment")},
            "studyFirstSubmitDate": take("dateregistration", "dateregistration3"),
            "lastUpdateSubmitDate": take("lastrefreshedon"),
        },
        "sponsorCollaboratorsModule": {
            "leadSponsor": {"name": take("primarysponsor")},
            "collaborators": [{"name": name} for name in _items(take("secondarysponsor"))],
        },
        "conditionsModule": {"conditions": _items(take("condition", "conditions", "hcfreetext"))},
        "designModule": {
            "studyType": take("studytype"),
            "phases": [take("phase", "phaseoriginal")],
            "designInfo": {"interventionModelDescription": take("studydesign")},
            "enrollmentInfo": {"count": take("targetsize")},
        },
        "armsInterventionsModule": {"interventions": _interventions(take("intervention", "interventions"))},
        "outcomesModule": {
            "primaryOutcomes": [{"measure": take("primaryoutcome")}],
            "secondaryOutcomes": [{"measure": take("secondaryoutcome")}],
        },
        "eligibilityModule": {
            "eligibilityCriteria": criteria_text(take("inclusioncriteria"), take("exclusioncriteria")),
            "sex": take("inclusiongender", "gender"),
            "minimumAge": _age(take("inclusionagemin", "agemin")),
            "maximumAge": _age(take("inclusionagemax", "agemax")),
        },
        "contactsLocationsModule": {"locations": [{"country": name} for name in _items(take("countries", "country"))]},
    }
    rest = {
        name: value
        for name, value in columns.items()
        if _key(name) not in taken and not PRIVATE.search(_key(name)) and not value.startswith("http")
    }
    return {"protocolSection": protocol, "source": rest}


def _identification(trial: str | None, secondary: str | None) -> dict[str, Any]:
    own = trial or ""
    others = [found for found in _items(secondary) if found != own]
    nct = own if NCT.match(own) else next((found for found in others if NCT.match(found)), None)
    listed = [found for found in [own, *others] if found and found != nct]
    return {"nctId": nct, "secondaryIdInfos": [{"id": found} for found in listed]}


def _items(value: str | None) -> list[str]:
    """The items of a list in one string, each once."""
    found = {item.casefold(): item for part in reversed(_ITEM_END.split(value or "")) if (item := part.strip())}
    return list(reversed(found.values()))


def _interventions(value: str | None) -> list[dict[str, Any]]:
    """Interventions as "Drug: name" items, or one of a free description."""
    typed = [_TYPED.match(item) for item in _items(value)]
    if typed and all(typed):
        return [{"type": found[1], "name": found[2]} for found in typed if found]
    return [{"description": value}]


def _age(value: str | None) -> str | None:
    return None if value is None or value.lower() in NO_AGE else value
