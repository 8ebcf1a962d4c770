"""What is known of a person without being asked: the gender, from the patronymic."""

import pytest

from schemas.people import Person


@pytest.mark.parametrize(
    ("patronymic", "sex"),
    [
        ("Ильич", "m"), ("Кузьмич", "m"), ("Фомич", "m"), ("Сергеевич", "m"), ("САВВИЧ", "m"),
        ("Никитична", "f"), ("Ильинична", "f"), ("Кузьминична", "f"), ("Сергеевна", "f"), ("АННОВНА", "f"),
        ("Гасан оглы", "m"), ("Гасан-оглы", "m"), ("Али кызы", "f"), ("Али-кызы", "f"), ("Вели гызы", "f"),
        ("Рустам угли", "m"), ("Рустам ўғли", "m"), ("Рустам кизи", "f"), ("Нурлан улы", "m"),
        ("Нурлан ұлы", "m"), ("Нурлан қызы", "f"), ("Асан уулу", "m"), ("Мамед оглу", "m"),
        ("Сергеевнa", None), ("Ильиc", None), ("Мария", None), ("В.", None),
    ],
)  # fmt: skip
def test_the_patronymic_tells_the_gender(patronymic: str, sex: str | None) -> None:
    assert Person(id="p", surname="Седых", name="А.", patronymic=patronymic).sex == sex


def test_the_gender_that_is_given_wins() -> None:
    assert Person(id="p", surname="Седых", name="А.", patronymic="Ильич", gender="f").sex == "f"
    assert Person(id="p", surname="Седых", name="А.").sex is None
