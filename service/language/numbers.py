"""Numbers as printed: thousands, decimals, percent, money, ordinals."""

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TypeAlias

from service.language.cases import Case, Gender
from service.language.letters import NBSP

Number: TypeAlias = int | float | str | Decimal

_ORDINALS: dict[str, tuple[str, ...]] = {
    "m": ("й", "го", "му", "й", "м", "м", "м"),
    "f": ("я", "й", "й", "ю", "й", "й", "й"),
    "n": ("е", "го", "му", "е", "м", "м", "м"),
    "pl": ("е", "х", "м", "е", "ми", "х", "х"),
}


def to_decimal(value: Number) -> Decimal:
    """Read 5, 1.5, «1,5», «1 200»; anything else raises ValueError in Russian."""
    if isinstance(value, str):
        value = value.replace(NBSP, "").replace("\u202f", "").replace(" ", "").replace(",", ".")
    try:
        number = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"«{value}» — не число") from error
    if not number.is_finite():
        raise ValueError(f"«{value}» — не число")
    return number


def format_number(value: Number, places: int | None = None) -> str:
    """Print with a decimal comma and no-break blanks between thousands: 1234567.5 → «1 234 567,5».

    `places` fixes the number of decimals.
    """
    number = to_decimal(value)
    if places is not None:
        number = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    sign = "−" if number < 0 else ""
    text = format(abs(number), "f")
    whole, _, fraction = text.partition(".")
    grouped = f"{int(whole):,}".replace(",", NBSP)
    return f"{sign}{grouped},{fraction}" if fraction else f"{sign}{grouped}"


def percent(value: Number, places: int = 1) -> str:
    """Print a percentage: 71.428 → «71,4 %», 50 → «50 %»; zeros at the end of decimals are dropped."""
    number = to_decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = format(number, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{format_number(text)}{NBSP}%"


def money(value: Number) -> str:
    """Print roubles: 5000 → «5 000 руб.», 5000.5 → «5 000 руб. 50 коп.»."""
    number = to_decimal(value).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
    roubles, kopecks = divmod(int(abs(number) * 100), 100)
    text = f"{format_number(-roubles if number < 0 else roubles)}{NBSP}руб."
    return f"{text} {kopecks:02d}{NBSP}коп." if kopecks else text


def ordinal(number: int, case: Case = "nom", gender: Gender | str = "m", *, animate: bool = False) -> str:
    """Print an ordinal in digits with its ending: «5-й», «5-го», «3-ю»; gender m, f, n or pl (ГОСТ 2.105)."""
    order = ("nom", "gen", "dat", "acc", "ins", "prep", "loc").index(case)
    endings = _ORDINALS.get(gender)
    if endings is None:
        raise ValueError(f"нет такого рода: {gender}")
    if case == "acc" and animate and gender in {"m", "pl"}:
        order = 1
    return f"{number}-{endings[order]}"
