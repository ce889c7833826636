"""The command line: one file a command. Heavy imports stand inside the functions, so that `--help` is quick."""

import os
import sys
from typing import Any

import typer

from extractor.cli import check, compare, explain, extract, info, report, rules, schema, text
from extractor.cli.options import SOME_INPUT_FAILED
from extractor.errors import ConfigError, ExtractorError, ModelError

USAGE = 2

INTERRUPTED = 130
# Typer has its own copy of click's errors: their names lead to the base of all that are about usage.
UsageError: Any = typer.BadParameter.__bases__[0]

app = typer.Typer(
    name="trial-extractor",
    help="Reads clinical-trial documents: facts with their sources, and what contradicts itself.",
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
for module in (extract, check, compare, report, rules, explain, schema, text, info):
    module.register(app)


@app.callback(invoke_without_command=True)
def _root(context: typer.Context) -> None:
    """Reads clinical-trial documents: facts with their sources, and what contradicts itself."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(USAGE)


def main() -> None:
    """The `trial-extractor` command: errors of ours are one line on standard error."""
    try:
        status = app(standalone_mode=False)
        sys.stdout.flush()
    except UsageError as error:
        status = _fails(error.format_message(), USAGE)
    except (ConfigError, ModelError) as error:
        status = _fails(str(error), USAGE)
    except ExtractorError as error:
        status = _fails(str(error), SOME_INPUT_FAILED)
    except (BrokenPipeError, SystemExit):
        # The reader has seen enough (typer makes a SystemExit of it): what is still in the buffer goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as error:
        status = _fails(f"{error.filename or 'output'}: {error.strerror or error}", SOME_INPUT_FAILED)
    except (KeyboardInterrupt, typer.Abort):
        status = _fails("stopped", INTERRUPTED)
    sys.exit(status)


def _fails(reason: str, status: int) -> int:
    from extractor.writers import visible

    print(f"trial-extractor: {visible(reason)}", file=sys.stderr)
    return status
