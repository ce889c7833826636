"""Printed pages -> one text in reading order, with its pages, sections and tables.

`glyphs` and `drawing` are the only doors to PDFium: characters with place, size and font, rules and areas. `words`
makes words of characters, `furniture` takes out what recurs on every page, `grids` finds ruled tables and `labelled`
those without rules, `columns` the order in which a page is read, `paragraphs` joins lines; `pages` puts these together.
`assembly` writes the canonical text, `headings` finds its sections. `parse` goes through them all, in a child process
that `child` keeps.
"""
