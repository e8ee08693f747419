#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""An installation puts files in the right places, and the desktop reads them as intended."""

import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.environ["BROADSHEET_SOURCE"]
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

BUILD = os.environ["BROADSHEET_BUILD"]
PREFIX = os.environ["BROADSHEET_PREFIX"]
VERSION = os.environ["BROADSHEET_VERSION"]
ID = os.environ["BROADSHEET_ID"]
TYPES = ("inode/directory", "text/html", "text/markdown", "application/xhtml+xml")

COMMAND = {
    "bin/broadsheet-cli",
    "%s/broadsheet-image-helper" % os.environ["BROADSHEET_LIBEXECDIR"],
    "share/bash-completion/completions/broadsheet-cli",
    "share/fish/vendor_completions.d/broadsheet-cli.fish",
    "share/man/man1/broadsheet-cli.1",
    "share/zsh/site-functions/_broadsheet-cli",
}
APPLICATION = {
    "bin/broadsheet",
    "%s/broadsheet-math-helper" % os.environ["BROADSHEET_LIBEXECDIR"],
    "%s/broadsheet-search-provider" % os.environ["BROADSHEET_LIBEXECDIR"],
    "share/applications/%s.desktop" % ID,
    "share/dbus-1/services/%s.SearchProvider.service" % ID,
    "share/dbus-1/services/%s.service" % ID,
    "share/glib-2.0/schemas/io.github.broadsheet.Broadsheet.gschema.xml",
    "share/gnome-shell/search-providers/%s.search-provider.ini" % ID,
    "share/icons/hicolor/scalable/apps/%s.svg" % ID,
    "share/icons/hicolor/symbolic/apps/%s-symbolic.svg" % ID,
    "share/man/man1/broadsheet.1",
    "share/metainfo/%s.metainfo.xml" % ID,
}


def need(*programs):
    for program in programs:
        if shutil.which(program) is None:
            raise tap.Skip(program + " is not installed")


def run(*arguments, env=None):
    return subprocess.run(arguments, env=env, check=True, capture_output=True, encoding="utf-8").stdout


@contextlib.contextmanager
def installed():
    """Installs everything into a temporary folder."""
    with tempfile.TemporaryDirectory() as folder:
        command = os.environ["BROADSHEET_MESON"].split("\n")
        run(*command, "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", folder)
        yield folder, os.path.join(folder, PREFIX.lstrip("/"))


def languages():
    with open(os.path.join(SOURCE, "po", "LINGUAS"), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def files():
    with installed() as (folder, prefix):
        found = set()
        for place, _, names in os.walk(folder):
            for name in names:
                path = os.path.join(place, name)
                tap.true(path.startswith(prefix + "/"), "“%s” is outside the prefix" % path[len(folder) :])
                found.add(os.path.relpath(path, prefix))
                tap.true(os.stat(path).st_mode & 0o022 == 0, "anyone may write to “%s”" % name)
        expected = set(COMMAND)
        if os.environ["BROADSHEET_APPLICATION"] == "true":
            expected |= APPLICATION
            expected |= {"share/locale/%s/LC_MESSAGES/broadsheet.mo" % language for language in languages()}
        tap.equal(sorted(found - expected), [], "what nobody expects")
        tap.equal(sorted(expected - found), [], "what is missing")


def versions():
    """The version is defined in one place."""
    with installed() as (_, prefix):
        tap.equal(run(os.path.join(prefix, "bin/broadsheet-cli"), "--version"), "broadsheet-cli %s\n" % VERSION)
        for name in os.listdir(os.path.join(prefix, "share/man/man1")):
            with open(os.path.join(prefix, "share/man/man1", name), encoding="utf-8") as file:
                tap.true('\n.Os "Broadsheet %s"\n' % VERSION in file.read(), "%s tells another version" % name)
        program = os.path.join(prefix, "bin/broadsheet")
        if os.path.exists(program):
            tap.equal(run(program, "--version"), "Broadsheet %s\n" % VERSION)
    for place, _, names in os.walk(os.path.join(SOURCE, "src")):
        for name in names:
            with open(os.path.join(place, name), encoding="utf-8") as file:
                tap.true('"%s"' % VERSION not in file.read(), "“%s” tells the version by itself" % name)


def write_handler(folder, name, types):
    with open(os.path.join(folder, name + ".desktop"), "w", encoding="utf-8") as file:
        file.write("[Desktop Entry]\nType=Application\nName=%s\nExec=true %%U\nMimeType=%s;\n" % (name, ";".join(types)))


def handler():
    """If the desktop has a file manager and a browser, they stay the defaults; Broadsheet is only offered."""
    need("gio", "update-desktop-database")
    if os.environ["BROADSHEET_APPLICATION"] != "true":
        raise tap.Skip("there is no window")
    with installed() as (folder, prefix):
        desktop = os.path.join(folder, "desktop", "applications")
        os.makedirs(desktop)
        write_handler(desktop, "files", ["inode/directory"])
        write_handler(desktop, "browser", ["text/html", "application/xhtml+xml"])
        with open(os.path.join(desktop, "mimeapps.list"), "w", encoding="utf-8") as file:
            file.write("[Default Applications]\ninode/directory=files.desktop\n")
            file.write("text/html=browser.desktop\napplication/xhtml+xml=browser.desktop\n")
        ours = os.path.join(prefix, "share")
        run("update-desktop-database", desktop)
        run("update-desktop-database", os.path.join(ours, "applications"))
        env = {
            **os.environ,
            "HOME": folder,
            "PATH": os.path.join(prefix, "bin") + ":" + os.environ["PATH"],
            "XDG_CONFIG_HOME": os.path.join(folder, "config"),
            "XDG_CONFIG_DIRS": os.path.join(folder, "none"),
            "XDG_CURRENT_DESKTOP": "",
        }
        # Installed for the system, and for the user alone, whose folder has precedence.
        for home, system in (
            (os.path.join(folder, "none"), [os.path.dirname(desktop), ours]),
            (os.path.join(folder, "none"), [ours, os.path.dirname(desktop)]),
            (ours, [os.path.dirname(desktop)]),
        ):
            env.update(XDG_DATA_HOME=home, XDG_DATA_DIRS=":".join(system))
            for kind, name in zip(TYPES, ("files", "browser", ID, "browser")):
                told = run("gio", "mime", kind, env=env)
                tap.equal(re.search(r": (.*)\.desktop", told).group(1), name, kind)
                tap.true(ID + ".desktop" in told, "Broadsheet is not offered for " + kind)
    # A file that would make it the default is not installed.
    tap.true(not [name for name in APPLICATION if name.endswith(".list")], "a list of defaults is installed")


tap.run(
    [
        ("/broadsheet/install/files", files),
        ("/broadsheet/install/versions", versions),
        ("/broadsheet/install/handler", handler),
    ]
)
