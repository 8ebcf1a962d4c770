"""Keeps in memory what was dear to make, the last used of it; two who want the same wait for one making."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")
Key = tuple[str, ...]


class Kept(Generic[Value]):
    """Values by key; the first part of a key is the draft that the value was made from."""

    def __init__(self, most: int) -> None:
        """Keep at most `most` values."""
        self._most = most
        self._values: OrderedDict[Key, Value] = OrderedDict()
        self._making: dict[Key, Lock] = {}
        self._lock = Lock()

    def find(self, key: Key) -> Value | None:
        """Return what is kept under a key, None if nothing is."""
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return what is kept under a key, else make and keep it; raises what `make` raises."""
        with self._lock:
            making = self._making.setdefault(key, Lock())
        try:
            with making:
                found = self.find(key)
                return found if found is not None else self.put(key, make())
        finally:
            with self._lock:
                self._making.pop(key, None)

    def put(self, key: Key, value: Value) -> Value:
        """Keep a value and return it."""
        with self._lock:
            self._values[key] = value
            self._values.move_to_end(key)
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value

    def forget(self, draft: str) -> None:
        """Drop everything that was made from a draft."""
        with self._lock:
            for key in [key for key in self._values if key[0] == draft]:
                del self._values[key]
