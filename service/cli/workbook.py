"""The command that writes the workbook a district fills in."""

from pathlib import Path
from typing import Any

import click

from service.batch import is_single, read_source
from service.cli.parameters import open_generator, read_input
from service.files import write_file
from service.load import parse_json
from service.workbook import write_template


@click.command("template-xlsx")
@click.argument("target", metavar="OUT.xlsx", type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "--from", "last_year", type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Прошлогодние данные: комплект, NDJSON, массив или книга Excel.",
)  # fmt: skip
def template_xlsx(target: Path, last_year: Path | None) -> None:
    """Записать книгу Excel, которую заполняет район: списки, подсказки, строка-пример."""
    prefill: list[Any] = []
    if last_year is not None:
        content = read_input(last_year)
        if is_single(content):
            prefill = [parse_json(content)]
        else:
            with open_generator() as generator:
                source = read_source(content, last_year.name, generator.catalog.kinds)
                prefill = [entry.data for entry in source.entries if entry.data is not None]
    write_file(target, write_template(prefill=prefill))
    click.echo(target)
