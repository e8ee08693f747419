#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Manual pages and shell completions describe every command and option."""

import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))

import tap

SOURCE = os.environ["BROADSHEET_SOURCE"]
CLI = os.environ["BROADSHEET_CLI"]
SECONDS = 30
ENVIRONMENT = {**os.environ, "LC_ALL": "C", "PATH": os.path.dirname(CLI) + ":" + os.environ["PATH"]}


def run(*arguments):
    return subprocess.run(arguments, capture_output=True, check=True, encoding="utf-8", env=ENVIRONMENT).stdout


def read(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
        return file.read()


def commands():
    listed = run(CLI, "--help").split("Commands:\n")[1].split("\n\n")[0]
    return re.findall(r"^  (\S+)", listed, re.MULTILINE)


def options(command):
    return re.findall(r"^  (?:-h, )?(--[a-z-]+)", run(CLI, command, "--help"), re.MULTILINE)


def need(program):
    if shutil.which(program) is None:
        raise tap.Skip(program + " is not installed")


def manual():
    page = read("data/man/broadsheet-cli.1.in").replace("\\-", "-")
    tap.equal(sorted(re.findall(r"^\.It Cm ([a-z-]+)", page, re.MULTILINE)), sorted(commands()), "described once each")
    for command in commands():
        for option in set(options(command)) - {"--help", "--version"}:
            tap.true(re.search(r"Fl -%s\b" % option[2:], page), "broadsheet-cli.1 says nothing of “%s %s”" % (command, option))


def bash():
    need("bash")
    script = """
. "$1"; shift
compopt() { :; }
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
_broadsheet_cli
printf '%s\\n' "${COMPREPLY[@]}"
"""

    def complete(*words):
        path = os.path.join(SOURCE, "data/completions/broadsheet-cli.bash")
        return run("bash", "-c", script, "bash", path, "broadsheet-cli", *words).split()

    tap.equal(sorted(complete("")), sorted(commands() + ["--help", "--version"]))
    for command in commands():
        tap.equal(sorted(complete(command, "--")), sorted(options(command)), command)
    tap.equal(complete("ca"), ["categories"])
    tap.equal(complete("list", "--sort", "=", "t"), ["title"])
    tap.equal(complete("list", "--sort", ""), ["date", "title", "path"])


def fish():
    need("fish")
    path = os.path.join(SOURCE, "data/completions/broadsheet-cli.fish")

    def complete(line):
        said = run("fish", "--no-config", "-c", "source $argv[1]; complete -C $argv[2]", path, line)
        return sorted(line.split("\t")[0] for line in said.splitlines())

    tap.equal(complete("broadsheet-cli "), sorted(commands()))
    tap.equal(complete("broadsheet-cli list --so"), ["--sort=date", "--sort=path", "--sort=title"])


def type_in(shell, prepare, lines):
    """Types lines into a shell on a terminal, each followed by Tab, and waits for the completions."""
    try:
        pid, terminal = pty.fork()
    except OSError as error:
        raise tap.Skip("there is no terminal to be had: %s" % error)
    if pid == 0:
        os.execvpe(shell[0], shell, {**ENVIRONMENT, "TERM": "dumb", "PS1": "", "HOME": "/nonexistent"})
    shown = ""

    def wait(text):
        nonlocal shown
        end = time.monotonic() + SECONDS
        while text not in shown:
            ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
            tap.true(ready, "%s did not show %r but %r" % (shell[0], text, shown))
            try:
                shown += os.read(terminal, 4096).decode("utf-8", "replace")
            except OSError:
                raise AssertionError("%s ended: %r" % (shell[0], shown))
        shown = ""

    try:
        # The mark differs from its echo.
        os.write(terminal, ("%s; echo rea''dy\n" % prepare).encode())
        wait("ready")
        for line, completed in lines:
            os.write(terminal, (line + "\t").encode())
            wait(completed)
            os.write(terminal, b"\x15")
    finally:
        os.close(terminal)
        os.kill(pid, 9)
        os.waitpid(pid, 0)


TYPED = [
    ("broadsheet-cli cat", "categories"),
    ("broadsheet-cli list --rev", "--reverse"),
    ("broadsheet-cli list --sort=ti", "--sort=title"),
    ("broadsheet-cli show README", "README.md"),
]


def bash_typed():
    need("bash")
    path = os.path.join(SOURCE, "data/completions/broadsheet-cli.bash")
    type_in(["bash", "--norc", "--noprofile", "-i"], "cd '%s'; . '%s'" % (SOURCE, path), TYPED)


def zsh_typed():
    need("zsh")
    folder = os.path.join(SOURCE, "data/completions")
    prepare = "cd '%s'; fpath=('%s' $fpath); autoload -U compinit; compinit -u -D" % (SOURCE, folder)
    type_in(["zsh", "-f", "-i"], prepare, TYPED)


tap.run(
    [
        ("/broadsheet/commands/manual", manual),
        ("/broadsheet/commands/bash", bash),
        ("/broadsheet/commands/fish", fish),
        ("/broadsheet/commands/bash-typed", bash_typed),
        ("/broadsheet/commands/zsh-typed", zsh_typed),
    ]
)
