"""Puts a converter together from the programs of this machine."""

from typing import Literal

from service.convert.base import PooledConverter
from service.convert.direct import MEMORY_LIMIT, DirectEngine
from service.convert.engine import Engine
from service.convert.machine import Installation, find_installation
from service.convert.pool import QUEUE_LIMIT, EnginePool
from service.convert.profile import PreparedProfile
from service.convert.unoserver import UnoserverEngine

EngineName = Literal["direct", "unoserver"]


def create_converter(  # noqa: PLR0913 - each is a setting of the operator, given by name
    *,
    workers: int = 2,
    timeout: float = 60.0,
    restart_after: int = 500,
    soffice: str | None = None,
    python: str | None = None,
    engine: EngineName = "direct",
    queue: int = QUEUE_LIMIT,
    memory: int = MEMORY_LIMIT,
) -> PooledConverter:
    """Return a pool of `workers` LibreOffice processes; nothing is looked for or started before its first use.

    A document may take `timeout` seconds; a process is replaced after `restart_after` documents. `soffice` and
    `python` name the programs where the usual places are not meant. `engine` is our own worker or, to fall back
    on, unoserver: slower by half, 7 s to start, not cut off from the network, its memory not bounded. At most
    `queue` documents wait in each lane; a process of our own takes at most `memory` bytes.
    """
    found: list[tuple[Installation, PreparedProfile]] = []

    def make_engine() -> Engine:
        if not found:
            installation = find_installation(soffice, python)
            found.append((installation, PreparedProfile(installation.soffice)))
        if engine == "direct":
            return DirectEngine(*found[0], memory)
        return UnoserverEngine(*found[0])

    return EnginePool(make_engine, workers=workers, timeout=timeout, restart_after=restart_after, queue=queue)
