"""A district at work, each a command: python -m benchmarks.batch rate|growth|check|kills|fair [--schools N].

Each writes its part of docs/PERFORMANCE.md.

rate    N schools (200), PDF: documents a second, ratio to the converter alone, memory, size of the database;
growth  50, 200 and 1,000 schools, DOCX: time and memory of what is not LibreOffice;
check   a workbook and lines of N schools (1,000): seconds until all that is wrong is told;
kills   300 documents, `komplekt batch` killed (-9, the whole group) ten times: nothing lost, doubled or different;
fair    20 documents of one tenant behind N schools of another, and single PDFs of a person at the same time.
"""

import argparse
import contextlib
import hashlib
import json
import os
import random
import resource
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.district import lines, make
from service.batch import Batches, BatchStatus, Order, Source, check_entries, read_source
from service.bootstrap import build_generator, sample
from service.bootstrap_kept import build_batches
from service.config import read_settings
from service.docx import packed
from service.generate import Format, Generator
from service.web.batches.views import pause

KOMPLEKT = Path(sys.executable).with_name("komplekt")
PARTS = {
    "rate": "A district: rate",
    "growth": "A district: growth",
    "check": "A district: check",
    "kills": "A district: kills",
    "fair": "A district: fairness",
}
SAID: list[str] = []
FULL = ("order_approval", "regulation", "roadmap", "order_curator", "order_pairs", "programme", "analytical_note")


def main() -> int:
    """Run one of them; the exit code is 0 if it held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", choices=("rate", "growth", "check", "kills", "fair"))
    parser.add_argument("--schools", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="komplekt-bench-") as folder:
        runs = {"rate": rate, "growth": growth, "check": check, "kills": kills, "fair": fair}
        held = runs[options.run](options.schools, Path(folder))
    bullet = "" if SAID[0].startswith("|") else "- "
    report.write(PARTS[options.run], [f"{bullet}{line}" for line in SAID])
    return 0 if held else 1


def say(line: str) -> None:
    """Print a line of the report at once."""
    print(line, flush=True)
    SAID.append(line)


def district(count: int, kinds: tuple[str, ...] = FULL) -> bytes:
    """Return the sets of so many schools as lines; no two are alike."""
    data: dict[str, Any] = json.loads(sample("school")) | {"documents": list(kinds)}
    organization = data["organization"]
    organization.pop("inn", None)
    sets = (
        data | {"organization": organization | {"short_name": f"МБОУ «Школа № {number}»"}}
        for number in range(count)
    )
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in sets).encode()


@contextlib.contextmanager
def opened(folder: Path, *, start: bool = True) -> Iterator[tuple[Generator, Batches]]:
    """Give a generator and batches of their own, without kept PDFs."""
    settings = replace(read_settings(), cache=None, data=folder)
    generator = build_generator(settings)
    batches = build_batches(settings, generator)
    if start:
        batches.start()
    try:
        yield generator, batches
    finally:
        batches.stop()
        generator.converter.close()


def source(content: bytes, generator: Generator) -> Source:
    """Read a district."""
    return read_source(content, "район.ndjson", generator.catalog.kinds)


def every_second(_: BatchStatus) -> float:
    """Ask again after a second."""
    return 1.0


def waited(batches: Batches, batch: str, rest: Callable[[BatchStatus], float] = every_second) -> float:
    """Wait for a batch, `rest` seconds between two questions; return the seconds."""
    began = time.monotonic()
    while not (status := batches.status(batch)).finished:
        time.sleep(rest(status))
    return time.monotonic() - began


def memory() -> int:
    """Return the resident memory of this process now, MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() // 1024**2


def rate(schools: int | None, folder: Path) -> bool:
    """Measure the batch between two measurements of the converter alone, which take the machine's moods off."""
    count = schools or 200
    with opened(folder, start=False) as (generator, batches):
        rendered = generator.render(generator.load(district(1)).document_set)[0] * 40  # half a minute each time
        generator.converter.start()  # type: ignore[attr-defined] # a pool
        batch = batches.accept(source(district(count), generator), Order(("pdf",)))
        documents = batches.status(batch).documents.total
        before = alone(generator, [packed(document.docx) for document in rendered])
        held = memory()
        batches.start()
        seconds = waited(batches, batch, pause)  # as a portal is told to
        grown = memory()
        after = alone(generator, [packed(document.docx) for document in rendered])
        began = time.monotonic()
        size = batches.archive(batch).stat().st_size // 1024**2
        packing = time.monotonic() - began
    floor = statistics.mean((before, after))
    ratio = documents / seconds / floor
    database = sum(path.stat().st_size for path in folder.glob("komplekt.db*")) / 1024**2
    say(f"{count} schools, {documents} PDFs: {seconds:.0f} s, {documents / seconds:.2f} a second")
    say(f"the converter alone: {before:.2f} before, {after:.2f} after; ratio {ratio:.2f}")
    say(f"memory of the service: {held} MB at the start, {grown} MB at the end; database {database:.1f} MB")
    say(f"ZIP of {size} MB packed in {packing:.1f} s")
    return ratio >= 0.85


def alone(generator: Generator, documents: list[bytes]) -> float:
    """Return the PDFs a second of the converter with all its processes busy."""
    began = time.monotonic()
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(generator.converter.convert, documents))
    return len(documents) / (time.monotonic() - began)


def growth(schools: int | None, folder: Path) -> bool:
    """Take batches of growing size; processor time per school and memory may not grow."""
    say("| schools | documents | accepted, s | made, s | CPU ms a school | memory, MB | database, MB |")
    say("| ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    costs = []
    most = schools or 1000
    for count in (most // 20, most // 5, most):
        own = folder / str(count)
        with opened(own, start=False) as (generator, batches):
            began = time.monotonic()
            batch = batches.accept(source(district(count), generator), Order(("docx",)))
            accepted = time.monotonic() - began
            busy = time.process_time()
            batches.start()
            seconds = waited(batches, batch)
            costs.append((time.process_time() - busy) / count)
            documents = batches.status(batch).documents.done
        size = sum(path.stat().st_size for path in own.glob("komplekt.db*")) / 1024**2
        say(
            f"| {count} | {documents} | {accepted:.1f} | {seconds:.1f} | {1000 * costs[-1]:.0f} | {memory()} |"
            f" {size:.1f} |",
        )
        shutil.rmtree(own)
    return costs[-1] <= 1.3 * costs[0]


def check(schools: int | None, _folder: Path) -> bool:
    """Check a long source of each kind, with as many processes as there are cores."""
    count = schools or 1000
    cores = os.cpu_count() or 1
    catalog = build_generator(read_settings()).catalog
    workbook = make(count)
    held = True
    for name, content in (("район.xlsx", workbook), ("район.ndjson", "\n".join(lines(workbook)).encode())):
        began = time.monotonic()
        found = read_source(content, name, catalog.kinds)
        read = time.monotonic() - began
        number = sum(1 for _ in check_entries(found.entries, catalog, processes=cores))
        seconds = time.monotonic() - began
        say(f"{name}, {len(content) // 1024} KB, {number} schools: {seconds:.1f} s, reading {read:.1f} s of them")
        held = held and seconds <= 20
    return held


def kills(schools: int | None, folder: Path) -> bool:
    """Kill the command and all its processes at random moments, go on, compare with an undisturbed run."""
    path, out = folder / "район.ndjson", folder / "out"
    path.write_bytes(district(schools or 50, FULL[3:6]))
    command = [str(KOMPLEKT), "batch", str(path), "--format", "docx,pdf"]
    chance = random.Random(5)  # noqa: S311 - not for secrets
    began = time.monotonic()
    run(*command, "--out", str(folder / "whole"))
    whole = time.monotonic() - began
    total = made_so_far(folder / "whole")
    for number in range(10):
        process = subprocess.Popen(
            [*command, "--out", str(out), "--resume"], start_new_session=True, stderr=subprocess.DEVNULL
        )
        until = (number + chance.random()) / 10 * total
        while process.poll() is None and made_so_far(out) < until:
            time.sleep(0.01)
        time.sleep(chance.uniform(0, 0.5))
        late = process.poll() is not None
        if not late:
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        say(f"kill {number + 1}: {made_so_far(out)} results{', too late' if late else ''}")
    code = run(*command, "--out", str(out), "--resume")
    first, second = hashes(folder / "whole"), hashes(out)
    same = sum(second.get(name) == value for name, value in first.items())
    say(f"exit code {code}; {len(second)} files of {len(first)}, {same} the same; undisturbed {whole:.0f} s")
    return first == second and code == 0


def made_so_far(out: Path) -> int:
    """Return how many files lie in the store of results."""
    return len(list((out / ".komplekt").glob("results/*/*")))


def run(*command: str) -> int:
    """Run a command to its end."""
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False).returncode


def hashes(folder: Path) -> dict[str, str]:
    """Return the hash of each file that was delivered."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file() and ".komplekt" not in path.parts
    }


def fair(schools: int | None, folder: Path) -> bool:
    """Let a small tenant come behind a long batch, and a person ask for single PDFs."""
    formats: tuple[Format, ...] = ("pdf",)
    with opened(folder) as (generator, batches):
        generator.converter.start()  # type: ignore[attr-defined] # a pool
        long = batches.accept(source(district(schools or 200), generator), Order(formats, tenant="край"))
        while not batches.status(long).documents.done:
            time.sleep(0.2)
        small = batches.accept(source(district(2), generator), Order(formats, tenant="школа"))
        over = threading.Event()
        waits: list[float] = []

        def person() -> None:
            loaded = generator.load(sample("minimal"))
            while not over.wait(0.3):
                began = time.monotonic()
                generator.generate(loaded, formats, ("order_curator",))
                waits.append(time.monotonic() - began)

        asking = threading.Thread(target=person)
        asking.start()
        seconds = waited(batches, small)
        time.sleep(15)
        over.set()
        asking.join()
        number = batches.status(small).documents.done
        left = batches.status(long).documents
        batches.cancel(long)
    waits.sort()
    say(f"{number} documents behind {left.total}: {seconds:.1f} s")
    say(f"{len(waits)} single PDFs meanwhile: median {statistics.median(waits):.2f} s, slowest {waits[-1]:.2f} s")
    return seconds < 30 and waits[int(0.95 * len(waits))] < 1.0


if __name__ == "__main__":
    sys.exit(main())
