"""Measures every way to make a PDF side by side, on the same files, in one run: python -m benchmarks.convert.

With --write PATH the tables go into a Markdown file as well. Nobody wins by making rubbish: the text of every
PDF is compared with the text that the others made.
"""

import argparse
import contextlib
import datetime
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import machine
from benchmarks.documents import documents
from benchmarks.ways import Ours, SofficePerFile, StraightUno, UnoserverDefault, Way, carbone_or_reason

SOFFICE = "soffice.bin"
ROUNDS = 2


@dataclass
class Result:
    """What one way has shown; seconds, documents per second and MB."""

    way: Way
    first: float = 0.0
    wall: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    fat: list[float] = field(default_factory=list)
    lean: list[float] = field(default_factory=list)
    memory: int = 0


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="documents of each kind, one at a time")
    parser.add_argument("--load", type=int, default=12, help="documents for the rate at full load")
    parser.add_argument("--write", type=Path, help="a Markdown file for the tables")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="komplekt-carbone-") as folder, contextlib.ExitStack() as started:
        peer = carbone_or_reason(Path(folder))
        notes = ["", peer] if isinstance(peer, str) else []
        ways: list[Way] = [SofficePerFile(), UnoserverDefault(), *([] if isinstance(peer, str) else [peer])]
        ways += [StraightUno(), Ours(1), Ours(2), Ours(3)]
        results = measure(ways, started, options.repeat, options.load)
    report = "\n".join([*heading(), *tables(results), *notes, ""])
    print(report)
    if options.write is not None:
        options.write.write_text(report, encoding="utf-8")


def measure(ways: list[Way], started: contextlib.ExitStack, repeat: int, load: int) -> list[Result]:
    """Measure all ways in turns, so that what else the machine does falls upon all of them."""
    files = documents()
    results = [first_document(way, started, files["order"]) for way in ways]
    texts: dict[str, str] = {}
    for name, content in files.items():
        for result in results:
            check_text(name.partition(",")[0], result.way, content, texts)
        for number in range(repeat):
            for result in results:
                if number < 3 or not isinstance(result.way, SofficePerFile):
                    one_document(result, name, content)
        print(f"{name}: measured one at a time", flush=True)
    fat = [content for name, content in files.items() if "lean" not in name]
    lean = [content for name, content in files.items() if "lean" in name]
    for _ in range(ROUNDS):
        for result in results:
            number = 2 if isinstance(result.way, SofficePerFile) else load
            result.fat.append(rate(result.way, fat, number))
            result.lean.append(rate(result.way, lean, number))
        print("measured a round with all workers busy", flush=True)
    return results


def first_document(way: Way, started: contextlib.ExitStack, content: bytes) -> Result:
    """Start a way, see how long the first document takes from nothing and how much memory it has then."""
    before = len(machine.memory_mb(SOFFICE))
    moment = time.perf_counter()
    started.enter_context(way)
    way.convert(content)
    result = Result(way, time.perf_counter() - moment)
    result.memory = max(machine.memory_mb(SOFFICE)[before:], default=0)
    return result


def one_document(result: Result, name: str, content: bytes) -> None:
    """Add the wall and the CPU time of one document."""
    cpu, moment = machine.cpu_seconds(), time.perf_counter()
    result.way.convert(content)
    result.wall[name].append(time.perf_counter() - moment)
    result.cpu[name].append(machine.cpu_seconds() - cpu)


def rate(way: Way, contents: list[bytes], number: int) -> float:
    """Return documents per second with all workers busy."""
    work = [contents[index % len(contents)] for index in range(number)]
    with ThreadPoolExecutor(way.workers) as threads:
        list(threads.map(way.convert, work[: way.workers]))
        started = time.perf_counter()
        list(threads.map(way.convert, work))
        return number / (time.perf_counter() - started)


def check_text(name: str, way: Way, content: bytes, texts: dict[str, str]) -> None:
    """Compare the text of the PDF with what the other ways made of the same document."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(way.convert(content))
        file.flush()
        program = shutil.which("pdftotext") or "pdftotext"
        done = subprocess.run([program, file.name, "-"], capture_output=True, check=True, text=True)
    text = re.sub(r"\s+", " ", done.stdout)
    assert len(text) > 1000
    assert texts.setdefault(name, text) == text, f"{way.name}: another text of {name}"


def heading() -> list[str]:
    """Say when and on what machine."""
    now = datetime.datetime.now(tz=datetime.UTC)
    busy = f"load {machine.load():.1f} at the end of the run"
    return ["# DOCX → PDF", "", f"{now:%Y-%m-%d}, {machine.describe()}, {busy}.", ""]


def tables(results: list[Result]) -> list[str]:
    """Draw the tables: wall and CPU time one at a time, rates, ratios to ours with two workers."""
    names = list(results[0].wall)
    lines = ["One at a time: median wall (CPU) time of a document, ms.", ""]
    lines += ["| way | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names)]
    for result in results:
        cells = [f"{_ms(result.wall[name])} ({_ms(result.cpu[name])})" for name in names]
        lines.append(f"| {result.way.name} | " + " | ".join(cells) + " |")
    ours = next(result for result in results if result.way.name == "ours, 2 workers")
    lines += ["", "All workers busy, the four documents in turn, median of the rounds.", ""]
    lines += [
        "| way | at once | first document, s | documents/s | lean | ours(2) : it | lean | MB per process |",
        "| --- |" + " ---: |" * 7,
    ]
    for result in results:
        fat, lean = statistics.median(result.fat), statistics.median(result.lean)
        ratios = f"{statistics.median(ours.fat) / fat:.2f} | {statistics.median(ours.lean) / lean:.2f}"
        lines.append(
            f"| {result.way.name} | {result.way.workers} | {result.first:.2f} | {fat:.2f} | {lean:.2f} |"
            f" {ratios} | {result.memory or '–'} |"
        )
    return lines


def _ms(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.0f}"


if __name__ == "__main__":
    main()
