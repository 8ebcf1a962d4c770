"""Measures JSON → PDF over HTTP beside our bare converter with as many workers: python -m benchmarks.portal.

The same documents of the sample school go through both, in turns. Also: the first PDF after a cold start of the
service, and what a PDF costs that is kept.
"""

import argparse
import http.client
import json
import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TypeVar

from benchmarks import machine, report
from service.bootstrap import build_generator, kind_sample, sample
from service.config import read_settings
from service.convert import create_converter, with_cache
from service.docx import packed
from service.generate import Generator

KINDS = ("order_pairs", "roadmap", "regulation", "order_curator")
WORKERS = 2
CLIENTS = 4
SETS = 12  # of a round: clients that begin together fill their documents at the same time, once
ROUNDS = 3
T = TypeVar("T")


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=24, help="documents in a round, one a request")
    number = parser.parse_args().documents
    generator = build_generator(read_settings())
    bodies = {kind: json.dumps(kind_sample(generator, kind), ensure_ascii=False).encode() for kind in KINDS}
    files = {kind: filled(generator, body)[0] for kind, body in bodies.items()}
    whole = sample("school")
    everything = filled(generator, whole)
    work = [KINDS[index % len(KINDS)] for index in range(number)]
    rates: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory(dir=machine.scratch()) as folder:
        started = time.perf_counter()
        with served(Path(folder)) as port, closing(create_converter(workers=WORKERS)) as converter:
            wait_for(port)
            ask(port, f"documents/{KINDS[0]}", bodies[KINDS[0]])
            first = time.perf_counter() - started
            converter.start()
            for _ in range(ROUNDS):
                rates["one"].append(rate(work, lambda kind: ask(port, f"documents/{kind}", bodies[kind])))
                rates["one, bare"].append(rate(work, lambda kind: converter.convert(files[kind])))
                sets = rate([whole] * SETS, lambda body: ask(port, "sets", body))
                rates["set"].append(sets * len(everything))
                rates["set, bare"].append(rate(everything * 4, converter.convert))
        hit = kept(Path(folder), files[KINDS[0]])
    median = {name: statistics.median(values) for name, values in rates.items()}
    report.write("JSON → PDF over HTTP", [
        f"{WORKERS} workers and {CLIENTS} clients, documents per second over HTTP : by the bare converter.", "",
        f"- A whole set at a time, {len(everything)} documents in a ZIP:"
        f" {median['set']:.2f} : {median['set, bare']:.2f}"
        f" = **{median['set'] / median['set, bare']:.2f}**.",
        f"- A request for each document, with the set of the whole school ({len(whole) // 1000} kB) read each time"
        f" ({', '.join(KINDS)} in turn): {median['one']:.2f} : {median['one, bare']:.2f}"
        f" = **{median['one'] / median['one, bare']:.2f}**.",
        f"- First PDF after a cold start of the service: {first:.2f} s.",
        f"- A PDF that is kept, in process: {hit:.2f} ms.",
    ])  # fmt: skip


def filled(generator: Generator, body: bytes) -> list[bytes]:
    """Return the documents of a set, not yet converted."""
    return [packed(document.docx) for document in generator.render(generator.load(body).document_set)[0]]


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Run the service with no PDFs kept; give its port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    own = {"PORT": port, "WORKERS": WORKERS, "CACHE": "off", "DATA": folder / "data"}
    variables = os.environ | {f"KOMPLEKT_{name}": str(value) for name, value in own.items()}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "service", "serve"], env=variables, stderr=log, stdout=log
        )
    try:
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def wait_for(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(3000):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.01)
    raise TimeoutError


def ask(port: int, what: str, body: bytes) -> bytes:
    """Have a PDF made, or a ZIP of them."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", f"/v1/{what}?format=pdf", body, headers)
        answer = connection.getresponse()
        content = answer.read()
    assert answer.status == 200, content
    assert content.startswith((b"%PDF", b"PK"))
    return content


def rate(work: Sequence[T], make: Callable[[T], bytes]) -> float:
    """Return documents per second."""
    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(make, work[:CLIENTS]))
        started = time.perf_counter()
        list(threads.map(make, work))
        return len(work) / (time.perf_counter() - started)


def kept(folder: Path, docx: bytes) -> float:
    """Return the milliseconds, in the median, that a PDF takes which is kept already."""
    inner = create_converter(workers=1)
    with closing(with_cache(inner, folder=folder / "kept", limit=10**8, max_age=3600.0)) as converter:
        made = converter.convert(docx)
        times = []
        for _ in range(50):
            started = time.perf_counter()
            assert converter.convert(docx) == made
            times.append(1000 * (time.perf_counter() - started))
    return statistics.median(times)


if __name__ == "__main__":
    main()
