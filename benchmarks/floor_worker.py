"""The floor: the least that a conversion over UNO can cost. Run by the interpreter that has `uno`.

Lines of input are two paths, lines of output the seconds that loading, exporting and closing took, nothing
else being done or checked.
"""

import json
import subprocess
import sys
import time
from typing import Any

import uno
from com.sun.star.beans import PropertyValue


def main() -> None:
    """Start LibreOffice with the given command, then convert until there is no more input."""
    command, pipe = json.loads(sys.argv[1]), sys.argv[2]
    office = subprocess.Popen([*command, f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext"])
    try:
        desktop = _desktop(pipe)
        print("ready", flush=True)
        for line in sys.stdin:
            source, target = json.loads(line)
            started = time.perf_counter()
            load = _properties(FilterName="MS Word 2007 XML", Hidden=True, ReadOnly=True)
            document = desktop.loadComponentFromURL(source, "_blank", 0, load)
            document.storeToURL(target, _properties(FilterName="writer_pdf_Export"))
            document.close(True)
            print(time.perf_counter() - started, flush=True)
    finally:
        office.kill()
        office.wait()


def _desktop(pipe: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:  # noqa: BLE001 - it is starting
            time.sleep(0.02)
        else:
            return remote.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", remote)


def _properties(**values: object) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


if __name__ == "__main__":
    main()
