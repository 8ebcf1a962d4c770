"""Rules about people."""

from collections.abc import Iterable, Iterator

from schemas.document_set import DocumentSet
from schemas.findings import Finding


def duplicates(registry: str, ids: Iterable[str | None]) -> Iterator[Finding]:
    """Report every id that stands a second time."""
    seen: set[str] = set()
    for index, name in enumerate(ids):
        if name is not None and name in seen:
            text = f"Код «{name}» уже занят: у каждой записи свой id."
            yield Finding(f"/{registry}/{index}/id", "duplicate_id", text)
        seen.add(name or "")


def ids_are_unique(document_set: DocumentSet) -> Iterator[Finding]:
    """Each person has an id of their own."""
    return duplicates("people", (person.id for person in document_set.people))


def gender_is_known(document_set: DocumentSet) -> Iterator[Finding]:
    """Without a gender a surname may be declined wrongly."""
    for index, person in enumerate(document_set.people):
        if person.sex is None and not person.indeclinable:
            text = (
                f"Не указан пол, и по отчеству его не узнать ({person}): впишите gender — m или f, "
                "иначе фамилия может быть просклонена неверно."
            )
            yield Finding(f"/people/{index}", "gender_unknown", text, "warning")
