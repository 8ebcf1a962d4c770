"""Long runs, each a command: python -m benchmarks.soak memory|kills|pairs [--documents N].

memory  one process converts N documents (2,000): its memory at every tenth of the way;
kills   N documents (1,000) while LibreOffice and its worker are killed at random: none lost, doubled, left behind;
pairs   N documents (200), PDF and PDF/A, in two pools with profiles of their own: every pair the same to the byte.
"""

import argparse
import contextlib
import hashlib
import io
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import docx

from benchmarks import machine
from service.convert import Converter, PdfProfile, create_converter
from service.errors import ConverterError

SOFFICE = "soffice.bin"
PROFILES: tuple[PdfProfile, ...] = ("pdf", "pdfa")
TRIES = 20


def main() -> int:
    """Run one of them; the exit code is 0 if it held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", choices=("memory", "kills", "pairs"))
    parser.add_argument("--documents", type=int)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="komplekt-soak-", dir=machine.scratch()) as scratch:
        os.environ["TMPDIR"] = scratch
        held = {"memory": memory, "kills": kills, "pairs": pairs}[options.run](options.documents)
        left = sorted(path.name for path in Path(scratch).iterdir())
    print(f"left behind: {left or 'nothing'}; processes: {machine.memory_mb(SOFFICE) or 'none'}")
    return 0 if held and not left and not machine.memory_mb(SOFFICE) else 1


def memory(documents: int | None) -> bool:
    """Convert in one process that is never replaced; it may grow by a tenth after the first tenth."""
    number = documents or 2000
    converter = create_converter(workers=1, restart_after=number * 2)
    content = [document(index, 20) for index in range(10)]
    samples = []
    for index in range(number):
        converter.convert(content[index % len(content)])
        if (index + 1) % (number // 10) == 0:
            samples.append(machine.memory_mb(SOFFICE)[0])
            print(f"{index + 1} documents: {samples[-1]} MB", flush=True)
    converter.close()
    return samples[-1] <= samples[0] * 1.1


def kills(documents: int | None) -> bool:
    """Kill something every half a second or so while two threads convert."""
    number = documents or 1000
    converter = create_converter(workers=2)
    over, killed = threading.Event(), [0]
    killer = threading.Thread(target=kill_at_random, args=(over, killed))
    killer.start()
    try:
        with ThreadPoolExecutor(2) as threads:
            right = list(threads.map(lambda index: says_its_number(converter, index), range(number)))
    finally:
        over.set()
        killer.join()
        converter.close()
    print(f"{number} documents, {killed[0]} kills, {right.count(False)} lost or wrong")
    return all(right)


def kill_at_random(over: threading.Event, killed: list[int]) -> None:
    """Kill LibreOffice or the worker above it, at moments that cannot be foreseen."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    while not over.wait(chance.uniform(0.3, 1.5)):
        pids = machine.processes(SOFFICE, parents=chance.random() < 0.3)
        if pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(chance.choice(pids), signal.SIGKILL)
                killed[0] += 1


def says_its_number(converter: Converter, index: int) -> bool:
    """Convert, again if told so, and look for the document's own number in the PDF."""
    content = document(index, 6)
    for _ in range(TRIES):
        try:
            pdf = converter.convert(content)
        except ConverterError:
            time.sleep(0.1)
            continue
        command = [shutil.which("pdftotext") or "pdftotext", "-", "-"]
        text = subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()
        return f"номер {index}." in text
    return False


def pairs(documents: int | None) -> bool:
    """Convert everything in two pools, one after the other, in another order."""
    order = list(range(documents or 200))
    first = hashes(order)
    second = hashes(order[::-1])
    same = sum(first[key] == second[key] for key in first)
    print(f"{same} of {len(first)} pairs are the same")
    return same == len(first)


def hashes(order: list[int]) -> dict[tuple[int, PdfProfile], str]:
    """Convert in a pool of its own."""
    converter = create_converter(workers=2)
    with contextlib.closing(converter), ThreadPoolExecutor(2) as threads:
        keys = [(index, profile) for index in order for profile in PROFILES]
        pdfs = threads.map(lambda key: converter.convert(document(key[0], 6), profile=key[1]), keys)
        return {key: hashlib.sha256(pdf).hexdigest() for key, pdf in zip(keys, pdfs, strict=True)}


def document(index: int, paragraphs: int) -> bytes:
    """Make a document that says its number."""
    made = docx.Document()
    made.add_heading(f"Документ номер {index}.", 1)
    for number in range(paragraphs):
        made.add_paragraph(f"Пункт {number}: наставник и наставляемый встречаются раз в неделю. " * 3)
    made.add_table(rows=3, cols=3, style="Table Grid").cell(1, 1).text = f"{index * 7919 % 10007}"
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


if __name__ == "__main__":
    sys.exit(main())
