"""`compare`: a registry record and a protocol -> what they say differently of one trial."""

import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Annotated

import typer

from extractor.cli.options import SOME_INPUT_FAILED, Config, Ignore, Model, Out, Quiet, Select, WithText, model_name
from extractor.cli.options import codes as listed

if TYPE_CHECKING:
    from extractor.inputs import Source

_INPUT = "A file, or - for standard input; it holds one document."


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command(name="compare")(compare)


def compare(
    registry: Annotated[str, typer.Argument(metavar="REGISTRY", help=_INPUT, show_default=False)],
    protocol: Annotated[str, typer.Argument(metavar="PROTOCOL", help=_INPUT, show_default=False)],
    output: Out = None,
    format: Annotated[
        str, typer.Option("-f", "--format", metavar="FORMAT", help="text or jsonl; else by OUT's suffix.")
    ] = "",
    model: Model = "en_trial_ner",
    select: Select = "",
    ignore: Ignore = "",
    with_text: WithText = False,
    quiet: Quiet = False,
    config: Config = None,
) -> None:
    """Compares a trial's registry record with its protocol: both records, and what differs, quoted from both."""
    from extractor.cli.output import Target, must_not_overwrite
    from extractor.config import Settings
    from extractor.findings import chosen
    from extractor.pipeline import compare as compare_records
    from extractor.pipeline import process
    from extractor.recognise import loaded
    from extractor.writers import Output, visible

    if output:
        must_not_overwrite(output, [registry, protocol])
    writer = _writer(format, output)
    settings = Settings(model=model_name(model), select=listed(select), ignore=listed(ignore))
    chosen(settings.select, settings.ignore)
    sides = [_only_document(path) for path in (registry, protocol)]
    records = [process(source, settings, loaded(settings.model)).record for source in sides]
    compared = compare_records(records[0], records[1], select=settings.select, ignore=settings.ignore)
    shape = Output(with_text=with_text, colour=output is None and sys.stdout.isatty())
    with Target(output, resume=False) as target:
        target.write(writer.encode_pair(compared, shape))
    stages = [(source.name, error) for source, record in zip(sides, records, strict=True) for error in record.errors]
    stages += [("comparison", error) for error in compared.errors]
    for name, error in stages:
        print(visible(f"{name}: {error.stage}: {error.message}"), file=sys.stderr)
    if not quiet:
        print(f"{len(compared.findings)} differences, {len(compared.skipped)} checks skipped", file=sys.stderr)
    raise typer.Exit(SOME_INPUT_FAILED if stages else 0)


def _writer(name: str, out: Path | None) -> ModuleType:
    from extractor.errors import ConfigError
    from extractor.plugins import modules

    writers = {one.FORMAT: one for one in modules("extractor.writers") if hasattr(one, "encode_pair")}
    by_suffix = next((one.FORMAT for one in writers.values() if out and out.suffix in one.SUFFIXES), "text")
    if (name or by_suffix) not in writers:
        raise ConfigError(f"compare has no format {name!r}: {', '.join(sorted(writers))}")
    return writers[name or by_suffix]


def _only_document(path: str) -> "Source":
    """The one document of an input. Raises ReadError where there is none, or more."""
    from itertools import islice

    from extractor.errors import ReadError
    from extractor.inputs import Failure, Source, sources

    found = list(islice((item for item in sources([path]) if isinstance(item, Source | Failure)), 2))
    if len(found) != 1:
        raise ReadError("no document" if not found else "more than one document", where=path)
    if isinstance(found[0], Failure):
        raise ReadError(found[0].reason, where=found[0].name)
    return found[0]
