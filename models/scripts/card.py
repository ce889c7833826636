"""Writes the measured scores into the package's meta.json and the model card.

Usage: python card.py BUILD
"""

import argparse
import json
from pathlib import Path
from typing import Any

MODELS = Path(__file__).parents[1]
PACKAGE = MODELS / "en_trial_ner"

CARD = """\
# en_trial_ner {version}

<!-- written by scripts/card.py from the metrics; change it there -->

A spaCy pipeline that finds the entities of clinical-trial text. One component, `span_tagger`: a two-layer
bidirectional LSTM over words (floret vectors, the word, its prefix, suffix and shape, whether names of drugs and
diseases hold it), in numpy, and a chain of BIO labels for each span group:

| `doc.spans[...]` | meant for | labels |
|---|---|---|
{groups}

```python
import en_trial_ner

nlp = en_trial_ner.load()
docs = nlp.pipe(texts)  # all groups
docs = nlp.pipe(texts, component_cfg={{"span_tagger": {{"groups": ["biomedical"]}}}})  # one, a little faster
```

The tokenizer is spaCy's English one with some rules more (`tokens.py`). Spans of one group do not overlap.
`doc.ents` stays empty. Within one text spans agree (`agreement.py`): a short form has the label of its long form, a
name that is marked twice is marked everywhere. Endings decide between kinds of intervention (`heads.py`).

## Scores

On the dev splits, on which no weight was trained or chosen (the rules for agreement were). Strict: same offsets and
label; relaxed: same label, overlapping. The criteria are scored one a line.

| group | strict P | strict R | strict F1 | relaxed F1 |
|---|---|---|---|---|
{scores}

{labels}

## Size and speed

{megabytes} MB on disk; loads in {load_seconds} s (spaCy itself imported). Words a second of CPU time, from a fresh
start, on a machine that others used too:

| | words/s |
|---|---|
{speed}

## Data and licences

The weights are CC-BY-4.0 (`en_trial_ner/LICENSE`); attributions are in `en_trial_ner/NOTICE`.

| source | licence |
|---|---|
{sources}

Training used the train splits only. NCBI Disease, LCT and PHEE helped the encoder to learn; their labels do
not ship. A larger network, trained on the same gold, labelled registry text; a smaller one learned from that too.
The one that ships is that one's most used units, trained on with the same gold and with how likely the wider one took
each label to be in 2 million words of registry text. LCT's licence is the one figshare lists; its code repository
states none: `make train WITHOUT=lct` builds without it. The vectors were trained on about 30 MB of registry and corpus
text, without the trials of the dev splits (told by their numbers). No corpus text is part of the package.

## Limits

- English only. Chia holds phase IV trials: newer drug classes and genomic criteria are rarer in it than in
  today's trials.
- NeuroTrialNER is neurology and psychiatry: on other fields the `registry` group finds fewer names.
- BC5CDR is abstracts about drug side effects: protocol jargon may be taken for chemicals.
- Chia's labels have fuzzy borders; rare ones (Visit, Reference_point, Device) are weak, see the table.
- It marks words. Negation, values and units, and links to concepts are the project's rules, not its work.
- Not a medical device, and not for decisions about a patient.

## Train it again

`make train DATA=folder`, `make package`, `make evaluate DATA=folder` in the folder above: under two hours on one core
(vectors 5 minutes, teacher 25, labels 2, the wide network 19, narrowing it 40); every seed is fixed. `make narrow` does
the last part alone, from a network or a release: the one that ships was made so from 0.2.0. `EXPERIMENTS.md` tells what
was tried.

# en_trial_concepts

Names and codes of MeSH, DrugBank open data (CC0), UNII and ICD-10-CM, for the links of conditions and interventions:
`conditions.tsv.gz`, `interventions.tsv.gz`, and our own names in `supplement.tsv`. `make concepts` builds the tables
from the packages pinned in `requirements-concepts.txt`; sources, versions and terms are in `sources.tsv` and `NOTICE`.
"""


def table(lines: list[list[Any]]) -> str:
    """Rows of a Markdown table."""
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def label_table(name: str, group: dict[str, Any]) -> str:
    """Scores by label of one group."""
    head = f"### {name}\n\n| label | in dev | P | R | F1 |\n|---|---|---|---|---|\n"
    lines = [[k, v["n"], v["p"], v["r"], v["f"]] for k, v in group["labels"].items()]
    return head + table(lines)


def performance(metrics: dict[str, Any]) -> dict[str, Any]:
    """The scores in the shape of meta.json's `performance`."""
    scores: dict[str, Any] = {"split": "dev"}
    for name, group in metrics["groups"].items():
        scores |= {f"{name}_{key}": group["strict"][key] for key in ("p", "r", "f")}
        scores[f"{name}_relaxed_f"] = group["relaxed_f"]
        scores[f"{name}_per_type"] = group["labels"]
    return scores


def card(meta: dict[str, Any], metrics: dict[str, Any]) -> str:
    """The text of the model card."""
    use = {
        "criteria": "eligibility text",
        "registry": "titles, summaries, arms",
        "biomedical": "any text",
    }
    groups = metrics["groups"]
    return CARD.format(
        version=meta["version"],
        groups=table([[f"`{n}`", use[n], ", ".join(sorted(groups[n]["labels"]))] for n in groups]),
        scores=table([[n, *(g["strict"][k] for k in "prf"), g["relaxed_f"]] for n, g in groups.items()]),
        labels="\n\n".join(label_table(n, g) for n, g in groups.items()),
        megabytes=metrics["megabytes"],
        load_seconds=metrics["load_seconds"],
        speed=table([[k, f"{v:,}"] for k, v in metrics["words_per_second"].items()]),
        sources=table([[f"[{s['name']}]({s['url']})", s["license"]] for s in meta["sources"]]),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build", type=Path)
    options = parser.parse_args()
    metrics = json.loads((options.build / "metrics.json").read_text(encoding="utf-8"))
    meta = json.loads((PACKAGE / "meta.json").read_text(encoding="utf-8"))
    meta["performance"] = performance(metrics)
    text = json.dumps(meta, indent=2, ensure_ascii=False) + "\n"
    for path in (PACKAGE / "meta.json", PACKAGE / f"en_trial_ner-{meta['version']}" / "meta.json"):
        path.write_text(text, encoding="utf-8")
    (MODELS / "README.md").write_text(card(meta, metrics), encoding="utf-8")


if __name__ == "__main__":
    main()
