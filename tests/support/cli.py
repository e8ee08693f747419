# SPDX-License-Identifier: GPL-3.0-or-later
"""Shared by the tests of the command line: folders of articles, and a temporary home folder."""

import json
import os
import selectors
import subprocess
import tempfile
import time

import tap

CLI = os.environ["BROADSHEET_CLI"]
SECONDS = 60
# Sanitizers take memory of their own.
HAS_SANITIZER = b"libasan" in subprocess.run(["ldd", CLI], stdout=subprocess.PIPE, check=False).stdout

scratch = tempfile.TemporaryDirectory(prefix="broadsheet-cli-")
home = os.path.join(scratch.name, "home")
os.mkdir(home)
environment = dict(os.environ, HOME=home, XDG_CACHE_HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home, TZ="Asia/Shanghai")
environment["LC_ALL"] = "C.UTF-8"

FULL = """---
title: 'A & B &#123;braces&#125;'
date: Tue, 17 May 2022 23:51:20 GMT
categories:
 - 金融
 - 新浪
 - 要闻
tags: [one, two]
author: 某报
headimg: 'a.png'
comments: false
count: 12
ratio: 1.50
code: 007
octal: 0o17
big: 123456789012345678901234567890
nothing:
quoted: '12'
nested:
  list: [1, yes, "x"]
  deep: {k: v}
---
Some *text*.
"""


def folder(files):
    """A new folder with the given files: names to text or bytes."""
    root = tempfile.mkdtemp(dir=scratch.name)
    for name, content in files.items():
        path = os.path.join(os.fsencode(root), os.fsencode(name))
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
    return root


def article(title, **keys):
    lines = ["---", "title: " + title] + ["%s: %s" % item for item in keys.items()] + ["---", "", "Text of it.", ""]
    return "\n".join(lines)


def run(*arguments, status=0, env=None, stdout=subprocess.PIPE, seconds=SECONDS):
    result = subprocess.run(
        [CLI, *arguments], stdout=stdout, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, check=False,
        timeout=seconds, env=dict(environment, **(env or {})),
    )
    said = result.stderr.decode("utf-8", "backslashreplace")
    if status is not None:
        tap.equal(result.returncode, status, "status of %s (%s)" % (" ".join(map(os.fsdecode, arguments)), said.strip()))
    return (result.stdout or b"").decode("utf-8"), said


def run_json(*arguments, status=0, env=None):
    out, said = run(*arguments, "--json", status=status, env=env)
    return [json.loads(line) for line in out.splitlines()]


def titles(rows):
    return [row["title"] for row in rows]


class Watching:
    """A running `watch` and its two streams, read line by line with a time limit."""

    def __init__(self, root, *arguments, before=(), **options):
        self.process = subprocess.Popen([*before, CLI, "watch", root, *arguments], stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, **{"env": environment, **options})
        self.buffers = {self.process.stdout: b"", self.process.stderr: b""}

    def __enter__(self):
        return self

    def __exit__(self, *what):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self.process.stderr.close()

    def line(self, stream=None):
        stream = stream or self.process.stdout
        deadline = time.monotonic() + SECONDS
        with selectors.DefaultSelector() as selector:
            selector.register(stream, selectors.EVENT_READ)
            while b"\n" not in self.buffers[stream]:
                tap.true(selector.select(max(0, deadline - time.monotonic())), "no line came")
                piece = os.read(stream.fileno(), 65536)
                tap.true(piece, "the stream ended")
                self.buffers[stream] += piece
        line, self.buffers[stream] = self.buffers[stream].split(b"\n", 1)
        return line.decode()

    def error(self):
        return self.line(self.process.stderr)

    def event(self):
        return json.loads(self.line())

    def end(self, number, status=0):
        self.process.send_signal(number)
        tap.equal(self.process.wait(SECONDS), status, "status after a signal")
