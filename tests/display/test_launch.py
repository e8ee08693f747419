#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How the program starts: once per session, by the desktop's actions, with and without a bus, portals and a graphics
driver, on X11 and on Wayland."""

import configparser
import contextlib
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

PROGRAM = os.environ["BROADSHEET_PROGRAM"]
DATA = os.environ["BROADSHEET_DATA"]
CLI = os.environ["BROADSHEET_CLI"]
PROVIDER = os.environ["BROADSHEET_PROVIDER"]
ID = "io.github.broadsheet.Broadsheet"
PROVIDER_ID = ID + ".SearchProvider"
OBJECT = "/" + ID.replace(".", "/")
SECONDS = 60
NO_BUS = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": "unix:path=/nonexistent"}
# Without the settings of the tests' display, so that windows are drawn as on a user's: with OpenGL, in software if
# necessary. And with neither an EGL nor a GLX driver.
DRIVER = {key: value for key, value in os.environ.items() if key not in ("GSK_RENDERER", "LIBGL_ALWAYS_SOFTWARE")}
NO_DRIVER = {**DRIVER, "__EGL_VENDOR_LIBRARY_FILENAMES": "/nonexistent", "__GLX_VENDOR_LIBRARY_NAME": "nonexistent"}


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


def stop(process):
    process.terminate()
    process.wait(SECONDS)


@contextlib.contextmanager
def started(*arguments, env=None):
    program = subprocess.Popen([PROGRAM, *arguments], env=env, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield program
    finally:
        if program.poll() is None:
            stop(program)


def run(*arguments, env=None, cwd=None):
    return subprocess.run(arguments, env=env, cwd=cwd, capture_output=True, encoding="utf-8", timeout=SECONDS)


def call(*arguments, env=None):
    return run("gdbus", *arguments, env=env)


def has_window(number):
    return "interface org.gtk.Actions" in call(
        "introspect", "--session", "--dest", ID, "--object-path", "%s/window/%d" % (OBJECT, number)
    ).stdout


def ask(method, *arguments, env=None):
    """Calls the application as the desktop does."""
    name = "org.freedesktop.Application." + method
    return call("call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", name, *arguments, env=env)


def find_windows(name):
    return run("xdotool", "search", "--onlyvisible", "--name", name).stdout.split()


@contextlib.contextmanager
def library():
    """A folder with one article, inside a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="launch") as folder:
        name = os.path.join(folder, os.path.basename(folder) + "-library")
        os.mkdir(name)
        # A picture with a colour that occurs nowhere else on the screen.
        with open(os.path.join(name, "red.ppm"), "wb") as file:
            file.write(b"P6 240 160 255\n" + b"\xff\x00\x00" * 240 * 160)
        subprocess.run(["convert", "red.ppm", "red.png"], cwd=name, check=True)
        with open(os.path.join(name, "a.md"), "w", encoding="utf-8") as file:
            file.write("---\ntitle: Red\n---\n![red](red.png)\n")
        yield name


def count_red(picture):
    """How many pixels of a screenshot have the colour of the article's picture."""
    shown = ["convert", picture, "-fill", "black", "+opaque", "rgb(255,0,0)", "-format", "%[fx:w*h*mean.r]", "info:"]
    return float(subprocess.run(shown, capture_output=True, encoding="utf-8").stdout or 0)


def shows_article(folder):
    """Whether the picture of the article is visible on the screen."""
    picture = os.path.join(folder, "screen.png")
    run("import", "-window", "root", picture)
    return count_red(picture) > 10000


def once():
    need("gdbus")
    with tempfile.TemporaryDirectory() as folder, started(folder) as first:
        wait(lambda: has_window(1), "the first window")
        tap.true(not has_window(2), "two windows are open")
        tap.equal(run(PROGRAM, "--new-window").returncode, 0, "the second call")
        wait(lambda: has_window(2), "the second window")
        call("call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", "org.gtk.Actions.Activate", "quit", "[]", "{}")
        tap.equal(first.wait(SECONDS), 0, "the first call")


def actions():
    """Everything that the desktop file promises exists: as options, and as actions on the bus."""
    need("gdbus")
    desktop = configparser.ConfigParser(interpolation=None, strict=False)
    desktop.optionxform = str
    desktop.read(os.path.join(DATA, ID + ".desktop"), encoding="utf-8")
    names = desktop["Desktop Entry"]["Actions"].rstrip(";").split(";")
    told = run(PROGRAM, "--help").stdout
    with open(os.path.join(SOURCE, "data/man/broadsheet.1.in"), encoding="utf-8") as file:
        page = file.read()
    tap.equal(names, ["new-window", "import", "search"])
    with tempfile.TemporaryDirectory() as folder, started(folder):
        wait(lambda: has_window(1), "the window")
        there = call("call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", "org.gtk.Actions.List").stdout
    for name in names:
        group = desktop["Desktop Action " + name]
        tap.equal(group["Exec"], "broadsheet --" + name)
        tap.true(group.get("Name[zh_CN]"), "“%s” is not translated" % name)
        tap.true("'%s'" % name in there, "the application has no action “%s”" % name)
        tap.true(re.search(r"^  --%s\b" % name, told, re.MULTILINE), "there is no option “--%s”" % name)
        tap.true("\n.It Fl -%s\n" % name in page, "broadsheet.1 says nothing of “--%s”" % name)


@contextlib.contextmanager
def activating_bus(folder, **env):
    """A session bus that starts the programs as if they were installed."""
    services = os.path.join(folder, "services")
    os.mkdir(services)
    for name, program in (ID, PROGRAM), (PROVIDER_ID, PROVIDER):
        with open(os.path.join(DATA, name + ".service"), encoding="utf-8") as file:
            text = file.read()
        tap.true("Name=%s\n" % name in text, "the service has another name")
        there, count = re.subn(r"Exec=\S*/%s\b" % os.path.basename(program), lambda _: "Exec=" + program, text)
        tap.equal(count, 1, "the programs that %s starts" % name)
        with open(os.path.join(services, name + ".service"), "w", encoding="utf-8") as file:
            file.write(there)
    configuration = os.path.join(folder, "bus.conf")
    with open(configuration, "w", encoding="utf-8") as file:
        file.write(
            "<busconfig><type>session</type><listen>unix:dir=%s</listen><servicedir>%s</servicedir>"
            '<policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>'
            "</busconfig>" % (folder, services)
        )
    bus = subprocess.Popen(
        ["dbus-daemon", "--nofork", "--print-address", "--config-file=" + configuration],
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, encoding="utf-8", env={**os.environ, **env},
    )
    try:
        yield {**os.environ, **env, "DBUS_SESSION_BUS_ADDRESS": bus.stdout.readline().strip()}
    finally:
        bus.terminate()
        bus.wait(SECONDS)


def activated():
    """No process runs until the desktop requests a folder, an article or an action."""
    need("gdbus", "xdotool", "convert")
    with library() as folder, activating_bus(os.path.dirname(folder)) as env:
        title = os.path.basename(folder)
        tap.equal(ask("Open", "['file://%s']" % folder, "{}", env=env).returncode, 0, "opening over the bus")
        wait(lambda: find_windows(title), "the window")
        tap.equal(ask("ActivateAction", "import", "[]", "{}", env=env).returncode, 0, "the action import")
        wait(lambda: find_windows("^Import Files$"), "the choice of files")
        tap.equal(ask("ActivateAction", "search", "[]", "{}", env=env).returncode, 0, "the action search")
        tap.equal(ask("ActivateAction", "new-window", "[]", "{}", env=env).returncode, 0, "the action new-window")
        wait(lambda: find_windows("^Broadsheet$"), "the new window")
        call("call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", "org.gtk.Actions.Activate", "quit", "[]", "{}", env=env)
        wait(lambda: not find_windows("Broadsheet$"), "the end")


def overview():
    """The desktop's overview finds an article without a window, and opens it in one."""
    need("gdbus", "xdotool", "convert")
    with library() as folder:
        parent = os.path.dirname(folder)
        settings = os.path.join(parent, "config", "glib-2.0", "settings")
        os.makedirs(settings)
        keyfile = os.path.join(settings, "keyfile")
        with open(keyfile, "w", encoding="utf-8") as file:
            file.write("[%s]\nrecent-folders=['file://%s']\n" % (ID.replace(".", "/"), folder))
        with open(os.path.join(folder, "b.md"), "w", encoding="utf-8") as file:
            file.write("---\ntitle: Blue\ndate: 2030-01-01\n---\nNothing.\n")
        tap.equal(run(CLI, "index", folder).returncode, 0, "the index")
        told = configparser.ConfigParser(interpolation=None)
        told.read(os.path.join(DATA, ID + ".search-provider.ini"), encoding="utf-8")
        told = told["Shell Search Provider"]
        tap.equal(told["BusName"], PROVIDER_ID)

        with activating_bus(parent, GSETTINGS_BACKEND="keyfile", XDG_CONFIG_HOME=os.path.join(parent, "config")) as env:

            def ask_provider(method, *arguments):
                name = "org.gnome.Shell.SearchProvider%s.%s" % (told["Version"], method)
                path = told["ObjectPath"]
                done = call("call", "--session", "--dest", PROVIDER_ID, "--object-path", path, "--method", name, *arguments, env=env)
                tap.equal(done.returncode, 0, method + ": " + done.stderr)
                return done.stdout

            found = re.findall(r"'(.*?)'", ask_provider("GetInitialResultSet", "['red']"))
            tap.equal(len(found), 1, "what is found")
            tap.true("<'Red'>" in ask_provider("GetResultMetas", "['%s']" % found[0]), "what is said of it")
            title = os.path.basename(folder)
            tap.true(not find_windows(title), "there is a window before one was asked for")
            ask_provider("ActivateResult", found[0], "['red']", "0")
            wait(lambda: find_windows(title), "the window")

            def is_shown():
                with open(keyfile, encoding="utf-8") as file:
                    return "'article': <b'a.md'>" in file.read()

            wait(is_shown, "the article")
            ask_provider("LaunchSearch", "['blue']", "0")
            call("call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", "org.gtk.Actions.Activate", "quit", "[]", "{}", env=env)
            wait(lambda: not find_windows(title), "the end")


def desktop_file():
    """The Exec line starts the program with the arguments of a file manager: a folder, and a file in it."""
    need("gio", "gdbus", "xdotool", "convert", "import")
    with library() as folder:
        above = os.path.dirname(folder)
        launcher = shutil.copy(os.path.join(DATA, ID + ".desktop"), above)
        env = {**os.environ, "PATH": os.path.dirname(PROGRAM) + ":" + os.environ["PATH"]}
        # It is not waited for, because its children keep its output open.
        subprocess.run(
            ["gio", "launch", launcher, folder, os.path.join(folder, "a.md")],
            env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True, timeout=SECONDS,
        )
        try:
            wait(lambda: find_windows(os.path.basename(folder)), "the window")
            wait(lambda: shows_article(above), "the article to be painted")
        finally:
            call("call", "--session", "--dest", ID, "--object-path", OBJECT, "--method", "org.gtk.Actions.Activate", "quit", "[]", "{}")
        wait(lambda: not find_windows("Broadsheet$"), "the end")


def no_bus():
    need("xdotool")
    with tempfile.TemporaryDirectory(prefix="nobus") as folder:
        # Neither a bus that does not answer, nor none at all and nothing that would start one.
        unset = {key: value for key, value in NO_BUS.items() if key != "DBUS_SESSION_BUS_ADDRESS"}
        for env in NO_BUS, {**unset, "PATH": folder}:
            with started(folder, env=env):
                wait(lambda: find_windows(os.path.basename(folder)), "the window")
            wait(lambda: not find_windows(os.path.basename(folder)), "the end")


def no_bus_actions():
    """The options do the same as the actions, in the window of the last session."""
    need("xdotool", "convert")
    with library() as folder:
        config = os.path.join(os.path.dirname(folder), "config")
        env = {**NO_BUS, "GSETTINGS_BACKEND": "keyfile", "XDG_CONFIG_HOME": config}
        title = os.path.basename(folder)
        with started(folder, env=env):
            wait(lambda: find_windows(title), "the window")
        for option in "--import", "--search":
            with started(option, env=env):
                wait(lambda: find_windows(title), "the window that was open")
                if option == "--import":
                    wait(lambda: find_windows("^Import Files$"), "the choice of files")
            wait(lambda: not find_windows(title), "the end")


def hint():
    """An action that is passed with a folder applies to that folder, even in a running process."""
    need("xdotool", "convert", "gdbus")
    with library() as folder:
        title = os.path.basename(folder)
        with started("--import", folder, env=NO_BUS):
            wait(lambda: find_windows("^Import Files$"), "the choice of files")
            assert find_windows(title)
        wait(lambda: not find_windows(title), "the end")
        with started():
            wait(lambda: has_window(1), "the window on the bus")
            assert run(PROGRAM, "--import", folder).returncode == 0
            wait(lambda: find_windows("^Import Files$"), "the choice of files")
            assert find_windows(title)
    refused = run(PROGRAM, "")
    assert refused.returncode == 1 and "is empty" in refused.stderr, refused


def terminated():
    """Ending the program from outside shuts it down properly."""
    need("xdotool", "convert")
    with library() as folder, started(folder, env=NO_BUS) as program:
        wait(lambda: find_windows(os.path.basename(folder)), "the window")
        stop(program)
        assert program.returncode == 0, program.returncode


def no_portal():
    """Programs are told to use portals, but there are none."""
    need("xdotool", "gdbus", "convert")
    env = {key: value for key, value in os.environ.items() if key != "ADW_DISABLE_PORTAL"}
    with library() as folder, started(folder, env={**env, "GTK_USE_PORTAL": "1"}):
        wait(lambda: find_windows(os.path.basename(folder)), "the window")
        wait(lambda: has_window(1), "the window on the bus")
        ask("ActivateAction", "import", "[]", "{}")
        wait(lambda: find_windows("^Import Files$"), "the choice of files")


def startup():
    """The desktop is notified that the program has started, or only presented its window."""
    need("xdotool", "xprop", "convert")
    watch = subprocess.Popen([os.environ["BROADSHEET_STARTUP_WATCH"]], stdout=subprocess.PIPE, encoding="utf-8")
    os.set_blocking(watch.stdout.fileno(), False)
    heard = []

    def hears(text):
        heard.extend(iter(watch.stdout.readline, ""))
        return any(text in line for line in heard)

    def env(number, name="DESKTOP_STARTUP_ID"):
        return {**os.environ, name: "broadsheet-%d_TIME%d" % (number, number)}

    try:
        wait(lambda: hears("listening"), "whoever listens")
        with library() as folder:
            title = os.path.basename(folder)
            with started(folder, env=env(1001)):
                window = wait(lambda: find_windows(title), "the window")[0]
                wait(lambda: hears('remove: ID="broadsheet-1001_TIME1001"'), "the end of the first start")
                leader = run("xprop", "-id", window, "WM_CLIENT_LEADER").stdout.split()[-1]
                tap.true("= 1001" in run("xprop", "-id", window, "_NET_WM_USER_TIME").stdout, "the window has no time of its start")
                # Again: raises the window, shows an article, or opens another window.
                for number, arguments in ((1002, []), (1003, [os.path.join(folder, "a.md")]), (1004, ["--new-window"])):
                    tap.equal(run(PROGRAM, *arguments, env=env(number)).returncode, 0, "another start")
                    wait(lambda: hears('remove: ID="broadsheet-%d_TIME%d"' % (number, number)), "the end of a start")
                    wait(
                        lambda: "broadsheet-%d_" % number in run("xprop", "-id", leader, "_NET_STARTUP_ID").stdout,
                        "the start at the windows",
                    )
                # A Wayland desktop may pass only its token.
                tap.equal(run(PROGRAM, env=env(1005, "XDG_ACTIVATION_TOKEN")).returncode, 0, "a start with a token")
                wait(lambda: hears('remove: ID="broadsheet-1005_TIME1005"'), "the end of a start with a token")
    finally:
        stop(watch)


def x11(env):
    """Both the window and the article are painted."""
    need("xdotool", "convert", "import")
    with library() as folder, started(folder, os.path.join(folder, "a.md"), env=env) as program:

        def is_painted():
            tap.true(program.poll() is None, "the program ended")
            return shows_article(os.path.dirname(folder))

        wait(is_painted, "the article to be painted")


def wayland(env):
    """Neither X, nor a session bus, nor a graphics card."""
    need("weston", "weston-screenshooter", "convert")
    with tempfile.TemporaryDirectory() as runtime, library() as folder:
        os.chmod(runtime, 0o700)
        env = {key: value for key, value in env.items() if key != "DISPLAY"}
        env.update(
            DBUS_SESSION_BUS_ADDRESS="unix:path=/nonexistent",
            XDG_RUNTIME_DIR=runtime, WAYLAND_DISPLAY="test", GDK_BACKEND="wayland",
        )
        arguments = ["--backend=headless-backend.so", "--use-pixman", "--socket=test", "--debug", "--idle-time=0"]
        weston = subprocess.Popen(
            ["weston", *arguments, "--no-config"], env=env, cwd=runtime,
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )
        try:
            wait(lambda: os.path.exists(os.path.join(runtime, "test")), "the compositor")
            with started(folder, os.path.join(folder, "a.md"), env=env) as program:

                def is_painted():
                    tap.true(program.poll() is None, "the program ended")
                    for path in glob.glob(os.path.join(runtime, "*.png")):
                        os.unlink(path)
                    run("weston-screenshooter", env=env, cwd=runtime)
                    return any(count_red(path) > 10000 for path in glob.glob(os.path.join(runtime, "*.png")))

                wait(is_painted, "the article to be painted")
        finally:
            stop(weston)


tap.run(
    [
        ("/broadsheet/launch/once", once),
        ("/broadsheet/launch/actions", actions),
        ("/broadsheet/launch/activated", activated),
        ("/broadsheet/launch/desktop-file", desktop_file),
        ("/broadsheet/launch/overview", overview),
        ("/broadsheet/launch/no-bus", no_bus),
        ("/broadsheet/launch/no-bus-actions", no_bus_actions),
        ("/broadsheet/launch/hint", hint),
        ("/broadsheet/launch/terminated", terminated),
        ("/broadsheet/launch/no-portal", no_portal),
        ("/broadsheet/launch/startup", startup),
        ("/broadsheet/launch/x11", lambda: x11(DRIVER)),
        ("/broadsheet/launch/x11-no-driver", lambda: x11(NO_DRIVER)),
        ("/broadsheet/launch/wayland", lambda: wayland(DRIVER)),
        ("/broadsheet/launch/wayland-no-driver", lambda: wayland(NO_DRIVER)),
    ]
)
