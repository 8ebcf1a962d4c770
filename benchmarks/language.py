"""Measure the language layer: forms a second on one core, cold and warm, and what importing costs.

Speeds are by processor time, so that neighbours on the machine do not count.

Run: .venv/bin/python benchmarks/language.py
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import product

from service.language import CASES, Gender, Kind, inflect, tidy, typeset

_LEAST = 5_000
_SURNAMES = (
    "Иванов",
    "Заяц",
    "Толстой",
    "Шевчук",
    "Петров-Водкин",
    "Кравец",
    "Мицкевич",
    "Лобода",
    "Дарвин",
    "Гай",
)
_NAMES = ("Пётр", "Лев", "Никита", "Игорь", "Юрий", "Илья", "Павел", "Шамиль")
_PATRONYMICS = ("Ильич", "Петрович", "Лукич", "Сергеевич", "Кузьмич")
_HEADS = (
    "учитель-логопед",
    "заместитель директора по УВР",
    "старший воспитатель",
    "заведующий",
    "и. о. директора",
)
_TAILS = ("высшей категории", "начальных классов", "МБОУ «СОШ № 5»", "филиала", "города Кирова", "группы № 3")
_ORGS = (
    "МБДОУ детский сад № {}",
    "средняя общеобразовательная школа № {}",
    "МБОУ «СОШ № {}»",
    "Лицей № {} города Бор",
)


def _texts() -> Iterator[tuple[str, Kind, Gender | None]]:
    for surname, name, patronymic in product(_SURNAMES, _NAMES, _PATRONYMICS):
        yield f"{surname} {name} {patronymic}", "person", "m"
    for head, tail in product(_HEADS, _TAILS):
        yield f"{head} {tail}", "position", None
    for pattern, number in product(_ORGS, range(1, 60)):
        yield pattern.format(number), "org", None


def _speed(label: str, texts: list[tuple[str, Kind, Gender | None]]) -> float:
    start = time.process_time()
    for text, kind, gender in texts:
        for case in CASES:
            inflect(text, kind, case, gender=gender)
    speed = len(texts) * len(CASES) / (time.process_time() - start)
    print(f"{label:<34}{speed:>12,.0f} форм/с")
    return speed


def _import_cost() -> float:
    code = "import time; t = time.process_time(); import service.language; print(time.process_time() - t)"
    runs = (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(5)
    )
    return min(float(run.stdout) for run in runs)


def main() -> None:
    """Print the figures; exit with 1 when the slowest is below what the issue asks."""
    print(f"{'импорт service.language':<34}{_import_cost():>12.3f} с")
    start = time.perf_counter()
    inflect("учитель", "position", "gen")
    print(f"{'первая форма (словари)':<34}{time.perf_counter() - start:>12.3f} с")
    texts = list(_texts())
    cold = _speed("разные тексты, первый раз", texts)
    _speed("те же тексты, второй раз", texts)
    paragraph = (
        'Утвердить "Положение о наставничестве" (приказ №186-од от 01.09.2022г.), Иванова М.П. - куратор {}'
    )
    for label, function in (("typeset, разные абзацы", typeset), ("tidy, разные абзацы", tidy)):
        start = time.process_time()
        for number in range(2000):
            function(paragraph.format(number))
        print(f"{label:<34}{2000 / (time.process_time() - start):>12,.0f} абзацев/с")
    sys.exit(cold < _LEAST)


if __name__ == "__main__":
    main()
