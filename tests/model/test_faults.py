#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The command line writes while system calls fail, are unsupported, or are the last one before a kill, using strace."""

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
# Waiting for a disk would slow down some hundred changes.
if os.access("/dev/shm", os.W_OK | os.X_OK):
    tempfile.tempdir = "/dev/shm"
import tap  # noqa: E402
from cli import CLI, SECONDS, article, environment, folder, home, run  # noqa: E402

# All calls that change the disk. strace counts each separately.
WRITING = ["rename", "renameat2", "link", "unlink", "write", "fsync", "fdatasync", "ftruncate", "mkdir"]
# Calls that exFAT's FUSE file system and some network file systems do not support.
SIMPLE = ["-e", "inject=renameat2:error=EINVAL", "-e", "inject=link,linkat:error=EPERM"]
# No command here takes more steps than this.
MAX_STEPS = 400


def need_strace():
    if shutil.which("strace") is None:
        raise tap.Skip("strace is not installed")
    if subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True, check=False).returncode != 0:
        raise tap.Skip("strace may not trace here")


def trace(injections, *arguments):
    """Runs a command with injections. Returns its status, negative for a signal, its output, and how strace reports
    that a call was tampered with."""
    log = os.path.join(home, "strace.log")
    # A limitation of the sanitizers: a traced process cannot check for leaks.
    traced = dict(environment, ASAN_OPTIONS="detect_leaks=0")
    done = subprocess.run(
        ["strace", "-f", "-qq", "-o", log, "-e", "trace=" + ",".join(WRITING + ["linkat"]), *injections, CLI, *arguments],
        capture_output=True, stdin=subprocess.DEVNULL, check=False, timeout=SECONDS, env=traced,
    )
    status = done.returncode - 256 if done.returncode > 128 + 64 else done.returncode
    said = done.stderr.decode("utf-8", "backslashreplace")
    with open(log, encoding="utf-8", errors="backslashreplace") as file:
        return (-9 if status in (-9, 137) else status), done.stdout.decode(), said, file.read()


def content(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def records():
    found = []
    for path, _, names in os.walk(os.path.join(home, "broadsheet")):
        found += [os.path.join(path, name) for name in names if os.path.basename(path) == "writing"]
    return found


def check_clean(root, what):
    left = [name for _, _, names in os.walk(root) for name in names if name.startswith(".")]
    tap.equal((left, records()), ([], []), what + ": left behind")


class Library:
    """Three files: an ordinary one, one with two hard links, and one that is changed to start again."""

    def __init__(self):
        self.root = folder({"a.md": article("Old"), "b.md": article("Old"), "c.md": article("C")})
        self.paths = [os.path.join(self.root, name) for name in ("a.md", "b.md")]
        os.link(self.paths[1], os.path.join(self.root, "b.txt.bak"))
        self.other = os.path.join(self.root, "c.md")
        self.n_starts = 0
        run("set", self.other, "title=first")

    def reset(self):
        for path in self.paths:
            with open(path, "w", encoding="utf-8") as file:
                file.write(article("Old"))

    def start_anew(self):
        self.n_starts += 1
        run("set", self.other, "title=%d" % self.n_starts)

    def check(self, what):
        for path in self.paths:
            tap.true(content(path) in (article("Old"), article("New")), "%s: %s is %r" % (what, path, content(path)))
        check_clean(self.root, what)


def find_steps(is_simple, effect):
    """For each call, all its turns: (the strace option for the effect at that turn, its name, a way to end them)."""
    for call in WRITING:
        # These already fail, and threads wake each other with a write that never fails.
        if (is_simple and call in ("renameat2", "link")) or (call == "write" and "error" in effect):
            continue
        for number in range(1, MAX_STEPS):
            over = []
            injection = ["-e", "inject=%s:%s:when=%d" % (call, effect, number)]
            yield (SIMPLE if is_simple else []) + injection, "%s at %s %d" % (effect, call, number), over
            if over:
                break
        else:
            raise AssertionError("%s does not come to an end" % call)


def set_steps(is_simple, effect):
    """Sets a title repeatedly, with a different failure each time."""
    need_strace()
    library = Library()
    n_injected = 0
    for injection, what, over in find_steps(is_simple, effect):
        library.reset()
        status, out, said, log = trace(injection, "set", *library.paths, "title=New", "--json")
        for row in map(json.loads, out.splitlines()):
            if row["result"] == "changed":
                tap.equal(content(row["path"]), article("New"), what + ": said to be changed")
        if status != -9 and "(INJECTED)" not in log.replace("EINVAL (Invalid argument) (INJECTED)", ""):
            over.append(True)
        n_injected += not over
        tap.true(status >= 0 or effect == "signal=KILL", "%s: status %d, %s" % (what, status, said))
        tap.true("CRITICAL" not in said, "%s: %s" % (what, said))
        library.start_anew()
        library.check(what)
    tap.true(n_injected > 20, "only %d steps were tried" % n_injected)


def import_simply():
    need_strace()
    source = folder({name.lower() + ".md": article(name) + name for name in "ABC"})
    root = folder({"a.md": article("Another"), "b.md": ""})
    status, out, said, _ = trace(SIMPLE, "import", root, source, "--json")
    rows = [json.loads(line) for line in out.splitlines()]
    tap.equal((status, [row["result"] for row in rows]), (0, ["imported"] * 3), said)
    tap.equal((content(os.path.join(root, "a.md")), content(os.path.join(root, "b.md"))), (article("Another"), ""))
    tap.equal(sorted(content(os.path.join(root, row["path"])) for row in rows), [article(name) + name for name in "ABC"])
    check_clean(root, "import")


def import_steps(is_simple):
    """Killed at each step, an import leaves complete files under their names, and nothing else after the next start."""
    need_strace()
    texts = {name: article(name) + name for name in "AB"}
    source = folder({name + ".md": text for name, text in texts.items()})
    nothing = folder({"A.md": texts["A"]})
    n_kills = 0
    for injection, what, over in find_steps(is_simple, "signal=KILL"):
        root = folder({"seed.md": texts["A"]})
        status, _, said, _ = trace(injection, "import", root, source)
        # A.md is left out as a duplicate, which the status says.
        tap.true(status in (1, -9), said)
        n_kills += status == -9
        if status == 1:
            over.append(True)
            tap.true("B.md" in os.listdir(root), said)
        run("import", root, nothing, status=1)
        check_clean(root, what)
        for name in os.listdir(root):
            tap.true(content(os.path.join(root, name)) in texts.values(), "%s: %s" % (what, name))
    tap.true(n_kills > 20, "only %d steps were tried" % n_kills)


def unlink_fails():
    need_strace()
    library = Library()
    status, _, said, _ = trace(["-e", "inject=unlink,unlinkat:error=EACCES"], "set", *library.paths, "title=New")
    tap.equal((status, [content(path) for path in library.paths]), (0, [article("New")] * 2), said)
    tap.true(any(name.startswith(".") for name in os.listdir(library.root)), "nothing is left, so nothing is tried")
    library.start_anew()
    library.check("the next start")


def no_room():
    """With a limit on file sizes, the record, the new file or the history does not fit."""
    library = Library()
    reasons = set()
    for room in range(0, 600, 20):
        library.reset()
        done = subprocess.run(
            [CLI, "set", *library.paths, "title=New"], capture_output=True, stdin=subprocess.DEVNULL, check=False,
            timeout=SECONDS, env=environment, restore_signals=False,
            preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
        )
        said = done.stderr.decode()
        reasons.add(done.returncode)
        tap.true(done.returncode >= 0 and "CRITICAL" not in said, "%d: %s" % (done.returncode, said))
        if done.returncode == 0:
            tap.equal([content(path) for path in library.paths], [article("New")] * 2, "%d bytes of room" % room)
        library.start_anew()
        library.check("%d bytes of room" % room)
    tap.true(0 in reasons and len(reasons) > 1, "there is always room, or never: %s" % reasons)


if __name__ == "__main__":
    tap.run(
        [
            ("/broadsheet/faults/set/kill", lambda: set_steps(False, "signal=KILL")),
            ("/broadsheet/faults/set/kill-simple", lambda: set_steps(True, "signal=KILL")),
            ("/broadsheet/faults/set/input-output-error", lambda: set_steps(False, "error=EIO")),
            ("/broadsheet/faults/set/no-room", no_room),
            ("/broadsheet/faults/set/unlink", unlink_fails),
            ("/broadsheet/faults/import/simple", import_simply),
            ("/broadsheet/faults/import/kill", lambda: import_steps(False)),
            ("/broadsheet/faults/import/kill-simple", lambda: import_steps(True)),
        ]
    )
