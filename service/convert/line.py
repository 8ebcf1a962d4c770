"""The line in front of the engines: bounded, in fair order, a person ahead of a batch."""

import itertools
import threading
import time
from collections import deque
from collections.abc import Iterable
from typing import Generic, Literal, TypeVar

from service.convert.base import Gone, nobody_leaves
from service.errors import ClientGoneError, ConverterUnavailableError

Lane = Literal["interactive", "batch"]
Place = TypeVar("Place")

IN_A_ROW = 4
RETRY_LIMIT = 60
LOOK_EVERY = 0.25  # seconds between two looks at whether a client still waits


class Line(Generic[Place]):
    """Lends places to threads; each lane is served in the order of arrival.

    Interactive requests go first, but after four of them in a row one of the batch has its turn. A lane that is
    full refuses at once: a wait that ends in a time-out helps nobody.
    """

    def __init__(self, places: Iterable[Place], limit: int) -> None:
        """Lend these places; at most `limit` requests wait in each lane."""
        self._idle = list(places)
        self._count = len(self._idle)
        self._limit = limit
        self._lock = threading.RLock()
        # Each one waits by itself, so that a place that comes free wakes nobody but the one whose turn it is.
        self._waiting: dict[Lane, deque[threading.Condition]] = {"interactive": deque(), "batch": deque()}
        self._in_a_row = 0
        self._mean = 0.2
        self._closed = False

    @property
    def closed(self) -> bool:
        """Tell whether the line lends nothing any more."""
        return self._closed

    def take(self, lane: Lane, timeout: float, gone: Gone = nobody_leaves) -> Place:
        """Wait for a place, at most `timeout` seconds.

        Raises ConverterUnavailableError when the lane is full, the time is over or the line is closed,
        ClientGoneError when nobody waits any more.
        """
        turn = threading.Condition(self._lock)
        with self._lock:
            self._refuse_if_closed()
            if len(self._waiting[lane]) >= self._limit:
                raise self._busy()
            self._waiting[lane].append(turn)
            try:
                self._wait_for_turn(turn, timeout, gone)
                self._refuse_if_closed()
                self._in_a_row = self._in_a_row + 1 if lane == "interactive" else 0
                # The last one used is the warmest, and those left alone need not be started at all.
                return self._idle.pop()
            finally:
                self._waiting[lane].remove(turn)
                self._call_next()

    def give_back(self, place: Place, seconds: float) -> None:
        """Return a place after `seconds` of work with it."""
        with self._lock:
            self._mean += (seconds - self._mean) / 8
            self._idle.append(place)
            self._call_next()

    def close(self) -> None:
        """Refuse those who wait and those who come."""
        with self._lock:
            self._closed = True
            for turn in itertools.chain.from_iterable(self._waiting.values()):
                turn.notify()

    def _wait_for_turn(self, turn: threading.Condition, timeout: float, gone: Gone) -> None:
        deadline = time.monotonic() + timeout
        while not gone():
            left = deadline - time.monotonic()
            if turn.wait_for(lambda: self._closed or self._next() is turn, min(left, LOOK_EVERY)):
                return
            if left <= LOOK_EVERY:
                raise self._busy()
        raise ClientGoneError("Запрос отменён: клиент закрыл соединение.")

    def _next(self) -> threading.Condition | None:
        """Return the one whose turn it is, None if nobody waits or no place is free."""
        interactive, batch = self._waiting["interactive"], self._waiting["batch"]
        batch_first = bool(batch) and (not interactive or self._in_a_row >= IN_A_ROW)
        first = batch if batch_first else interactive
        return first[0] if first and self._idle else None

    def _call_next(self) -> None:
        turn = self._next()
        if turn is not None:
            turn.notify()

    def _refuse_if_closed(self) -> None:
        if self._closed:
            raise ConverterUnavailableError("Служба останавливается, преобразование прервано.")

    def _busy(self) -> ConverterUnavailableError:
        ahead = sum(len(lane) for lane in self._waiting.values()) + 1
        seconds = min(RETRY_LIMIT, max(1, round(ahead * self._mean / max(1, self._count))))
        return ConverterUnavailableError(
            f"Все процессы LibreOffice заняты. Повторите запрос через {seconds} с.", seconds
        )
