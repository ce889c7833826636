"""Concepts of MeSH, DrugBank, UNII and ICD-10-CM by name, for conditions and for interventions: data alone.

`conditions.tsv.gz` and `interventions.tsv.gz` hold a concept a row: system, code, preferred name, MeSH tree numbers,
source (see `sources.tsv`), names, keys; lists are joined by "|". `models/scripts/concepts.py` makes them.
"""
