"""Commands that only show something: kinds, samples, texts of templates, forms of words."""

import json
from dataclasses import asdict

import click

from service.bootstrap import sample
from service.cli.parameters import open_generator
from service.language import CASES, KINDS, Gender, Kind, paradigm


@click.command()
def kinds() -> None:
    """Какие документы есть."""
    with open_generator() as generator:
        for kind in generator.catalog.kinds.values():
            click.echo(f"{kind.id:18} {kind.code}  {kind.title}. {kind.purpose}")


@click.command("sample")
@click.argument("name")
def show_sample(name: str) -> None:
    """Показать образец данных: school, kindergarten, minimal …"""
    click.echo(sample(name).decode("utf-8"), nl=False)


@click.command("template-text")
@click.argument("kind")
def template_text(kind: str) -> None:
    """Показать текст шаблона с тегами: правку шаблона видно в diff."""
    with open_generator() as generator:
        click.echo(generator.template_text(kind), nl=False)


@click.command()
@click.argument("text")
@click.option("--kind", type=click.Choice(KINDS), required=True, help="Человек, должность или организация.")
@click.option("--gender", type=click.Choice(["m", "f"]), help="Пол человека.")
@click.option("--json", "as_json", is_flag=True, help="Итог в JSON.")
def inflect(text: str, kind: Kind, gender: Gender | None, as_json: bool) -> None:
    """Показать все формы имени, должности или организации."""
    forms = paradigm(text, kind, gender=gender)
    if as_json:
        found = {case: asdict(forms[case]) for case in CASES}
        click.echo(json.dumps({"text": text, "kind": kind, "gender": gender, "forms": found}, ensure_ascii=False))
        return
    for case in CASES:
        doubt = "" if forms[case].confident else f"   ? {'; '.join(forms[case].reasons)}"
        click.echo(f"{case:5} {forms[case].text}{doubt}")
