"""The store of results keeps the same promises in a folder and on an S3 server."""

import hashlib
import socket
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import boto3
import pytest
from moto.server import ThreadedMotoServer

from service.batch.results import FolderResults, Results
from service.batch.shared_results import StoreResults
from service.config import SettingsError
from service.errors import OutputError

CONTENT = b"%PDF-1.7 " + bytes(range(256))


@pytest.fixture(scope="session")
def s3_address() -> Iterator[str]:
    """An S3 server on loopback."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def s3(s3_address: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty bucket; access is told as an operator tells it."""
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", s3_address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "ключ".encode().hex())
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    bucket = f"komplekt-{uuid4().hex[:8]}"
    client = boto3.client("s3")
    client.create_bucket(Bucket=bucket)
    client.close()
    return f"s3://{bucket}/результаты"


@pytest.fixture(params=["folder", "s3"])
def results(request: pytest.FixtureRequest, tmp_path: Path) -> Results:
    """An empty store of each kind."""
    return FolderResults(tmp_path) if request.param == "folder" else StoreResults(request.getfixturevalue("s3"))


def test_what_is_put_is_got_under_the_hash_of_its_content(results: Results) -> None:
    key = results.put(CONTENT)

    assert key == hashlib.sha256(CONTENT).hexdigest()
    assert results.has(key)
    assert results.get(key) == CONTENT


def test_putting_twice_is_putting_once(results: Results) -> None:
    results.put(CONTENT)

    assert results.put(CONTENT) in list(results.keys(-60.0))
    assert len(list(results.keys(-60.0))) == 1


def test_what_was_deleted_is_gone_and_may_be_deleted_again(results: Results) -> None:
    key = results.put(CONTENT)

    results.delete(key)
    results.delete(key)

    assert not results.has(key)
    assert results.get(key) is None
    assert list(results.keys(-60.0)) == []


def test_only_what_is_older_is_listed(results: Results) -> None:
    results.put(CONTENT)

    assert list(results.keys(3600.0)) == []


def test_a_damaged_object_is_told_as_gone_and_put_anew(s3: str) -> None:
    results = StoreResults(s3)
    key = results.put(CONTENT)
    bucket, _, prefix = s3.removeprefix("s3://").partition("/")
    client = boto3.client("s3")
    client.put_object(Bucket=bucket, Key=f"{prefix}/{key[:2]}/{key[2:]}", Body=CONTENT[:100])
    client.close()

    assert results.get(key) is None
    assert results.put(CONTENT) == key
    assert results.get(key) == CONTENT


def test_a_store_that_is_away_is_no_missing_result(s3: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        monkeypatch.setenv("AWS_ENDPOINT_URL_S3", f"http://127.0.0.1:{nobody.getsockname()[1]}")
        results = StoreResults(s3)

        with pytest.raises(OutputError, match="Хранилище результатов не отвечает"):
            results.has("0" * 64)


def test_a_bucket_that_is_not_there_is_told(s3: str) -> None:
    results = StoreResults("s3://нет-такого/папка")

    with pytest.raises(OutputError, match="KOMPLEKT_RESULTS"):
        results.put(CONTENT)


@pytest.mark.parametrize("address", ["s3://", "ftp://host/folder", "s3:bucket", "http://bucket/folder"])
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    with pytest.raises(SettingsError, match="KOMPLEKT_RESULTS"):
        StoreResults(address)
