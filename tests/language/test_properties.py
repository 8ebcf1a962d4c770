"""Properties that hold for any text."""

import string

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.language import CASES, KINDS, Case, Kind, format_person, guess_gender, inflect, tidy, typeset
from service.language.phrase_tokens import tokenise
from service.language.splitting import split_name
from tests.language.corpus import rows

_LETTERS = "абвгдежзийклмнопрстуфхцчшщъыьэюяё"
_MARKS = " .,;:-–—−()«»„“\"'№%/\u00a0\n"
_QUICK = settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_kinds = st.sampled_from(KINDS)
_cases = st.sampled_from(CASES)
_words = (
    st.sampled_from(
        sorted(
            {
                word
                for name in ("persons.tsv", "positions.tsv", "organisations.tsv")
                for r in rows(name)
                for word in r.text.split()
            }
        )
    )
    | st.text(_LETTERS, min_size=1, max_size=9)
    | st.text(_LETTERS, min_size=2, max_size=9).map(str.title)
)
_phrases = st.lists(_words, min_size=1, max_size=6).map(" ".join)
_texts = st.text(
    st.sampled_from(_LETTERS + _LETTERS.upper() + string.ascii_letters + string.digits + _MARKS),
    max_size=60,
)  # fmt: skip


@_QUICK
@given(st.text(max_size=80) | _texts, _kinds, _cases)
def test_no_text_breaks_declension(text: str, kind: Kind, case: Case) -> None:
    form = inflect(text, kind, case)

    assert form.confident or form.reasons
    assert case != "nom" or form.text == text
    guess_gender(text)
    format_person(text, "short", case)


@_QUICK
@given(_phrases, _kinds, _cases)
def test_no_word_is_lost_or_added(text: str, kind: Kind, case: Case) -> None:
    assert len(inflect(text, kind, case).text.split()) == len(text.split())


@_QUICK
@given(_phrases, _kinds, _cases)
def test_capitals_stay_word_by_word(text: str, kind: Kind, case: Case) -> None:
    for typed, written in zip(text.split(), inflect(text, kind, case).text.split(), strict=True):
        assert typed[:1].isupper() == written[:1].isupper()
        assert not (typed.isupper() and len(typed) > 2) or written.isupper()


@_QUICK
@given(_phrases, _cases)
def test_pieces_of_a_text_join_back_to_it(text: str, case: Case) -> None:
    assert "".join(part.text for part in split_name(text).parts) == text
    assert "".join(token.text for token in tokenise(text)) == text


@_QUICK
@given(_texts, _kinds, _cases, st.text(min_size=1))
def test_an_override_always_wins(text: str, kind: Kind, case: Case, form: str) -> None:
    found = inflect(text, kind, case, overrides={case: form})

    assert found.text == form
    assert found.confident


@_QUICK
@given(_texts)
def test_typography_is_idempotent_and_keeps_every_letter(text: str) -> None:
    once = typeset(text)

    assert typeset(once) == once
    assert [sign for sign in once if sign.isalnum()] == [sign for sign in text if sign.isalnum()]


@_QUICK
@given(_texts)
def test_tidying_is_idempotent_and_reports_every_change(text: str) -> None:
    once = tidy(text)

    assert tidy(once.text).text == once.text
    assert bool(once.changes) == (once.text != text)
    assert once.text.count("ё") == text.count("ё")
