#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the rename of a category at random moments, and checks the result.

usage: kill-rename.py BROADSHEET_CLI [--kills N] [--articles N] [--seed S] [--short]

A category that all articles share is renamed again and again, and each rename is killed with SIGKILL after a random
time. After each kill, every article has its old or its new bytes, and the history tells how many are new. Undoing the
step then restores the original bytes and permissions of all, and leaves no temporary file and nothing to undo.
"""

import argparse
import json
import os
import pathlib
import random
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from kill import run_and_kill, scratch, take_time  # noqa: E402

WAYS = [
    "categories: [%s, b, c]   # a path", "categories:\n - %s # first\n - x", "categories: %s", "categories: [[%s, b], [z]]",
    "category: '%s'", "tags: [a]\ncategories:\n- [other]\n- - \"%s\"\n  - y   # kept",
]


def make_article(number, category):
    return ("---\ntitle: 'Article %d'\n%s\ndate: 2024-01-01\n---\n%s" %
            (number, WAYS[number % len(WAYS)] % category, "Text %d of it. " % number * (number % 400 + 1))).encode()


def read_all(library):
    found = {}
    for entry in os.scandir(library):
        with open(entry.path, "rb") as file:
            found[entry.name] = (file.read(), entry.stat().st_mode & 0o777)
    return found


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--articles", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--short", action="store_true", help="in memory, as ./check does it")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)

    with scratch("broadsheet-soak-", arguments.short) as name:
        library = pathlib.Path(name) / "library"
        environment = dict(os.environ, HOME=name, XDG_DATA_HOME=name + "/data", XDG_CACHE_HOME=name + "/cache",
                           LC_ALL="C.UTF-8")
        library.mkdir()
        old, new = {}, {}
        for number in range(arguments.articles):
            file = "%05d.md" % number
            old[file] = (make_article(number, "技术"), 0o600 if number % 10 == 0 else 0o644)
            new[file] = (make_article(number, "系统"), old[file][1])
            (library / file).write_bytes(old[file][0])
            (library / file).chmod(old[file][1])

        def ask(*command, status=0):
            result = subprocess.run([arguments.cli, *command], stdout=subprocess.PIPE, env=environment, check=False)
            if result.returncode != status:
                sys.exit("%s ended with %d (seed %d)" % (command[0], result.returncode, arguments.seed))
            return [json.loads(line) for line in result.stdout.decode().splitlines()]

        def find_steps():
            return [step for step in ask("history", library, "--json") if not step["undone"]]

        rename = [arguments.cli, "rename-category", library, "技术", "系统"]
        whole = take_time(rename, environment)
        if read_all(library) != new:
            sys.exit("the rename wrote other bytes than expected")
        ask("undo", library, "--json")
        midway = 0
        for kill in range(arguments.kills):
            said = "kill %d (seed %d)" % (kill, arguments.seed)
            # The files are written at the end of it.
            run_and_kill(rename, chance.uniform(chance.choice((0, whole / 2)), whole), environment)
            there = read_all(library)
            wrong = [file for file in old if there.get(file) not in (old[file], new[file])]
            if wrong:
                sys.exit("%s: %s is neither the old nor the new version" % (said, wrong[0]))
            n_new = sum(there[file] == new[file] for file in old)
            midway += 0 < n_new < len(old)
            steps = find_steps()
            if [step["changed"] for step in steps] != ([n_new] if n_new > 0 else []):
                sys.exit("%s: %d articles are new, but the history is %s" % (said, n_new, steps))
            if set(os.listdir(library)) != set(old):
                sys.exit("%s: temporary files are left after the history was read" % said)
            for _ in steps:
                ask("undo", library, "--json")
            there = read_all(library)
            if there != old:
                wrong = [file for file in set(old) | set(there) if there.get(file) != old.get(file)]
                sys.exit("%s: undo did not restore %s" % (said, wrong[:5]))
            if find_steps():
                sys.exit("%s: something is left to undo" % said)
            if kill % 50 == 49 and not arguments.short:
                print("%d kills, %d of them in the middle" % (kill + 1, midway), flush=True)
    print("%d kills, %d of them in the middle: every article old or new, and all undone" % (arguments.kills, midway))


main()
