"""`text`: the canonical text that offsets refer to."""

import sys

import typer


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="text")(text)


def text(input: str = typer.Argument(metavar="INPUT", help="A file, an archive, or - for standard input.")) -> None:
    """Prints the canonical text of each document, contacts masked at equal length."""
    from extractor.errors import ReadError
    from extractor.inputs import Notice, Source, sources
    from extractor.pipeline import read
    from extractor.writers import masked_text, visible

    failed = False
    for item in sources([input]):
        if isinstance(item, Notice):
            print(visible(f"{item.path}: {item.reason}"), file=sys.stderr)
            continue
        try:
            if not isinstance(item, Source):
                raise ReadError(item.reason)
            document = read(item)
        except ReadError as error:
            failed = True
            print(visible(f"{item.name}: {error}"), file=sys.stderr)
            continue
        shown = masked_text(document.text, document.private)
        sys.stdout.buffer.write(shown.encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    if failed:
        raise typer.Exit(3)
