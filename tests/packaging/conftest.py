"""How the tests of packaging work: make and the command run as a person runs them, with results elsewhere."""

import os
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
_OURS = ("MAKE", "MFLAGS", "PYTHON", "PYTEST", "VIRTUAL_ENV", "KOMPLEKT_")


def plain_environment(**extra: str) -> dict[str, str]:
    """Return the environment without what make and pytest have left in it."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    return {**kept, **extra}


def run(*command: str | Path, cwd: Path) -> str:
    """Run a program that must succeed; return what it prints."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=plain_environment(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{command}: {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel by `make wheel`."""
    folder = tmp_path_factory.mktemp("dist")
    run("make", "wheel", f"DIST={folder}", cwd=ROOT)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="session")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an environment by the step of the image, the wheel installed in it anew; return its bin."""
    environment = tmp_path_factory.mktemp("elsewhere") / "venv"
    run("make", "setup-runtime", f"VENV={environment}", cwd=ROOT)
    uv, python = ROOT / ".tools" / "bin" / "uv", environment / "bin" / "python"
    run(
        uv,
        "pip",
        "install",
        "--quiet",
        "--offline",
        "--no-deps",
        "--reinstall",
        "--python",
        python,
        wheel,
        cwd=ROOT,
    )
    return environment / "bin"
