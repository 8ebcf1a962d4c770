"""Next year's set from last year's: the year moves on, what was the year's own is emptied, all of it told."""

import copy
import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Final

from schemas.acts import act_title, library
from schemas.dates import ImpossibleDateError, parse_day
from service.starting.moving import Mover
from service.starting.school_year import SchoolYear

ENDED: Final = frozenset({"terminated", "replaced"})  # pairs that do not go on
_YEARS_OWN: Final = ("status", "reason", "extended_to", "consents", "extra_agreement")


@dataclass(frozen=True)
class RolledOver:
    """The raw JSON of next year's set, and what was changed in it, a Russian sentence each."""

    data: dict[str, Any]
    changes: tuple[str, ...]


def next_year(data: Any, today: dt.date) -> RolledOver:
    """Roll a saved set over to the next school year; what cannot be understood stays as it is.

    The set is not validated: a half-typed one is rolled over as far as it goes.
    """
    if not isinstance(data, dict):
        return RolledOver({}, ())
    rolling = _Rolling(copy.deepcopy(data), today)
    for step in _STEPS:
        step(rolling)
    return RolledOver(rolling.data, tuple(rolling.changes))


@dataclass
class _Rolling:
    """A set on its way to the next year."""

    data: dict[str, Any]
    today: dt.date
    changes: list[str] = field(default_factory=list)
    mover: Mover = field(init=False)

    def __post_init__(self) -> None:
        coming = SchoolYear.proposed(self.today)
        old = _saved_year(self.data) or SchoolYear(coming.first - 1)
        # A set of some years ago is rolled over to the coming year at once.
        new = SchoolYear(max(old.first + 1, coming.first))
        self.mover = Mover(old, new)

    def tell(self, sentence: str) -> None:
        self.changes.append(sentence)

    def section(self, name: str) -> dict[str, Any]:
        found = self.data.get(name)
        return found if isinstance(found, dict) else {}

    def listed(self, name: str) -> list[dict[str, Any]]:
        return _objects(self.data.get(name))

    @property
    def orders(self) -> dict[str, dict[str, Any]]:
        return {key: order for key, order in self.section("orders").items() if isinstance(order, dict)}


def _saved_year(data: dict[str, Any]) -> SchoolYear | None:
    """Return the year of a saved set: as it says, or that of its first dated pair or order."""
    if found := SchoolYear.read(str(data.get("school_year", ""))):
        return found
    periods = [pair.get("period") for pair in _objects(data.get("pairs"))]
    starts = [period.get("from") for period in periods if isinstance(period, dict)]
    orders = data.get("orders")
    dates = [order.get("date") for order in _objects(list(orders.values()))] if isinstance(orders, dict) else []
    for text in (*starts, *dates):
        with suppress(ImpossibleDateError):
            day = parse_day(text) if isinstance(text, str) else None
            if isinstance(day, dt.date):
                return SchoolYear.proposed(day)
    return None


def _objects(value: Any) -> list[dict[str, Any]]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _year(rolling: _Rolling) -> None:
    mover = rolling.mover
    rolling.data["school_year"] = str(mover.new)
    rolling.tell(f"Учебный год: {mover.old} → {mover.new}.")


def _days(rolling: _Rolling) -> None:
    """Move the days of the plans; acts, people and the organisation keep theirs."""
    moved = False
    for name in ("orders", "regulation", "roadmap", "pairs", "programmes", "analytical_note"):
        if name in rolling.data:
            before = rolling.data[name]
            rolling.data[name] = rolling.mover.moved(before)
            moved = moved or rolling.data[name] != before
    if moved:
        rolling.tell(f"Сроки и периоды перенесены {rolling.mover.by}, числа те же: проверьте выходные дни.")
    for text in rolling.mover.kept:
        rolling.tell(f"Реквизиты прошлого года в тексте не изменены, впишите новые: «{text}».")


def _orders(rolling: _Rolling) -> None:
    """Empty what each new order gets anew; the old ones stay to be cited or repealed."""
    kept = []
    for key, order in rolling.orders.items():
        act = _as_act(key, order, rolling.mover.old)
        for name in ("number", "date", "e_signature"):
            order.pop(name, None)
        if act is not None:
            kept.append(act)
    if rolling.orders:
        rolling.tell("Номера и даты приказов убраны: впишите номера и даты новых приказов.")
    known = {act.get("id") for act in rolling.listed("acts")}
    added = [act for act in kept if act["id"] not in known]
    if added:
        rolling.data["acts"] = [*(rolling.data.get("acts") or []), *added]
        numbers = ", ".join(f"№ {act['number']}" for act in added)
        rolling.tell(
            f"Приказы прошлого года ({numbers}) внесены в «Свои акты»: на них можно сослаться или "
            "признать их утратившими силу."
        )


def _as_act(key: str, order: dict[str, Any], year: SchoolYear) -> dict[str, Any] | None:
    told = {name: order.get(name) for name in ("date", "number", "title")}
    if not all(isinstance(value, str) and value.strip() for value in told.values()):
        return None
    return {"id": f"{key}-{year.first}", "kind": "order", **told, "level": "local"}


def _repeals(rolling: _Rolling) -> None:
    """Take out the points that repealed acts: they have had their effect."""
    for order in rolling.orders.values():
        items = order.get("items")
        if not isinstance(items, list):
            continue
        left = [item for item in items if not (isinstance(item, dict) and item.get("kind") == "repeal")]
        if len(left) < len(items):
            order["items"] = left
            rolling.tell("Пункт о признании утратившим силу убран из приказа: он уже исполнен.")


def _pairs(rolling: _Rolling) -> None:
    """Begin the pairs anew: consents and agreements are given for a term (ст. 351.8 ТК РФ)."""
    pairs = rolling.data.get("pairs")
    if not isinstance(pairs, list) or not pairs:
        return
    over = [pair for pair in _objects(pairs) if pair.get("status") in ENDED]
    ended = {str(pair.get("id")) for pair in over}
    rolling.data["pairs"] = [p for p in pairs if not (isinstance(p, dict) and p.get("status") in ENDED)]
    programmes = rolling.data.get("programmes")
    if isinstance(programmes, list):
        rolling.data["programmes"] = [
            p for p in programmes if not (isinstance(p, dict) and str(p.get("pair")) in ended)
        ]
    if ended:
        called = "; ".join(_called(rolling, pair) for pair in over)
        rolling.tell(f"Не перенесены пары, которые прекращены или сменили наставника, и их программы: {called}.")
    for pair in rolling.listed("pairs"):
        for name in _YEARS_OWN:
            pair.pop(name, None)
    if rolling.data["pairs"]:
        rolling.tell(
            "У пар убраны даты согласий и дополнительные соглашения: на новый срок нужны новые. "
            "Состояние каждой программы — «реализуется»."
        )


def _called(rolling: _Rolling, pair: dict[str, Any]) -> str:
    """Name a pair by the surnames: «Ким – Черных»."""
    surnames = {person.get("id"): str(person.get("surname", "")) for person in rolling.listed("people")}
    mentees = pair.get("mentees")
    ids = [pair.get("mentor"), *(mentees if isinstance(mentees, list) else [])]
    names = [surnames.get(name, "") for name in ids if isinstance(name, str)]
    return " – ".join(name for name in names if name) or str(pair.get("id"))


def _marks(rolling: _Rolling) -> None:
    """Empty the dates of the marks and the protocols."""
    emptied = False
    for holder in _mark_holders(rolling):
        for mark in _objects(holder.get("marks")):
            emptied = emptied or "date" in mark or bool(mark.get("protocol"))
            mark.pop("date", None)
            if "protocol" in mark:
                mark["protocol"] = {}
    if emptied:
        rolling.tell("В грифах убраны даты и реквизиты протоколов: пустые строки заполняют от руки.")


def _mark_holders(rolling: _Rolling) -> Iterator[dict[str, Any]]:
    for name in ("regulation", "roadmap", "analytical_note"):
        yield rolling.section(name)
    yield from rolling.listed("programmes")


def _outcomes(rolling: _Rolling) -> None:
    """Empty what was written when the programmes and the plan had been carried out."""
    emptied = False
    for plan in _plans(rolling):
        for stage in _objects(plan.get("stages")):
            for activity in _objects(stage.get("activities")):
                emptied = activity.pop("mark", None) is not None or emptied
    for programme in rolling.listed("programmes"):
        for name in ("conclusion", "concluded_on"):
            emptied = programme.pop(name, None) is not None or emptied
        for criterion in _objects(programme.get("criteria")):
            emptied = criterion.pop("fact", None) is not None or emptied
    if emptied:
        rolling.tell("Отметки о выполнении, фактические значения и выводы программ убраны.")


def _plans(rolling: _Rolling) -> Iterator[dict[str, Any]]:
    yield rolling.section("roadmap")
    for programme in rolling.listed("programmes"):
        plan = programme.get("plan")
        if isinstance(plan, dict):
            yield plan


def _note(rolling: _Rolling) -> None:
    """Empty the facts of the report; last year's values stay to be compared with."""
    note = rolling.section("analytical_note")
    if not note:
        return
    for name in ("date", "number", "staff", "results", "problems", "conclusions", "recommendations", "swot"):
        note.pop(name, None)
    for stage in _objects(note.get("progress")):
        stage.pop("done", None)
    for survey in _objects(note.get("surveys")):
        for name in ("respondents", "satisfied", "mean"):
            survey.pop(name, None)
    for indicator in _objects(note.get("indicators")):
        value = _value(indicator)
        for name in ("fact", "part", "whole", "previous"):
            indicator.pop(name, None)
        if value is not None:
            indicator["previous"] = value
    rolling.tell(
        "Аналитическая справка очищена от сведений прошлого года; значения показателей перенесены в столбец "
        "«Прошлый год»."
    )


def _value(indicator: dict[str, Any]) -> float | None:
    fact, part, whole = (indicator.get(name) for name in ("fact", "part", "whole"))
    if isinstance(fact, int | float):
        return fact
    if isinstance(part, int) and isinstance(whole, int) and whole:
        return round(100 * part / whole, 1)
    return None


def _experience(rolling: _Rolling) -> None:
    """Let the people grow more experienced by the years that have passed."""
    grown = False
    for person in rolling.listed("people"):
        years = person.get("experience_years")
        if isinstance(years, int | float) and not isinstance(years, bool):
            person["experience_years"] = years + rolling.mover.years
            grown = True
    if grown:
        rolling.tell(f"Педагогический стаж увеличен {rolling.mover.by}: проверьте стаж и категории.")


def _acts(rolling: _Rolling) -> None:
    """Name the cited acts that are no longer in force, with what replaced them."""
    cited = sorted(set(_strings(rolling.data)) & set(library()))
    for name in cited:
        act = library()[name]
        if act.status == "in_force" or (act.lapsed_on is not None and act.lapsed_on > rolling.today):
            continue
        instead = library().get(act.superseded_by or "")
        advice = f"вместо него — {act_title(instead)}" if instead else "уберите ссылку на него"
        rolling.tell(f"Акт больше не действует: {act_title(act)}; {advice}.")
    if rolling.section("regulation").get("profile") == "2022":
        rolling.tell("Положение опирается на перечень актов 2022 года: выберите «действующие акты».")
    for own in rolling.listed("acts"):
        title, recent = own.get("title"), str(own.get("id")).endswith(f"-{rolling.mover.old.first}")
        if isinstance(title, str) and rolling.mover.names_old_year(title) and not recent:
            rolling.tell(f"Акт прошлого учебного года: «{title}». Если есть новый, внесите его.")


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


# Orders become acts before their days and titles are moved.
_STEPS: Final[tuple[Callable[[_Rolling], None], ...]] = (
    _year, _orders, _repeals, _days, _pairs, _marks, _outcomes, _note, _experience, _acts,
)  # fmt: skip
