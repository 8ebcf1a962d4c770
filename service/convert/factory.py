"""Puts a converter together from the programs of this machine."""

from service.convert.base import Converter
from service.convert.engine import Engine
from service.convert.machine import find_installation
from service.convert.pool import EnginePool
from service.convert.profile import PreparedProfile
from service.convert.unoserver import UnoserverEngine


def create_converter(
    *,
    workers: int = 2,
    timeout: float = 60.0,
    restart_after: int = 500,
    soffice: str | None = None,
    python: str | None = None,
) -> Converter:
    """Return a pool of `workers` LibreOffice processes; nothing is looked for or started before its first use.

    A document may take `timeout` seconds; a process is replaced after `restart_after` documents. `soffice` and
    `python` name the programs where the usual places are not meant.
    """
    profiles: list[PreparedProfile] = []

    def make_engine() -> Engine:
        installation = find_installation(soffice, python)
        if not profiles:
            profiles.append(PreparedProfile(installation.soffice))
        return UnoserverEngine(installation, profiles[0])

    return EnginePool(make_engine, workers=workers, timeout=timeout, restart_after=restart_after)
