"""The bundled lexicon: plain lists of words, one file for each rule, read when first asked for."""

from functools import cache
from pathlib import Path

_DATA = Path(__file__).with_name("data")


@cache
def words(name: str) -> frozenset[str]:
    """Read `data/<name>.txt`: words between blanks, lower case, «#» opens a comment to the line's end."""
    text = (_DATA / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() for word in line.partition("#")[0].split())
