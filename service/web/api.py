"""The views of the API: each translates a request into the use case and its result into an answer."""

from dataclasses import asdict
from typing import Any, cast

from flask import Response

from schemas.document_set import DocumentSet
from schemas.findings import Finding
from service.bootstrap import kind_sample
from service.catalog import Kind
from service.convert import Health
from service.errors import ConverterUnavailableError, InvalidDataError, MissingSectionError
from service.generate import Generator
from service.language import Doubt, Gender, paradigm
from service.language import Kind as WordKind
from service.load import load_inquiry, parse_json
from service.web.answers import json_answer, lasting_answer
from service.web.batches.opening import batches_trouble
from service.web.json_schema import JSON_SCHEMA_TYPE, kind_schema
from service.web.making import make
from service.web.parts import parts
from service.web.reading import check_parameters, read_body, wanted_document, wanted_set

ARCHIVE = "Комплект документов"


def make_document(kind: str) -> Response:
    """Make the document, or documents, of one kind from a set."""
    found = parts().generator.catalog.kind(kind)
    wanted = wanted_document()
    loaded = parts().generator.load(read_body(parts().settings.max_request))
    return make(loaded, [wanted.format], [found.id], found.title, archive=wanted.archive)


def make_set() -> Response:
    """Make all documents that a set names."""
    wanted = wanted_set()
    loaded = parts().generator.load(read_body(parts().settings.max_request))
    return make(loaded, wanted, (), ARCHIVE, archive=True)


def validate() -> Response:
    """Tell every error, warning and doubtful form of a set."""
    check_parameters()
    generator = parts().generator
    content = read_body(parts().settings.max_request)
    try:
        loaded = generator.load(content)
    except InvalidDataError as error:
        return _verdict(error.findings, error.warnings, ())
    errors, doubts = _trial(generator, loaded.document_set)
    return _verdict(errors, loaded.warnings, doubts)


def _trial(generator: Generator, document_set: DocumentSet) -> tuple[list[Finding], list[Doubt]]:
    """Fill the documents without converting them, for what only then comes out."""
    errors: list[Finding] = []
    doubts: list[Doubt] = []
    for index, kind in enumerate(document_set.documents):
        try:
            doubts.extend(generator.render(document_set, [kind])[1])
        except MissingSectionError as error:
            errors.append(Finding(f"/documents/{index}", error.code, str(error)))
    return errors, doubts


def _verdict(
    errors: list[Finding] | tuple[Finding, ...], warnings: tuple[Finding, ...], doubts: list[Doubt] | tuple[()]
) -> Response:
    return json_answer({
        "valid": not errors,
        "errors": [finding.as_dict() for finding in errors],
        "warnings": [finding.as_dict() for finding in warnings],
        "doubts": [doubt.as_dict() for doubt in doubts],
    })  # fmt: skip


def inflect() -> Response:
    """Tell every form of a name, a position or an organisation."""
    check_parameters()
    inquiry = load_inquiry(parse_json(read_body(parts().settings.max_request)))
    told: dict[str, object] = {**(inquiry.forms or {}), "indeclinable": inquiry.indeclinable}
    kind, gender = cast("WordKind", inquiry.kind), cast("Gender | None", inquiry.gender)
    forms = paradigm(inquiry.text, kind, gender=gender, overrides=told, lexicon=parts().generator.lexicon)
    found = {case: asdict(form) for case, form in forms.items()}
    return json_answer({"text": inquiry.text, "kind": kind, "gender": gender, "forms": found})


def list_kinds() -> Response:
    """List the kinds of documents and their packages."""
    check_parameters()
    catalog = parts().generator.catalog
    kinds = [_described(kind) for kind in catalog.kinds.values()]
    return lasting_answer({"kinds": kinds, "packages": [asdict(package) for package in catalog.packages]})


def show_kind(kind: str) -> Response:
    """Describe one kind of document."""
    check_parameters()
    return lasting_answer(_described(parts().generator.catalog.kind(kind)))


def _described(kind: Kind) -> dict[str, Any]:
    return {
        "id": kind.id,
        "code": kind.code,
        "title": kind.title,
        "purpose": kind.purpose,
        "requires": list(kind.requires),
        "for_each": kind.for_each[0] if kind.for_each else None,
        "links": {
            "documents": f"/v1/documents/{kind.id}",
            "schema": f"/v1/kinds/{kind.id}/schema",
            "sample": f"/v1/kinds/{kind.id}/sample",
        },
    }


def show_schema(kind: str) -> Response:
    """Give the JSON Schema of the sets that a kind's route takes."""
    check_parameters()
    found = parts().generator.catalog.kind(kind)
    return lasting_answer(kind_schema(parts().spec["components"]["schemas"], found), JSON_SCHEMA_TYPE)


def show_sample(kind: str) -> Response:
    """Give a set that the kind's route takes as it is."""
    check_parameters()
    return lasting_answer(kind_sample(parts().generator, kind))


def alive() -> Response:
    """Tell that the service answers."""
    return json_answer({"status": "ok"})


def ready() -> Response:
    """Tell whether PDF can be made; raises ConverterUnavailableError if not. DOCX needs no converter."""
    health = _health()
    if not health.ready:
        raise ConverterUnavailableError(health.detail)
    trouble = batches_trouble()
    told = {"status": "ok", "docx": True, "pdf": True, "batches": trouble is None, "detail": health.detail}
    return json_answer(told if trouble is None else {**told, "batches_detail": str(trouble)})


def _health() -> Health:
    """Ask a converter that can to try itself, any other one only how it feels."""
    converter = parts().generator.converter
    check = getattr(converter, "check", converter.health)
    found: Health = check()
    return found


def show_openapi() -> Response:
    """Give the OpenAPI description of all this."""
    check_parameters()
    return lasting_answer(parts().spec)
