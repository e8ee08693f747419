# SPDX-License-Identifier: GPL-3.0-or-later
"""A desktop for testing the Flatpak: a display, a session bus, portals and user folders, with the view and the actions of
a user. Windows are found by their titles, widgets through the accessibility interface, and painted content in the
memory of the display. Each wait is for an event and has a time limit.

It must run in process and mount name spaces of its own, so that everything in it ends with it."""

import mmap
import os
import shutil
import struct
import subprocess
import tempfile
import time

from gi.repository import Gio, GLib

SECONDS = 60
# The time limit for a program to show a result, and the time after which an action is repeated.
ANSWER_SECONDS = 5
AGAIN_SECONDS = 10
A11Y_ROOT = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")


class Session:
    def __init__(self, exports):
        """Starts the session. exports is the folder that Flatpak exports to desktops."""
        self.home = tempfile.mkdtemp(prefix="broadsheet-flatpak-")
        self.defaults = {}
        for name in list(os.environ):
            if name.startswith(("XDG_", "DBUS_", "WAYLAND_", "LC_", "GTK_", "GDK_", "AT_SPI_")) or name in ("LANGUAGE", "NO_AT_BRIDGE"):
                del os.environ[name]
        os.environ.update(
            HOME=self.home,
            # Portals look for it here, whatever they are told.
            XDG_RUNTIME_DIR="/run/user/%d" % os.getuid(),
            XDG_CURRENT_DESKTOP="GNOME",
            XDG_DATA_DIRS=exports + ":/usr/local/share:/usr/share",
            GSETTINGS_BACKEND="keyfile",
            LANG="C.UTF-8",
            XDG_DESKTOP_PORTAL_DIR=os.path.join(self.home, "portals"),
        )
        self._choose_programs()
        self.log = open(os.path.join(self.home, "log"), "w+b")
        self._start_display()
        bus = self.start("dbus-daemon", "--session", "--nofork", "--print-address=1", stdout=subprocess.PIPE)
        os.environ["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()
        self._start_accessibility()

    def _choose_programs(self):
        """Selects the file manager and the portal, whichever others the machine has."""
        os.mkdir(os.path.join(self.home, "portals"))
        shutil.copy("/usr/share/xdg-desktop-portal/portals/gtk.portal", os.path.join(self.home, "portals"))
        self.write_file(
            ".local/share/dbus-1/services/org.freedesktop.FileManager1.service",
            "[D-BUS Service]\nName=org.freedesktop.FileManager1\nExec=/usr/bin/thunar --daemon\n",
        )
        self.set_defaults({"inode/directory": "thunar.desktop"})

    def write_file(self, name, text):
        path = os.path.join(self.home, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def set_defaults(self, programs):
        """Adds default programs: desktop files by media type."""
        self.defaults.update(programs)
        lines = ["%s=%s\n" % pair for pair in sorted(self.defaults.items())]
        self.write_file(".config/mimeapps.list", "[Default Applications]\n" + "".join(lines))

    def _start_display(self):
        folder = os.path.join(self.home, "screen")
        os.mkdir(folder)
        # A display's lock contains a process id, which differs outside the name space, so no lock is used. Abstract
        # sockets prevent two displays with the same number.
        read_end, write_end = os.pipe()
        # -r: on a busy machine, a short press would be taken for a long one and repeated.
        self.start(
            "Xvfb", "-displayfd", str(write_end), "-screen", "0", "1700x900x24", "-nolisten", "tcp", "-noreset", "-nolock",
            "-r", "-fbdir", folder, pass_fds=[write_end],
        )
        os.close(write_end)
        os.environ["DISPLAY"] = ":" + os.read(read_end, 16).decode().strip()
        # An XWD file: the header's numbers are big-endian, a pixel is four bytes, blue first.
        with open(os.path.join(folder, "Xvfb_screen0"), "rb") as file:
            self.screen = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        header = struct.unpack(">25I", self.screen[:100])
        self.screen_offset = header[0] + 12 * header[19]
        self.screen_stride = header[12]

    def _start_accessibility(self):
        status = ("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties.Set", "org.a11y.Status")
        self.call(*status, "IsEnabled", "<true>")
        address = self.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress").split("'")[1]
        self.a11y = Gio.DBusConnection.new_for_address_sync(
            address, Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION, None, None
        )

    # Programs

    def start(self, *arguments, **options):
        return subprocess.Popen(arguments, **{"stdout": self.log, "stderr": self.log, "stdin": subprocess.DEVNULL, **options})

    def run(self, *arguments, check=True, seconds=SECONDS):
        done = subprocess.run(
            arguments, capture_output=True, encoding="utf-8", errors="replace", timeout=seconds, stdin=subprocess.DEVNULL
        )
        if check and done.returncode != 0:
            raise AssertionError("%s: %s%s" % (" ".join(arguments), done.stdout, done.stderr))
        return done.stdout

    def wait(self, condition, what, seconds=SECONDS):
        end = time.monotonic() + seconds
        while True:
            found = condition()
            if found:
                return found
            if time.monotonic() > end:
                raise AssertionError("waited in vain: " + what)
            time.sleep(0.1)

    def do(self, action, condition, what):
        """Repeats an action until it has an effect: a key may be pressed before the window listens."""
        end = time.monotonic() + SECONDS
        while True:
            action()
            try:
                return self.wait(condition, what, AGAIN_SECONDS)
            except AssertionError:
                if time.monotonic() > end:
                    raise

    def call(self, destination, path, method, *arguments):
        return self.run(
            "gdbus", "call", "--session", "--timeout", str(SECONDS), "--dest", destination, "--object-path", path,
            "--method", method, *arguments,
        )

    def has_name(self, name):
        return "true" in self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", name)

    # Windows

    def windows(self, title):
        return self.run("xdotool", "search", "--onlyvisible", "--name", title, check=False).split()

    def window(self, title):
        return self.wait(lambda: self.windows(title), "a window called " + title)[0]

    def press(self, title, *keys):
        self.run("xdotool", "windowfocus", self.window(title), "sleep", "0.2", "key", "--clearmodifiers", *keys)

    def point(self, *places):
        """Moves the pointer along these points."""
        script = []
        for x, y in places:
            script += ["mousemove", str(x), str(y), "sleep", "0.03"]
        self.run("xdotool", *script)

    def click(self, x, y):
        self.point((x, y - 2), (x, y))
        self.run("xdotool", "click", "1")

    # What is painted

    def picture(self, path):
        self.run("import", "-silent", "-window", "root", "png:" + path)

    def find_colour(self, colour):
        """The position on the screen of the first run of forty pixels in that colour (red, green, blue), or None."""
        red, green, blue = colour
        for pad in (0, 255):
            found = self.screen.find(bytes((blue, green, red, pad)) * 40, self.screen_offset)
            if found >= 0:
                y, x = divmod(found - self.screen_offset, self.screen_stride)
                return x // 4, y
        return None

    # The accessibility interface

    def _ask(self, thing, method, signature="()", *arguments):
        interface, name = method.rsplit(".", 1)
        answer = self.a11y.call_sync(
            thing[0], thing[1], interface, name, GLib.Variant(signature, arguments), None, Gio.DBusCallFlags.NONE,
            ANSWER_SECONDS * 1000, None,
        )
        return answer.unpack()[0]

    def _walk(self, thing):
        """All visible widgets in it, itself first. Those that disappear or do not answer are skipped."""
        try:
            name = self._ask(thing, "org.freedesktop.DBus.Properties.Get", "(ss)", "org.a11y.atspi.Accessible", "Name")
            children = self._ask(thing, "org.a11y.atspi.Accessible.GetChildren")
        except GLib.Error:
            return
        yield thing, name
        for child in children:
            yield from self._walk(child)

    def _role(self, thing):
        try:
            return self._ask(thing, "org.a11y.atspi.Accessible.GetRoleName")
        except GLib.Error:
            return None

    def find(self, name, role=None):
        """A visible widget with that name (or, if the name ends in dots, that prefix) that can be activated."""
        for application in self._ask(A11Y_ROOT, "org.a11y.atspi.Accessible.GetChildren"):
            for thing, its in self._walk(application):
                if its != name and not (name.endswith("...") and its.startswith(name[:-3])):
                    continue
                if role is None or self._role(thing) == role:
                    return thing
        return None

    def see(self, name, role=None):
        return self.wait(lambda: self.find(name, role), "“%s” to be shown" % name)

    def activate(self, name, role):
        """Does what a click on it does."""
        self._activate(self.see(name, role))

    def activate_item(self, menu, number):
        """The same for an item of an open menu, which GTK exposes without a name."""
        found = self.find(menu, "menu")
        items = [thing for thing, name in self._walk(found) if self._role(thing) == "menu item"] if found else []
        if items:
            self._activate(items[number])

    def click_on(self, name):
        """For widgets without actions, in a window whose position is known."""
        x, y, width, height = self._ask(self.see(name), "org.a11y.atspi.Component.GetExtents", "(u)", 0)
        self.click(x + width // 2, y + height // 2)

    def _activate(self, thing):
        try:
            self._ask(thing, "org.a11y.atspi.Action.DoAction", "(i)", 0)
        except GLib.Error:
            # It disappears with its effect, or is activated again.
            pass

    def shown(self):
        """All names, for debugging a failure."""
        names = []
        for application in self._ask(A11Y_ROOT, "org.a11y.atspi.Accessible.GetChildren"):
            names += [name for thing, name in self._walk(application) if name]
        return names
