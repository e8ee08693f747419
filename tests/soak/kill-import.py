#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills an import at random moments, and checks the result.

usage: kill-import.py BROADSHEET_CLI [--kills N] [--articles N] [--seed S] [--short]

A tree of articles, some of them in an archive, is imported again and again, and each import is killed with SIGKILL
after a random time. After each kill, every file of the library has the bytes of its source. After the next start (with
nothing to import), no temporary file is left in the library or in the cache, and the sources are unchanged. From time
to time the library is emptied, so that there is something to import again.
"""

import argparse
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from kill import digest, run_and_kill, scratch, take_time  # noqa: E402


def make_article(number):
    return "---\ntitle: Article %d\ndate: 2024-01-01\n---\n%s" % (number, "Text %d of it. " % number * (number % 700 + 1))


def check_whole(library, wanted):
    for root, _, names in os.walk(library):
        for name in names:
            if name in wanted:
                with open(os.path.join(root, name), encoding="utf-8") as file:
                    if file.read() != wanted[name]:
                        sys.exit("%s is not whole" % name)


def find_strangers(library, wanted):
    return [os.path.join(root, name) for root, _, names in os.walk(library) for name in names if name not in wanted]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--short", action="store_true", help="in memory, as ./check does it")
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)

    with scratch("broadsheet-soak-", arguments.short) as name:
        top = pathlib.Path(name)
        source, library, nothing = top / "source", top / "library", top / "nothing"
        environment = dict(os.environ, HOME=name, XDG_DATA_HOME=str(top / "data"), XDG_CACHE_HOME=str(top / "cache"))
        for folder in (source, library, nothing):
            folder.mkdir()
        wanted = {}
        for number in range(arguments.articles):
            wanted["%05d.md" % number] = make_article(number)
        names = sorted(wanted)
        with zipfile.ZipFile(source / "archive.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for one in names[: len(names) // 4]:
                archive.writestr(one, wanted[one])
        for one in names[len(names) // 4:]:
            (source / one).write_text(wanted[one], encoding="utf-8")
        before = digest(source)

        whole = take_time([arguments.cli, "import", library, source], environment)
        check_whole(library, wanted)
        midway = 0
        for kill in range(arguments.kills):
            if len(os.listdir(library)) > len(wanted) * 3 // 4:
                shutil.rmtree(library)
                library.mkdir()
            run_and_kill([arguments.cli, "import", library, source], chance.uniform(0, whole), environment)
            check_whole(library, wanted)
            midway += 0 < len(os.listdir(library)) < len(wanted)
            # The next start removes everything left over.
            (nothing / "nothing.md").write_text(make_article(0), encoding="utf-8")
            # The status is 1 where the article is there already.
            again = subprocess.run([arguments.cli, "import", library, nothing], stdout=subprocess.DEVNULL,
                                   env=environment, check=False)
            if again.returncode not in (0, 1):
                sys.exit("the start after kill %d (seed %d) failed" % (kill, arguments.seed))
            if (library / "nothing.md").exists():
                (library / "nothing.md").unlink()
            left = find_strangers(library, wanted)
            left += [str(path) for path in (top / "cache" / "broadsheet").glob("import-*")]
            if left:
                sys.exit("left after kill %d (seed %d): %s" % (kill, arguments.seed, left[:5]))
            check_whole(library, wanted)
            if digest(source) != before:
                sys.exit("the sources were changed by kill %d (seed %d)" % (kill, arguments.seed))
    print("%d kills, %d of them in the middle: every file whole, nothing left, the sources unchanged"
          % (arguments.kills, midway))


main()
