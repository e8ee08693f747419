#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the window's program starts: once a session, without a session bus, and on Wayland."""

import glob
import os
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

PROGRAM = os.environ["BROADSHEET_PROGRAM"]
ID = "io.github.broadsheet.Broadsheet"
OBJECT = "/" + ID.replace(".", "/")
SECONDS = 60
NO_BUS = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}


def need(*programs):
    for program in programs:
        if shutil.which(program) is None:
            raise tap.Skip(program + " is not installed")


def wait(condition, what):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError("waited in vain: " + what)


def start(*arguments, env=None):
    return subprocess.Popen([PROGRAM, *arguments], env=env, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def stop(process):
    process.terminate()
    process.wait(SECONDS)


def call(*arguments):
    return subprocess.run(["gdbus", *arguments], capture_output=True, encoding="utf-8", timeout=SECONDS)


def has_window(number):
    return "interface org.gtk.Actions" in call(
        "introspect", "--session", "--dest", ID, "--object-path", "%s/window/%d" % (OBJECT, number)
    ).stdout


def once():
    need("gdbus")
    with tempfile.TemporaryDirectory() as folder:
        first = start(folder)
        wait(lambda: has_window(1), "the first window")
        tap.true(not has_window(2), "two windows are open")
        tap.equal(start("--new-window").wait(SECONDS), 0, "the second call")
        wait(lambda: has_window(2), "the second window")
        call("call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", "org.gtk.Actions.Activate", "quit", "[]", "{}")
        tap.equal(first.wait(SECONDS), 0, "the first call")


def no_bus():
    need("xdotool")
    with tempfile.TemporaryDirectory(prefix="nobus") as folder:
        program = start(folder, env=NO_BUS)
        name = os.path.basename(folder)
        wait(lambda: subprocess.run(["xdotool", "search", "--name", name], capture_output=True).stdout, "the window")
        stop(program)


def wayland():
    """Neither X, nor a session bus, nor a graphics card."""
    need("weston", "weston-screenshooter", "convert")
    with tempfile.TemporaryDirectory() as runtime:
        os.chmod(runtime, 0o700)
        env = {key: value for key, value in NO_BUS.items() if key != "DISPLAY"}
        env.update(XDG_RUNTIME_DIR=runtime, WAYLAND_DISPLAY="test", GDK_BACKEND="wayland")
        folder = os.path.join(runtime, "library")
        shutil.copytree(os.path.join(SOURCE, "data", "sample"), folder)
        arguments = ["--backend=headless-backend.so", "--use-pixman", "--socket=test", "--debug", "--idle-time=0"]
        weston = subprocess.Popen(
            ["weston", *arguments, "--no-config"], env=env, cwd=runtime,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            wait(lambda: os.path.exists(os.path.join(runtime, "test")), "the compositor")

            def look():
                """What the middle of the screen shows, as one number, away from the shell's clock."""
                for path in glob.glob(os.path.join(runtime, "*.png")):
                    os.unlink(path)
                subprocess.run(["weston-screenshooter"], env=env, cwd=runtime, capture_output=True, timeout=SECONDS)
                pictures = glob.glob(os.path.join(runtime, "*.png"))
                if not pictures:
                    return None
                shown = ["convert", pictures[0], "-gravity", "Center", "-crop", "50%x50%+0+0", "-format", "%#", "info:"]
                return subprocess.run(shown, capture_output=True, encoding="utf-8").stdout

            seen = []

            def is_at_rest():
                seen.append(look())
                return seen[-1] is not None and len(seen) > 3 and len(set(seen[-3:])) == 1

            wait(is_at_rest, "the compositor's background")
            empty = seen[-1]
            program = start(folder, env=env)
            wait(lambda: look() not in (None, empty) and program.poll() is None, "the window to be painted")
            stop(program)
        finally:
            weston.terminate()
            weston.wait(SECONDS)


tap.run(
    [
        ("/broadsheet/launch/once", once),
        ("/broadsheet/launch/no-bus", no_bus),
        ("/broadsheet/launch/wayland", wayland),
    ]
)
