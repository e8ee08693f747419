# SPDX-License-Identifier: GPL-3.0-or-later
"""The running program as a screen reader and a keyboard see it: its accessible tree, read from the accessibility bus, its
actions, and keys. It needs a display and a session bus (run-on-display), python3-gi, at-spi2-core and jwm. Each wait is for
an event and has a time limit."""

import os
import re
import shutil
import subprocess
import time

import tap

try:
    from gi.repository import Gio, GLib
except ImportError:
    Gio = None

ID = "io.github.broadsheet.Broadsheet"
OBJECT = "/" + ID.replace(".", "/")
ACCESSIBLE = "org.a11y.atspi.Accessible"
LAUNCHERS = ("/usr/libexec/at-spi-bus-launcher", "/usr/lib/at-spi2-core/at-spi-bus-launcher")
HERE = os.path.dirname(os.path.abspath(__file__))
SECONDS = 120
QUIET = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
# States by their number in AT-SPI.
STATES = {
    "active": 1, "checked": 4, "editable": 7, "enabled": 8, "expandable": 9, "expanded": 10, "focusable": 11,
    "focused": 12, "pressed": 20, "selectable": 22, "selected": 23, "sensitive": 24, "showing": 25, "visible": 30,
}


def need():
    """Skips the test where the accessibility bus or the window manager cannot run."""
    if Gio is None:
        raise tap.Skip("python3-gi is not installed")
    if not any(os.access(launcher, os.X_OK) for launcher in LAUNCHERS):
        raise tap.Skip("at-spi2-core is not installed")
    if shutil.which("jwm") is None:
        raise tap.Skip("jwm is not installed")


def wait(condition, what, seconds=SECONDS):
    end = time.monotonic() + seconds
    while True:
        found = condition()
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError("waited in vain: " + what)
        time.sleep(0.02)


def start_window_manager():
    """Without one, nothing has the focus after a window closes, and keys are lost."""
    manager = subprocess.Popen(["jwm", "-f", os.path.join(HERE, "jwmrc")], **QUIET)
    running = ["xprop", "-root", "-notype", "_NET_SUPPORTING_WM_CHECK"]
    wait(lambda: "0x" in subprocess.run(running, capture_output=True, encoding="utf-8").stdout, "the window manager")
    return manager


class Node:
    """One object of the accessible tree, as it was when it was read."""

    def __init__(self, reference, parent):
        self.reference = reference
        self.parent = parent
        self.name = self.role = ""
        self.states = frozenset()
        self.children = []

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def above(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def find(self, role=None, name=None):
        """The first object in it with that role and that name."""
        for node in self.walk():
            if role in (None, node.role) and name in (None, node.name):
                return node
        return None

    def find_prefix(self, role, prefix):
        return next((node for node in self.walk() if node.role == role and node.name.startswith(prefix)), None)

    def find_all(self, role):
        return [node for node in self.walk() if node.role == role]

    def path(self):
        names = ["%s “%s”" % (node.role, node.name) for node in reversed([self, *self.above()])]
        return " › ".join(name for name in names[1:-1] if not name.endswith(" “”")) + " › " + names[-1]


class Desktop:
    """The accessibility bus, a window manager, and programs on them."""

    def __init__(self, reader=False):
        need()
        launcher = next(launcher for launcher in LAUNCHERS if os.access(launcher, os.X_OK))
        self.launcher = subprocess.Popen([launcher, "--launch-immediately"], **QUIET)
        self.bus = Gio.bus_get_sync(Gio.BusType.SESSION)
        self.program = None
        wait(lambda: self.owns("org.a11y.Bus"), "the accessibility bus")
        for name in ["IsEnabled"] + (["ScreenReaderEnabled"] if reader else []):
            self.set_status(name, True)
        self.manager = start_window_manager()
        address = self.call("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress")[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.a11y = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.focused = None
        self.a11y.signal_subscribe(
            None, "org.a11y.atspi.Event.Object", "StateChanged", None, "focused", Gio.DBusSignalFlags.NONE, self._focus_changed
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()
        self.a11y.close_sync()
        for process in (self.manager, self.launcher):
            process.terminate()
            process.wait(SECONDS)

    def call(self, destination, path, method, signature=None, *arguments):
        interface, name = method.rsplit(".", 1)
        variant = GLib.Variant(signature, arguments) if signature else None
        return self.bus.call_sync(destination, path, interface, name, variant, None, 0, SECONDS * 1000, None).unpack()

    def owns(self, name):
        return self.call("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus.NameHasOwner", "(s)", name)[0]

    def set_status(self, name, value):
        arguments = ("org.a11y.Status", name, GLib.Variant("b", value))
        self.call("org.a11y.Bus", "/org/a11y/bus", "org.freedesktop.DBus.Properties.Set", "(ssv)", *arguments)

    def _focus_changed(self, _connection, sender, path, _interface, _signal, parameters):
        if parameters.unpack()[1]:
            self.focused = (sender, path)
        elif self.focused == (sender, path):
            self.focused = None

    def find_focus(self):
        """The reference and the name of what has the focus, or None."""
        context = GLib.MainContext.default()
        while context.iteration(False):
            pass
        if self.focused is None:
            # What nobody has looked at yet tells nobody that it has the focus.
            found = next((node for node in self.tree().walk() if "focused" in node.states), None)
            self.focused = found.reference if found else None
            return found and (found.reference, found.name)
        name = self._ask([(self.focused, "org.freedesktop.DBus.Properties.Get", "(ss)", (ACCESSIBLE, "Name"))])[0]
        return self.focused, name[0] if name else ""

    # The program

    def start(self, *arguments, env=None):
        environment = {**os.environ, "GTK_A11Y": "atspi", **(env or {})}
        environment.pop("NO_AT_BRIDGE", None)
        program = os.environ["BROADSHEET_PROGRAM"]
        self.program = subprocess.Popen([program, *arguments], env=environment, stdin=subprocess.DEVNULL)
        wait(lambda: self.owns(ID), "the program on the bus")
        wait(lambda: self.find_root() is not None, "the program's accessible tree")

    def stop(self):
        if self.program is not None and self.program.poll() is None:
            self.program.terminate()
            try:
                tap.equal(self.program.wait(SECONDS), 0, "status of the program")
            except subprocess.TimeoutExpired:
                self.program.kill()
                raise AssertionError("the program does not end")
        self.program = None

    def act(self, action, *parameters, window=1):
        """Activates an action: “app.about” or “win.go-to”."""
        group, name = action.split(".", 1)
        path = OBJECT if group == "app" else "%s/window/%d" % (OBJECT, window)
        self.call(ID, path, "org.gtk.Actions.Activate", "(sava{sv})", name, list(parameters), {})

    def actions(self, window=1):
        try:
            return self.call(ID, "%s/window/%d" % (OBJECT, window), "org.gtk.Actions.List")[0]
        except GLib.Error:
            return []

    # The tree

    def _ask(self, calls):
        """Makes many calls at once. calls: of (reference, method, signature, arguments). Returns: what each returned, or
        None."""
        answers = [None] * len(calls)
        left = [len(calls)]

        def answered(connection, result, index):
            left[0] -= 1
            try:
                answers[index] = connection.call_finish(result).unpack()
            except GLib.Error:
                pass

        for index, (reference, method, signature, arguments) in enumerate(calls):
            interface, name = method.rsplit(".", 1)
            variant = GLib.Variant(signature, arguments) if signature else None
            self.a11y.call(*reference, interface, name, variant, None, 0, SECONDS * 1000, None, answered, index)
        context = GLib.MainContext.default()
        while left[0] > 0:
            context.iteration(True)
        return answers

    def find_root(self):
        registry = ("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
        children = self._ask([(registry, ACCESSIBLE + ".GetChildren", None, ())])[0]
        return Node(tuple(children[0][0]), None) if children and children[0] else None

    def find_windows(self):
        """References of all windows that are open."""
        root = self.find_root()
        children = self._ask([(root.reference, ACCESSIBLE + ".GetChildren", None, ())])[0]
        return {tuple(child) for child in children[0]}

    def tree(self, windows=None):
        """Reads the tree of the program, or of some of its windows."""
        root = self.find_root()
        level = [root]
        while level:
            calls = []
            for node in level:
                calls += [
                    (node.reference, "org.freedesktop.DBus.Properties.Get", "(ss)", (ACCESSIBLE, "Name")),
                    (node.reference, ACCESSIBLE + ".GetRoleName", None, ()),
                    (node.reference, ACCESSIBLE + ".GetState", None, ()),
                    (node.reference, ACCESSIBLE + ".GetChildren", None, ()),
                ]
            answers = self._ask(calls)
            following = []
            for index, node in enumerate(level):
                name, role, state, children = answers[4 * index : 4 * index + 4]
                node.name = name[0] if name else ""
                node.role = role[0] if role else "?"
                bits = sum(word << (32 * place) for place, word in enumerate(state[0])) if state else 0
                node.states = frozenset(key for key, number in STATES.items() if bits >> number & 1)
                node.children = [
                    Node(tuple(child), node) for child in (children[0] if children else [])
                    if node is not root or windows is None or tuple(child) in windows
                ]
                following += node.children
            level = following
        return root

    def describe(self, node):
        found = self._ask([(node.reference, "org.freedesktop.DBus.Properties.Get", "(ss)", (ACCESSIBLE, "Description"))])
        return found[0][0] if found[0] else ""

    def see(self, role, name, what=None):
        """Waits until an object with that role and name is in the tree."""
        return wait(lambda: self.tree().find(role, name), what or "%s “%s”" % (role, name))

    def see_prefix(self, role, prefix):
        """Waits until an object with that role and a name that begins so is in the tree."""
        return wait(lambda: self.tree().find_prefix(role, prefix), "%s “%s…”" % (role, prefix))

    def measure(self, nodes):
        """Returns: of each, its (x, y, width, height) in its window, or None"""
        found = self._ask([(node.reference, "org.a11y.atspi.Component.GetExtents", "(u)", (1,)) for node in nodes])
        return [place and place[0] for place in found]

    def is_allocated(self, node):
        """Whether it was ever on the screen."""
        place = self.measure([node])[0]
        return place is None or place[2] > 0 and place[3] > 0

    def activate(self, node, number=0):
        """Does what a click on it does."""
        self._ask([(node.reference, "org.a11y.atspi.Action.DoAction", "(i)", (number,))])

    def focus(self, node):
        """Gives it the keyboard focus of its window."""
        self._ask([(node.reference, "org.a11y.atspi.Component.GrabFocus", None, ())])

    # Keys and the screen

    def find_active(self):
        """The window that the window manager has given the focus, if it is the newest one, and all that the program has opened
        are on the screen, and none that it has closed."""
        said = subprocess.run(["xprop", "-root", "_NET_ACTIVE_WINDOW", "_NET_CLIENT_LIST"], capture_output=True, encoding="utf-8")
        active, windows = (re.findall("0x[0-9a-f]+", line) for line in said.stdout.splitlines())
        return active[0] if windows[-1:] == active and len(windows) == len(self.find_windows()) else None

    def press(self, *keys):
        """Presses keys in the newest window, once it has the focus."""
        wait(self.find_active, "the newest window to have the focus")
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "8", *keys], check=True, timeout=SECONDS)

    def type(self, text):
        wait(self.find_active, "the newest window to have the focus")
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "8", text], check=True, timeout=SECONDS)
