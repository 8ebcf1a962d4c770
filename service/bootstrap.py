"""The composition root: the only place, with `bootstrap_kept`, that knows the concrete parts."""

import json
from pathlib import Path
from typing import Any

from service.catalog import Catalog
from service.config import Settings, SettingsError, bundled
from service.convert import Converter, create_converter, with_cache
from service.errors import UnknownSampleError
from service.generate import Generator
from service.language import Lexicon
from service.render import Renderer
from service.starting import check_starts


def build_generator(settings: Settings, converter: Converter | None = None) -> Generator:
    """Return the use case with its parts; raise SettingsError if a lexicon or folder cannot be read,
    TemplateError if a card, a package or a start.json is wrong.

    The caller closes the converter (`generator.converter.close()`).
    """
    folders: tuple[Path, ...] = (bundled("doc_templates"),)
    if settings.templates is not None:
        if not settings.templates.is_dir():
            raise SettingsError(f"KOMPLEKT_TEMPLATES: папки {settings.templates} нет.")
        folders = (*folders, settings.templates)
    catalog = Catalog(folders)
    check_starts(catalog.kinds)
    return Generator(
        catalog=catalog,
        renderer=Renderer(folders),
        converter=converter or build_converter(settings),
        lexicon=_lexicon(settings.lexicon),
        threads=settings.workers,
    )


def build_converter(settings: Settings) -> Converter:
    """Return the converter; no process is started before its first use."""
    pool = create_converter(
        workers=settings.workers,
        timeout=settings.timeout,
        restart_after=settings.restart_after,
        soffice=settings.soffice,
        python=settings.uno_python,
        engine=settings.engine,
        queue=settings.queue,
        memory=settings.memory * 1024 * 1024,
    )
    if settings.cache is None:
        return pool
    return with_cache(
        pool,
        folder=settings.cache,
        limit=settings.cache_size * 1024 * 1024,
        max_age=settings.cache_days * 86_400.0,
        soffice=settings.soffice,
        python=settings.uno_python,
    )


def _lexicon(path: Path | None) -> Lexicon | None:
    if path is None:
        return None
    try:
        return Lexicon.from_file(path)
    except (OSError, ValueError) as problem:
        raise SettingsError(f"KOMPLEKT_LEXICON: {path} не прочесть: {problem}") from problem


def sample_names() -> list[str]:
    """Return the names of the bundled samples."""
    return sorted(path.stem for path in bundled("samples").glob("*.json"))


def sample(name: str) -> bytes:
    """Return a bundled sample as JSON bytes; raise UnknownSampleError with the names there are."""
    if name not in sample_names():
        raise UnknownSampleError(f"Образца «{name[:60]}» нет. Есть: {', '.join(sample_names())}.")
    return (bundled("samples") / f"{name}.json").read_bytes()


def kind_sample(generator: Generator, kind: str) -> dict[str, Any]:
    """Return the data of the sample school, asking for one kind only: a body that its route accepts as it is.

    Raises UnknownKindError.
    """
    generator.catalog.kind(kind)
    data: dict[str, Any] = json.loads(sample("school"))
    return {**data, "documents": [kind]}
