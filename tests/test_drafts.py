"""Drafts belong to their browser, keep every revision that a page may rest on, and go when their time is over."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, select

from service.database import METADATA
from service.drafts import MOST_DRAFTS, Draft, Drafts, new_token, owner_of

OWNER = owner_of("a browser")
STRANGER = owner_of("another browser")
MONTH = timedelta(days=30)
TABLES = ("drafts", "draft_revisions")


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        """Start at a fixed moment."""
        self.moment = datetime(2026, 9, 1, 14, 32, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Tell the moment."""
        return self.moment


@pytest.fixture
def engine(any_engine: Engine) -> Engine:
    """A database of its own."""
    return any_engine


@pytest.fixture
def clock() -> Clock:
    """The clock of the drafts."""
    return Clock()


@pytest.fixture
def drafts(engine: Engine, clock: Clock) -> Drafts:
    """Drafts that are kept for a month."""
    return Drafts(engine, MONTH, clock)


def _saved(drafts: Drafts, draft: Draft, number: str, writer: str = "") -> Draft:
    made = drafts.save(draft, {"number": number}, writer=writer)

    assert made is not None
    return made


def test_what_was_saved_comes_back_as_typed(drafts: Drafts) -> None:
    typed = {"people": [{"surname": "Ёж\ud800", "experience_years": "много"}], "empty": None}
    made = drafts.create(OWNER, typed)

    found = drafts.get(OWNER, made.id)

    assert found == made
    assert found is not None
    assert found.data == typed


def test_another_browser_sees_nothing_and_deletes_nothing(drafts: Drafts) -> None:
    made = drafts.create(OWNER, {})

    drafts.delete(STRANGER, made.id)

    assert drafts.get(STRANGER, made.id) is None
    assert drafts.of(STRANGER) == []
    assert drafts.get(OWNER, made.id) is not None


def test_a_saving_from_an_old_revision_changes_nothing(drafts: Drafts) -> None:
    first = drafts.create(OWNER, {"number": "1"})
    _saved(drafts, first, "2")

    late = drafts.save(first, {"number": "3"})

    assert late is None
    assert [draft.data for draft in drafts.of(OWNER)] == [{"number": "2"}]


def test_saving_the_same_makes_no_revision(drafts: Drafts) -> None:
    first = drafts.create(OWNER, {"number": "1"})

    assert drafts.save(first, {"number": "1"}) == first


def test_steps_that_were_left_are_remembered(drafts: Drafts) -> None:
    first = drafts.create(OWNER, {})
    second = drafts.save(first, {}, visited=["people"])

    assert second is not None
    third = drafts.save(second, {}, visited=["orders"])

    assert third is not None
    assert third.visited == {"people", "orders"}


def test_an_old_revision_is_told_as_its_page_saw_it(drafts: Drafts) -> None:
    first = drafts.create(OWNER, {"number": "1"})
    second = _saved(drafts, first, "2", "left tab")
    third = _saved(drafts, second, "3", "right tab")

    assert drafts.data_at(third, 1) == {"number": "1"}
    assert drafts.data_at(third, 1, "left tab") == {"number": "2"}
    assert drafts.data_at(third, 1, "right tab") == {"number": "1"}
    assert drafts.data_at(third, 9) is None


def test_only_the_last_revisions_are_kept(drafts: Drafts) -> None:
    draft = drafts.create(OWNER, {"number": "0"})
    for number in range(1, 121):
        draft = _saved(drafts, draft, str(number))

    assert drafts.data_at(draft, 1) is None
    assert drafts.data_at(draft, 50) == {"number": "49"}


def test_a_deleted_draft_leaves_nothing(drafts: Drafts, engine: Engine) -> None:
    made = drafts.create(OWNER, {"surname": "Абрикосова"})

    drafts.delete(OWNER, made.id)

    with engine.connect() as connection:
        left = [connection.execute(select(METADATA.tables[name])).first() for name in TABLES]

    assert left == [None, None]
    assert drafts.save(made, {"surname": "Сливина"}) is None


def test_drafts_go_when_nobody_changed_them_for_too_long(drafts: Drafts, clock: Clock) -> None:
    old = drafts.create(OWNER, {})
    clock.moment += timedelta(days=20)
    fresh = drafts.create(OWNER, {})
    clock.moment += timedelta(days=11)

    drafts.sweep()

    assert [draft.id for draft in drafts.of(OWNER)] == [fresh.id]
    assert drafts.get(OWNER, old.id) is None


def test_a_browser_keeps_only_its_last_drafts(drafts: Drafts, clock: Clock) -> None:
    others = drafts.create(STRANGER, {})
    for number in range(MOST_DRAFTS + 3):
        clock.moment += timedelta(minutes=1)
        drafts.create(OWNER, {"number": number})

    kept = [draft.data["number"] for draft in drafts.of(OWNER)]

    assert kept == list(range(MOST_DRAFTS + 2, 2, -1))
    assert drafts.get(STRANGER, others.id) is not None


def test_tokens_are_long_and_never_the_same() -> None:
    tokens = {new_token() for _ in range(100)}

    assert len(tokens) == 100
    assert all(len(token) >= 43 for token in tokens)
    assert owner_of("a") != "a"
