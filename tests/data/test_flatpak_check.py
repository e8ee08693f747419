# SPDX-License-Identifier: GPL-3.0-or-later
"""flatpak/check itself, without a Flatpak: its session has defaults of its own, whatever is installed, and each of its
cases can be run alone."""

import ast
import os
import subprocess
import sys
import tempfile

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap

FOLDER = os.path.join(SOURCE, "flatpak")
# What needs no program that runs.
APART = {"version", "permissions", "exports", "sandbox", "image_helper", "math_helper"}
DEFAULT = """
import sys
from gi.repository import Gio
print(Gio.AppInfo.get_default_for_type("inode/directory", False).get_id())
"""
CHOOSE = """
import sys
sys.path.insert(0, sys.argv[1])
import session
made = object.__new__(session.Session)
made.home, made.defaults = sys.argv[2], {}
made._choose_programs()
"""


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def read_cases():
    """The module's lists of cases, and the function that chooses from them, without the rest, which starts a session."""
    with open(os.path.join(FOLDER, "try.py"), encoding="utf-8") as file:
        tree = ast.parse(file.read())
    functions = {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}
    chosen = [functions["wanted_cases"]] + [
        node for node in tree.body
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", None) in ("CASES", "CONTINUES", "ESSENTIAL")
    ]
    scope = {"sys": sys}
    for name in functions:
        exec("def %s(): pass" % name, scope)
    exec(compile(ast.Module(body=chosen, type_ignores=[]), "try.py", "exec"), scope)
    return scope


def single_cases():
    scope = read_cases()
    names = [case.__name__ for case in scope["CASES"]]
    tap.equal(len(set(names)), len(names), "names")
    for name in names:
        alone = [case.__name__ for case in scope["wanted_cases"]([name])]
        tap.equal(alone[-1], name, "the last of what is tried for it")
        tap.true(name in APART or alone[0] == "launch", "%s does not start the program: %s" % (name, alone))
        for case in alone:
            more = {other.__name__ for other in scope["CONTINUES"].get(scope[case], [])}
            tap.true(more <= set(alone[: alone.index(case)]), "%s is tried before %s" % (case, more))


def own_defaults():
    """A system with another file manager that is its default, for files and on the bus."""
    python = "/usr/bin/python3"
    if not os.path.exists(python) or subprocess.run([python, "-c", DEFAULT.splitlines()[2]], capture_output=True).returncode != 0:
        raise tap.Skip("the system's Python has no GObject introspection")
    if not os.path.exists("/usr/share/xdg-desktop-portal/portals/gtk.portal"):
        raise tap.Skip("the portals of GTK are not installed")
    with tempfile.TemporaryDirectory() as top:
        home, system = os.path.join(top, "home"), os.path.join(top, "system")
        os.mkdir(home)
        applications = os.path.join(system, "applications")
        for name in ("org.gnome.Nautilus", "thunar"):
            text = "[Desktop Entry]\nType=Application\nName=%s\nExec=true %%U\nMimeType=inode/directory;\n" % name
            write(os.path.join(applications, name + ".desktop"), text)
        write(
            os.path.join(applications, "mimeinfo.cache"),
            "[MIME Cache]\ninode/directory=org.gnome.Nautilus.desktop;thunar.desktop;\n",
        )
        defaults = "[Default Applications]\ninode/directory=org.gnome.Nautilus.desktop\n"
        write(os.path.join(applications, "gnome-mimeapps.list"), defaults)
        env = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        env.update(HOME=home, XDG_DATA_DIRS=system, XDG_CONFIG_DIRS=system, XDG_CURRENT_DESKTOP="GNOME")

        def ask():
            return subprocess.run([python, "-c", DEFAULT], env=env, check=True, capture_output=True, text=True).stdout.strip()

        tap.equal(ask(), "org.gnome.Nautilus.desktop", "the default of the system")
        subprocess.run([python, "-B", "-c", CHOOSE, FOLDER, home], env=env, check=True)
        tap.equal(ask(), "thunar.desktop", "the default of the session")
        # The bus and the portals look there first.
        with open(os.path.join(home, ".local/share/dbus-1/services/org.freedesktop.FileManager1.service"), encoding="utf-8") as file:
            tap.true("thunar" in file.read(), "another file manager is on the bus")
        tap.equal(os.listdir(os.path.join(home, "portals")), ["gtk.portal"], "portals")


tap.run([
    ("/broadsheet/flatpak-check/single-cases", single_cases),
    ("/broadsheet/flatpak-check/own-defaults", own_defaults),
])
