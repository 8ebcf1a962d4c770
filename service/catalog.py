"""Finds the kinds of documents (a folder with kind.toml and template.docx each), yields their contexts, and
knows the packages of kinds that are usually made together (packages.toml)."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any, Final

from schemas.base import nearest
from schemas.document_set import DocumentSet
from service.errors import MissingSectionError, TemplateError, UnknownKindError

TEMPLATE: Final = "template.docx"
PACKAGES: Final = "packages.toml"
_KEYS: Final = frozenset({"code", "title", "purpose", "requires", "filename", "context", "for_each", "name"})
_GENDERS: Final = frozenset({"m", "f", "n", "pl"})


@dataclass(frozen=True)
class DocumentName:
    """How a document of a kind is called in other documents: «утвердить Положение…», «УТВЕРЖДЕНО»."""

    nom: str
    acc: str
    gender: str  # m, f, n or pl: what УТВЕРЖДЕН(А, О, Ы) agrees with


@dataclass(frozen=True)
class Kind:
    """One kind of document; `requires` are paths of the set, `context` names parts of it for the template."""

    id: str
    code: str
    title: str
    purpose: str
    requires: tuple[str, ...]
    filename: str
    name: DocumentName
    folder: Path
    context: Mapping[str, str] = field(default_factory=dict)
    for_each: tuple[str, str] | None = None  # (path of a list, name of its element in the template)

    @property
    def template(self) -> Path:
        """Return the path of the template."""
        return self.folder / TEMPLATE


@dataclass(frozen=True)
class DocumentContext:
    """What one document is made from: its kind and the names that its template sees."""

    kind: Kind
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Package:
    """Kinds that are made together for one purpose, in the order in which they are made."""

    id: str
    title: str
    purpose: str
    kinds: tuple[str, ...]


class Catalog:
    """All kinds, by id, in the order of their codes, and the packages of them."""

    def __init__(self, folders: Sequence[Path]) -> None:
        """Read the kinds in `folders`; a later folder may replace a kind of an earlier one."""
        found = {kind.id: kind for folder in folders for kind in _kinds_in(folder)}
        self.kinds: Mapping[str, Kind] = {k.id: k for k in sorted(found.values(), key=lambda kind: kind.code)}
        packages = {p.id: p for folder in folders for p in _packages_in(folder, self.kinds)}
        self.packages: tuple[Package, ...] = tuple(packages.values())

    def kind(self, name: str) -> Kind:
        """Return a kind by id; raise UnknownKindError with the nearest known one."""
        if name not in self.kinds:
            known = ", ".join(self.kinds)
            raise UnknownKindError(f"Вида документа «{name}» нет.{nearest(name, self.kinds)} Есть: {known}.")
        return self.kinds[name]

    def contexts(self, document_set: DocumentSet, name: str) -> Iterator[DocumentContext]:
        """Yield the contexts of a kind's documents; raise MissingSectionError if the set lacks a section."""
        kind = self.kind(name)
        missing = [path for path in kind.requires if not _part(document_set, path)]
        if missing:
            listed = ", ".join(missing)
            raise MissingSectionError(f"Для документа «{kind.title}» не хватает разделов: {listed}.", missing)
        values = {f.name: getattr(document_set, f.name) for f in fields(document_set)}
        values |= {alias: _part(document_set, path) for alias, path in kind.context.items()}
        values |= {"statistics": document_set.statistics, "options": document_set.options}
        values |= {"kind": kind, "kinds": self.kinds}
        if kind.for_each is None:
            yield DocumentContext(kind, values)
            return
        path, alias = kind.for_each
        for item in _part(document_set, path):
            yield DocumentContext(kind, {**values, alias: item})


def _part(document_set: DocumentSet, path: str) -> Any:
    """Return the part of the set at a path like `orders.order_pairs`, None if there is none."""
    value: Any = document_set
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else getattr(value, step, None)
        if value is None:
            return None
    return value


def _packages_in(folder: Path, kinds: Mapping[str, Kind]) -> list[Package]:
    path = folder / PACKAGES
    if not path.is_file():
        return []
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return [_package(number, entry, kinds) for number, entry in enumerate(raw["packages"], 1)]
    except KeyError as problem:
        raise TemplateError(f"{path}: нет ни одного пакета [[packages]]: впишите его.") from problem
    except (OSError, AttributeError, TypeError, ValueError) as problem:  # broken TOML and UTF-8 are ValueErrors
        raise TemplateError(f"{path}: пакеты не прочесть: {problem}") from problem


def _package(number: int, raw: Mapping[str, Any], kinds: Mapping[str, Kind]) -> Package:
    names = [f.name for f in fields(Package)]
    if absent := [name for name in names if not raw.get(name)]:
        raise ValueError(f"в пакете {number} не хватает полей: {', '.join(absent)}")
    if unknown := sorted(set(raw) - set(names)):
        raise ValueError(f"в пакете «{raw['id']}» поля «{unknown[0]}» нет.{nearest(unknown[0], names)}")
    for kind in raw["kinds"]:
        if kind not in kinds:
            known = ", ".join(kinds)
            raise ValueError(
                f"в пакете «{raw['id']}» вида «{kind}» нет.{nearest(str(kind), kinds)} Есть: {known}."
            )
    if len(set(raw["kinds"])) != len(raw["kinds"]):
        raise ValueError(f"в пакете «{raw['id']}» вид назван дважды: уберите повтор")
    return Package(id=raw["id"], title=raw["title"], purpose=raw["purpose"], kinds=tuple(raw["kinds"]))


def _kinds_in(folder: Path) -> Iterator[Kind]:
    for path in sorted(folder.glob("*/kind.toml")):
        try:
            yield _read(path)
        except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError, ValueError) as problem:
            raise TemplateError(f"{path}: описание вида не прочесть: {problem}") from problem


def _read(path: Path) -> Kind:
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    if unknown := set(raw) - _KEYS:
        name = sorted(unknown)[0]
        raise ValueError(f"поля «{name}» здесь нет.{nearest(name, _KEYS)}")
    if absent := sorted({"code", "title", "requires", "filename", "name"} - set(raw)):
        raise ValueError(f"не хватает полей: {', '.join(absent)}")
    if raw["name"].get("gender") not in _GENDERS:
        raise ValueError("name.gender — одно из: m, f, n, pl")
    if not (path.parent / TEMPLATE).is_file():
        raise ValueError(f"рядом нет {TEMPLATE}")
    each = raw.get("for_each")
    return Kind(
        id=path.parent.name,
        code=raw["code"],
        title=raw["title"],
        purpose=raw.get("purpose", ""),
        requires=tuple(raw["requires"]),
        filename=raw["filename"],
        name=DocumentName(nom=raw["name"]["nom"], acc=raw["name"]["acc"], gender=raw["name"]["gender"]),
        folder=path.parent,
        context=dict(raw.get("context", {})),
        for_each=(each["items"], each["as"]) if each else None,
    )
