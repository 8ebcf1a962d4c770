"""Parameters that several commands share: their types, and what they are made into."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from service.bootstrap import build_generator
from service.config import Settings, read_settings
from service.generate import FORMATS, Format, Generator


class Port(click.ParamType[int]):
    """A port: a whole number from 1 to 65535."""

    name = "порт"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Read and check the number."""
        if not str(value).isdigit() or not 1 <= int(value) <= 65_535:
            self.fail("Порт — целое число от 1 до 65535", param, ctx)
        return int(value)


class Formats(click.ParamType[tuple[Format, ...]]):
    """A list of formats: `docx,pdf`."""

    name = "форматы"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[Format, ...]:
        """Split and check the list."""
        if isinstance(value, tuple):
            return value
        asked = [part.strip() for part in value.split(",") if part.strip()]
        wrong = [name for name in asked if name not in FORMATS]
        if wrong or not asked:
            self.fail(f"Форматы: {', '.join(FORMATS)} через запятую, а не «{value}»", param, ctx)
        return tuple(chosen for chosen in FORMATS if chosen in asked)


@contextmanager
def open_generator(settings: Settings | None = None) -> Iterator[Generator]:
    """Give the use case and close its converter afterwards; raises SettingsError."""
    generator = build_generator(settings or read_settings())
    try:
        yield generator
    finally:
        generator.converter.close()


def read_input(source: Path) -> bytes:
    """Return the bytes of a file, or of standard input for «-»."""
    with click.open_file(str(source), "rb") as file:
        return bytes(file.read())
