"""Quotation marks: « » outside, „ “ inside, whatever was typed."""

_ANY = frozenset('"«»„“”‟')
_BEFORE_OPENING = frozenset(" \t\n\u00a0\u202f([{-–—/…«„")


def pair_quotes(text: str) -> str:
    """Write the marks as « » and „ “ by depth; a text whose marks do not pair is left as it is.

    A straight mark opens at the start of a word and closes elsewhere; « and „ open, » closes; “ opens
    before a word and closes after one. Two marks that close together stay two: «МБОУ „Школа“».
    """
    if not _ANY & set(text):
        return text
    written: list[str] = []
    depth = 0
    for place, letter in enumerate(text):
        if letter not in _ANY:
            written.append(letter)
        elif _opens(text, place, depth):
            depth += 1
            written.append("«" if depth == 1 else "„")
        elif depth == 0:
            return text
        else:
            written.append("»" if depth == 1 else "“")
            depth -= 1
    return text if depth else "".join(written)


def _opens(text: str, place: int, depth: int) -> bool:
    letter = text[place]
    if letter in "«„":
        return True
    if letter == "»":
        return False
    at_start = (
        place == 0 or text[place - 1] in _BEFORE_OPENING or (text[place - 1] in _ANY and _starts_word(text, place))
    )
    followed = place + 1 < len(text) and not text[place + 1].isspace()
    return at_start and followed and not (depth and text[place + 1] in ".,;:)")


def _starts_word(text: str, place: int) -> bool:
    """Tell whether the marks right before `place` stand at the start of a word: the mark opens too."""
    while place > 0 and text[place - 1] in _ANY:
        place -= 1
    return place == 0 or text[place - 1] in _BEFORE_OPENING
