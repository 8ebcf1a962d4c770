"""Letters: vowels and sibilants, ё beside е, capitals carried from a typed word to its form."""

VOWELS = frozenset("аеёиоуыэюя")
CONSONANTS = frozenset("бвгджзйклмнпрстфхцчшщ")
HUSHING = frozenset("жшчщ")
VELARS = frozenset("гкх")
NBSP = "\u00a0"


def fold(text: str) -> str:
    """Lower-case and write ё as е: the key for looking a word up."""
    return text.lower().replace("ё", "е")


def syllables(word: str) -> int:
    """Count the vowels."""
    return sum(letter in VOWELS for letter in word.lower())


def is_capitals(word: str) -> bool:
    """Tell whether the word has at least two letters and all of them are capital."""
    letters = [letter for letter in word if letter.isalpha()]
    return len(letters) > 1 and all(letter.isupper() for letter in letters)


def _kept(typed: str, nominative: str, form: str) -> str:
    if nominative == "ё" and form == "е":  # пётр, петра: the stress has moved, ё is gone
        return "Е" if typed.isupper() else "е"
    return typed


def graft(typed: str, nominative: str, form: str) -> str:
    """Write `form` the way `typed` is written: its capitals and its ё or е in the part they share.

    `nominative` is the spelling of `typed` that `form` was made from (Козел is typed, козёл is known).
    """
    if form in {nominative, typed}:
        return typed
    if typed == nominative:
        return form
    if form[:1] == nominative[:1] and typed[1:] == nominative[1:] and typed[:1].lower() == form[:1]:
        return typed[:1] + form[1:]
    shared = 0
    for typed_letter, nominative_letter, form_letter in zip(typed, nominative, form, strict=False):
        if not fold(typed_letter) == fold(nominative_letter) == fold(form_letter):
            break
        shared += 1
    head = "".join(map(_kept, typed[:shared], nominative[:shared], form[:shared]))
    rest = form[shared:]
    return head + (rest.upper() if is_capitals(typed) else rest)
