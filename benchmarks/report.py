"""Keeps the figures in docs/PERFORMANCE.md: each benchmark owns one part of it and leaves the others alone."""

import datetime
import re
from pathlib import Path

from benchmarks import machine

PATH = Path(__file__).parents[1] / "docs" / "PERFORMANCE.md"


def write(heading: str, lines: list[str]) -> None:
    """Print a part, and put it into the document under its heading, with the day and the machine."""
    today = f"{datetime.datetime.now(tz=datetime.UTC):%Y-%m-%d}"
    busy = f"load {machine.load():.1f} at the end"
    part = "\n".join([f"## {heading}", "", f"{today}, {machine.describe()}; {busy}.", "", *lines, ""])
    print(part, flush=True)
    text = PATH.read_text(encoding="utf-8")
    found = re.search(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", text, re.M | re.S)
    start, end = found.span() if found else (len(text), len(text))
    behind = text[end:]
    text = f"{text[:start].rstrip()}\n\n{part}" + (f"\n{behind}" if behind else "")
    PATH.write_text(text, encoding="utf-8")
