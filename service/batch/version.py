"""What tells one state of the machine from another: program, templates and lexicon."""

import hashlib
from importlib.metadata import version

from service.generate import Generator


def machine_version(generator: Generator) -> str:
    """Return the hash of all that documents depend on beside their data and LibreOffice."""
    digest = hashlib.sha256(version("komplekt").encode())
    for folder in sorted({kind.folder.parent for kind in generator.catalog.kinds.values()}):
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".docx", ".toml"}):
            digest.update(str(path.relative_to(folder)).encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    digest.update(repr(generator.lexicon).encode())
    return digest.hexdigest()
