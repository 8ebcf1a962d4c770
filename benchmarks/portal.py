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
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks import machine, report
from service.bootstrap import build_generator, kind_sample
from service.config import read_settings
from service.convert import create_converter, with_cache

KINDS = ("order_pairs", "roadmap", "regulation", "order_curator")
WORKERS = 2
CLIENTS = 4
ROUNDS = 3
TARGET = 3.0  # seconds to the first PDF


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=24, help="documents in a round")
    number = parser.parse_args().documents
    generator = build_generator(read_settings())
    bodies = {kind: json.dumps(kind_sample(generator, kind), ensure_ascii=False).encode() for kind in KINDS}
    files = {kind: generator.render(generator.load(body).document_set)[0][0].docx for kind, body in bodies.items()}
    work = [KINDS[index % len(KINDS)] for index in range(number)]
    with tempfile.TemporaryDirectory(dir=machine.scratch()) as folder:
        started = time.perf_counter()
        with served(Path(folder)) as port, closing(create_converter(workers=WORKERS)) as converter:
            wait_for(port)
            ask(port, KINDS[0], bodies[KINDS[0]])
            first = time.perf_counter() - started
            converter.start()
            rates = [
                (rate(work, lambda kind: ask(port, kind, bodies[kind])),
                 rate(work, lambda kind: converter.convert(files[kind])))
                for _ in range(ROUNDS)
            ]  # fmt: skip
        hit = kept(Path(folder), files[KINDS[0]])
    over_http, bare = (statistics.median(values) for values in zip(*rates, strict=True))
    report.write("JSON → PDF over HTTP", [
        f"- {over_http:.2f} documents/s over HTTP, {bare:.2f} by the bare converter, {WORKERS} workers both: "
        f"**{over_http / bare:.2f}** (the four documents {', '.join(KINDS)} in turn, {CLIENTS} clients).",
        f"- First PDF after a cold start of the service: {first:.2f} s.",
        f"- A PDF that is kept, in process: {hit:.2f} ms.",
    ])  # fmt: skip


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


def ask(port: int, kind: str, body: bytes) -> bytes:
    """Have a PDF made."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=120)) as connection:
        headers = {"Content-Type": "application/json"}
        connection.request("POST", f"/v1/documents/{kind}?format=pdf", body, headers)
        answer = connection.getresponse()
        content = answer.read()
    assert answer.status == 200, content
    assert content.startswith(b"%PDF")
    return content


def rate(work: Sequence[str], make: Callable[[str], bytes]) -> float:
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
