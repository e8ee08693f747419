#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the repair of a folder at random moments, and rewrites its files meanwhile.

usage: kill-repair.py BROADSHEET_CLI [--kills N] [--articles N] [--rewrites N] [--seed S] [--short]

Articles that are broken in many ways are repaired again and again, and each repair is killed with SIGKILL after a random
time. After each kill, every article has its old or its repaired bytes, the history tells how many are repaired, and
undoing that restores all of them. Then repairs run while another program replaces articles; what it wrote last is never
lost.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from kill import run_and_kill, scratch, take_time  # noqa: E402

WAYS = [
    "title: a: %d", "title: '%d it's'", "author: @a%d", "tags: - a\nn: %d", "title:%d\nx: 1", "title: %%%d",
    "title: fine %d", "map:\n  a: 1\n   b: %d", "tags:\n\t- a\nn: %d", 'title: "%d "x" y"',
]


def make_article(number):
    return ("---\n%s\n---\n%s" % (WAYS[number % len(WAYS)] % number, "Text %d of it. " % number * (number % 200 + 1))).encode()


def read_all(library):
    return {entry.name: pathlib.Path(entry.path).read_bytes() for entry in os.scandir(library)}


def kill_while_writing(command, file, environment):
    """Kills a command as soon as it has replaced a file, as all files are within a moment."""
    inode = os.stat(file).st_ino
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    while process.poll() is None and os.stat(file).st_ino == inode:
        pass
    process.kill()
    process.wait()


class Rewriter(threading.Thread):
    """Replaces some articles, as a crawler does."""

    def __init__(self, library, names, number):
        super().__init__()
        self.library, self.names, self.number = library, names, number
        self.wrote = {}

    def run(self):
        for name in self.names:
            text = b"---\ntitle: rewritten: %d\n---\nText.\n" % self.number
            draft = self.library / (name + ".tmp")
            draft.write_bytes(text)
            draft.rename(self.library / name)
            self.wrote[name] = text


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--rewrites", type=int, default=20)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--short", action="store_true", help="in memory, as ./check does it")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)

    with scratch("broadsheet-soak-", arguments.short) as name:
        library = pathlib.Path(name) / "library"
        environment = dict(os.environ, HOME=name, XDG_DATA_HOME=name + "/data", XDG_CACHE_HOME=name + "/cache",
                           LC_ALL="C.UTF-8")
        library.mkdir()
        old = {"%05d.md" % number: make_article(number) for number in range(arguments.articles)}

        def restore():
            for file, data in old.items():
                (library / file).write_bytes(data)

        def ask(*command, statuses=(0,)):
            result = subprocess.run([arguments.cli, *command], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                    env=environment, check=False)
            if result.returncode not in statuses:
                sys.exit("%s ended with %d (seed %d)" % (command[0], result.returncode, arguments.seed))
            return [json.loads(line) for line in result.stdout.decode().splitlines()]

        def find_steps():
            return [step for step in ask("history", library, "--json") if not step["undone"]]

        restore()
        repair = [arguments.cli, "repair", library]
        whole = take_time(repair, environment)
        new = read_all(library)
        fixed = {file for file in old if new[file] != old[file]}
        if len(fixed) < 0.89 * len(old):
            sys.exit("only %d of %d were repaired" % (len(fixed), len(old)))
        ask("undo", library, "--json")
        if read_all(library) != old:
            sys.exit("undo did not restore the articles")

        midway = 0
        # Of three kills, two are in the short time in which files are replaced.
        for kill in range(arguments.kills):
            said = "kill %d (seed %d)" % (kill, arguments.seed)
            if kill % 3 == 0:
                run_and_kill(repair, chance.uniform(0, whole), environment)
            else:
                kill_while_writing(repair, library / chance.choice(sorted(fixed)), environment)
            there = read_all(library)
            wrong = [file for file in old if there.get(file) not in (old[file], new[file])]
            if wrong:
                sys.exit("%s: %s is neither broken nor repaired" % (said, wrong[0]))
            n_new = sum(there[file] == new[file] for file in fixed)
            midway += 0 < n_new < len(fixed)
            steps = find_steps()
            if [step["changed"] for step in steps] != ([n_new] if n_new > 0 else []):
                sys.exit("%s: %d articles are repaired, but the history is %s" % (said, n_new, steps))
            for _ in steps:
                ask("undo", library, "--json")
            there = read_all(library)
            if there != old:
                wrong = [file for file in set(old) | set(there) if there.get(file) != old.get(file)]
                sys.exit("%s: undo did not restore %s" % (said, wrong[:5]))

        met = 0
        for number in range(arguments.rewrites):
            rewriter = Rewriter(library, chance.sample(sorted(old), len(old) // 4), number)
            rewriter.start()
            ask("repair", library, statuses=(0, 1, 3))
            rewriter.join()
            there = read_all(library)
            for file, text in rewriter.wrote.items():
                repaired = text.replace(b"rewritten: %d" % number, b"'rewritten: %d'" % number)
                if there[file] not in (text, repaired) and text not in there.values():
                    sys.exit("rewrite %d (seed %d): what was written to %s is lost" % (number, arguments.seed, file))
                met += there[file] == repaired
            for file in set(there) - set(old):
                (library / file).unlink()
            restore()
    print("%d kills, %d of them in the middle: every article broken or repaired, and all undone; "
          "%d rewritten articles were repaired, and none was lost" % (arguments.kills, midway, met))


main()
