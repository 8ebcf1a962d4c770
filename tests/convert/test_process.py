"""A process with its children: stopped by one thread while another one talks to it."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from service.convert.process import ProcessGroup


def started(folder: Path, *command: str) -> ProcessGroup:
    return ProcessGroup(command, environment=os.environ, folder=folder)


def test_lines_go_there_and_back(tmp_path: Path) -> None:
    group = started(tmp_path, "cat")
    try:
        group.send(b"one")
        group.send(b"two")

        assert [group.receive(10), group.receive(10)] == [b"one", b"two"]
        assert group.alive
    finally:
        group.stop()
    assert not group.alive


def test_nobody_answers_in_time(tmp_path: Path) -> None:
    group = started(tmp_path, "cat")
    try:
        with pytest.raises(TimeoutError):
            group.receive(0.01)
    finally:
        group.stop()


def test_who_waits_for_a_line_learns_that_the_process_was_stopped(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as threads:
        for _ in range(100):
            group = started(tmp_path, "cat")
            waiting = threads.submit(group.receive, 60)
            group.stop()

            assert isinstance(waiting.exception(60), EOFError)


def test_a_stopped_process_takes_and_tells_nothing(tmp_path: Path) -> None:
    group = started(tmp_path, "cat")
    group.stop()
    group.stop()

    with pytest.raises(EOFError):
        group.send(b"one")
    with pytest.raises(EOFError):
        group.receive(1)
