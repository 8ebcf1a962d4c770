"""Commands about the machine: serve over HTTP, find out what is missing."""

from dataclasses import replace

import click

from service.cli.parameters import Port, open_generator
from service.config import read_settings
from service.convert import diagnose


@click.command()
@click.option("--host", default=None, help="Адрес (KOMPLEKT_HOST, обычно 127.0.0.1).")
@click.option("--port", default=None, type=Port(), help="Порт (KOMPLEKT_PORT, обычно 8000).")
def serve(host: str | None, port: int | None) -> None:
    """Запустить службу HTTP."""
    from service.web.server import serve as run  # noqa: PLC0415 - Flask is not needed by the other commands

    asked = read_settings()
    settings = replace(asked, host=host or asked.host, port=port or asked.port)
    with open_generator(settings) as generator:
        run(generator, settings)


@click.command()
def doctor() -> None:
    """Проверить LibreOffice, шрифты и права: что не так и как поправить."""
    settings = read_settings()
    found = diagnose(soffice=settings.soffice, python=settings.uno_python)
    for finding in found:
        click.echo(f"{'✓' if finding.ok else '✗'} {finding.name}: {finding.detail} {finding.mend}".rstrip())
    if not all(finding.ok for finding in found):
        raise SystemExit(4)
