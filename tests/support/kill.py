# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the tests that kill a program at random moments and check the result."""

import hashlib
import os
import subprocess
import sys
import tempfile
import time

SHARED_MEMORY = "/dev/shm"


def scratch(prefix, short):
    """A temporary folder. A short run needs one in memory, and is skipped without."""
    if not short:
        return tempfile.TemporaryDirectory(prefix=prefix)
    if not os.access(SHARED_MEMORY, os.W_OK | os.X_OK):
        print("skipped: there is no %s to write to" % SHARED_MEMORY)
        sys.exit(77)
    return tempfile.TemporaryDirectory(prefix=prefix, dir=SHARED_MEMORY)


def digest(folder):
    """One hash over every name, type, size, modification time and byte below a folder."""
    state = hashlib.sha256()
    for root, folders, files in os.walk(os.fsencode(folder)):
        folders.sort()
        for name in sorted(files + folders):
            path = os.path.join(root, name)
            about = os.lstat(path)
            state.update(path + b"\0%o %d %d\0" % (about.st_mode, about.st_size, about.st_mtime_ns))
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    state.update(file.read())
    return state.hexdigest()


def take_time(command, environment):
    """Runs a command and returns how long it took, in seconds."""
    start = time.monotonic()
    subprocess.run(command, stdout=subprocess.DEVNULL, env=environment, check=True)
    return time.monotonic() - start


def run_and_kill(command, after, environment):
    """Starts a command and kills it after so many seconds, unless it has finished. Returns whether it was killed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment)
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False
