"""The store of results in an S3-like store: the only module that knows fsspec and its errors."""

import contextlib
import hashlib
import time
from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final, NoReturn

import fsspec
from botocore.exceptions import BotoCoreError, ClientError

from service.config import SettingsError
from service.errors import OutputError

_SCHEME: Final = "s3"  # where an object is there whole or not at all
_HASH: Final = 64
_PATIENCE: Final = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 3}}
_TROUBLE: Final = (OSError, BotoCoreError, ClientError)


class StoreResults:
    """Objects under `s3://bucket/prefix`; access is configured as for every S3 client (AWS_…, ~/.aws)."""

    def __init__(self, url: str) -> None:
        """Open the store in the process that uses it, after a fork; raises SettingsError."""
        protocol, separator, path = url.partition("://")
        if not separator or protocol != _SCHEME or not path.strip("/"):
            raise SettingsError("KOMPLEKT_RESULTS: укажите папку или адрес вида s3://хранилище/папка.")
        try:
            self._fs: Any = fsspec.filesystem(
                _SCHEME, skip_instance_cache=True, use_listings_cache=False, config_kwargs=_PATIENCE
            )
        except (ImportError, ValueError, *_TROUBLE) as problem:
            kind = type(problem).__name__
            raise SettingsError(f"KOMPLEKT_RESULTS: хранилище не открыть ({kind}).") from problem
        self._root = path.strip("/")

    def put(self, content: bytes) -> str:
        """Put the object unless it is there."""
        key = hashlib.sha256(content).hexdigest()
        try:
            if self._size(key) != len(content):
                self._fs.pipe_file(self._path(key), content)
        except _TROUBLE as problem:
            self._refuse(problem)
        return key

    def has(self, key: str) -> bool:
        """Ask for the object; raises OutputError if the store is away."""
        try:
            return self._size(key) is not None
        except _TROUBLE as problem:
            self._refuse(problem)

    def get(self, key: str) -> bytes | None:
        """Fetch and prove by the hash, a damaged one is deleted; raises OutputError if the store is away."""
        try:
            content = bytes(self._fs.cat_file(self._path(key)))
        except FileNotFoundError:
            return None
        except _TROUBLE as problem:
            self._refuse(problem)
        if hashlib.sha256(content).hexdigest() != key:
            self.delete(key)
            return None
        return content

    def delete(self, key: str) -> None:
        """Delete the object; raises OutputError if the store is away."""
        try:
            with contextlib.suppress(FileNotFoundError):
                self._fs.rm_file(self._path(key))
        except _TROUBLE as problem:
            self._refuse(problem)

    def keys(self, older_than: float) -> Iterator[str]:
        """List the objects; raises OutputError if the store is away."""
        oldest = time.time() - older_than
        try:
            found = self._fs.find(self._root, detail=True)
        except FileNotFoundError:
            return
        except _TROUBLE as problem:
            self._refuse(problem)
        for path, told in found.items():
            key = "".join(path.split("/")[-2:])
            written: datetime = told["LastModified"]
            if len(key) == _HASH and written.timestamp() < oldest:
                yield key

    def _size(self, key: str) -> int | None:
        try:
            return int(self._fs.info(self._path(key))["size"])
        except FileNotFoundError:
            return None

    def _path(self, key: str) -> str:
        return f"{self._root}/{key[:2]}/{key[2:]}"

    def _refuse(self, problem: Exception) -> NoReturn:
        kind = type(problem).__name__  # the text may quote the address with its keys
        raise OutputError(
            f"Хранилище результатов не отвечает ({kind}). Проверьте KOMPLEKT_RESULTS и права."
        ) from problem
