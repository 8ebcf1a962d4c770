"""Who is served next, and who is sent away."""

import threading
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from service.convert.line import IN_A_ROW, Lane, Line
from service.errors import ClientGoneError, ConverterUnavailableError


class Arrivals:
    """Lets threads join a line one by one and keeps the order in which they were served."""

    def __init__(self, line: Line[str]) -> None:
        self.served: list[str] = []
        self._line = line
        self._threads = ThreadPoolExecutor(32)

    def join(self, name: str, lane: Lane) -> Future[None]:
        """Return when the newcomer stands in the line."""
        before = self._standing()
        arrived = self._threads.submit(self._be_served, name, lane)
        while self._standing() == before and not arrived.done():
            threading.Event().wait(0.001)
        return arrived

    def _standing(self) -> int:
        return sum(len(lane) for lane in self._line._waiting.values())

    def _be_served(self, name: str, lane: Lane) -> None:
        place = self._line.take(lane, 10)
        self.served.append(name)
        self._line.give_back(place, 0.0)


def test_interactive_goes_ahead_of_batch_in_order_of_arrival_but_batch_is_not_starved() -> None:
    line = Line(["place"], limit=20)
    arrivals = Arrivals(line)
    place = line.take("interactive", 1)
    waiting = [arrivals.join(f"b{number}", "batch") for number in range(2)]
    waiting += [arrivals.join(f"i{number}", "interactive") for number in range(IN_A_ROW + 1)]
    line.give_back(place, 0.1)
    for one in waiting:
        one.result(10)

    assert arrivals.served == ["i0", "i1", "i2", "b0", "i3", "i4", "b1"]


def test_a_full_lane_refuses_at_once_and_the_other_lane_does_not_suffer() -> None:
    line = Line(["place"], limit=1)
    arrivals = Arrivals(line)
    place = line.take("interactive", 1)
    batch = arrivals.join("b", "batch")

    with pytest.raises(ConverterUnavailableError, match="заняты") as caught:
        line.take("batch", 10)
    assert caught.value.retry_after >= 1
    interactive = arrivals.join("i", "interactive")
    line.give_back(place, 0.1)
    batch.result(10)
    interactive.result(10)


def test_a_wait_ends_after_its_time() -> None:
    line = Line(["place"], limit=1)
    line.take("interactive", 1)

    with pytest.raises(ConverterUnavailableError, match="заняты"):
        line.take("interactive", 0.01)


def test_a_closed_line_refuses_those_who_wait_and_those_who_come() -> None:
    line = Line(["place"], limit=5)
    line.take("interactive", 1)
    waiting = Arrivals(line).join("i", "interactive")
    line.close()

    with pytest.raises(ConverterUnavailableError, match="останавливается"):
        waiting.result(10)
    with pytest.raises(ConverterUnavailableError, match="останавливается"):
        line.take("interactive", 10)


def test_who_leaves_gives_up_the_place_in_the_line() -> None:
    line = Line(["place"], limit=2)
    place = line.take("interactive", 1)
    left = threading.Event()
    with ThreadPoolExecutor(1) as thread:
        first = thread.submit(line.take, "interactive", 10, left.is_set)
        while not line._waiting["interactive"]:
            threading.Event().wait(0.001)
        left.set()
        with pytest.raises(ClientGoneError):
            first.result(10)
    line.give_back(place, 0.1)

    assert not line._waiting["interactive"]
    assert line.take("interactive", 1) == "place"
