"""The OpenAPI description is sound, and the documentation page made from it is whole and self-contained."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

import service.errors
from service.errors import ServiceError
from service.web.problems import error_classes
from tests.test_catalog import KINDS

METHODS = {"get", "post"}
PAGES = {"static", "docs", "accessibility"}


@pytest.fixture(scope="module")
def spec(app: Flask) -> dict[str, Any]:
    """The OpenAPI description as it is served."""
    found: dict[str, Any] = app.test_client().get("/openapi.json").get_json()
    return found


@pytest.fixture(scope="module")
def page(app: Flask) -> str:
    """The documentation page."""
    return app.test_client().get("/docs").text


def _operations(spec: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in spec["paths"].items():
        for method, operation in item.items():
            if method in METHODS:
                yield path, method, operation


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "$ref":
                yield inner
            else:
                yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def test_the_description_is_openapi_3_1(spec: dict[str, Any]) -> None:
    assert spec["openapi"].startswith("3.1.")
    assert set(spec) <= {"openapi", "info", "servers", "paths", "components", "tags"}
    assert {"title", "version"} <= set(spec["info"])


def test_every_operation_is_described_in_russian(spec: dict[str, Any]) -> None:
    for path, method, operation in _operations(spec):
        texts = [operation["summary"], operation["description"]]
        texts += [answer["description"] for answer in operation["responses"].values()]

        assert all(re.search("[а-я]", text) or text == "OpenAPI 3.1." for text in texts), (path, method)
        assert set(operation["tags"]) <= {tag["name"] for tag in spec["tags"]}


def test_operation_ids_are_unique(spec: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in _operations(spec)]

    assert len(names) == len(set(names))


def test_parameters_of_a_path_are_those_in_its_address(spec: dict[str, Any]) -> None:
    for path, item in spec["paths"].items():
        listed = [parameter for parameter in item.get("parameters", []) if parameter["in"] == "path"]

        assert sorted(parameter["name"] for parameter in listed) == sorted(re.findall(r"{(\w+)}", path))
        assert all(parameter["required"] for parameter in listed)


def test_responses_have_a_status_and_content(spec: dict[str, Any]) -> None:
    for _, _, operation in _operations(spec):
        for status, answer in operation["responses"].items():
            assert re.fullmatch("[1-5][0-9]{2}", status)
            content = {} if status == "304" else answer["content"]
            assert all("/" in mimetype and "schema" in media for mimetype, media in content.items())


def test_every_reference_leads_somewhere(spec: dict[str, Any]) -> None:
    for reference in _references(spec):
        target: Any = spec
        for step in reference.removeprefix("#/").split("/"):
            target = target[step]

        assert isinstance(target, dict)


def test_every_route_of_the_application_is_described(app: Flask, spec: dict[str, Any]) -> None:
    served = {
        re.sub(r"<(\w+)>", r"{\1}", rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in PAGES and not rule.endpoint.startswith("pages.")
    }

    assert served == set(spec["paths"])


def test_every_kind_is_named(spec: dict[str, Any], page: str) -> None:
    parameter = spec["paths"]["/v1/documents/{kind}"]["parameters"][0]

    assert sorted(parameter["schema"]["enum"]) == KINDS
    assert all(f"/v1/kinds/{kind}/schema" in page for kind in KINDS)


def test_every_error_code_is_documented(page: str) -> None:
    own = [found for found in vars(service.errors).values() if isinstance(found, type)]
    codes = {found.code for found in own if issubclass(found, ServiceError)}

    assert codes <= {found.code for found in error_classes()}
    assert all(f'id="error-{found.code}"' in page for found in error_classes())


def test_the_page_makes_no_outside_reference(client: FlaskClient, page: str) -> None:
    addresses = re.findall(r'(?:href|src|action)="([^"]*)"', page)
    style = client.get("/static/app.css", buffered=True)

    assert addresses
    assert all(re.match(r"[/#](?!/)", address) for address in addresses)
    assert "<script" not in page
    assert "style=" not in page
    assert style.status_code == 200
    assert "url(" not in style.text
    assert "@import" not in style.text


def test_every_link_of_the_page_works(client: FlaskClient, page: str) -> None:
    for address in set(re.findall(r'href="([^"]*)"', page)):
        if address.startswith("#"):
            assert f'id="{address[1:]}"' in page
        else:
            assert client.get(address, buffered=True).status_code == 200, address


def test_the_page_may_load_only_from_its_own_host(client: FlaskClient) -> None:
    policy = client.get("/docs").headers["Content-Security-Policy"]

    assert policy.startswith("default-src 'self'")
