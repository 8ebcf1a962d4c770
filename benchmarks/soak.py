"""Long runs, each a command that writes its figures: python -m benchmarks.soak memory|kills|pairs [--documents N].

memory  one process converts N documents (2,000): its memory at every tenth of the way;
kills   N documents (1,000) while LibreOffice and its worker are killed at random: none lost, doubled, left behind;
pairs   N documents (200) of all kinds, filled and converted twice, in two processes with profiles of their own:
        DOCX, PDF and PDF/A of every pair the same to the byte.
"""

import argparse
import contextlib
import io
import json
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
from dataclasses import replace
from pathlib import Path

import docx

from benchmarks import machine, report
from service.bootstrap import build_generator, kind_sample
from service.config import read_settings
from service.convert import Converter, create_converter
from service.errors import ConverterError
from service.generate import FORMATS

SOFFICE = "soffice.bin"
DOCUMENTS = {"memory": 2000, "kills": 1000, "pairs": 200}
HEADINGS = {"memory": "Memory of a process", "kills": "Kills at random", "pairs": "The same bytes"}
TRIES = 20


def main() -> int:
    """Run one of them; the exit code is 0 if it held."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", choices=("memory", "kills", "pairs", "half"))
    parser.add_argument("--documents", type=int)
    parser.add_argument("--backwards", action="store_true", help="(half) the last document first")
    options = parser.parse_args()
    if options.run == "half":
        print(json.dumps(hashes(options.documents, backwards=options.backwards)))
        return 0
    with tempfile.TemporaryDirectory(prefix="komplekt-soak-", dir=machine.scratch()) as scratch:
        os.environ["TMPDIR"] = scratch
        run = {"memory": memory, "kills": kills, "pairs": pairs}[options.run]
        held, told = run(options.documents or DOCUMENTS[options.run])
        left = sorted(path.name for path in Path(scratch).iterdir())
    processes = machine.memory_mb(SOFFICE)
    told += f" Left behind: {', '.join(left) or 'no files'}, {len(processes) or 'no'} processes."
    report.write(HEADINGS[options.run], [told])
    return 0 if held and not left and not processes else 1


def memory(number: int) -> tuple[bool, str]:
    """Convert in one process that is never replaced; it may grow by a tenth after the first tenth."""
    converter = create_converter(workers=1, restart_after=number * 2)
    content = [document(index, 20) for index in range(10)]
    samples = []
    for index in range(number):
        converter.convert(content[index % len(content)])
        if (index + 1) % (number // 10) == 0:
            samples.append(machine.memory_mb(SOFFICE)[0])
    converter.close()
    told = f"{number} documents by one process, MB at each tenth of the way: {', '.join(map(str, samples))}."
    return samples[-1] <= samples[0] * 1.1, told


def kills(number: int) -> tuple[bool, str]:
    """Kill something every half a second or so while two threads convert."""
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
    lost = right.count(False)
    return all(right), f"{number} documents, {killed[0]} kills at random: {lost} lost or doubled."


def kill_at_random(over: threading.Event, killed: list[int]) -> None:
    """Kill LibreOffice or the worker above it, at moments that cannot be foreseen."""
    chance = random.Random(1)  # noqa: S311 - not for secrets
    while not over.wait(chance.uniform(0.3, 1.5)):
        # A profile is prepared by a LibreOffice right below this process.
        pids = [pid for pid in machine.processes(SOFFICE, parents=chance.random() < 0.3) if pid != os.getpid()]
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


def pairs(number: int) -> tuple[bool, str]:
    """Fill and convert everything in two processes, one after the other, in another order."""
    first, second = (half(number, *more) for more in ((), ("--backwards",)))
    same = {form: sum(first[key] == second[key] for key in first if key.endswith(form)) for form in FORMATS}
    told = ", ".join(f"{same[form]} of {number} {form}" for form in FORMATS)
    return set(same.values()) == {number}, f"The same to the byte from two processes and profiles: {told}."


def half(number: int, *more: str) -> dict[str, str]:
    """Run one of the two processes."""
    command = [sys.executable, "-m", "benchmarks.soak", "half", "--documents", str(number), *more]
    found: dict[str, str] = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    return found


def hashes(number: int, *, backwards: bool) -> dict[str, str]:
    """Fill and convert in a pool of this process; give the hash of each file by its number and format."""
    generator = build_generator(replace(read_settings(), cache=None, workers=2))
    kinds = sorted(generator.catalog.kinds)

    def files(index: int) -> dict[str, str]:
        data = kind_sample(generator, kinds[index % len(kinds)])
        data["organization"]["short_name"] = f"МБОУ «СОШ № {index}»"
        (filled, *_), _ = generator.render(generator.load_data(data).document_set)
        made = generator.files([filled], FORMATS)
        return {f"{index} {file.format}": file.sha256 for file in made}

    order = range(number)[:: -1 if backwards else 1]
    with contextlib.closing(generator.converter), ThreadPoolExecutor(2) as threads:
        return {key: value for found in threads.map(files, order) for key, value in found.items()}


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
