"""A script under the interpreter that has `uno`: one LibreOffice, one document at a time, straight UNO.

Run as leader of its own process group: worker.py, with what to run as JSON in the only argument. Each line of
standard input is one document, each line of standard output the answer to it; the first answer says that
LibreOffice is ready. The end of the input means that the supervisor has closed it or has died, by kill -9 even;
then the whole group goes, and its files with it. Nothing of `service` is imported here.
"""

import contextlib
import ctypes
import json
import os
import queue
import resource
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import uno
from com.sun.star.awt import WindowDescriptor
from com.sun.star.awt.WindowClass import TOP
from com.sun.star.beans import PropertyValue
from com.sun.star.document.MacroExecMode import NEVER_EXECUTE
from com.sun.star.document.UpdateDocMode import NO_UPDATE
from com.sun.star.lang import DisposedException
from com.sun.star.uno import Exception as UnoError

_PR_SET_PDEATHSIG = 1
_CLONE_NEWNET = 0x40000000
_CLONE_NEWUSER = 0x10000000
_CONNECT_PAUSE = 0.01


def main() -> None:
    """Start LibreOffice, tell that it is ready, then convert what is asked for until there is no input."""
    plan = json.loads(sys.argv[1])
    requests: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    isolated = _leave_network()
    _limit(plan["memory"])
    soffice = _start(plan)
    threading.Thread(target=_read_requests, args=(requests, plan, soffice), daemon=True).start()
    try:
        context = _connect(plan["pipe"], soffice, plan["sockets"])
        frame = _frame(context)
        _answer({"ready": True, "isolated": isolated})
        while True:
            _serve(json.loads(requests.get()), frame, soffice, plan)
    finally:
        _take_down(plan, soffice)


def _serve(request: dict[str, Any], frame: Any, soffice: "subprocess.Popen[bytes]", plan: dict[str, Any]) -> None:
    try:
        _convert(frame, request, plan["import_filter"], plan["export_filter"])
    except DisposedException:
        sys.exit("LibreOffice is gone")
    except UnoError as error:
        if not _answers(frame):
            sys.exit(f"LibreOffice left with code {soffice.poll()}")
        _answer({"refused": f"{type(error).__name__}: {error.Message}"})
    else:
        _answer({"done": True})


def _answers(frame: Any) -> bool:
    """Tell a refused document from a LibreOffice that died over it: only the latter stays silent."""
    try:
        frame.getImplementationName()
    except UnoError:
        return False
    return True


def _convert(frame: Any, request: dict[str, Any], import_filter: str, export_filter: str) -> None:
    document = frame.loadComponentFromURL(
        request["source"],
        "_self",
        0,
        _properties(
            FilterName=import_filter,
            Hidden=True,
            ReadOnly=True,
            UpdateDocMode=NO_UPDATE,
            MacroExecutionMode=NEVER_EXECUTE,
        ),
    )
    if document is None:
        raise UnoError("not loaded", None)
    try:
        options = uno.Any("[]com.sun.star.beans.PropertyValue", _properties(**request["options"]))
        document.storeToURL(request["target"], _properties(FilterName=export_filter, FilterData=options))
    finally:
        # Else the frame would close together with its document.
        frame.setComponent(None, None)
        document.close(True)


def _properties(**values: object) -> tuple[Any, ...]:
    return tuple(PropertyValue(name, 0, value, 0) for name, value in values.items())


def _start(plan: dict[str, Any]) -> "subprocess.Popen[bytes]":
    libc = ctypes.CDLL(None)

    def die_with_the_worker() -> None:
        libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)

    return subprocess.Popen(
        [*plan["command"], f"--accept=pipe,name={plan['pipe']};urp;StarOffice.ComponentContext"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        preexec_fn=die_with_the_worker,  # noqa: PLW1509 - no other thread runs yet
    )


def _connect(pipe: str, soffice: "subprocess.Popen[bytes]", sockets: list[str]) -> Any:
    """Wait for LibreOffice; once connected its sockets need no names, and a kill then leaves none."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    while True:
        try:
            remote = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
            break
        except UnoError:
            if soffice.poll() is not None:
                sys.exit(f"LibreOffice left with code {soffice.returncode}")
            time.sleep(_CONNECT_PAUSE)
    _remove(sockets)
    return remote


def _frame(context: Any) -> Any:
    """Make the one frame that all documents are loaded into, without the bars and docks of a visible window.

    LibreOffice makes these for every frame, hidden or not, and they cost as much as an empty document: 10 ms.
    """
    make = context.ServiceManager.createInstanceWithContext
    window = WindowDescriptor(Type=TOP, WindowServiceName="window", ParentIndex=-1)
    frame = make("com.sun.star.frame.Frame", context)
    frame.initialize(make("com.sun.star.awt.Toolkit", context).createWindow(window))
    frame.LayoutManager = None
    return frame


def _read_requests(
    requests: "queue.SimpleQueue[bytes]", plan: dict[str, Any], soffice: "subprocess.Popen[bytes]"
) -> None:
    for line in sys.stdin.buffer:
        requests.put(line)
    _take_down(plan, soffice)


def _take_down(plan: dict[str, Any], soffice: "subprocess.Popen[bytes]") -> None:
    # First of all: alive, it would write into the folder again.
    soffice.kill()
    soffice.wait()
    _remove(plan["sockets"])
    shutil.rmtree(plan["folder"], ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def _remove(paths: list[str]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - the start of this script is waited for


def _answer(answer: dict[str, object]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def _leave_network() -> bool:
    """Move into a network namespace of our own, without even a loopback, where the machine allows it."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(_CLONE_NEWNET) == 0:
        return True
    user, group = os.getuid(), os.getgid()
    if libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) != 0:
        return False
    maps = {"setgroups": "deny", "uid_map": f"{user} {user} 1", "gid_map": f"{group} {group} 1"}
    for name, line in maps.items():
        with open(f"/proc/self/{name}", "w", encoding="ascii") as file:  # noqa: PTH123 - as above
            file.write(line)
    return True


def _limit(memory: int) -> None:
    """Bound what one document can take: `memory` bytes of data, 512 MB per file, no core dumps."""
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (512 * 1024**2, 512 * 1024**2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()
