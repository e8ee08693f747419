#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Output to a terminal is text, without control sequences from an article or a file name. Anything else is refused."""

import os
import pty
import select
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.abspath(os.environ["BROADSHEET_SOURCE"]), "tests", "support"))
import tap  # noqa: E402
from cli import CLI, SECONDS, environment, folder, run  # noqa: E402

ORDERS = "\x1b]0;title\x07 \x1b[2J &#27;[31m \x9b1m \x7f \x08 &#155;2m &#8; &#x1b;c \r"
NAME = b"n\x1b]0;x\x07\xc2\x9b\x9b\x7f.html"


def on_terminal(*arguments):
    """Everything that a program writes to a terminal, as bytes, and its exit status."""
    ours, its = pty.openpty()
    with subprocess.Popen([CLI, *arguments], stdin=its, stdout=its, stderr=its, env=environment) as program:
        os.close(its)
        found = b""
        while select.select([ours], [], [], SECONDS)[0]:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            found += part
        os.close(ours)
        return found, program.wait(SECONDS)


def is_plain(found):
    # The terminal driver turns each line end into \r\n.
    text = found.replace(b"\r\n", b"\n").decode("utf-8")
    odd = {c for c in text if (ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) <= 0x9F}
    tap.equal(odd, set(), "controls in %r" % text)
    return text


def make():
    body = "<p>Words %s\tend</p>\n" % ORDERS
    text = '---\ntitle: "T \\e]0;x\\a \\x9b1m \\x7f"\ncategories: ["C \\e[2J"]\ntags: [T]\ndate: nonsense \x1b[2J\n'
    text += 'image: "no\\e[2J.png"\nauthor: "A \\e[2J"\n---\n' + body
    return folder({NAME: text, "plain.txt": "Words " + ORDERS + "\n", "md.md": "# H\n\nWords %s\n\n    %s\n" % (ORDERS, ORDERS)})


def reading():
    root = make()
    file = os.path.join(os.fsencode(root), NAME)
    for arguments in (
        ("show", file), ("show", "--as", "html", file), ("show", "--json", file),
        ("show", os.path.join(root, "plain.txt")), ("show", os.path.join(root, "md.md")),
        ("list", root), ("list", root, "--json"), ("list", root, "--problems"), ("categories", root), ("categories", root, "--json"),
        ("search", root, "words"), ("search", root, "words", "--json"), ("check", "--notes", root), ("check", "--json", "--notes", root),
        ("index", root),
    ):
        found, _ = on_terminal(*arguments)
        tap.true(len(is_plain(found)) > 10, "%s says nothing" % (arguments,))
    tap.true("Words" in is_plain(on_terminal("show", file)[0]), "the text is there")


def writing():
    root = make()
    file = os.path.join(os.fsencode(root), NAME)
    for arguments in (
        ("set", file, "a=b"), ("set", file, "a=b", "--json"), ("set", file, "title.x=y"), ("set", file + b"x", "a=b"),
        ("import", folder({}), file), ("import", folder({}), file, "--json"), ("import", folder({}), file + b"x"),
        ("show", file + b"x"), ("check", file + b"x"), ("list", file), ("search", file, "x"), ("show", file, file),
        ("show", "--as", NAME, file), ("list", b"--" + NAME), (NAME,), ("help", NAME),
    ):
        is_plain(on_terminal(*arguments)[0])


def elsewhere():
    """Output that is not a terminal gets the unchanged bytes."""
    root = make()
    found = subprocess.run([CLI, "show", os.path.join(root, "plain.txt")], capture_output=True, check=True, env=environment).stdout
    tap.true(b"\x1b]0;title\x07" in found, repr(found))


def binary():
    png = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    files = {
        "a.md": png, "b.html": b"%PDF-1.7\n" + b"text only\n" * 100, "c.txt": bytes(4000),
        "d.md": b"\x7fELF" + bytes(range(128)) * 30,
    }
    root = folder({**files, "nul.md": b"---\ntitle: T\n---\na\0b\n", "some.txt": b"Mostly text. " * 20 + b"And a \0 in it.",
                   "empty.md": b"", "utf16.txt": "Text in UTF-16\n".encode("utf-16") * 5, "latin.txt": "d\xe9j\xe0 vu ".encode("latin-1") * 9})
    for name in files:
        for options in ((), ("--as", "html"), ("--json",)):
            out, said = run("show", os.path.join(root, name), *options, status=3)
            tap.equal(out, "")
            tap.true("binary" in said and name in said, said)
    for name in ("nul.md", "some.txt", "empty.md", "utf16.txt", "latin.txt"):
        run("show", os.path.join(root, name))


def standard_input():
    def show(text, *options, status=0):
        result = subprocess.run([CLI, "show", *options, "-"], input=text, capture_output=True, check=False, env=environment,
                                timeout=SECONDS)
        tap.equal(result.returncode, status, repr(result.stderr))
        return result.stdout.decode()

    tap.equal(show(b"---\ntitle: A title\n---\n<p>Some <b>text</b></p>\n"), "A title\n\nSome text\n")
    tap.true('"title":"H"' in show(b"# H\n\ntext\n", "--json"), "JSON")
    tap.true("<h1" in show(b"# H\n\ntext\n", "--as", "html"), "a page")
    show(b"")
    show(bytes(1000), status=3)


def helping():
    whole = run("--help")[0]
    tap.equal(run("help")[0], whole)
    tap.equal(run("help", "show")[0], run("show", "--help")[0])
    tap.true("\n  help " in whole, "help is listed")
    run("help", "nonsense", status=2)
    run("help", "list", "show", status=2)


tap.run(
    [
        ("/broadsheet/cli/terminal/reading", reading),
        ("/broadsheet/cli/terminal/writing", writing),
        ("/broadsheet/cli/terminal/elsewhere", elsewhere),
        ("/broadsheet/cli/show/binary", binary),
        ("/broadsheet/cli/show/standard-input", standard_input),
        ("/broadsheet/cli/help-command", helping),
    ]
)
