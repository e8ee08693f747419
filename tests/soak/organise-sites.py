#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes random bulk changes to Hexo, Jekyll and Hugo sites in git, and compares the results with a model.

usage: organise-sites.py BROADSHEET_CLI [--operations N] [--articles N] [--builds N] [--seed S] [--kind KIND] [--short]

After each operation, PyYAML and js-yaml read in every article what the model says; lines of other keys, and of other
articles, are the same bytes as before; and no comment is lost but with its item. Undo and redo bring back the very bytes
that git has. At intervals, and at the end, the generator builds the site: it lists each article under the categories and
tags of the model, and no link in the result is dead. A generator or reader that is missing is skipped with a message.

The model works on values as the generators read them: in Hexo a category is a path, in Jekyll
and Hugo a name.
"""

import argparse
import collections
import copy
import html.parser
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time
import urllib.parse

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from kill import scratch  # noqa: E402

GENERATORS = str(pathlib.Path(__file__).resolve().parent / "generators")
MISSING = 77
KINDS = ["hexo", "jekyll", "hugo"]

# Jekyll takes a category with a colon for the scheme of an address, and links to one in full width by its half width.
NAMES = ["技术", "Linux", "linux", "Ｌｉｎｕｘ", "news", "C++ & D", "8964", "yes", "a b", "图: 像", "it's", "#1", "2024-01-01"]
NAMES_OF = {"hexo": NAMES, "jekyll": [name for name in NAMES if ":" not in name and name != "Ｌｉｎｕｘ"], "hugo": NAMES}
WORDS = ["alpha", "beta", "gamma", "delta"]

# The history keeps so many.
MAX_STEPS = 2000

READER = r"""
let yaml;
try { yaml = require('js-yaml'); } catch (error) { yaml = require('/usr/share/nodejs/js-yaml'); }
require('readline').createInterface({input: process.stdin}).on('line', line => {
  let answer;
  try { answer = JSON.parse(line).map(text => yaml.load(text, {schema: yaml.JSON_SCHEMA})); }
  catch (error) { answer = String(error); }
  console.log(JSON.stringify(answer));
});
"""

HEXO_FILES = {
    "_config.yml": "title: S\nurl: http://example.org\ntimezone: UTC\ntheme: plain\npermalink: :category/:title/\n",
    "themes/plain/layout/post.njk": "<h1>{{ page.title }}</h1>{{ page.content | safe }}",
    "themes/plain/layout/index.njk": "x",
}
JEKYLL_FILES = {
    "_config.yml": "title: S\ntimezone: UTC\n",
    "index.html": "---\n---\n{% for post in site.posts %}<a href=\"{{ post.url }}\">{{ post.title | escape }}</a>\n{% endfor %}",
}
HUGO_FILES = {
    "hugo.toml": "title = 'S'\nbaseURL = 'http://example.org/'\ntimeZone = 'UTC'\n",
    "layouts/index.html": "{{ range .Site.RegularPages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>\n{{ end }}",
    "layouts/_default/single.html": "<h1>{{ .Title }}</h1>{{ .Content }}"
                                    "{{ range .GetTerms \"categories\" }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}",
    "layouts/_default/list.html": "{{ range .Pages }}<a href=\"{{ .RelPermalink }}\">{{ .Title }}</a>{{ end }}",
}
FILES = {"hexo": HEXO_FILES, "jekyll": JEKYLL_FILES, "hugo": HUGO_FILES}
PLACES = {"hexo": "source/_posts/p%03d.md", "jekyll": "_posts/2024-01-02-p%03d.md", "hugo": "content/posts/p%03d.md"}
LINKS = {"hexo": "{%% post_link p%03d %%}", "jekyll": "[it]({%% post_url 2024-01-02-p%03d %%})",
         "hugo": "[it]({{< relref \"p%03d.md\" >}})"}


def unique(items):
    return list(dict.fromkeys(items))


# How the generators read values.

def is_list(value):
    return isinstance(value, list)


def read_names(kind, key, value):
    """The names that a value of `categories`, `category`, or `tags` gives, apart from Hexo's paths."""
    if value in (None, "", []):
        return []
    if kind == "jekyll" and key in ("categories", "tags") and isinstance(value, str):
        return unique(value.split())
    return unique(value if is_list(value) else [value])


def read_paths(value):
    """Hexo: a list of lists has a path in each entry, any other list is one path."""
    if value in (None, "", []):
        return []
    if not is_list(value):
        return [(value,)]
    if any(is_list(entry) for entry in value):
        return unique(tuple(entry) if is_list(entry) else (entry,) for entry in value)
    return [tuple(value)]


def read_categories(kind, keys):
    if kind == "hexo":
        return read_paths(keys["categories"] if keys.get("categories") is not None else keys.get("category"))
    names = []
    if kind == "jekyll":
        names += read_names(kind, "category", keys.get("category"))
    return unique(names + read_names(kind, "categories", keys.get("categories")))


# What is expected of a change.

def rename_names(names, old, new):
    """No name is said twice, and one that is there already stays in its place."""
    if old not in names:
        return names
    if new in names:
        return [name for name in names if name != old]
    return [new if name == old else name for name in names]


def rename_paths(paths, old, new):
    return unique(new + path[len(old):] if path[:len(old)] == old else path for path in paths)


def normalise(kind, keys):
    """Front matter with the values of names as the generator reads them, so that only the meaning counts."""
    keys = dict(keys)
    for key in ("categories", "category", "tags"):
        if key in keys:
            if kind == "hexo" and key != "tags":
                keys[key] = sorted(map(list, read_paths(keys[key])))
            else:
                keys[key] = sorted(read_names(kind, key, keys[key]))
    return keys


# Articles as people write them.

def quote(pick, name, flow=False):
    ways = ["'%s'" % name.replace("'", "''"), '"%s"' % name]
    if not re.search(r"[:#&'0-9]", name) and name != "yes":
        ways.append(name)
    return pick.choice(ways)


def write_list(pick, key, names):
    quoted = [quote(pick, name) for name in names]
    way = pick.randrange(5)
    if way == 0:
        return "%s: [%s]" % (key, ", ".join(quoted))
    if way == 1:
        return "%s: [ %s ]   # %s of it" % (key, " ,".join(quoted), key)
    if way == 2:
        return "%s: \n%s" % (key, "\n".join(" - " + name for name in quoted))
    if way == 3:
        return "%s: # these\n%s" % (key, "\n".join("- %s   # note %d" % (name, i) for i, name in enumerate(quoted)))
    return "%s:\n%s" % (key, "\n".join("    -   %s" % name for name in quoted))


def write_categories(pick, kind):
    names = pick.sample(NAMES_OF[kind], pick.randrange(1, 4))
    way = pick.randrange(6)
    if way == 0:
        return "categories: " + quote(pick, names[0])
    if kind == "jekyll" and way == 1:
        plain = [name for name in names if " " not in name and not re.search(r"[:#&']", name)]
        return "categories: '%s'" % " ".join(plain or ["news"])
    if kind != "hugo" and way == 2:
        return "category: " + quote(pick, names[0])
    if kind == "hexo" and way in (3, 4):
        paths = unique(tuple(pick.sample(NAMES_OF[kind], pick.randrange(1, 4))) for _ in range(pick.randrange(1, 4)))
        entries = ["[%s]" % ", ".join(quote(pick, name) for name in path) for path in paths]
        entries += [quote(pick, name) for name in names if (name,) not in paths][:pick.randrange(3)]
        if pick.randrange(2):
            return "categories: [%s]" % ", ".join(entries)
        return "categories:\n%s" % "\n".join("  - %s  # path %d" % (entry, i) for i, entry in enumerate(entries))
    return write_list(pick, "categories", names)


def make_article(pick, kind, number, linked):
    lines = ["title: 'T%03d %s %s'   # a title" % (number, pick.choice(WORDS), pick.choice(WORDS)),
             "date: 2024-01-%02d 10:00:00" % (number % 28 + 1), "other: {a: 1, b: [x]}  # kept", "# a comment alone"]
    tags = "tags: " + quote(pick, pick.choice(NAMES_OF[kind][:4])) if kind != "jekyll" and pick.randrange(6) == 0 else write_list(
        pick, "tags", pick.sample(NAMES_OF[kind], pick.randrange(1, 4)))
    lines.insert(pick.randrange(4), tags)
    lines.insert(pick.randrange(5), write_categories(pick, kind))
    if pick.randrange(3) == 0:
        lines.append("description: >\n  many\n  lines")
    link = LINKS[kind] % linked if linked is not None else "none"
    newline = "\r\n" if number % 7 == 3 else "\n"
    text = "---\n%s\n---\n\nBody %d, 技术 and Linux. %s\nLast line  " % ("\n".join(lines), number, link)
    return text.replace("\n", newline).encode()


class Links(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.found = []

    def handle_starttag(self, tag, attributes):
        self.found += [value for name, value in attributes if name == "href" and tag == "a"]


class Site:
    def __init__(self, cli, kind, top, seed, n_articles):
        self.cli, self.kind, self.seed = cli, kind, seed
        self.pick = random.Random("%s %d" % (kind, seed))
        self.root = os.path.join(top, kind)
        self.environment = dict(os.environ, HOME=top, XDG_DATA_HOME=top + "/data", XDG_CACHE_HOME=top + "/cache", TZ="UTC",
                                LC_ALL="C.UTF-8")
        self.n_done, self.n_refused, self.n_built = 0, 0, 0
        self.what = "nothing"
        self.undo_stack, self.redo_stack = [], []  # commits before, and after, a step
        self.loose = []  # articles that no other one links to
        for path, text in FILES[kind].items():
            self.put(path, text.encode())
        for number in range(n_articles):
            linked = self.pick.randrange(n_articles // 2) if number >= n_articles // 2 else None
            self.put(PLACES[kind] % number, make_article(self.pick, kind, number, linked))
        self.loose = [PLACES[kind] % number for number in range(n_articles // 2, n_articles)]
        self.git("init", "-q")
        self.git("config", "gc.auto", "0")
        self.git("config", "core.autocrlf", "false")
        self.commit()
        self.bytes = self.read_bytes()
        self.keys = self.read_all(self.bytes)
        self.node = self.start_node()
        self.check_js(self.bytes)

    def put(self, path, data):
        path = os.path.join(self.root, path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)

    def fail(self, message):
        sys.exit("%s, operation %d (%s, seed %d): %s" % (self.kind, self.n_done, self.what, self.seed, message))

    def git(self, *arguments):
        return subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@x", "-C", self.root, *arguments],
                              stdout=subprocess.PIPE, check=True).stdout.decode()

    def commit(self):
        self.git("add", "-A")
        self.git("commit", "-qm", "step", "--allow-empty")
        return self.git("rev-parse", "HEAD").strip()

    def run(self, *arguments, statuses=(0,)):
        result = subprocess.run([self.cli, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                env=self.environment, check=False)
        if result.returncode not in statuses:
            self.fail("%r ended with %d: %s" % (arguments, result.returncode, result.stderr.decode()))
        return result.returncode, result.stdout.decode()

    def read_bytes(self):
        found = {}
        folder = os.path.join(self.root, os.path.dirname(PLACES[self.kind]))
        for name in os.listdir(folder):
            path = os.path.join(folder, name)
            if os.path.isfile(path):
                with open(path, "rb") as file:
                    found[os.path.relpath(path, self.root)] = file.read()
        return found

    @staticmethod
    def cut(data):
        return data.decode().replace("\r\n", "\n").split("---\n", 2)[1]

    def read_all(self, files):
        # Dates and the like stay text, as js-yaml reads them.
        return {path: yaml.load(self.cut(data), yaml.BaseLoader) for path, data in files.items()}

    @staticmethod
    def start_node():
        if shutil.which("node") is None:
            return None
        node = subprocess.Popen(["node", "-e", READER], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                stderr=subprocess.DEVNULL)
        return node

    def check_js(self, files):
        """js-yaml reads the same as PyYAML."""
        if self.node is None or not files:
            return
        try:
            self.node.stdin.write((json.dumps([self.cut(data) for data in files.values()]) + "\n").encode())
            self.node.stdin.flush()
            line = self.node.stdout.readline()
        except BrokenPipeError:
            line = b""
        if not line:
            print("SKIPPED: js-yaml is missing. Install the package node-js-yaml.")
            self.node = None
            return
        for (path, data), theirs in zip(files.items(), json.loads(line)):
            # js-yaml tells numbers from text; so does PyYAML with its usual loader.
            for key in ("categories", "category", "tags", "title"):
                ours = yaml.safe_load(self.cut(data)).get(key)
                if not isinstance(theirs, dict) or json.dumps(theirs.get(key)) != json.dumps(ours, default=str):
                    self.fail("%s: js-yaml reads %s as %r, PyYAML as %r" % (path, key, theirs, ours))

    @staticmethod
    def leave_out(data, key):
        """The lines of a file without those of a key."""
        lines, inside, n = [], False, 0
        for line in data.split(b"\n"):
            n += line.rstrip() == b"---"
            if re.match(rb"[^\s#-]", line) or line.startswith(b"---") or n != 1:
                inside = n == 1 and re.match(key.encode() + rb" *:", line) is not None
            if line.startswith(b"#"):
                inside = False
            if not inside:
                lines.append(line)
        return b"\n".join(lines)

    def check(self, expected, touched, body=None):
        """The articles read as expected, and differ from before only in the lines of some keys, or as @body says."""
        files = self.read_bytes()
        if set(files) != set(expected):
            self.fail("articles: %s" % (set(files) ^ set(expected)))
        changed = {path: data for path, data in files.items() if data != self.bytes.get(path)}
        keys = {path: self.keys[path] for path in expected if path not in changed}
        keys.update(self.read_all(changed))
        for path in sorted(expected):
            if normalise(self.kind, keys[path]) != normalise(self.kind, expected[path]):
                self.fail("%s reads as %r, not as %r\n%s" % (path, keys[path], expected[path], files[path].decode()))
        for path, data in changed.items():
            before, after = self.bytes.get(path), data
            if before is None:
                continue
            if path not in expected or (normalise(self.kind, expected[path]) == normalise(self.kind, self.keys[path]) and
                                        body is None):
                self.fail("%s was changed without a reason" % path)
            if body is not None:
                if body(before) != after:
                    self.fail("the body of %s is not as expected" % path)
                continue
            for key in touched:
                before, after = self.leave_out(before, key), self.leave_out(after, key)
            if before != after:
                self.fail("%s: other lines were changed\n%s" % (path, self.git("diff", "-U0", "--", path)))
            lost = len(re.findall(rb"  # (?:note|path)", self.bytes[path])) - len(re.findall(rb"  # (?:note|path)", data))
            gone = sum((collections.Counter(map(str, self.keys[path].get(key) or [])) -
                        collections.Counter(map(str, keys[path].get(key) or []))).total() for key in touched)
            if lost > gone:
                self.fail("%s: a comment was lost\n%s" % (path, self.git("diff", "-U0", "--", path)))
        # Files beside the articles are the same, and no temporary file is left.
        other = [line for line in self.git("-c", "core.quotePath=false", "status", "--porcelain").splitlines()
                 if line[3:] not in changed and line[3:] not in self.bytes]
        if other:
            self.fail("other files were changed: %s" % other)
        self.check_js(changed)
        self.bytes, self.keys = files, keys
        return changed

    def finish(self, changed, before):
        """Notes a step of the history, or that there is none."""
        after = self.commit()
        if before is not None and (changed or after != before) and self.git("diff", "--stat", before, after):
            self.undo_stack = (self.undo_stack + [(before, after)])[-MAX_STEPS:]
            self.redo_stack = []

    # The operations. Each returns whether it did something.

    def all_categories(self):
        found = {path for keys in self.keys.values() for path in self.read(keys)}
        return sorted({path[:n] for path in found for n in range(1, len(path) + 1)})

    def read(self, keys):
        found = read_categories(self.kind, keys)
        return found if self.kind == "hexo" else [(name,) for name in found]

    def rename_category(self):
        there = self.all_categories()
        old = self.pick.choice(there)
        length = self.pick.randrange(1, 4) if self.kind == "hexo" else 1
        new = tuple(self.pick.sample(NAMES_OF[self.kind], length))
        if self.kind == "hexo" and self.pick.randrange(3) == 0:
            new = old[:-1] + new[:1]
        if self.pick.randrange(3) == 0:
            new = self.pick.choice(there)
        if new == old:
            return False
        command = "merge-category" if new in there else "rename-category"
        self.what = "%s %s to %s" % (command, "/".join(old), "/".join(new))
        if command == "merge-category" and new[:len(old)] == old:
            # Nothing can be merged into itself.
            self.run(command, self.root, "/".join(old), "/".join(new), statuses=(3,))
            return False
        wrong = "rename-category" if new in there else "merge-category"
        if self.pick.randrange(5) == 0:
            self.run(wrong, self.root, "/".join(old), "/".join(new), statuses=(3,))
        expected = copy.deepcopy(self.keys)
        for keys in expected.values():
            for key in ("categories", "category"):
                if key not in keys or (key == "category" and self.kind == "hugo"):
                    continue
                if self.kind == "hexo":
                    paths = rename_paths(read_paths(keys[key]), old, new)
                    keys[key] = [list(path) for path in paths]
                else:
                    keys[key] = rename_names(read_names(self.kind, key, keys[key]), old[0], new[0])
        status, _ = self.run(command, self.root, "/".join(old), "/".join(new), statuses=(0, 1))
        return self.check_named(expected, ("categories", "category"), status)

    def check_named(self, expected, touched, status):
        if status != 0:
            self.fail("some articles were not changed")
        return self.check(expected, touched)

    def rename_tag(self):
        there = sorted({name for keys in self.keys.values() for name in read_names(self.kind, "tags", keys.get("tags"))})
        old, new = self.pick.choice(there), self.pick.choice(NAMES_OF[self.kind])
        if old == new:
            return False
        self.what = "rename-tag %s to %s" % (old, new)
        expected = copy.deepcopy(self.keys)
        for keys in expected.values():
            if "tags" in keys:
                keys["tags"] = rename_names(read_names(self.kind, "tags", keys["tags"]), old, new)
        status, _ = self.run("rename-tag", self.root, old, new, statuses=(0, 1))
        return self.check_named(expected, ("tags",), status)

    def set(self):
        key = self.pick.choice(["description", "extra", "author"])
        value = self.pick.choice(["plain", "a: b", "# c", "'x'", "8964", "图\\像", "- d", "{e}"]) + str(self.pick.randrange(9))
        word = self.pick.choice(WORDS)
        self.what = "set %s=%s where the title has %s" % (key, value, word)
        expected = copy.deepcopy(self.keys)
        n = 0
        for keys in expected.values():
            if word in keys["title"].split():
                keys[key] = value
                n += 1
        if n == 0:
            return False
        self.run("set", "--query", "title:" + word, self.root, "%s=%s" % (key, value))
        return self.check(expected, (key,))

    def replace(self):
        old, new = self.pick.sample(WORDS, 2)
        in_body = self.pick.randrange(2)
        self.what = "replace %s by %s" % (old, new)
        expected = copy.deepcopy(self.keys)
        if in_body:
            old, new = self.pick.choice([("Linux", "系统"), ("系统", "Linux"), ("Body", "Text"), ("Text", "Body")])

            def change(data):
                head, body = data[:data.index(b"---", 5)], data[data.index(b"---", 5):]
                return head + body.replace(old.encode(), new.encode())
            if not any(change(data) != data for data in self.bytes.values()):
                return False
            self.run("replace", self.root, old, new, "--field", "body")
            return self.check(expected, (), change)
        for keys in expected.values():
            keys["title"] = keys["title"].replace(old, new)
        if expected == self.keys:
            return False
        self.run("replace", self.root, old, new, "--field", "title")
        return self.check(expected, ("title",))

    def new(self):
        title = "New %d %s" % (self.n_done, self.pick.choice(WORDS))
        category = self.pick.choice(self.all_categories())
        self.what = "new %s in %s" % (title, "/".join(category))
        before = set(self.bytes)
        self.run("new", self.root, "--title", title, "--category", "/".join(category))
        files = self.read_bytes()
        made = set(files) - before
        if len(made) != 1:
            self.fail("not one article is new: %s" % made)
        path = made.pop()
        keys = self.read_all({path: files[path]})[path]
        if keys["title"] != title or category not in self.read(keys):
            self.fail("the new article reads as %r" % keys)
        self.loose.append(path)
        return self.check(dict(self.keys, **{path: keys}), ())

    def trash(self):
        there = [path for path in self.loose if path in self.bytes]
        if len(there) < 5:
            return False
        chosen = self.pick.sample(there, self.pick.randrange(1, 4))
        self.what = "trash %s" % chosen
        files = [os.path.join(self.root, path) for path in chosen]
        # File systems in memory have no trash, and nothing is done then.
        if self.pick.randrange(2) or self.run("trash", *files, statuses=(0, 1))[0] != 0:
            if set(self.read_bytes()) != set(self.bytes):
                self.fail("only some files were moved to the trash")
            self.run("trash", "--permanently", *files)
        self.check({path: keys for path, keys in self.keys.items() if path not in chosen}, ())
        return True

    def back(self, redo):
        stack, other = (self.redo_stack, self.undo_stack) if redo else (self.undo_stack, self.redo_stack)
        if not stack:
            return False
        before, after = stack.pop()
        other.append((before, after))
        self.what = "redo" if redo else "undo"
        self.run("undo", self.root, *(["--redo"] if redo else []))
        self.git("add", "-A")
        if self.git("diff", "--cached", "--stat", after if redo else before):
            self.fail("not the bytes of %s:\n%s" % (after if redo else before, self.git("diff", "--cached", before)))
        self.bytes = self.read_bytes()
        self.keys = self.read_all(self.bytes)
        self.commit()
        return True

    def step(self):
        operation = self.pick.choice([self.rename_category] * 6 + [self.rename_tag] * 3 + [self.set] * 2 + [self.replace] * 2 +
                                     [self.new, self.trash, None, None, None])
        if operation is None:
            for _ in range(self.pick.randrange(1, 4)):
                if not self.back(self.pick.randrange(3) == 0):
                    return False
            return True
        head = self.git("rev-parse", "HEAD").strip()
        changed = operation()
        if changed is False:
            return False
        self.finish(changed, head)
        return True

    def run_operations(self, n, builds):
        interval = max(1, n // builds) if builds else n + 1
        while self.n_done < n:
            if self.step():
                self.n_done += 1
                if self.n_done % interval == 0:
                    self.build()
        self.what = "history"
        steps = [row for row in json.loads("[%s]" % ",".join(self.run("history", self.root, "--json")[1].splitlines()))
                 if not row["undone"]]
        if len(steps) != len(self.undo_stack):
            self.fail("the history has %d steps, not %d" % (len(steps), len(self.undo_stack)))
        while self.undo_stack:
            self.back(False)
        if self.node is not None:
            self.node.stdin.close()
            self.node.wait()

    # What the generator makes of it.

    def ask(self, *arguments):
        result = subprocess.run([GENERATORS, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                                env=dict(os.environ, TZ="UTC"))
        if result.returncode == MISSING:
            print("SKIPPED: %s: %s" % (self.kind, result.stderr.decode().strip()))
            return None
        if result.returncode != 0:
            self.fail("the site does not build: %s" % result.stderr.decode())
        return result.stdout.decode()

    def build(self):
        listed = self.ask("list", self.kind, self.root)
        if listed is None:
            return
        posts = {post["path"]: post for post in map(json.loads, listed.splitlines())}
        if set(posts) != set(self.keys):
            self.fail("the generator lists other articles: %s" % (set(posts) ^ set(self.keys)))
        for path, keys in self.keys.items():
            post = posts[path]
            theirs = {tuple(item) if is_list(item) else (item,) for item in post["categories"]}
            ours = {one[:n] for one in self.read(keys) for n in range(1, len(one) + 1)}
            if theirs != ours:
                self.fail("%s is in %s, the generator says %s" % (path, sorted(ours), sorted(theirs)))
            if set(post["tags"]) != set(read_names(self.kind, "tags", keys.get("tags"))):
                self.fail("%s has the tags %s, the generator says %s" % (path, keys.get("tags"), post["tags"]))
        output = self.root + "-built"
        shutil.rmtree(output, ignore_errors=True)
        self.ask("build", self.kind, self.root, output)
        self.check_links(output)
        self.n_built += 1

    def check_links(self, output):
        n_links = 0
        for folder, _, names in os.walk(output):
            for name in names:
                if not name.endswith(".html"):
                    continue
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    links = Links()
                    links.feed(file.read())
                for link in links.found:
                    parts = urllib.parse.urlsplit(link)
                    if parts.netloc not in ("", "example.org"):
                        continue
                    path = urllib.parse.unquote(parts.path)
                    target = os.path.join(output, path.lstrip("/")) if path.startswith("/") else os.path.join(folder, path)
                    n_links += 1
                    if not os.path.isfile(target) and not os.path.isfile(os.path.join(target, "index.html")):
                        self.fail("the link to %s in %s is dead" % (link, os.path.relpath(os.path.join(folder, name), output)))
        if n_links == 0:
            self.fail("the built site has no links")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cli")
    parser.add_argument("--operations", type=int, default=1000, help="for the three kinds of site together")
    parser.add_argument("--articles", type=int, default=60)
    parser.add_argument("--builds", type=int, default=20, help="for each kind of site")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--kind", choices=KINDS)
    parser.add_argument("--short", action="store_true", help="in memory, as ./check does it; nothing is installed")
    arguments = parser.parse_args()
    if arguments.short:
        os.environ["BROADSHEET_NO_INSTALL"] = "1"

    kinds = [arguments.kind] if arguments.kind else KINDS
    with scratch("broadsheet-soak-", arguments.short) as top:
        for kind in kinds:
            site = Site(os.path.abspath(arguments.cli), kind, os.path.realpath(top), arguments.seed, arguments.articles)
            site.run_operations(-(-arguments.operations // len(kinds)), arguments.builds)
            print("%s: %d operations as the model says, %d builds without a dead link, and all undone" %
                  (kind, site.n_done, site.n_built), flush=True)


try:
    import yaml
except ImportError:
    print("SKIPPED: PyYAML is missing. Install the package python3-yaml.")
    sys.exit(MISSING)
if shutil.which("git") is None:
    print("SKIPPED: git is missing.")
    sys.exit(MISSING)
main()
