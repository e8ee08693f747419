#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""try.py RUNTIME PICTURES: tries the installed Flatpak in its sandbox, on a display, a session bus, portals and user folders of its
own, and says how many cases passed. RUNTIME is the session's folder, which is empty; pictures of the window are left in
the folder PICTURES."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ID = "io.github.broadsheet.Broadsheet"
BRANCH = os.environ["FLATPAK_BRANCH"]
OBJECT = "/" + ID.replace(".", "/")
PICTURES = os.path.abspath(sys.argv[2])
SECONDS = 120

home = tempfile.mkdtemp(prefix="broadsheet-flatpak-")
library = os.path.join(home, "Documents", "library")
environment = {key: value for key, value in os.environ.items() if not key.startswith(("XDG_", "DBUS_", "WAYLAND_", "LC_"))}
environment.update(
    HOME=home,
    XDG_RUNTIME_DIR=sys.argv[1],
    XDG_CURRENT_DESKTOP="GNOME",
    XDG_DATA_DIRS=os.environ["FLATPAK_USER_DIR"] + "/exports/share:/usr/local/share:/usr/share",
    LANG="C.UTF-8",
    NO_AT_BRIDGE="1",
    GTK_A11Y="none",
)
log = open(os.path.join(home, "log"), "w+b")
processes = []


def start(*arguments, **options):
    process = subprocess.Popen(arguments, env=environment, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True, **options)
    processes.append(process)
    return process


def run(*arguments, check=True, timeout=SECONDS):
    done = subprocess.run(arguments, env=environment, capture_output=True, encoding="utf-8", timeout=timeout, stdin=subprocess.DEVNULL)
    if check and done.returncode != 0:
        raise AssertionError("%s: %s%s" % (" ".join(arguments), done.stdout, done.stderr))
    return done.stdout


def wait(condition, what):
    end = time.monotonic() + SECONDS
    while time.monotonic() < end:
        found = condition()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError("waited in vain: " + what)


def flatpak(command, *arguments):
    return ("flatpak", "run", "--branch=" + BRANCH, "--command=" + command, ID, *arguments)


def windows(name):
    return run("xdotool", "search", "--onlyvisible", "--name", name, check=False).split()


def window(name):
    return wait(lambda: windows(name), "a window called " + name)[0]


def press(where, *keys):
    run("xdotool", "windowfocus", "--sync", where, "key", "--clearmodifiers", *keys)


def picture(name):
    """The screen once it is painted and at rest."""
    path = os.path.join(PICTURES, name + ".png")
    seen = [None, None]

    def is_at_rest():
        subprocess.run(["import", "-silent", "-window", "root", "png:" + path], env=environment, check=True)
        colours, sum_ = run("identify", "-format", "%k %#", path).split()
        seen.append(sum_)
        return int(colours) > 32 and len(set(seen[-4:])) == 1

    wait(is_at_rest, "a picture that is at rest")
    return path


def colours(name):
    """What the right half of the screen shows, as one number."""
    return run("convert", picture(name), "-gravity", "East", "-crop", "50%x100%+0+0", "-format", "%#", "info:")


def article(name, title):
    path = os.path.join(library, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        file.write("---\ntitle: %s\ndate: 2024-01-02 08:00:00\ncategories: [新闻, 本地]\n---\nThe text of **%s**, with a [link](https://example.org/).\n" % (title, title))
    os.rename(path + ".tmp", path)


def call(destination, path, method, *arguments):
    return run("gdbus", "call", "--session", "--timeout", "60", "--dest", destination, "--object-path", path, "--method", method, *arguments)


def is_running():
    said = call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", ID)
    return "true" in said


def activate():
    call(ID, OBJECT, "org.freedesktop.Application.Activate", "{}")


def quit_program():
    call(ID, OBJECT, "org.freedesktop.Application.ActivateAction", "quit", "[]", "{}")
    wait(lambda: not is_running(), "the program to end")


def set_up():
    os.makedirs(library)
    article("a.md", "First")
    article("b/b.md", "Second")
    os.makedirs(os.path.join(library, "c"))
    read_end, write_end = os.pipe()
    start("Xvfb", "-displayfd", str(write_end), "-screen", "0", "1280x800x24", "-nolisten", "tcp", pass_fds=[write_end], stdout=log)
    os.close(write_end)
    environment["DISPLAY"] = ":" + os.read(read_end, 16).decode().strip()
    bus = start("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
    environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()


def version():
    said = run(*flatpak("broadsheet", "--version"))
    assert said.startswith("Broadsheet "), said
    assert run(*flatpak("broadsheet-cli", "--version")).split()[-1] == said.split()[-1]


def permissions():
    """No more than the manifest asks for, and nothing of the host's files."""
    said = run("flatpak", "info", "--user", "--show-permissions", ID + "//" + BRANCH)
    for word in ("host", "home", "network", "[Session Bus Policy]\norg", "session-bus", "all;"):
        assert "filesystems=" not in said and word not in said, said


def exports():
    base = os.environ["FLATPAK_USER_DIR"] + "/exports/share/"
    for name in ("applications/%s.desktop", "dbus-1/services/%s.service", "icons/hicolor/scalable/apps/%s.svg",
                 "icons/hicolor/symbolic/apps/%s-symbolic.svg"):
        assert os.path.exists(base + name % ID), name % ID


def sandbox():
    """The folder is not there before it was chosen, and files of the host are not to be seen."""
    assert subprocess.run(flatpak("ls", library), env=environment, capture_output=True).returncode != 0


def launch():
    activate()
    window("Broadsheet")
    picture("flatpak-start")
    assert is_running()


def choose_folder():
    """As a person would: Ctrl+O, and the folder's name in the portal's dialog."""
    name = "Open a Folder of Articles"

    def is_open():
        # A key that is pressed before the window has the focus is lost.
        if not windows(name):
            press(window("Broadsheet"), "ctrl+o")
            time.sleep(3)
        return windows(name)

    dialog = wait(is_open, "the portal's dialog")[0]
    picture("flatpak-portal")
    # The slash opens the entry for a name. What is typed until it is there may be lost, and is typed again below.
    run("xdotool", "windowfocus", "--sync", dialog, "type", "/")
    time.sleep(1)

    def is_chosen():
        if windows(name):
            run("xdotool", "key", "ctrl+a", "type", "--delay", "30", library)
        # The first may only end what is offered to complete the name.
        for _ in range(2):
            if windows(name):
                run("xdotool", "key", "Return")
                time.sleep(2)
        return not windows(name)

    wait(is_chosen, "the dialog to take the folder")
    window("library — Broadsheet")
    picture("flatpak-library")


def document():
    """Where the portal shows the library."""
    folder = os.path.join(environment["XDG_RUNTIME_DIR"], "doc")
    found = [os.path.join(folder, name, "library") for name in os.listdir(folder)
             if os.path.isdir(os.path.join(folder, name, "library"))]
    assert len(found) == 1, found
    return found[0]


def granted():
    said = run(*flatpak("broadsheet-cli", "list", "--json", document()))
    assert [json.loads(line)["title"] for line in said.splitlines()] == ["First", "Second"], said


def followed():
    """What others do behind the portal is seen, though no event tells of it: in the window, and by the command."""
    before = picture("flatpak-before")
    with open(before, "rb") as file:
        before = file.read()
    watching = start(*flatpak("broadsheet-cli", "watch", "--json", document()), stdout=subprocess.PIPE)
    assert json.loads(watching.stdout.readline())["event"] == "ready"
    began = time.monotonic()
    article("b/third.md", "第三篇")
    seen = json.loads(watching.stdout.readline())
    print("# seen after %.1f s" % (time.monotonic() - began))
    assert (seen["event"], seen["path"]) == ("added", "b/third.md"), seen
    os.killpg(watching.pid, signal.SIGTERM)

    def has_changed():
        with open(picture("flatpak-after"), "rb") as file:
            return file.read() != before

    wait(has_changed, "the window to show the new article")


def read():
    """The page is painted, by a web process that has a sandbox of its own within this one."""
    before = colours("flatpak-after")
    press(window("library"), "ctrl+2", "j")

    def is_painted():
        return colours("flatpak-article") != before

    wait(is_painted, "the article")


def restart():
    """The folder stays granted, and is opened again without being asked for."""
    quit_program()
    began = time.monotonic()
    activate()
    window("library")
    print("# window after %.1f s" % (time.monotonic() - began))
    picture("flatpak-again")
    granted_after = run(*flatpak("broadsheet-cli", "list", "--json", document())).splitlines()
    assert len(granted_after) == 3, granted_after


def one_instance():
    run(*flatpak("broadsheet"))
    assert len(windows("library")) == 1, windows("library")


def end():
    quit_program()


CASES = [version, permissions, exports, sandbox, launch, choose_folder, granted, followed, read, restart, one_instance, end]


def main():
    # What was started ends with this, however it ends.
    signal.signal(signal.SIGTERM, lambda *arguments: sys.exit(1))
    passed, failed, skipped = int(os.environ.get("PASSED", "0")), 0, 0
    try:
        set_up()
        for case in CASES:
            try:
                case()
                print("ok /broadsheet/flatpak/" + case.__name__, flush=True)
                passed += 1
            except Exception as error:
                print("# %s" % (str(error) or repr(error)).replace("\n", "\n# "))
                print("not ok /broadsheet/flatpak/" + case.__name__, flush=True)
                failed += 1
                subprocess.run(["import", "-silent", "-window", "root", os.path.join(PICTURES, "flatpak-failed.png")], env=environment)
    finally:
        run("flatpak", "kill", ID, check=False)
        for process in reversed(processes):
            try:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(10)
            except (ProcessLookupError, subprocess.TimeoutExpired):
                process.kill()
        if failed:
            log.seek(0)
            sys.stderr.write(log.read()[-6000:].decode("utf-8", "replace"))
        run("fusermount3", "-uzq", os.path.join(environment["XDG_RUNTIME_DIR"], "doc"), check=False)
        shutil.rmtree(home, ignore_errors=True)
    print("%d passed, %d failed, %d skipped" % (passed, failed, skipped))
    return 0 if not failed else 1


sys.exit(main())
