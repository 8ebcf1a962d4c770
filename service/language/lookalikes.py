"""Latin letters that look like Cyrillic ones inside Cyrillic words, and back."""

import re

_TO_CYRILLIC = str.maketrans("aAeEoOpPcCxXyYkKMHTB", "аАеЕоОрРсСхХуУкКМНТВ")
_WORD = re.compile(r"[A-Za-zА-Яа-яЁё]+")
_CYRILLIC = re.compile(r"[А-Яа-яЁё]")
_LATIN_LETTER = re.compile(r"[A-Za-z]")


def mend_word(word: str) -> str:
    """Write a mixed word in one alphabet: in Cyrillic when every Latin letter of it has a twin there.

    A word with a Latin letter that has no twin (QR-код, Wordом) is left alone: nobody knows what it is.
    """
    if not (_CYRILLIC.search(word) and _LATIN_LETTER.search(word)):
        return word
    cyrillic = word.translate(_TO_CYRILLIC)
    return word if _LATIN_LETTER.search(cyrillic) else cyrillic


def mend(text: str) -> str:
    """Mend every mixed word of a text."""
    if not (_LATIN_LETTER.search(text) and _CYRILLIC.search(text)):
        return text
    return _WORD.sub(lambda found: mend_word(found[0]), text)
