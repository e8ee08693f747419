#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Two Syncthing programs make real conflicts, which are found, compared and merged.

usage: syncthing.py BROADSHEET_CLI [RUN_ON_DISPLAY TEST_WINDOW_TIDYING]

Both run on this computer and talk to each other alone: no discovery, no relays, no other network. Articles are changed on
both sides while they are apart. Then `duplicates` has to recognise the copies by their names, find the version that both
sides were made from, and merge them; and the window has to show one row for each, and put what was rejected into the
trash. Skipped where Syncthing is missing.
"""

import json
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
import xml.etree.ElementTree as xml

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

SKIPPED = 77
SECONDS = 90
FOLDER = "articles"
OPTIONS = {
    "globalAnnounceEnabled": "false", "localAnnounceEnabled": "false", "relaysEnabled": "false", "natEnabled": "false",
    "announceLANAddresses": "false", "crashReportingEnabled": "false", "startBrowser": "false", "urAccepted": "-1",
    "autoUpgradeIntervalH": "0", "reconnectionIntervalS": "1", "setLowPriority": "false",
}
LINES = ["第%d句讲的是第%d件事，发生在第%d个地方。" % (n, n * n, 7 * n + 3) for n in range(1, 25)]


def article(title, lines, end="\n"):
    return ("---\ntitle: %s\ndate: 2024-05-06\ntags: [一]\n---\n\n" % title + "\n\n".join(lines) + "\n").replace("\n", end)


def find_port():
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


class Device:
    """One of the two programs, and its folder."""

    def __init__(self, root, name):
        self.home, self.folder = root / (name + "-home"), root / name
        self.environment = dict(os.environ, HOME=str(root), STNOUPGRADE="1", NO_PROXY="*")
        self.port, self.gui = find_port(), find_port()
        self.folder.mkdir()
        self.process, self.last = None, 0
        subprocess.run(["syncthing", "generate", "--home", self.home], check=True, env=self.environment,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self.config = xml.parse(self.home / "config.xml")
        self.id = self.config.getroot().find("device").get("id")
        self.key = self.config.getroot().find("gui/apikey").text

    def start(self, other):
        top = self.config.getroot()
        options, folder, gui = top.find("options"), top.find("folder"), top.find("gui")
        for key, value in OPTIONS.items():
            options.find(key).text = value
        options.find("listenAddress").text = "tcp://127.0.0.1:%d" % self.port
        gui.find("address").text = "127.0.0.1:%d" % self.gui
        device = top.find("device")
        device.find("address").text = "tcp://127.0.0.1:%d" % self.port
        second = xml.fromstring(xml.tostring(device))
        second.set("id", other.id)
        second.find("address").text = "tcp://127.0.0.1:%d" % other.port
        top.append(second)
        folder.set("id", FOLDER)
        folder.set("path", str(self.folder))
        folder.set("fsWatcherEnabled", "false")
        folder.append(xml.fromstring('<device id="%s" introducedBy=""/>' % other.id))
        versioning = folder.find("versioning")
        versioning.set("type", "simple")
        versioning.append(xml.fromstring('<param key="keep" val="5"/>'))
        self.config.write(self.home / "config.xml")
        self.process = subprocess.Popen(
            ["syncthing", "serve", "--home", self.home, "--no-browser", "--no-restart"], env=self.environment,
            stdout=open(self.home / "log", "wb"), stderr=subprocess.STDOUT)

    def stop(self):
        if self.process is not None:
            self.process.terminate()
            self.process.wait()

    def ask(self, path, method="GET"):
        request = urllib.request.Request("http://127.0.0.1:%d/rest/%s" % (self.gui, path), method=method,
                                         headers={"X-API-Key": self.key})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=10) as answer:
            data = answer.read()
        return json.loads(data) if data else None

    def wait(self, condition, what):
        """Waits for one event after another until the condition is true."""
        deadline = time.monotonic() + SECONDS
        while True:
            try:
                if condition():
                    return
                events = self.ask("events?since=%d&timeout=1" % self.last)
                self.last = events[-1]["id"] if events else self.last
            except OSError:
                # It does not listen yet.
                if self.process.poll() is not None:
                    sys.exit("syncthing ended: " + (self.home / "log").read_text()[-2000:])
                time.sleep(0.05)
            if time.monotonic() > deadline:
                sys.exit("waited in vain for %s: %s" % (what, (self.home / "log").read_text()[-2000:]))

    def is_idle(self):
        status = self.ask("db/status?folder=" + FOLDER)
        return status["state"] == "idle" and status["needTotalItems"] == 0

    def scan(self):
        self.ask("db/scan?folder=" + FOLDER, "POST")

    def read(self):
        return {path.name: path.read_bytes() for path in self.folder.iterdir() if path.is_file()}

    def write(self, files):
        for name, text in files.items():
            (self.folder / name).write_text(text, newline="")


def sync(one, other, condition, what):
    for device in (one, other):
        device.scan()
    for device in (one, other):
        device.wait(lambda: condition() and one.is_idle() and other.is_idle(), what)


def make_conflicts(root):
    """The folder of one side, with the copies that Syncthing made."""
    one, other = Device(root, "one"), Device(root, "other")
    names = ["水墨.md", "one two.markdown", "a.b.md"]
    first = {name: article("题", LINES) for name in names}
    second = {name: article("题", LINES[:6] + ["中间改过的一句。"] + LINES[7:]) for name in names}
    try:
        one.start(other)
        other.start(one)
        for device in (one, other):
            device.wait(lambda device=device: device.ask("system/ping") is not None, "syncthing to start")
        one.write(first)
        sync(one, other, lambda: one.read() == other.read() and set(names) <= set(other.read()), "the first articles")
        # What is replaced is kept as a version.
        one.write(second)
        sync(one, other, lambda: other.read() == one.read() and other.read()[names[0]] == second[names[0]].encode(),
             "the second version")
        for device, its in ((one, other), (other, one)):
            device.ask("system/pause?device=" + its.id, "POST")
        mine = {name: text.replace(LINES[2], "这边改了第三句。") for name, text in second.items()}
        theirs = {name: text.replace(LINES[15], "那边改了第十六句。").replace("[一]", "[一, 二]")
                  for name, text in second.items()}
        theirs["a.b.md"] = mine["a.b.md"].replace("\n", "\r\n")
        one.write(mine)
        other.write(theirs)
        for device in (one, other):
            device.scan()
        for device, its in ((one, other), (other, one)):
            device.ask("system/resume?device=" + its.id, "POST")
        sync(one, other, lambda: one.read() == other.read() and len(one.read()) == 2 * len(names), "the conflicts")
    finally:
        one.stop()
        other.stop()
    merged = mine["水墨.md"].replace(LINES[15], "那边改了第十六句。").replace("[一]", "[一, 二]")
    return other.folder, merged


def main():
    if shutil.which("syncthing") is None:
        print("Syncthing is missing. Install the package syncthing.")
        sys.exit(SKIPPED)
    cli = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="broadsheet-syncthing-") as name:
        root = pathlib.Path(name)
        folder, merged = make_conflicts(root)
        environment = dict(os.environ, HOME=name, XDG_DATA_HOME=name + "/data", XDG_CACHE_HOME=name + "/cache",
                           LC_ALL="C.UTF-8")
        said = subprocess.run([cli, "duplicates", folder, "--conflicts", "--json"], stdout=subprocess.PIPE, check=True,
                              env=environment).stdout.decode()
        rows = {row["path"]: row for row in map(json.loads, said.splitlines())}
        if sorted(rows) != sorted(["水墨.md", "one two.markdown", "a.b.md"]):
            sys.exit("found %s in %s" % (sorted(rows), sorted(os.listdir(folder))))
        for path, row in rows.items():
            (copy,) = row["copies"]
            wanted = (True, "Syncthing", "line-endings" if path == "a.b.md" else "different")
            if (row["exists"], copy["program"], copy["state"]) != wanted:
                sys.exit("%s: %s" % (path, row))
            if path != "a.b.md" and (copy["base"], copy["merged"]) != ("syncthing", merged):
                sys.exit("%s was merged to %s" % (path, copy["merged"]))
        print("%d conflicts of Syncthing were found and merged" % len(rows))
        if len(sys.argv) > 3:
            (root / "merged").write_text(merged, newline="")
            subprocess.run([*sys.argv[2:4], "-p", "/broadsheet/window-tidying/syncthing"], check=True,
                           env=dict(os.environ, BROADSHEET_CONFLICTS=str(folder), BROADSHEET_MERGED=str(root / "merged")))


main()
