#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Kills the window at random moments, and checks that no user data was changed.

usage: kill-window.py BROADSHEET BROADSHEET_CLI [--kills N] [--articles N] [--seed S]

Every byte, name and time of a generated library is recorded. Then the window is started on it again and again, with the
same cache, settings and data, and killed with SIGKILL after a random time. After each kill the library must be
unchanged; after the last one the window must start, show its articles, and quit on request. Starts its own display and
session bus.

If a window ends before it is killed, everything is printed that the system tells: what it said, the time and memory that
it used, whether the kernel ran out of memory, and, for root where tracefs is mounted (mount -t tracefs nodev
/sys/kernel/tracing), each signal that was sent to it and by whom.
"""

import argparse
import os
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from kill import digest  # noqa: E402


TRACING = pathlib.Path("/sys/kernel/tracing/instances")


class Signals:
    """The signals that are sent on this machine, as the kernel notes them."""

    def __init__(self):
        self.place = TRACING / ("broadsheet-%d" % os.getpid())
        try:
            self.place.mkdir()
            (self.place / "events/signal/signal_generate/filter").write_text("sig == %d" % signal.SIGKILL)
            (self.place / "events/signal/signal_generate/enable").write_text("1")
        except OSError as error:
            print("who sends a signal is not told: %s" % error)
            self.place = None

    def forget(self):
        if self.place is not None:
            (self.place / "trace").write_text("")

    def find(self):
        """Returns: the lines since forget(), each of which begins with the name and the number of the sender, but for our
        own. A signal for a process may name any of its threads."""
        if self.place is None:
            return []
        return [line.strip() for line in (self.place / "trace").read_text().splitlines()
                if "signal_generate" in line and "-%d " % os.getpid() not in line]

    def close(self):
        if self.place is not None:
            (self.place / "events/signal/signal_generate/enable").write_text("0")
            self.place.rmdir()


def count_out_of_memory():
    for line in pathlib.Path("/proc/vmstat").read_text().splitlines():
        if line.startswith("oom_kill "):
            return int(line.split()[1])
    return 0


def window_is_there(environment, process):
    """Waits, with a time limit, until the program's window is on the display."""
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        found = subprocess.run(["xdotool", "search", "--onlyvisible", "--class", "broadsheet"],
                               env=environment, capture_output=True, text=True)
        if found.stdout.split():
            return True
        time.sleep(0.2)
    return False


def run(arguments, scratch, environment, signals):
    library = scratch / "library"
    subprocess.run([sys.executable, HERE.parent / "bench" / "make_corpus.py", library, str(arguments.articles),
                    "--malformed", "0.05"], check=True, stdout=subprocess.DEVNULL)
    before = digest(library)
    chance = random.Random(arguments.seed)
    failures = 0

    for number in range(arguments.kills):
        with open(scratch / "said", "w+b") as said:
            out_of_memory = count_out_of_memory()
            signals.forget()
            process = subprocess.Popen([arguments.broadsheet, library], env=environment, start_new_session=True,
                                       stdout=said, stderr=said)
            time.sleep(chance.uniform(0, 4))
            # It stays a zombie until it is waited for, so its number is its own.
            if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            else:
                _, status, used = os.wait4(process.pid, 0)
                process.returncode = os.waitstatus_to_exitcode(status)
                said.seek(0)
                print(f"run {number} (process {process.pid}): ended by itself with status {process.returncode}, after "
                      f"{used.ru_utime + used.ru_stime:.1f} s of a processor, with at most {used.ru_maxrss >> 10} MiB; "
                      f"{count_out_of_memory() - out_of_memory} processes were ended for want of memory",
                      *signals.find(), said.read().decode(), sep="\n", flush=True)
                failures += 1
        if digest(library) != before:
            print(f"run {number}: the library is not what it was")
            failures += 1
            before = digest(library)

    listed = subprocess.run([arguments.cli, "list", "--json", library], env=environment, capture_output=True)
    if listed.returncode != 0 or listed.stdout.count(b"\n") != arguments.articles:
        print("the command line does not list every article")
        failures += 1

    process = subprocess.Popen([arguments.broadsheet, library], env=environment, start_new_session=True)
    if not window_is_there(environment, process):
        print("the next start shows no window")
        failures += 1
    process.send_signal(signal.SIGTERM)
    process.wait(30)
    return failures


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("broadsheet")
    parser.add_argument("cli")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--articles", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    if "DBUS_SESSION_BUS_ADDRESS" not in os.environ or "BROADSHEET_SOAK" not in os.environ:
        os.environ["BROADSHEET_SOAK"] = "1"
        os.execvp("xvfb-run", ["xvfb-run", "-a", "dbus-run-session", "--", sys.executable] + sys.argv)

    scratch = pathlib.Path(tempfile.mkdtemp(prefix="broadsheet-kill-"))
    environment = dict(os.environ, GSETTINGS_BACKEND="keyfile", LIBGL_ALWAYS_SOFTWARE="1",
                       XDG_CACHE_HOME=str(scratch / "cache"), XDG_CONFIG_HOME=str(scratch / "config"),
                       XDG_DATA_HOME=str(scratch / "data"), XDG_STATE_HOME=str(scratch / "state"))
    signals = Signals()
    try:
        failures = run(arguments, scratch, environment, signals)
    finally:
        signals.close()
        shutil.rmtree(scratch, ignore_errors=True)

    print(f"{arguments.kills} kills, {failures} failures")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
