"""Says in Russian what is wrong with a command line; click itself says it in English."""

from collections.abc import Iterable

import click

from schemas.base import nearest


def in_russian(problem: click.ClickException, commands: Iterable[str]) -> str:
    """Return the message, with a way out; `commands` are those there are."""
    if isinstance(problem, click.exceptions.NoArgsIsHelpError):
        return problem.message
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    hint = f"Подсказка: {context.command_path if context else 'komplekt'} --help."
    if isinstance(problem, click.NoSuchOption):
        return (
            f"Ключа {problem.option_name} нет.{nearest(problem.option_name, problem.possibilities or ())} {hint}"
        )
    if isinstance(problem, click.exceptions.NoSuchCommand):
        return f"Команды «{problem.command_name}» нет.{nearest(problem.command_name, commands)} {hint}"
    if isinstance(problem, click.BadParameter) and problem.param is not None:
        return f"{_parameter_in_russian(problem, problem.param)} {hint}"
    return f"Команду не разобрать: {problem.format_message()} {hint}"


def _parameter_in_russian(problem: click.BadParameter, param: click.Parameter) -> str:
    name = param.metavar or param.opts[0]
    if isinstance(problem, click.MissingParameter):
        return f"Не хватает параметра {name}."
    if isinstance(param.type, click.File | click.Path):
        return f"{name}: файл или папку не открыть ({problem.message}). Проверьте имя и права."
    if isinstance(param.type, click.Choice):
        return f"{name}: неверное значение. Есть: {', '.join(map(str, param.type.choices))}."
    return f"{name}: неверное значение. {problem.message}."
