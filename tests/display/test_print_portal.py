#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Printing in a sandbox: Ctrl+P asks the portal, and what the portal wants is printed. The portal is ours, and the sandbox has
the mark of Flatpak alone."""

import os
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests/support"))
import tap  # noqa: E402
from cli import article, environment, folder, scratch  # noqa: E402

PROGRAM = os.environ["BROADSHEET_PROGRAM"]
PYTHON = "/usr/bin/python3"
SECONDS = 120
INFO = "[Application]\nname=io.github.broadsheet.Broadsheet\n"

# Says what it is asked, one call a line. It lets the first page setup be cancelled, and accepts the next.
PORTAL = """
import os
from gi.repository import Gio, GLib

node = Gio.DBusNodeInfo.new_for_xml('''<node><interface name="org.freedesktop.portal.Print">
  <method name="PreparePrint"><arg type="s"/><arg type="s"/><arg type="a{sv}"/><arg type="a{sv}"/><arg type="a{sv}"/>
    <arg type="o" direction="out"/></method>
  <method name="Print"><arg type="s"/><arg type="s"/><arg type="h"/><arg type="a{sv}"/>
    <arg type="o" direction="out"/></method>
  <property name="version" type="u" access="read"/></interface></node>''')
prepared = 0

def called(bus, sender, path, interface, method, arguments, call):
    global prepared
    token = arguments.unpack()[-1].get("handle_token", "none")
    handle = "/org/freedesktop/portal/desktop/request/%s/%s" % (sender[1:].replace(".", "_"), token)
    call.return_value(GLib.Variant("(o)", (handle,)))
    said, answer, results = method, 0, {}
    if method == "PreparePrint":
        answer, results = int(prepared == 0), {"settings": GLib.Variant("a{sv}", {}), "page-setup": GLib.Variant("a{sv}", {}),
                                               "token": GLib.Variant("u", 7)}
        prepared += 1
    else:
        file = call.get_message().get_unix_fd_list().get(0)
        said += " %d %s %r" % (arguments[3]["token"], arguments[1], os.pread(file, 5, 0))
    print(said, flush=True)
    GLib.idle_add(lambda: bus.emit_signal(sender, handle, "org.freedesktop.portal.Request", "Response",
                                          GLib.Variant("(ua{sv})", (answer, results))) and False)

def owned(bus, name):
    bus.register_object("/org/freedesktop/portal/desktop", node.interfaces[0], called, lambda *rest: GLib.Variant("u", 3), None)

Gio.bus_own_name(Gio.BusType.SESSION, "org.freedesktop.portal.Desktop", 0, owned, lambda *rest: print("ready", flush=True), None)
GLib.MainLoop().run()
"""


def sandbox():
    """Every folder as it is, and the file by which programs know Flatpak."""
    info = os.path.join(scratch.name, "info")
    with open(info, "w", encoding="utf-8") as file:
        file.write(INFO)
    arguments = ["bwrap", "--die-with-parent"]
    for name in os.listdir("/"):
        path = "/" + name
        if os.path.islink(path):
            arguments += ["--symlink", os.readlink(path), path]
        elif name not in ("dev", "proc", ".flatpak-info"):
            arguments += ["--bind", path, path]
    return arguments + ["--dev-bind", "/dev", "/dev", "--bind", "/proc", "/proc", "--ro-bind", info, "/.flatpak-info", "--"]


def wait(condition, what):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("waited in vain: " + what)


def portal():
    for program in ("bwrap", "xdotool"):
        if shutil.which(program) is None:
            raise tap.Skip(program + " is not installed")
    if subprocess.run([PYTHON, "-c", "from gi.repository import Gio"], capture_output=True, check=False).returncode != 0:
        raise tap.Skip("PyGObject is not installed")
    if subprocess.run([*sandbox(), "true"], capture_output=True, check=False).returncode != 0:
        raise tap.Skip("this system lets bubblewrap make no sandbox")
    root = folder({"a.md": article("Printed")})
    said = tempfile.NamedTemporaryFile("r", dir=scratch.name)
    # WebKit would ask Flatpak to start its processes.
    confined = dict(environment, WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS="1")
    watching = subprocess.Popen([PYTHON, "-c", PORTAL], stdout=open(said.name, "w", encoding="utf-8"))
    program = None

    def lines():
        with open(said.name, encoding="utf-8") as file:
            return file.read().splitlines()

    def shows():
        return subprocess.run(["xdotool", "search", "--onlyvisible", "--name", os.path.basename(root)],
                              capture_output=True, check=False).stdout

    def asks(count):
        # Until the article is shown, the key does nothing.
        subprocess.run(["xdotool", "key", "ctrl+2", "Home", "ctrl+p"], check=True)
        end = time.monotonic() + 3
        while time.monotonic() < end and lines().count("PreparePrint") < count:
            time.sleep(0.1)
        return lines().count("PreparePrint") >= count

    try:
        wait(lambda: "ready" in lines(), "the portal")
        program = subprocess.Popen([*sandbox(), PROGRAM, root], env=confined, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait(shows, "the window")
        wait(lambda: asks(1), "the first question")
        tap.true(not any(line.startswith("Print ") for line in lines()), "printed although it was cancelled")
        wait(lambda: asks(2), "another question")
        wait(lambda: any(line.startswith("Print ") for line in lines()), "the print")
        printed = [line for line in lines() if line.startswith("Print ")]
        tap.true(printed[0].startswith("Print 7 ") and printed[0].endswith("b'%PDF-'"), printed[0])
    finally:
        if program is not None:
            program.terminate()
            program.wait(SECONDS)
        watching.terminate()
        watching.wait(SECONDS)


tap.run([("/broadsheet/print-portal/portal", portal)])
