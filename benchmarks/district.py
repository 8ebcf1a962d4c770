"""An invented district of any number of schools, as XLSX and NDJSON: python -m benchmarks.district.

Without arguments it writes `samples/district` anew. The same number and seed give the same bytes. Nobody in it is
real: names are drawn from lists, the ИНН begin with 99, which is no region, and have right control digits.
"""

import argparse
import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.invented import FEMALE, FIRST_F, FIRST_M, HARD, KINDERGARTENS, MALE, PATRONYMICS, TOWNS
from service.workbook import read_workbook
from service.workbook.cells import Raw
from service.workbook.facts import DOCUMENTS
from service.workbook.filling import Filled
from service.workbook.proposals import ACTIVITIES, DISTRICT, GROUNDS, PROGRAMMES
from service.workbook.tables import ACTS
from service.workbook.template import district_workbook

SAMPLE: Final = Path(__file__).parent.parent / "samples" / "district"
DISTRICT_NAME: Final = "Светлоозёрский муниципальный округ"
_WEIGHTS: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_ORDER_DAY: Final = dt.date(2026, 8, 31)
_PAIRS_DAY: Final = dt.date(2026, 9, 4)
_MONTHS: Final = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября",
                  "ноября", "декабря")  # fmt: skip
_Rows = dict[str, list[dict[str, Raw]]]
_KINDS: Final = (
    ("учитель начальных классов", "учитель математики", "учитель русского языка и литературы", "учитель истории",
     "учитель физики", "учитель английского языка", "учитель биологии", "педагог-психолог", "социальный педагог"),
    ("воспитатель", "музыкальный руководитель", "учитель-логопед", "инструктор по физической культуре"),
    ("преподаватель", "мастер производственного обучения", "педагог-психолог", "методист"),
)  # fmt: skip


@dataclass(frozen=True)
class Faults:
    """Numbers of the schools (from 0) that have a typical fault; None for none such."""

    inn: int | None = None
    date: int | None = None
    mentor: int | None = None


def make(schools: int, seed: int = 4, *, pairs: tuple[int, int] = (2, 6), faults: Faults | None = None) -> bytes:
    """Return the workbook of a district; each school has 5 documents and one for each of its pairs."""
    draw = random.Random(seed)  # noqa: S311 - invented people, no secrets
    made = Filled(_district())
    rows = made.rows
    rows.update({"schools": [], "people": [], "pairs": [], "notes": []})
    rows["activities"] = [dict(row) for row in ACTIVITIES]
    rows["programmes"] = [dict(row) for row in PROGRAMMES]
    rows["grounds"] = _grounds()
    for number in range(schools):
        _school(draw, rows, number, draw.randint(*pairs))
    _spoil(rows, faults or Faults())
    return district_workbook(made)


def lines(workbook: bytes) -> Iterator[str]:
    """Yield the district and then each school's set, as the workbook reads, a line of JSON each."""
    yield json.dumps({"name": DISTRICT_NAME, "district": {}}, ensure_ascii=False)
    for entry in read_workbook(workbook, kinds=DOCUMENTS).entries:
        yield json.dumps(entry.data, ensure_ascii=False)


def _district() -> dict[str, Raw]:
    return {
        **DISTRICT, "district": DISTRICT_NAME, "school_year": "2026/2027",
        "authority_name": "Управление образования администрации Светлоозёрского муниципального округа",
        "authority_short": "Управление образования", "authority_kind": "управление, департамент",
        "authority_on_form": "да", "approval_date": _ORDER_DAY, "curator_date": "31 августа 2026 г.",
        "effective": dt.date(2026, 9, 1), "publish_until": "до 10.09.2026", "acquaint_until": "04.09.26",
        "programmes_until": dt.date(2026, 9, 18), "programmes_date": dt.date(2026, 9, 18),
        "pairs_from": dt.date(2026, 9, 7), "pairs_to": "31.05.2027",
        "duties": "вести банк наставников и наставляемых и обновлять его не реже одного раза в год\n"
                  "координировать разработку и реализацию персонализированных программ наставничества\n"
                  "представить руководителю аналитическую справку по итогам учебного года до 11.06.2027",
    }  # fmt: skip


def _grounds() -> list[dict[str, Raw]]:
    library: list[dict[str, Raw]] = [{**row, "library": ACTS[str(row["library"])]} for row in GROUNDS]
    office = "администрации Светлоозёрского муниципального округа"
    return [
        *library,
        {"purpose": "приказ об утверждении\nПоложение", "mode": "во исполнение", "kind": "приказ",
         "author": f"Управления образования {office}", "date": dt.date(2026, 8, 18), "number": "215",
         "title": "О развитии системы наставничества педагогических работников в 2026/2027 учебном году"},
        {"purpose": "выплаты", "kind": "постановление", "author": office, "date": "24 декабря 2025 г.",
         "number": "1873",
         "title": "Об утверждении Положения об оплате труда работников муниципальных образовательных организаций"},
    ]  # fmt: skip


def inn_of(number: int) -> str:
    """Return an invented ИНН of an organisation with a right control digit."""
    digits = f"99{number * 7919 % 9_999_999:07d}"
    return digits + str(sum(w * int(d) for w, d in zip(_WEIGHTS, digits, strict=True)) % 11 % 10)


def _named(draw: random.Random, number: int) -> dict[str, Raw]:
    """Return what kind of school the number is and how it is called."""
    if number % 30 == 29:
        name = "Светлоозёрский педагогический колледж" if number < 60 else f"Педагогический колледж № {number}"
        full = f"Государственное бюджетное профессиональное образовательное учреждение «{name}»"
        return {
            "org_kind": "колледж, техникум",
            "short_name": f"ГБПОУ «{name}»",
            "term": "Колледж",
            "full_name": full,
        }
    if number % 4 == 3:
        flower = f"Детский сад № {number} «{draw.choice(KINDERGARTENS)}»"
        return {"org_kind": "детский сад", "short_name": f"МБДОУ «{flower.replace(' «', ' „').replace('»', '“')}»",
                "full_name": f"Муниципальное бюджетное дошкольное образовательное учреждение «{flower}»",
                "term": "Детский сад"}  # fmt: skip
    name = f"Средняя общеобразовательная школа № {number + 1}"
    return {"org_kind": "школа", "short_name": f"МБОУ «СОШ № {number + 1}»", "term": "Школа",
            "full_name": f"Муниципальное бюджетное общеобразовательное учреждение «{name}» "
                         "Светлоозёрского муниципального округа"}  # fmt: skip


def _school(draw: random.Random, rows: _Rows, number: int, pairs: int) -> None:
    inn, town = inn_of(number + 1), TOWNS[number % len(TOWNS)]
    named = _named(draw, number)
    kind = {"детский сад": 1, "колледж, техникум": 2}.get(str(named["org_kind"]), 0)
    heads = ("директор", "заведующий", "директор")
    deputies = (
        "заместитель директора по учебно-воспитательной работе",
        "заместитель заведующего по воспитательной и методической работе",
        "заместитель директора по методической работе",
    )
    taken: set[str] = set()
    head, curator, clerk, accountant = (_person(draw, taken) for _ in range(4))
    offices = [(head, heads[kind]), (curator, deputies[kind]), (clerk, "делопроизводитель"),
               (accountant, "главный бухгалтер")]  # fmt: skip
    rows["people"] += [_row(draw, inn, *office, young=False, teacher=False) for office in offices]
    rows["schools"].append({
        "inn": inn, **named, "place_type": town[0], "place_name": town[1], "head": head[0], "curator": curator[0],
        "address": f"000000, Заволжский край, {town[0]} {town[1]}, ул. Школьная, д. {number + 1}",
        "phone": f"8 (00000) 2-{number % 90 + 10:02d}-{number % 80 + 11:02d}",
        "email": f"school{number + 1}@svetloozersk.example", "site": f"school{number + 1}.svetloozersk.example",
        "approval_number": f"{number + 101}-од", "curator_number": f"{number + 102}-од",
        "pairs_number": f"{number + 110}/1", "pairs_date": _spelled(_PAIRS_DAY, number), "protocol_number": "1",
        "protocol_date": _spelled(dt.date(2026, 8, 28), number + 1), "clerk": clerk[0], "publisher": clerk[0],
        "accountant": accountant[0], "make_analytical_note": "да" if number % 12 == 0 else "нет",
    })  # fmt: skip
    for place in range(pairs):
        _pair(draw, rows, inn, positions=_KINDS[kind], taken=taken, place=place)
    if number % 12 == 0:
        rows["notes"].append(_note(draw, inn, pairs))


def _pair(
    draw: random.Random, rows: _Rows, inn: str, /, *, positions: Sequence[str], taken: set[str], place: int
) -> None:
    mentor = _person(draw, taken, hard=place == 0)
    mentees = [_person(draw, taken, hard=place == 1) for _ in range(3 if place == 3 else 1)]
    position = draw.choice(positions)
    rows["people"].append(_row(draw, inn, mentor, position, young=False))
    rows["people"] += [_row(draw, inn, person, position, young=True) for person in mentees]
    within = place == 2
    paid: dict[str, Raw] = {} if within else {
        "payment_kind": "выплата за наставничество", "payment_mode": "в процентах", "payment_amount": 15,
        "payment_base": "должностного оклада", "agreement_number": f"{draw.randint(1, 40)}/{place + 1}",
        "agreement_date": _spelled(dt.date(2026, 9, 3), place),
    }  # fmt: skip
    rows["pairs"].append({
        "inn": inn, "code": str(place + 1), "mentor": mentor[0] if place % 2 == 0 else _short(mentor[0]),
        "mentees": "\n".join(person[0] for person in mentees), "form": "педагог – педагог",
        "kind": "наставничество в группе" if len(mentees) > 1 else "традиционное («один на один»)",
        "consent": _spelled(dt.date(2026, 9, 1), place), "consents": "02.09.2026",
        "within_job_function": "да" if within else "нет", "status": "реализуется", **paid,
    })  # fmt: skip


def _person(draw: random.Random, taken: set[str], *, hard: bool = False) -> tuple[str, str]:
    """Return a full name that is new in its school, and the gender."""
    while True:
        if hard and draw.random() < 0.5:
            found = draw.choice(HARD)
        elif draw.random() < 0.8:
            found = (f"{draw.choice(FEMALE)} {draw.choice(FIRST_F)} {draw.choice(PATRONYMICS)[1]}", "женский")
        else:
            found = (f"{draw.choice(MALE)} {draw.choice(FIRST_M)} {draw.choice(PATRONYMICS)[0]}", "мужской")
        if _short(found[0]) not in taken:
            taken.add(_short(found[0]))
            return found


def _short(name: str) -> str:
    surname, first, *rest = name.split(" ")
    return f"{surname} {first[0]}." + (f"{rest[0][0]}." if rest else "")


def _row(draw: random.Random, inn: str, person: tuple[str, str], position: str, *, young: bool,
         teacher: bool = True) -> dict[str, Raw]:  # fmt: skip
    plain: dict[str, Raw] = {"inn": inn, "full": person[0], "gender": person[1], "position": position}
    if not teacher:
        return plain
    year = draw.randint(2001, 2004) if young else draw.randint(1966, 1990)
    hired = dt.date(draw.randint(2024, 2025) if young else year + draw.randint(23, 26), 9, draw.randint(1, 28))
    return plain | {
        "category": "без категории" if young else draw.choice(("первая", "высшая", "педагог-наставник")),
        "experience_years": 1 if young else 2026 - hired.year, "birth_year": year,
        "hired_on": _spelled(hired, draw.randint(0, 3)),
        "education": "высшее, Заволжский государственный педагогический университет",
        "contract_number": str(draw.randint(1, 60)), "contract_date": hired,
    }  # fmt: skip


def _note(draw: random.Random, inn: str, pairs: int) -> dict[str, Raw]:
    total = draw.randint(20, 60)
    return {
        "inn": inn, "note_date": dt.date(2026, 12, 28), "note_number": f"03-12/{draw.randint(10, 90)}",
        "note_from": "01.09.2026", "note_to": "25.12.2026", "staff_total": total, "staff_young": 9,
        "staff_novices": pairs + 2, "staff_covered": pairs, "methods": "анализ документов\nанкетирование",
        "mentors_respondents": pairs, "mentors_satisfied": pairs, "mentors_mean": 9.2,
        "conclusions": "– система наставничества действует;\n– программы выполняются в соответствии с планами.",
        "recommendations": "Продолжить работу наставнических пар во втором полугодии.",
    }  # fmt: skip


def _spelled(day: dt.date, way: int) -> Raw:
    """Return a date in one of the ways in which people write it."""
    spellings = (day, f"{day:%d.%m.%Y}", f"{day.day} {_MONTHS[day.month - 1]} {day.year} г.", f"{day:%d.%m.%y}")
    return spellings[way % len(spellings)]


def _spoil(rows: _Rows, faults: Faults) -> None:
    """Put in the faults that people make: a mistyped digit, a day that is not, a name that nobody has."""
    if faults.inn is not None:
        inn = str(rows["schools"][faults.inn]["inn"])
        rows["schools"][faults.inn]["inn"] = f"{inn[:6]}{(int(inn[6]) + 1) % 10}{inn[7:]}"
    if faults.date is not None:
        rows["schools"][faults.date]["pairs_date"] = "31 сентября 2026 г."
    if faults.mentor is not None:
        inn = str(rows["schools"][faults.mentor]["inn"])
        pair = next(row for row in rows["pairs"] if row["inn"] == inn)
        pair["mentor"] = "Неизвестная Мария Петровна"
        person = next(row for row in rows["people"] if row["inn"] == inn)
        person["position"] = str(person["position"]).replace("р", "p")  # Latin


def main() -> None:
    """Write the sample, or a district of one's own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--schools", type=int, default=60)
    parser.add_argument("--seed", type=int, default=4)
    parser.add_argument("--pairs", type=int, nargs=2, default=(2, 6), help="least and most pairs of a school")
    parser.add_argument("--sound", action="store_true", help="without the three faults of the sample")
    parser.add_argument("--out", type=Path, default=SAMPLE, help="folder of district.xlsx and district.ndjson")
    options = parser.parse_args()
    faults = None if options.sound else Faults(inn=6, date=17, mentor=33)
    workbook = make(options.schools, options.seed, pairs=(options.pairs[0], options.pairs[1]), faults=faults)
    options.out.mkdir(parents=True, exist_ok=True)
    (options.out / "district.xlsx").write_bytes(workbook)
    text = "\n".join(lines(workbook)) + "\n"
    (options.out / "district.ndjson").write_text(text, encoding="utf-8")
    print(f"{options.out}: {options.schools} школ, {len(workbook)} и {len(text.encode())} байт")


if __name__ == "__main__":
    main()
