"""Measures every way to make a PDF side by side, on the same files, in one run: python -m benchmarks.convert.

Nobody wins by making rubbish: the text of every PDF is compared with the text that the others made. A way that
cannot be started here is left out, with the reason.
"""

import argparse
import contextlib
import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from benchmarks import machine, report
from benchmarks.documents import documents
from benchmarks.ways import Ours, SofficePerFile, StraightUno, UnoserverDefault, Way, carbone_or_reason

SOFFICE = "soffice.bin"
ROUNDS = 2
FEW = 2  # documents of the slowest way
GROUPS = {
    "all four": ("roadmap", "regulation", "order", "table"),
    "without the table": ("roadmap", "regulation", "order"),
    "all four, lean": ("roadmap, lean", "regulation, lean", "order, lean", "table, lean"),
    "lean, without the table": ("roadmap, lean", "regulation, lean", "order, lean"),
}


@dataclass
class Result:
    """What one way has shown; seconds, documents per second and MB."""

    way: Way
    first: float = 0.0
    wall: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    cpu: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    rates: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    memory: int = 0


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeat", type=int, default=5, help="documents of each kind, one at a time")
    parser.add_argument("--load", type=int, default=60, help="documents for the rate at full load")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="komplekt-carbone-") as folder, contextlib.ExitStack() as started:
        peer = carbone_or_reason(Path(folder))
        notes = [peer] if isinstance(peer, str) else []
        ways: list[Way] = [SofficePerFile(), UnoserverDefault(), *([] if isinstance(peer, str) else [peer])]
        ways += [StraightUno(), Ours(1), Ours(2), Ours(3)]
        run = Run([Result(way) for way in ways], notes)
        run.each(lambda result: first_document(result, started))
        run.one_at_a_time(options.repeat)
        run.all_at_once(options.load)
        notes.append(f"Two processes that only count get {machine.scaling():.2f} times as much done here as one")
    report.write("DOCX → PDF", [*tables(run.results), *(line for note in notes for line in ("", f"{note}."))])


@dataclass
class Run:
    """Measures all ways in turns, so that what else the machine does falls upon all of them."""

    results: list[Result]
    notes: list[str]

    def each(self, work: Callable[[Result], None]) -> None:
        """Do something with every way; a peer that cannot do it is out, whatever ails it, and the run goes on."""
        for result in list(self.results):
            try:
                work(result)
            except Exception as error:
                if isinstance(result.way, Ours | StraightUno):
                    raise
                self.results.remove(result)
                self.notes.append(f"{result.way.name} was left out: {type(error).__name__}: {error}")

    def one_at_a_time(self, repeat: int) -> None:
        """Measure each document by itself, its text compared first."""
        texts: dict[str, str] = {}
        for name, content in documents().items():
            self.each(partial(check_text, name=name.partition(",")[0], content=content, texts=texts))
            for number in range(repeat):
                self.each(partial(one_document, name=name, content=content, number=number))
            print(f"{name}: measured one at a time", flush=True)

    def all_at_once(self, load: int) -> None:
        """Measure the rate with all workers of each way busy."""
        files = documents()
        for _ in range(ROUNDS):
            for group, names in GROUPS.items():
                contents = [files[name] for name in names]
                self.each(partial(rate, group=group, contents=contents, number=load))
            print("measured a round with all workers busy", flush=True)


def first_document(result: Result, started: contextlib.ExitStack) -> None:
    """Start a way, see how long the first document takes from nothing and how much memory it has then."""
    content = documents()["order"]
    before = len(machine.memory_mb(SOFFICE))
    moment = time.perf_counter()
    started.enter_context(result.way)
    result.way.convert(content)
    result.first = time.perf_counter() - moment
    result.memory = max(machine.memory_mb(SOFFICE)[before:], default=0)


def one_document(result: Result, *, name: str, content: bytes, number: int) -> None:
    """Add the wall and the CPU time of one document."""
    if number >= FEW and isinstance(result.way, SofficePerFile):
        return
    cpu, moment = machine.cpu_seconds(), time.perf_counter()
    result.way.convert(content)
    result.wall[name].append(time.perf_counter() - moment)
    result.cpu[name].append(machine.cpu_seconds() - cpu)


def rate(result: Result, *, group: str, contents: list[bytes], number: int) -> None:
    """Add the documents per second with all workers busy, the contents in turn."""
    if isinstance(result.way, SofficePerFile):
        number = len(contents)
    work = [contents[index % len(contents)] for index in range(number)]
    with ThreadPoolExecutor(result.way.clients) as threads:
        list(threads.map(result.way.convert, work[: result.way.workers]))
        started = time.perf_counter()
        list(threads.map(result.way.convert, work))
        result.rates[group].append(number / (time.perf_counter() - started))


def check_text(result: Result, *, name: str, content: bytes, texts: dict[str, str]) -> None:
    """Compare the text of the PDF with what the other ways made of the same document."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(result.way.convert(content))
        file.flush()
        program = shutil.which("pdftotext") or "pdftotext"
        done = subprocess.run([program, file.name, "-"], capture_output=True, check=True, text=True)
    text = re.sub(r"\s+", " ", done.stdout)
    assert len(text) > 1000
    assert texts.setdefault(name, text) == text, f"another text of {name}"


def tables(results: list[Result]) -> list[str]:
    """Draw the tables: wall and CPU time one at a time, rates, ratios to ours with two workers."""
    names = list(results[0].wall)
    lines = ["One at a time: median wall (CPU) time of a document, ms.", ""]
    lines += ["| way | " + " | ".join(names) + " |", "| --- |" + " ---: |" * len(names)]
    for result in results:
        cells = [f"{_ms(result.wall[name])} ({_ms(result.cpu[name])})" for name in names]
        lines.append(f"| {result.way.name} | " + " | ".join(cells) + " |")
    ours = next(result for result in results if result.way.name == "ours, 2 workers")
    lines += ["", "All workers busy, documents per second and (ours with two workers : it), median of the rounds."]
    lines += ["", f"| way | at once | first document, s | {' | '.join(GROUPS)} | MB per process |"]
    lines += ["| --- |" + " ---: |" * (len(GROUPS) + 3)]
    for result in results:
        cells = []
        for group in GROUPS:
            it = statistics.median(result.rates[group])
            cells.append(f"{it:.2f} ({statistics.median(ours.rates[group]) / it:.2f})")
        lines.append(
            f"| {result.way.name} | {result.way.workers} | {result.first:.2f} | {' | '.join(cells)} |"
            f" {result.memory or '–'} |"
        )
    return lines


def _ms(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.0f}"


if __name__ == "__main__":
    main()
