#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Renames a category of very many articles and undoes it, and measures progress and cancelling.

usage: rename-all.py BROADSHEET_CLI [CORPUS] [--articles N] [--short]

CORPUS is copied; without one, tests/bench/make_corpus.py makes N articles. The largest category at the root is renamed
with everything below it, after the category of every other article was moved into it. Undoing all of it brings back the
hash of the tree (names, bytes and permissions). A rename that is interrupted with SIGINT keeps what was done as one step,
which is undone too.

Progress is measured in the history, whose unfinished step grows with each batch of files: the longest pause is printed.
"""

import argparse
import hashlib
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from kill import scratch  # noqa: E402

MAKE_CORPUS = pathlib.Path(__file__).resolve().parents[1] / "bench" / "make_corpus.py"


def take_hash(folder):
    state = hashlib.sha256()
    n_files = 0
    for root, folders, files in os.walk(os.fsencode(folder)):
        folders.sort()
        for name in sorted(files):
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                state.update(path + b"\0%o\0" % os.lstat(path).st_mode + hashlib.sha256(file.read()).digest())
            n_files += 1
    return state.hexdigest(), n_files


class Soak:
    def __init__(self, cli, library, top):
        self.cli, self.library = cli, library
        self.data = pathlib.Path(top) / "data"
        self.environment = dict(os.environ, HOME=top, XDG_DATA_HOME=str(self.data), XDG_CACHE_HOME=top + "/cache",
                                LC_ALL="C.UTF-8")

    def run(self, *command, statuses=(0,)):
        result = subprocess.run([self.cli, *command], stdout=subprocess.PIPE, env=self.environment, check=False)
        if result.returncode not in statuses:
            sys.exit("%s ended with %d" % (command[0], result.returncode))
        return [json.loads(line) for line in result.stdout.decode().splitlines()]

    def measure_part(self):
        return sum(path.stat().st_size for path in self.data.glob("**/*.part"))

    def rename(self, old, new, interrupt_after=None):
        """Returns the seconds it took, the pauses between two batches, and the seconds from SIGINT to the end."""
        start = last = time.monotonic()
        size, pauses, told = 0, [], None
        process = subprocess.Popen([self.cli, "rename-category", self.library, old, new, "--json"],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=self.environment)
        while process.poll() is None:
            try:
                process.wait(0.02)
            except subprocess.TimeoutExpired:
                pass
            try:
                now = self.measure_part()
            except OSError:
                continue
            if now > size:
                size = now
                pauses.append(time.monotonic() - last)
                last = time.monotonic()
            if interrupt_after is not None and told is None and len(pauses) >= interrupt_after:
                process.send_signal(signal.SIGINT)
                told = time.monotonic()
        end = time.monotonic()
        if process.returncode not in ((0, 1) if told is None else (0, 1, 3)):
            sys.exit("the rename ended with %d" % process.returncode)
        return end - start, pauses, end - told if told is not None else 0

    def undo_all(self):
        start = time.monotonic()
        steps = [step for step in self.run("history", self.library, "--json") if not step["undone"]]
        for _ in steps:
            self.run("undo", self.library, "--json")
        return len(steps), time.monotonic() - start


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("corpus", nargs="?")
    parser.add_argument("--articles", type=int, default=100000)
    parser.add_argument("--short", action="store_true", help="in memory, as ./check does it")
    arguments = parser.parse_args()

    with scratch("broadsheet-soak-", arguments.short) as top:
        library = os.path.join(top, "library")
        if arguments.corpus is not None:
            shutil.copytree(arguments.corpus, library, symlinks=True)
        else:
            subprocess.run([sys.executable, MAKE_CORPUS, library, str(arguments.articles)], check=True,
                           stdout=subprocess.DEVNULL)
        soak = Soak(arguments.cli, library, top)
        before, n_files = take_hash(library)

        names = sorted((row["count"], row["path"][0]) for row in soak.run("categories", library, "--json")
                       if len(row["path"]) == 1)
        largest = names[-1][1]
        # Some articles of a corpus are damaged and cannot be changed.
        for _, name in names[:-1]:
            soak.run("merge-category", library, name, largest, "--json", statuses=(0, 1))
        whole, pauses, _ = soak.rename(largest, "改名")
        renamed, _ = take_hash(library)
        n_renamed = [step for step in soak.run("history", library, "--json") if not step["undone"]][0]["changed"]
        n_steps, undone = soak.undo_all()
        if take_hash(library)[0] != before or renamed == before:
            sys.exit("undoing %d steps did not bring the tree back" % n_steps)
        print("%d files, %d renamed in %.1f s, longest pause without progress %.2f s; %d steps undone in %.1f s: "
              "the hash is the original one" % (n_files, n_renamed, whole, max(pauses, default=0), n_steps, undone), flush=True)

        _, _, wait = soak.rename(largest, "改名", interrupt_after=max(1, len(pauses) // 4))
        steps = [step for step in soak.run("history", library, "--json") if not step["undone"]]
        n_kept = steps[0]["changed"] if steps else 0
        soak.undo_all()
        if take_hash(library)[0] != before or len(steps) > 1:
            sys.exit("undoing an interrupted rename did not bring the tree back")
        print("interrupted: it ended %.2f s later, with %d files in one step, and the hash is the original one again"
              % (wait, n_kept))


main()
