"""The group of all commands, and the one place where an error becomes a message and an exit code."""

from importlib import import_module
from typing import Final

import click

from service.cli.terminal import ERRORS
from service.cli.wrong_usage import in_russian
from service.errors import ServiceError

_PLACES: Final = {
    "generate": "sets", "check": "checking", "verify": "sets", "kinds": "showing", "sample": "showing",
    "template-text": "showing", "inflect": "showing", "serve": "machine", "doctor": "machine", "worker": "worker",
    "batch": "batch", "template-xlsx": "workbook",
}  # fmt: skip


class Commands(click.Group):
    """Commands by name; the module of one is imported when it is called: few need tables, Excel or a server."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted(_PLACES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, None if there is none of that name."""
        if cmd_name not in _PLACES:
            return None
        module = import_module(f"service.cli.{_PLACES[cmd_name]}")
        return next(
            one for one in vars(module).values() if isinstance(one, click.Command) and one.name == cmd_name
        )


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="komplekt", prog_name="komplekt")
def cli() -> None:
    """Комплект документов школьной системы наставничества: из одного JSON — Word и PDF."""


def main() -> None:
    """Run the command line; errors of the service become a Russian message and their exit code."""
    try:
        cli.main(prog_name="komplekt", standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as problem:
        ERRORS.print(in_russian(problem, _PLACES), markup=False)
        raise SystemExit(2) from None
    except ServiceError as problem:
        ERRORS.print(f"[red]{problem.title}[/]")
        ERRORS.print(str(problem), markup=False)
        raise SystemExit(problem.exit_code) from None
