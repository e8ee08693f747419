#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Damages a library's index in realistic ways, and checks that list and search are right again each time.

usage: kill-index.py BROADSHEET_CLI [--kills N] [--articles N] [--seed S] [--short]

Every byte, name and time of a generated library is recorded. `broadsheet-cli index` is killed with SIGKILL at random
moments; its cache is put on a full disk, made read-only, and overwritten with noise, both while it is being written and
afterwards; files change without changing size and time, and the clock is set back. After each of these the command must
work, list and search must report the same as without an index, and the library must be unchanged.
"""

import argparse
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from kill import digest, run_and_kill, scratch, take_time  # noqa: E402

QUERIES = ["的", "中国", "title:新", "2022 -中"]


class Soak:
    def __init__(self, arguments, top):
        self.cli = arguments.broadsheet_cli
        self.chance = random.Random(arguments.seed)
        self.scratch = top
        self.library = top / "library"
        self.cache = top / "cache"
        self.failures = 0
        self.environment = dict(os.environ, XDG_CACHE_HOME=str(self.cache), XDG_DATA_HOME=str(top / "data"))
        subprocess.run([sys.executable, HERE.parent / "bench" / "make_corpus.py", self.library, str(arguments.articles),
                        "--malformed", "0.05"], check=True, stdout=subprocess.DEVNULL)
        self.take_over()

    def take_over(self):
        """Records the library, which must not change, and the output without an index, which is the expected output."""
        self.before = digest(self.library)
        bare = dict(self.environment, XDG_CACHE_HOME=str(self.scratch / "none"), XDG_DATA_HOME=str(self.scratch / "none"))
        self.said = self.ask(bare)

    def ask(self, environment):
        said = []
        for arguments in [["list"]] + [["search", query] for query in QUERIES]:
            # The snippet shows matches, which differ slightly between index and files.
            call = [self.cli, arguments[0], "--json", str(self.library)] + arguments[1:]
            done = subprocess.run(call, env=environment, capture_output=True, text=True)
            rows = [json.loads(line) for line in done.stdout.splitlines()]
            said.append((done.returncode, sorted(row["path"] + row["title"] for row in rows)))
        return said

    def fail(self, what):
        print(what, flush=True)
        self.failures += 1

    def index(self, *options, status=(0,)):
        done = subprocess.run(self.command(*options), env=self.environment, capture_output=True, text=True, timeout=600)
        if done.returncode not in status:
            self.fail("index ended with %d: %s" % (done.returncode, done.stderr))
        return done

    def check(self, what):
        if digest(self.library) != self.before:
            self.fail(what + ": the library is not what it was")
            self.before = digest(self.library)
        for told, right in zip(self.ask(self.environment), self.said):
            if told != right:
                self.fail("%s: something else is told with the index than without: %d, %d rows, not %d, %d"
                          % (what, told[0], len(told[1]), right[0], len(right[1])))

    def check_again(self, what):
        self.check(what + ", before it is indexed again")
        self.index()
        self.check(what)

    def files(self):
        return sorted(self.cache.glob("broadsheet/libraries/*/index.db*"))

    def forget(self):
        shutil.rmtree(self.cache, ignore_errors=True)

    def command(self, *options):
        return [self.cli, "index", "--json", *options, str(self.library)]

    def overwrite(self, part):
        for path in self.files():
            if path.suffix == ".lock" or not path.exists():
                continue
            size = path.stat().st_size
            with open(path, "r+b") as file:
                for start in range(0, size, 4096):
                    if self.chance.random() < part:
                        file.seek(start)
                        file.write(self.chance.randbytes(min(4096, size - start)))

    def kill(self, kills):
        whole = take_time(self.command("--rebuild"), self.environment)
        for number in range(kills):
            if number % 4 == 0:
                self.forget()
            run_and_kill(self.command(), self.chance.uniform(0, whole * 1.1), self.environment)
            if number % 10 == 0:
                self.check("kill %d" % number)
            elif digest(self.library) != self.before:
                self.fail("kill %d: the library is not what it was" % number)
        self.check_again("%d kills" % kills)

    def overwrite_while_closed(self):
        for part in (1, 0.5, 0.05, 0.01):
            self.index()
            self.overwrite(part)
            self.check_again("noise over %g of the index" % part)
        for size in (0, 100, 4096, 100000):
            os.truncate(self.files()[0], size)
            self.check_again("cut off after %d bytes" % size)
        for path in self.files():
            path.unlink()
        self.check_again("deleted")

    def overwrite_while_open(self):
        for number in range(10):
            self.forget()
            process = subprocess.Popen(self.command(), env=self.environment, stdout=subprocess.DEVNULL,
                                       stderr=subprocess.DEVNULL)
            end = time.monotonic() + 60
            while not self.files() and time.monotonic() < end:
                time.sleep(0.01)
            time.sleep(self.chance.uniform(0, 1))
            self.overwrite(self.chance.choice((1, 0.1)))
            process.wait(600)
            if process.returncode < 0:
                self.fail("noise while it is written: ended by signal %d" % -process.returncode)
            self.check_again("noise while it is written")

    def fill_disk(self):
        self.forget()
        self.cache.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", self.cache], capture_output=True)
        if mounted.returncode != 0:
            print("skipped: a full disk, for which a tmpfs has to be mounted")
            return
        try:
            done = self.index(status=(3,))
            if "cache" not in done.stderr and "written" not in done.stderr:
                self.fail("a full disk: not told: " + done.stderr)
            self.check("a full disk")
            subprocess.run(["mount", "-o", "remount,size=500m", self.cache], check=True)
            self.check_again("room again")
            subprocess.run(["mount", "-o", "remount,ro", self.cache], check=True)
            self.index(status=(3,))
            self.check("a cache that is read-only")
        finally:
            subprocess.run(["umount", self.cache], check=False)
        self.check_again("a disk of its own")

    def change_behind(self):
        """Other bytes with the same size, time and inode, which only reading every file again can find."""
        self.index()
        for path in sorted(self.library.rglob("*.md"))[:20]:
            about = path.stat()
            data = bytearray(path.read_bytes())
            place = data.rfind(b"e")
            if place >= 0:
                data[place:place + 1] = b"o"
            with open(path, "r+b") as file:
                file.write(data)
            os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
        self.index("--rebuild")
        self.take_over()
        self.check("changed behind an unchanged size and time")

    def set_clock_back(self):
        """A file with a time in the future says nothing by its time, so it is read again."""
        paths = sorted(self.library.rglob("*.md"))[:20]
        future = time.time_ns() + 10 ** 15
        for path in paths:
            os.utime(path, ns=(future, future))
        self.index()
        for path in paths:
            data = path.read_bytes()
            path.write_bytes(data[::-1])
            os.utime(path, ns=(future, future))
        self.take_over()
        self.check_again("the clock was set back")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("broadsheet_cli")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--short", action="store_true", help="only the kills, in memory, as ./check does it")
    arguments = parser.parse_args()

    with scratch("broadsheet-index-", arguments.short) as name:
        soak = Soak(arguments, pathlib.Path(name))
        others = (soak.overwrite_while_closed, soak.overwrite_while_open, soak.fill_disk, soak.change_behind,
                  soak.set_clock_back)
        for step in others if not arguments.short else ():
            step()
            print("%s: %d failures so far" % (step.__name__, soak.failures), flush=True)
        soak.kill(arguments.kills)

    print(f"{arguments.kills} kills, {soak.failures} failures")
    sys.exit(1 if soak.failures else 0)


if __name__ == "__main__":
    main()
