#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether man pages and completions tell all that the commands say of themselves."""

import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))

import tap

SOURCE = os.environ["BROADSHEET_SOURCE"]
CLI = os.environ["BROADSHEET_CLI"]
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
    for command in commands():
        tap.true(re.search(r"^\.It Cm %s\b" % command, page, re.MULTILINE), "broadsheet-cli.1 says nothing of “%s”" % command)
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


def zsh():
    need("zsh")
    run("zsh", "-n", os.path.join(SOURCE, "data/completions/_broadsheet-cli"))


tap.run(
    [
        ("/broadsheet/commands/manual", manual),
        ("/broadsheet/commands/bash", bash),
        ("/broadsheet/commands/fish", fish),
        ("/broadsheet/commands/zsh", zsh),
    ]
)
