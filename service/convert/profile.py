"""The hardened user profile of LibreOffice, prepared once and written anew for each process."""

import contextlib
import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from threading import Lock

from service.convert.machine import scratch_base
from service.errors import ConverterUnavailableError

PREPARE_TIMEOUT = 60.0
FONTS_FILE = "fonts.conf"
EXIT_RESTART_ME = 81
_PREFIX = "komplekt-profile-"
_STALE = 3600

_SCRIPTING = "/org.openoffice.Office.Common/Security/Scripting"
_SETTINGS: tuple[tuple[str, str, str], ...] = (
    # A linked picture would be read from the disk or fetched from the network into the PDF.
    (_SCRIPTING, "BlockUntrustedRefererLinks", "true"),
    (_SCRIPTING, "DisableMacrosExecution", "true"),
    (_SCRIPTING, "DisableActiveContent", "true"),
    (_SCRIPTING, "CheckDocumentEvents", "true"),
    (_SCRIPTING, "MacroSecurityLevel", "3"),
    # 2: links of a document are never updated.
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Save/Document", "CreateBackup", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
    # For documents that do not name a language.
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "ru-RU"),
    ("/org.openoffice.Office.Linguistic/General", "DefaultLocale", "ru-RU"),
    # Newer than any: after what it takes for an update LibreOffice tests its graphics for 1.3 s.
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "99.0"),
    ("/org.openoffice.Office.Common/Misc", "UseOpenCL", "false"),
    # For somebody who types: it gathers the words of every paragraph, a tenth of all work.
    ("/org.openoffice.Office.Writer/AutoFunction/Completion", "Enable", "false"),
    ("/org.openoffice.Office.Writer/AutoFunction/Completion", "CollectWords", "false"),
)


# LibreOffice numbers the fonts that it makes of CFF outlines, one by one as long as the process lives: with them
# the same document gives other bytes each time. TrueType has no such number, and our fonts are TrueType.
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<include>/etc/fonts/fonts.conf</include>
<selectfont><rejectfont><pattern><patelt name="fontformat"><string>CFF</string></patelt></pattern></rejectfont>
<rejectfont><pattern><patelt name="fontformat"><string>Type 1</string></patelt></pattern></rejectfont></selectfont>
</fontconfig>
"""


def settings_xml(settings: tuple[tuple[str, str, str], ...] = _SETTINGS) -> str:
    """Write settings as the registrymodifications.xcu of a profile."""
    items = "\n".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in settings
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}\n</oor:items>\n"
    )


class PreparedProfile:
    """A profile that LibreOffice has already made itself at home in, kept in memory (about 250 KB).

    With a new profile soffice leaves at once with code 81 (“restart me”), and whoever started it waits for ever.
    """

    def __init__(self, soffice: Path) -> None:
        """Remember the binary; nothing is started before the first `write`."""
        self._soffice = soffice
        self._lock = Lock()
        self._files: dict[str, bytes] = {}

    def new_folder(self) -> Path:
        """Make a folder in scratch space with the profile in it, for a process that will remove it itself.

        Raises OSError, or ConverterUnavailableError if LibreOffice does not start.
        """
        making = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=scratch_base()))
        try:
            self.write(making / "profile")
        except BaseException:
            shutil.rmtree(making, ignore_errors=True)
            raise
        # Until here it is swept if we are killed; from here on the process looks after it.
        return making.rename(making.with_name(making.name.replace(_PREFIX, "komplekt-office-", 1)))

    def write(self, folder: Path) -> None:
        """Put the profile into a new folder; raises ConverterUnavailableError if LibreOffice does not start."""
        with self._lock:
            if not self._files:
                self._files = self._prepare()
        # Beside the profile: `environment` names it.
        (folder.parent / FONTS_FILE).write_text(_FONTS, encoding="utf-8")
        for name, content in self._files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)

    def _settings(self) -> str:
        return settings_xml()

    def _prepare(self) -> dict[str, bytes]:
        _sweep()
        with tempfile.TemporaryDirectory(prefix=_PREFIX, dir=scratch_base()) as name:
            scratch = Path(name)
            profile = scratch / "profile"
            user = profile / "user"
            user.mkdir(parents=True)
            (user / "registrymodifications.xcu").write_text(self._settings(), encoding="utf-8")
            (scratch / FONTS_FILE).write_text(_FONTS, encoding="utf-8")
            _first_run(self._soffice, profile, scratch)
            return {
                str(path.relative_to(profile)): path.read_bytes()
                for path in sorted(profile.rglob("*"))
                if path.is_file()
            }


def _sweep() -> None:
    """Remove what a service left that was killed while it prepared a profile; that takes seconds, not an hour."""
    for folder in scratch_base().glob(_PREFIX + "*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _STALE:
                shutil.rmtree(folder, ignore_errors=True)


def arguments(soffice: Path, profile: Path) -> list[str]:
    """Give the command line of a LibreOffice that shows nothing, asks nothing and recovers nothing."""
    return [
        str(soffice),
        "--headless",
        "--invisible",
        "--nocrashreport",
        "--nodefault",
        "--nologo",
        "--nofirststartwizard",
        "--norestore",
        f"-env:UserInstallation={profile.as_uri()}",
    ]


def environment(scratch: Path) -> dict[str, str]:
    """Give the whole environment of a LibreOffice process: nothing of ours leaks into it.

    TZ makes the dates of a PDF the same everywhere.
    """
    return {
        "PATH": "/usr/bin:/bin",
        "HOME": str(scratch),
        "TMPDIR": str(scratch),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "SAL_USE_VCLPLUGIN": "svp",
        "FONTCONFIG_FILE": str(scratch / FONTS_FILE),
    }


def socket_file(name: str) -> Path:
    """Say where LibreOffice puts a named pipe; it is not asked, and a killed process leaves it there."""
    folder = "/tmp" if os.access("/tmp", os.W_OK) else "/var/tmp"  # noqa: S108 - LibreOffice's choice
    return Path(folder, f"OSL_PIPE_{os.getuid()}_{name}")


def ipc_socket(profile: Path) -> Path:
    """Say which socket LibreOffice opens for a profile: its name is a digest of the profile's address."""
    digest = hashlib.md5(profile.as_uri().encode("utf-16-le"), usedforsecurity=False).digest()
    return socket_file("SingleOfficeIPC_" + "".join(f"{byte:x}" for byte in digest))


def _first_run(soffice: Path, profile: Path, scratch: Path) -> None:
    """Start LibreOffice until it leaves content; twice is usual, a third time means that it is broken."""
    for _ in range(3):
        try:
            done = subprocess.run(
                [*arguments(soffice, profile), "--terminate_after_init"],
                env=environment(scratch),
                cwd=scratch,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=PREPARE_TIMEOUT,
                check=False,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            raise ConverterUnavailableError(f"LibreOffice не запускается: {soffice}. {_MEND}") from error
        if done.returncode == 0:
            return
        if done.returncode != EXIT_RESTART_ME:
            break
    raise ConverterUnavailableError(
        f"LibreOffice не запускается: {soffice} завершился с кодом {done.returncode}. {_MEND}"
    )


_MEND = "Проверьте его командой «komplekt doctor» и переустановите пакет libreoffice-writer-nogui."
