"""Forms made from the schemas: the steps of the flow, the form of a step, what was typed put into the set."""

from service.web.forms.acting import Acted, act
from service.web.forms.building import build_form, help_for, name_rows
from service.web.forms.nodes import Button, Field, Form, Group, Help, Node, Option, Options, Row, Rows, html_id
from service.web.forms.reading import read_form
from service.web.forms.slips import mend_slips
from service.web.forms.steps import Step, steps_for

__all__ = [
    "Acted",
    "Button",
    "Field",
    "Form",
    "Group",
    "Help",
    "Node",
    "Option",
    "Options",
    "Row",
    "Rows",
    "Step",
    "act",
    "build_form",
    "help_for",
    "html_id",
    "mend_slips",
    "name_rows",
    "read_form",
    "steps_for",
]
