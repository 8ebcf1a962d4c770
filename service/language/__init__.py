"""Russian: names, phrases, numbers, dates, typography in the forms that documents need."""

from service.language.agreement import about, agree_with, full_form, group_gender, in_, short_form, to_, with_
from service.language.cases import CASES, KINDS, Case, Gender, Inflected, Kind, Paradigm
from service.language.counts import agree, count, one_or_many, predicate
from service.language.dates import (
    format_date,
    format_month,
    format_months,
    format_period,
    month_name,
    parse_date,
    parse_month,
    school_year,
)
from service.language.gender import guess_gender
from service.language.inflection import inflect, paradigm
from service.language.lexicon import Entry, Lexicon
from service.language.numbers import format_number, money, ordinal, percent
from service.language.printing import PersonName, format_person
from service.language.report import Doubt, DoubtReport, snippet
from service.language.tidying import Change, Tidied, tidy
from service.language.typography import typeset

__all__ = [
    "CASES",
    "KINDS",
    "Case",
    "Change",
    "Doubt",
    "DoubtReport",
    "Entry",
    "Gender",
    "Inflected",
    "Kind",
    "Lexicon",
    "Paradigm",
    "PersonName",
    "Tidied",
    "about",
    "agree",
    "agree_with",
    "count",
    "format_date",
    "format_month",
    "format_months",
    "format_number",
    "format_period",
    "format_person",
    "full_form",
    "group_gender",
    "guess_gender",
    "in_",
    "inflect",
    "money",
    "month_name",
    "one_or_many",
    "ordinal",
    "paradigm",
    "parse_date",
    "parse_month",
    "percent",
    "predicate",
    "school_year",
    "short_form",
    "snippet",
    "tidy",
    "to_",
    "typeset",
    "with_",
]
