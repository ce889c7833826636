"""How protocols word and lay out what they state: lists of criteria, labelled values, designs, sample sizes.

Everything here works on the text of a protocol as its readers give it: a paragraph or a row of a table a line, or, in
plain text, lines as they were wrapped.
"""
