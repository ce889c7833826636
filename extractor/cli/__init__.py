"""The command line: one file a command. Heavy imports stand inside the functions, so that `--help` is quick."""

import sys

import typer

from extractor.cli import check, explain, extract, info, rules, schema, text
from extractor.errors import ConfigError, ExtractorError

USAGE = 2
SOME_INPUT_FAILED = 3

app = typer.Typer(
    name="trial-extractor",
    help="Reads clinical-trial documents: facts with their sources, and what contradicts itself.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (extract, check, rules, explain, schema, text, info):
    module.register(app)


@app.callback()
def _root() -> None:
    """Reads clinical-trial documents: facts with their sources, and what contradicts itself."""


def main() -> None:
    """The `trial-extractor` command: errors of ours are one line on standard error."""
    try:
        app()
    except ExtractorError as error:
        print(f"trial-extractor: {error}", file=sys.stderr)
        sys.exit(USAGE if isinstance(error, ConfigError) else SOME_INPUT_FAILED)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
