#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Breaks good articles in every way that real histories show, repairs them, and compares the result with the answers.

usage: break-articles.py BROADSHEET_CLI [--articles N] [--seed S] [--short] [--show N]

The articles are those of make_corpus.py. What was broken, and what each value should be, is written down before. After
the repair, PyYAML reads the same values in every file that was changed, js-yaml agrees, the text is the same, and no
other line has changed. Files of the safe kinds that are not repaired are counted; undo restores the bytes of all.
"""

import argparse
import collections
import difflib
import json
import os
import pathlib
import random
import subprocess
import sys
import time

import yaml

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))
from kill import scratch  # noqa: E402

MAKER = HERE.parent / "bench" / "make_corpus.py"
READER = r"""
const fs = require('fs');
let yaml;
try { yaml = require('js-yaml'); } catch (error) { yaml = require('/usr/share/nodejs/js-yaml'); }
const texts = JSON.parse(fs.readFileSync(0, 'utf8'));
console.log(JSON.stringify(texts.map((text) => {
  try { return yaml.load(text, {schema: yaml.FAILSAFE_SCHEMA}); } catch (error) { return 'Error: ' + error.message; }
}), (key, value) => value === null ? '' : value));
"""


class Article:
    """The lines of the front matter, what they say, and the text below them."""

    def __init__(self, head, body, chance):
        self.lines, self.body, self.chance = head, body, chance
        self.values = yaml.load("\n".join(head), yaml.BaseLoader)
        self.opener, self.closer = "---", "---"
        self.encode = lambda text: text.encode()
        self.before = "\n"

    def find(self, key):
        return next(number for number, line in enumerate(self.lines) if line.startswith(key + ":"))

    def set(self, key, written, value):
        self.lines[self.find(key)] = key + ": " + written
        self.values[key] = value

    def key(self):
        return self.chance.choice([key for key in ("title", "author") if key in self.values])

    def text(self, key):
        """The value of a key, without what would need quotes."""
        return "".join(c for c in self.values[key] if c not in "'\"\\#:{}[],&*!|>%@`-?").strip() or "题"

    def make(self):
        return self.encode(self.before + "\n".join([self.opener] + self.lines + ([self.closer] if self.closer else []))
                           + "\n" + self.body)


def colon(a):
    key = a.key()
    value = a.chance.choice(("%s: 之一", "What's new: %s", "%s: a: b", "(%s): \"x\"", "%s: it's", "«%s»: {x}")) % a.text(key)
    a.set(key, value, value)


def indicator_in_item(a):
    a.lines += ["tags:", "  - 甲", "  - @乙 %d" % a.chance.randrange(99), "  - 丙"]
    a.values["tags"] = ["甲", a.lines[-2].strip(" -"), "丙"]


def double_quotes(a):
    key = a.key()
    value = a.chance.choice(('他说"%s"吧', '"%s" 是', '%s "x"', 'a "%s" b "c"')) % a.text(key)
    a.set(key, '"%s"' % value, value)


def apostrophe(a):
    key = a.key()
    value = a.chance.choice(("What's %s", "%s's", "It's %s's x", "'%s' 和")) % a.text(key)
    a.set(key, "'%s'" % value, value)


def both_quotes(a):
    key = a.key()
    value = "It's \"%s\" 吗" % a.text(key)
    a.set(key, '"%s"' % value, value)


def escape(a):
    key = a.key()
    value = "It's " + a.text(key)
    a.set(key, '"%s"' % value.replace("'", "\\'"), value)


def windows_path(a):
    value = "C:\\dir\\%s" % a.text("title")
    a.set("title", '"%s"' % value, value)


def indicator(a):
    key = a.key()
    value = a.chance.choice(("@%s", "`%s` x", "%%%s", "|%s", ",%s", "**%s** x", "*%s", "&%s x: y", "!%s", "]%s", "}%s",
                             ">%s", "- %s: x")) % a.text(key)
    if value[0] in "&!":
        value = "**" + value[1:]
    if value.startswith("-"):
        value = "@" + value
    a.set(key, value, value)


def tab(a):
    a.lines += ["tags:", "\t- 甲", "\t- 乙"]
    a.values["tags"] = ["甲", "乙"]


def tab_map(a):
    a.lines += ["cover:", "\timage: a.png", "\tcaption: 图"]
    a.values["cover"] = {"image": "a.png", "caption": "图"}


def space(a):
    key = a.key()
    a.set(key, a.text(key), a.text(key))
    a.lines[a.find(key)] = key + ":" + a.text(key)
    a.values[key] = a.text(key)


def wide_colon(a):
    key = a.key()
    a.lines[a.find(key)] = key + "：" + a.text(key)
    a.values[key] = a.text(key)


def unclosed(a):
    a.closer = None
    a.body = "\n" + a.body.lstrip()


def junk_opener(a):
    a.opener += a.chance.choice(("Sjenica1", "x", " title"[:0] + "abc", "测试"))


def junk_closer(a):
    a.closer += a.chance.choice(("RafiRahmanRaif/no", "xyz", "。"))
    a.text_start = a.closer  # such a line closes nothing


def brace(a):
    a.opener = a.chance.choice(("{---", "{\n---"))


def dashes(a):
    a.opener = a.chance.choice(("———", "—-", "---"))
    a.closer = a.chance.choice(("———", "—-"))


def nul(a):
    place = a.chance.randrange(len(a.body))
    while a.body[place - 1:place + 1] in ("\r\n",):
        place = a.chance.randrange(len(a.body))
    a.written_body = a.body[:place] + "\0" + a.body[place:]


def nul_in_title(a):
    value = a.text("title") + "尾"
    a.set("title", "'" + value[:1] + "\0" + value[1:] + "'", value)


def inline_list(a):
    a.lines.append("tags: - 甲 乙")
    a.values["tags"] = ["甲 乙"]


def inline_list_and_more(a):
    a.lines += ["tags: - 甲", "  - 乙"]
    a.values["tags"] = ["甲", "乙"]


def indentation(a):
    a.lines += ["cover:", "  image: a.png", "   caption: 图", "  alt: x"]
    a.values["cover"] = {"image": "a.png", "caption": "图", "alt": "x"}


def two_faults(a):
    colon(a)
    a.lines.append("editor: @某人")
    a.values["editor"] = "@某人"


def crlf(a):
    colon(a)
    a.body = a.body.replace("\r\n", "\n").replace("\r", "\n")
    a.encode = lambda text: text.replace("\n", "\r\n").encode()
    a.end = "\r\n"


def bom(a):
    indicator(a)
    a.before = ""
    a.encode = lambda text: b"\xef\xbb\xbf" + text.encode()


def gbk(a):
    colon(a)
    a.body = a.body.encode("gbk", "ignore").decode("gbk")
    a.encode = lambda text: text.encode("gbk", "ignore")
    a.values = {key: value.encode("gbk", "ignore").decode("gbk") if isinstance(value, str) else value
                for key, value in a.values.items()}


def utf16(a):
    apostrophe(a)
    a.encode = lambda text: text.encode("utf-16")


def comment(a):
    value = a.text("title") + ": x"
    a.lines[a.find("title")] = "title: " + value
    a.lines.insert(a.find("title"), "# " + "注释: @x")
    a.values["title"] = value


def duplicate(a):
    a.lines.append("title: 另一个")


def conflict(a):
    a.lines += ["<<<<<<< HEAD", "state: a", "=======", "state: b", ">>>>>>> x"]


SAFE = [colon, indicator_in_item, double_quotes, apostrophe, both_quotes, escape, windows_path, indicator, tab, tab_map, space,
        wide_colon, unclosed, junk_opener, junk_closer, brace, dashes, nul, nul_in_title, inline_list,
        inline_list_and_more, indentation, two_faults, crlf, bom, gbk, utf16, comment]
CHOSEN = [duplicate, conflict]


def split(text):
    """The lines of the front matter of a good article, and its text; None if it is not a plain one."""
    lines = text.split("\n")
    if lines[:2] != ["", "---"] or "---" not in lines[2:]:
        return None
    end = lines.index("---", 2)
    head = lines[2:end]
    try:
        values = yaml.load("\n".join(head), yaml.BaseLoader)
    except yaml.YAMLError:
        return None
    if not isinstance(values, dict) or not {"title", "author", "categories"} <= set(values):
        return None
    if not all(line.startswith((" ", "title: ", "author: ")) or ":" in line for line in head):
        return None
    return (head, "\n".join(lines[end + 1:])) if isinstance(values["title"], str) and values["title"] else None


def decode(data):
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gbk")


def read_fixed(data):
    """The front matter and the text of a repaired article."""
    lines = decode(data).replace("\r\n", "\n").lstrip("\n").split("\n")
    if lines[0] != "---" or "---" not in lines[1:]:
        return None, None
    end = lines.index("---", 1)
    return "\n".join(lines[1:end]) + "\n", "\n".join(lines[end + 1:])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--articles", type=int, default=20000)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--short", action="store_true", help="in memory, as ./check does it")
    arguments = parser.parse_args()

    with scratch("broadsheet-soak-", arguments.short) as name:
        library = pathlib.Path(name) / "library"
        environment = dict(os.environ, HOME=name, XDG_DATA_HOME=name + "/data", XDG_CACHE_HOME=name + "/cache",
                           LC_ALL="C.UTF-8")
        subprocess.run([sys.executable, MAKER, library, str(arguments.articles), "--seed", str(arguments.seed),
                        "--malformed", "0", "--odd", "0.1"], check=True, stdout=subprocess.DEVNULL)
        articles, old, ways = {}, {}, SAFE + CHOSEN
        for number, path in enumerate(sorted(library.rglob("*.md"))):
            parts = split(path.read_bytes().decode())
            if parts is None:
                path.unlink()
                continue
            article = Article(*parts, random.Random(arguments.seed * 1000003 + number))
            article.way = ways[number % len(ways)]
            article.way(article)
            body, article.body = article.body, getattr(article, "written_body", article.body)
            old[path] = article.make()
            article.body = getattr(article, "text_start", "") + "\n" + body
            articles[path] = article
            path.write_bytes(old[path])

        start = time.monotonic()
        repair = [arguments.cli, "repair", library]
        if subprocess.run(repair, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=environment).returncode != 1:
            sys.exit("repair did not end with 1")
        seconds = time.monotonic() - start
        fixed, all_of, wrong, heads = collections.Counter(), collections.Counter(), [], []
        for path, article in articles.items():
            data = path.read_bytes()
            all_of[article.way.__name__] += 1
            if data == old[path]:
                if article.way in SAFE and arguments.show > 5:
                    wrong.append((article.way.__name__, path.name, "not repaired:\n" + decode(data)[:700]))
                continue
            fixed[article.way.__name__] += 1
            head, body = read_fixed(data)
            try:
                values = yaml.load(head, yaml.BaseLoader) if head is not None else None
            except yaml.YAMLError as error:
                values = str(error)
            changed = [line for line in difflib.ndiff(decode(old[path]).splitlines(), decode(data).splitlines())
                       if line[0] in "+-"]
            if values != article.values or body.split() != article.body.split() or len(changed) > 8:
                different = {key: (value, values.get(key) if isinstance(values, dict) else values)
                             for key, value in article.values.items()
                             if not isinstance(values, dict) or values.get(key) != value}
                wrong.append((article.way.__name__, path.name, "%s\n%s" % (different, "\n".join(changed[:10]))))
            elif head is not None:
                heads.append((path, head, article.values))
        for way, file, what in wrong[:arguments.show]:
            print("# %s: %s: %s" % (way, file, what))
        again = subprocess.run(repair + ["--dry-run"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment)
        if again.stdout:
            sys.exit("seed %d: a second repair would change\n%s" % (arguments.seed, again.stdout.decode()[:1000]))
        try:
            result = subprocess.run(["node", "-e", READER], input=json.dumps([head for _, head, _ in heads]).encode(),
                                    stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
            theirs = json.loads(result.stdout) if result.returncode == 0 else None
        except FileNotFoundError:
            theirs = None
        if theirs is None:
            print("# js-yaml is missing: install the package node-js-yaml")
        for (path, _, values), value in zip(heads, theirs or []):
            if value != values:
                sys.exit("seed %d: js-yaml reads %s as %s" % (arguments.seed, path.name, value))
        undo = subprocess.run([arguments.cli, "undo", library], stdout=subprocess.DEVNULL, env=environment)
        if undo.returncode != 0 or any(path.read_bytes() != data for path, data in old.items()):
            sys.exit("seed %d: undo did not restore the articles" % arguments.seed)
        safe = [way.__name__ for way in SAFE]
        n_safe, n_fixed = sum(all_of[way] for way in safe), sum(fixed[way] for way in safe)
        left = ", ".join("%s %d/%d" % (way, fixed[way], all_of[way]) for way in safe if fixed[way] < all_of[way])
        print("%d of %d articles of the safe kinds were repaired in %.1f s, %d of them wrongly (seed %d)%s" %
              (n_fixed, n_safe, seconds, len([w for w in wrong if "not repaired" not in w[2]]), arguments.seed,
               "; of " + left if left else ""))
        if any("not repaired" not in what for _, _, what in wrong) or n_fixed < 0.95 * n_safe:
            sys.exit(1)
        if any(fixed[way.__name__] for way in CHOSEN):
            sys.exit("seed %d: what needs a choice was repaired without one" % arguments.seed)


main()
