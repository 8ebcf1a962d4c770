"""Puts a converter together from the programs of this machine."""

from typing import Literal

from service.convert.base import PooledConverter
from service.convert.direct import DirectEngine
from service.convert.engine import Engine
from service.convert.machine import find_installation
from service.convert.pool import EnginePool
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
) -> PooledConverter:
    """Return a pool of `workers` LibreOffice processes; nothing is looked for or started before its first use.

    A document may take `timeout` seconds; a process is replaced after `restart_after` documents. `soffice` and
    `python` name the programs where the usual places are not meant. `engine` is our own worker or, to fall back
    on, unoserver: slower by half, 7 s to start, and not cut off from the network.
    """
    profiles: list[PreparedProfile] = []

    def make_engine() -> Engine:
        installation = find_installation(soffice, python)
        if not profiles:
            profiles.append(PreparedProfile(installation.soffice))
        kind = DirectEngine if engine == "direct" else UnoserverEngine
        return kind(installation, profiles[0])

    return EnginePool(make_engine, workers=workers, timeout=timeout, restart_after=restart_after)
