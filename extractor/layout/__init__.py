"""Printed pages -> one text in reading order, with its pages, sections and tables.

`glyphs` is the only door to PDFium: characters with place, size and font, and the rules that are drawn. `words` makes
words of characters, `furniture` takes out what recurs on every page, `grids` finds ruled tables, `columns` the order in
which a page is read, `paragraphs` joins lines, `assembly` writes the canonical text, `headings` finds its sections.
`parse` goes through them, in a child process that `child` keeps.
"""
