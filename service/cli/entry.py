"""The group of all commands, and the one place where an error becomes a message and an exit code."""

import click

from service.cli import batch, machine, sets, showing, workbook, worker
from service.cli.terminal import ERRORS
from service.cli.wrong_usage import in_russian
from service.errors import ServiceError


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="komplekt", prog_name="komplekt")
def cli() -> None:
    """Комплект документов школьной системы наставничества: из одного JSON — Word и PDF."""


for command in (
    sets.generate, sets.check, sets.verify, showing.kinds, showing.show_sample, showing.template_text,
    showing.inflect, machine.serve, machine.doctor, worker.worker,
    batch.batch, workbook.template_xlsx,
):  # fmt: skip
    cli.add_command(command)


def main() -> None:
    """Run the command line; errors of the service become a Russian message and their exit code."""
    try:
        cli.main(prog_name="komplekt", standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as problem:
        ERRORS.print(in_russian(problem, cli.commands), markup=False)
        raise SystemExit(2) from None
    except ServiceError as problem:
        ERRORS.print(f"[red]{problem.title}[/]")
        ERRORS.print(str(problem), markup=False)
        raise SystemExit(problem.exit_code) from None
