"""Commands about one set: make its documents, prove where a file comes from."""

import json
from pathlib import Path
from typing import Any

import click

from service.cli.parameters import Formats, open_generator
from service.cli.terminal import progress, tell
from service.errors import OutputError
from service.files import write_file
from service.generate import DOUBT_MODES, DoubtMode, Format, Generated

_DOUBTS_HELP = "Сомнительные формы: report — сообщить, strict — не делать документов, mark — выделить."


@click.command()
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
    with open_generator() as generator:
        loaded = generator.load(source.read())
        with progress(quiet=as_json) as advance:
            made = generator.generate(loaded, formats, kinds, doubts=doubts, progress=advance)
    paths = _write(made, folder)
    tell(made.warnings, made.doubts)
    if as_json:
        click.echo(json.dumps(_outcome(made, paths), ensure_ascii=False, indent=2))
        return
    for path in paths:
        click.echo(path)


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


@click.command()
@click.argument("file", metavar="FILE", type=click.File("rb"))
@click.argument("source", metavar="SET.json", type=click.File("rb"))
def verify(file: Any, source: Any) -> None:
    """Доказать, что файл сделан из этих данных этой программой: байты совпадают.

    Код выхода 0 — совпадают, 1 — нет.
    """
    content = file.read()
    formats: tuple[Format, ...] = ("pdf", "pdfa") if content.startswith(b"%PDF") else ("docx",)
    with open_generator() as generator:
        loaded = generator.load(source.read())
        documents, _ = generator.render(loaded.document_set)
        for made in generator.files(documents, formats):
            if made.content == content:
                click.echo(f"Подлинный: {made.kind}, {made.format}, sha256 {made.sha256}.")
                return
    click.echo(
        "Из этих данных такой файл не получается: изменены данные, файл, шаблон, версия LibreOffice "
        "или набор шрифтов компьютера."
    )
    raise SystemExit(1)
