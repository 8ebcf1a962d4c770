"""The Jinja environment of templates: sandboxed, strict, and keeping account of every value it prints."""

import difflib
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from jinja2 import StrictUndefined, UndefinedError, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from service.filters.state import Typeset, state_of
from service.language import typeset
from service.render.finishing import single_stops


class UnprintableValueError(ValueError):
    """A template prints something that is no text: nothing, a truth value, a list, a bare date or fraction."""


class UnknownNameError(UndefinedError):
    """A template asks for a name that its data do not have; `known` are the names that it could have meant."""

    def __init__(self, name: str, known: Iterable[str] | None) -> None:
        """Keep the name and, for an attribute, the names its owner has."""
        super().__init__(f"имени «{name}» нет")
        self.name = name
        self.known = known


class Unknown(StrictUndefined):
    """A name that is not there: any use of it raises UnknownNameError."""

    __slots__ = ()

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None,
                 exc: Any = UndefinedError) -> None:  # fmt: skip
        """Remember whose attribute was asked for."""

        def unknown(_message: str | None) -> UnknownNameError:
            known = None if obj is missing else _names_of(obj)
            return UnknownNameError(str(name), known)

        super().__init__(hint, obj, name, unknown)  # type: ignore[arg-type]


def _names_of(owner: Any) -> list[str]:
    """Return what a template could have asked for: the keys of a mapping, the attributes of anything else."""
    if isinstance(owner, Mapping):
        return [str(name) for name in owner]
    return [name for name in dir(owner) if not name.startswith("_")]


def suggest(name: str, known: Iterable[str]) -> str:
    """Return « Возможно, имелось в виду …» for the known name most like `name`, or an empty string."""
    close = difflib.get_close_matches(name, list(known), n=1, cutoff=0.5)
    return f" Возможно, имелось в виду «{close[0]}»." if close else ""


@pass_context
def _printed(context: Context, value: Any) -> Any:
    """Pass a value on to the document if it is text or a whole number, and keep account of it."""
    if type(value) is str:  # nearly always
        text = single_stops(typeset(value))
    elif isinstance(value, Unknown):
        return value  # escaping it raises
    elif hasattr(value, "__html__"):
        return value  # made by our own filters, which keep account themselves; data never are markup
    elif isinstance(value, bool) or not (isinstance(value, str | int) or _speaks(value)):
        raise UnprintableValueError(f"нельзя напечатать значение вида {type(value).__name__}: выберите фильтр")
    else:
        text = str(value) if isinstance(value, Typeset) else single_stops(typeset(str(value)))
    if not text.strip():
        raise UnprintableValueError("значение пустое: окружите тег условием")
    state_of(context).printed.append(text)
    return text


def _speaks(value: Any) -> bool:
    """Tell whether a section has a text of its own (a phrase, a person, a role)."""
    return _is_ours(type(value).__module__) and "__str__" in vars(type(value))


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, quick about our own sections: they are frozen and have nothing to hide but `_` names."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Return an attribute; what a section holds needs no more looking at, unless it could be called."""
        if _is_ours(type(obj).__module__) and not attribute.startswith("_"):
            value = getattr(obj, attribute, missing)
            if value is not missing and not callable(value):
                return value
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Tell whether a template may see an attribute."""
        if attr.startswith("_"):
            return False
        return _is_ours(type(obj).__module__) or super().is_safe_attribute(obj, attr, value)


@cache
def _is_ours(module: str) -> bool:
    return module.startswith("schemas.")


def make_environment(filters: Mapping[str, Callable[..., Any]]) -> Sandbox:
    """Return the environment in which templates are compiled."""
    environment = Sandbox(
        autoescape=True, undefined=Unknown, finalize=_printed, extensions=["jinja2.ext.do"], cache_size=0
    )
    environment.filters = dict(filters)
    return environment
