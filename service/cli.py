"""The command line: translates arguments to the use case and its outcome to files, text and exit codes.

Exit codes: 0 done, 1 not genuine (verify), 2 usage or input, 3 a template is wrong, 4 no PDF from LibreOffice.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from schemas.base import nearest
from schemas.findings import Finding
from service.bootstrap import build_generator, sample
from service.config import Settings, read_settings
from service.convert import diagnose
from service.errors import InvalidDataError, OutputError, ServiceError
from service.files import write_file
from service.generate import DOUBT_MODES, FORMATS, DoubtMode, Format, Generated, Generator
from service.language import CASES, KINDS, Doubt, Gender, Kind, paradigm

_DOUBTS_HELP = "Сомнительные формы: report — сообщить, strict — не делать документов, mark — выделить."
_errors = Console(stderr=True, highlight=False, soft_wrap=True)


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
def _generator(settings: Settings | None = None) -> Iterator[Generator]:
    generator = build_generator(settings or read_settings())
    try:
        yield generator
    finally:
        generator.converter.close()


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="komplekt", prog_name="komplekt")
def cli() -> None:
    """Комплект документов школьной системы наставничества: из одного JSON — Word и PDF."""


@cli.command()
@click.argument("source", metavar="SET.json", type=click.File("rb"))
@click.option("--out", "folder", required=True, type=click.Path(file_okay=False, path_type=Path), help="Папка.")
@click.option("--format", "formats", type=Formats(), default="docx", help="docx, pdf, pdfa через запятую.")
@click.option("--kind", "kinds", multiple=True, help="Только этот вид; можно несколько раз.")
@click.option("--doubts", type=click.Choice(DOUBT_MODES), default="report", help=_DOUBTS_HELP)
@click.option("--json", "as_json", is_flag=True, help="Итог в JSON.")
def generate(  # noqa: PLR0913, PLR0917 - click hands over each option by name
    source: Any,
    folder: Path,
    formats: tuple[Format, ...],
    kinds: tuple[str, ...],
    doubts: DoubtMode,
    as_json: bool,
) -> None:
    """Сделать документы комплекта. «-» вместо файла — читать стандартный ввод."""
    with _generator() as generator:
        loaded = generator.load(source.read())
        with _progress(quiet=as_json) as advance:
            made = generator.generate(loaded, formats, kinds, doubts=doubts, progress=advance)
    paths = _write(made, folder)
    _tell(made.warnings, made.doubts)
    if as_json:
        click.echo(json.dumps(_outcome(made, paths), ensure_ascii=False, indent=2))
        return
    for path in paths:
        click.echo(path)


@contextmanager
def _progress(*, quiet: bool) -> Iterator[Any]:
    """Show a bar on a terminal; elsewhere nothing."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    columns = (TextColumn("Документы"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=_errors, transient=True) as bar:
        task = bar.add_task("", total=None)

        def advance(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield advance


def _write(made: Generated, folder: Path) -> list[Path]:
    """Write all files; raise OutputError before the first if the folder cannot be made."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise OutputError(f"Не удалось создать папку {folder}: {problem.strerror}.") from problem
    paths = [folder / file.filename for file in made.files]
    for path, file in zip(paths, made.files, strict=True):
        write_file(path, file.content)
    return paths


def _outcome(made: Generated, paths: list[Path]) -> dict[str, Any]:
    files = [
        {"kind": f.kind, "path": str(path), "format": f.format, "pages": f.pages, "sha256": f.sha256}
        for f, path in zip(made.files, paths, strict=True)
    ]
    return {
        "files": files,
        "warnings": [finding.as_dict() for finding in made.warnings],
        "doubts": [doubt.as_dict() for doubt in made.doubts],
    }


def _tell(warnings: tuple[Finding, ...], doubts: tuple[Doubt, ...] = ()) -> None:
    """Print what is doubtful to stderr; it never blocks."""
    for finding in warnings:
        _errors.print(f"[yellow]Обратите внимание[/] {finding.pointer}: ", end="")
        _errors.print(finding.message, markup=False)
    for doubt in doubts:
        _errors.print("[yellow]Проверьте форму[/] ", end="")
        text = (
            f"{doubt.document}: «{doubt.text}» — «{doubt.written}» ({doubt.case}): {doubt.reason}. {doubt.snippet}"
        )
        _errors.print(text, markup=False)


@cli.command()
@click.argument("source", metavar="SET.json", type=click.File("rb"))
@click.option("--json", "as_json", is_flag=True, help="Итог в JSON.")
def check(source: Any, as_json: bool) -> None:
    """Проверить данные: все ошибки и предупреждения сразу."""
    with _generator() as generator:
        try:
            loaded = generator.load(source.read())
        except InvalidDataError as problem:
            if as_json:
                click.echo(_checked(problem.findings, problem.warnings, ()))
                raise SystemExit(problem.exit_code) from problem
            _tell(problem.warnings)
            raise
        _, doubts = generator.render(loaded.document_set)
    if as_json:
        click.echo(_checked((), loaded.warnings, tuple(doubts)))
        return
    _tell(loaded.warnings, tuple(doubts))
    click.echo("Ошибок нет.")


def _checked(errors: tuple[Finding, ...], warnings: tuple[Finding, ...], doubts: tuple[Doubt, ...]) -> str:
    found = {
        "valid": not errors,
        "errors": [finding.as_dict() for finding in errors],
        "warnings": [finding.as_dict() for finding in warnings],
        "doubts": [doubt.as_dict() for doubt in doubts],
    }
    return json.dumps(found, ensure_ascii=False, indent=2)


@cli.command()
@click.argument("file", metavar="FILE", type=click.File("rb"))
@click.argument("source", metavar="SET.json", type=click.File("rb"))
def verify(file: Any, source: Any) -> None:
    """Доказать, что файл сделан из этих данных этой программой: байты совпадают.

    Код выхода 0 — совпадают, 1 — нет.
    """
    content = file.read()
    formats: tuple[Format, ...] = ("pdf", "pdfa") if content.startswith(b"%PDF") else ("docx",)
    with _generator() as generator:
        loaded = generator.load(source.read())
        documents, _ = generator.render(loaded.document_set)
        for made in generator.files(documents, formats):
            if made.content == content:
                click.echo(f"Подлинный: {made.kind}, {made.format}, sha256 {made.sha256}.")
                return
    click.echo("Из этих данных такой файл не получается: изменены данные, файл, шаблон или версия LibreOffice.")
    raise SystemExit(1)


@cli.command()
def kinds() -> None:
    """Какие документы есть."""
    with _generator() as generator:
        for kind in generator.catalog.kinds.values():
            click.echo(f"{kind.id:18} {kind.code}  {kind.title}. {kind.purpose}")


@cli.command("sample")
@click.argument("name")
def show_sample(name: str) -> None:
    """Показать образец данных: school, kindergarten, minimal …"""
    click.echo(sample(name).decode("utf-8"), nl=False)


@cli.command("template-text")
@click.argument("kind")
def template_text(kind: str) -> None:
    """Показать текст шаблона с тегами: правку шаблона видно в diff."""
    with _generator() as generator:
        click.echo(generator.template_text(kind), nl=False)


@cli.command()
@click.argument("text")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="Человек, должность или организация.")
@click.option("--gender", type=click.Choice(["m", "f"]), help="Пол человека.")
@click.option("--json", "as_json", is_flag=True, help="Итог в JSON.")
def inflect(text: str, kind: Kind, gender: Gender | None, as_json: bool) -> None:
    """Показать все формы имени, должности или организации."""
    forms = paradigm(text, kind, gender=gender)
    if as_json:
        found = {case: asdict(forms[case]) for case in CASES}
        click.echo(json.dumps({"text": text, "kind": kind, "gender": gender, "forms": found}, ensure_ascii=False))
        return
    for case in CASES:
        doubt = "" if forms[case].confident else f"   ? {'; '.join(forms[case].reasons)}"
        click.echo(f"{case:5} {forms[case].text}{doubt}")


@cli.command()
@click.option("--host", default=None, help="Адрес (KOMPLEKT_HOST, обычно 127.0.0.1).")
@click.option("--port", default=None, type=Port(), help="Порт (KOMPLEKT_PORT, обычно 8000).")
def serve(host: str | None, port: int | None) -> None:
    """Запустить службу HTTP."""
    from service.web.server import serve as run  # noqa: PLC0415 - Flask is not needed by the other commands

    asked = read_settings()
    settings = replace(asked, host=host or asked.host, port=port or asked.port)
    with _generator(settings) as generator:
        run(generator, settings)


@cli.command()
def doctor() -> None:
    """Проверить LibreOffice, шрифты и права: что не так и как поправить."""
    settings = read_settings()
    found = diagnose(soffice=settings.soffice, python=settings.uno_python)
    for finding in found:
        click.echo(f"{'✓' if finding.ok else '✗'} {finding.name}: {finding.detail} {finding.mend}".rstrip())
    if not all(finding.ok for finding in found):
        raise SystemExit(4)


def _in_russian(problem: click.ClickException) -> str:
    """Say what is wrong with the command line; click itself says it in English."""
    if isinstance(problem, click.exceptions.NoArgsIsHelpError):
        return problem.message
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    hint = f"Подсказка: {context.command_path if context else 'komplekt'} --help."
    if isinstance(problem, click.NoSuchOption):
        return (
            f"Ключа {problem.option_name} нет.{nearest(problem.option_name, problem.possibilities or ())} {hint}"
        )
    if isinstance(problem, click.exceptions.NoSuchCommand):
        return f"Команды «{problem.command_name}» нет.{nearest(problem.command_name, cli.commands)} {hint}"
    if isinstance(problem, click.BadParameter) and problem.param is not None:
        return f"{_parameter_in_russian(problem, problem.param)} {hint}"
    return f"Команду не разобрать: {problem.format_message()} {hint}"


def _parameter_in_russian(problem: click.BadParameter, param: click.Parameter) -> str:
    name = param.metavar or param.opts[0]
    if isinstance(problem, click.MissingParameter):
        return f"Не хватает параметра {name}."
    if isinstance(param.type, click.File | click.Path):
        return f"{name}: файл или папку не открыть ({problem.message}). Проверьте имя и права."
    if isinstance(param.type, click.Choice):
        return f"{name}: неверное значение. Есть: {', '.join(map(str, param.type.choices))}."
    return f"{name}: неверное значение. {problem.message}."


def main() -> None:
    """Run the command line; errors of the service become a Russian message and their exit code."""
    try:
        cli.main(prog_name="komplekt", standalone_mode=False)
    except click.exceptions.Abort:
        raise SystemExit(130) from None
    except click.ClickException as problem:
        _errors.print(_in_russian(problem), markup=False)
        raise SystemExit(2) from None
    except ServiceError as problem:
        _errors.print(f"[red]{problem.title}[/]")
        _errors.print(str(problem), markup=False)
        raise SystemExit(problem.exit_code) from None
