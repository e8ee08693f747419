#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares what searches find with a plain scan of the texts, also while articles are added, changed and removed.

usage: search-oracle.py SEARCH_DRIVER BROADSHEET_CLI [--queries N] [--articles N] [--seed N]

Articles are written with all that a search can ask for; random queries are built as trees, written down with the marks
that people and input methods type, and answered by evaluating the tree on what was written (search_texts.py). The window's
lists, lists that follow the library, the judge of saved searches and the overview are asked through the driver; the command
line is asked with an index and without. A query that is answered wrongly is printed with the articles that differ.

An operator is a row in FILTERS.
"""

import argparse
import datetime
import itertools
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import zoneinfo

import search_texts
from search_texts import Phrase, Text, are_near, fold, make_phrases

ZONE = zoneinfo.ZoneInfo("Asia/Shanghai")
SECONDS = 20

HAN = "的一是中人民济展股市上海大学生新浪财金融科技年月日我们龘𠀀路面" + "".join(search_texts.VARIANTS)
WORDS = ["Apple", "apple", "BIG", "Ærø", "aerox", "café", "Straße", "e-mail", "email", "state-of-the-art", "don't", "AT&T", "C++", "C#",
         "node.js", ".NET", "net", "iPhone13", "iphone", "13", "3.5", "192.168.0.1", "192.168", "1,000", "1000", "ｆｕｌｌ", "full",
         "Linux", "linux", "kernel", "кошка", "Ёлка", "αβγ", "x"]
OTHERS = ["か", "な", "カナ", "한국", "글", "ー"]
MARKS = ["，", "。", "……", "、", "！？", ", ", ". ", "；", " ——", " / "]
CATEGORIES = ["金融", "科技", "Linux", "鐵路", "News", "新浪财经", "要闻"]
TAGS = ["a", "B", "头髮", "頭发", "C++", "two words", "ＷＩＤＥ", "年"]
AUTHORS = ["新浪财经", "Ann Lee", "anna", "國家", "路透"]
FOLDERS = ["", "金融", "金融/News", "sub", "sub/deep", "Linux"]
PROBLEMS = ["date", "duplicate-key", "colon"]
LANGUAGES = ["zh", "zh-Hant", "en", "en-GB", "ja"]
MOODS = ["happy days", "头髮 Apple", "12", "國家", "e-mail"]
# What an article has beside text, and what of it is text.
FEATURES = {
    "math": ("$$x 路$$", "<p>$$x 路$$</p>", "x 路"),
    "code": ("```\nint 我\n```", "<pre><code>int 我</code></pre>", "int 我"),
    "video": ('<video src="a.mp4"></video>', '<video src="a.mp4"></video>', "a.mp4"),
}


def weighted(rand, text):
    """The first are common and the last are rare."""
    return text[rand.randrange(rand.randrange(1, len(text)) + 1)]


def write_words(rand, length):
    out = []
    for _ in range(length):
        kind = rand.random()
        if kind < 0.72:
            out.append(weighted(rand, HAN))
        elif kind < 0.9:
            # Two words in a row need a space.
            out.append((" " if out and not search_texts.ALONE.match(out[-1][-1]) else "") + rand.choice(WORDS) +
                       (" " if rand.random() < 0.3 else ""))
        elif kind < 0.95:
            out.append(rand.choice(OTHERS))
        else:
            out.append(rand.choice(MARKS))
    if out and out[-1] in MARKS:
        out.append("的")
    return "".join(out)


class Article:
    """What is written in a file, and what the program is to know of it."""

    def __init__(self, rand, number):
        self.number = number
        self.is_unread = self.is_starred = False
        self.folder = rand.choice(FOLDERS)
        self.is_html = rand.random() < 0.6
        self.rewrite(rand)

    @property
    def path(self):
        return os.path.join(self.folder, "%04d.md" % self.number)

    def rewrite(self, rand):
        self.title = "的" + write_words(rand, rand.randrange(1, 7)).strip()
        self.blocks = ["是" + write_words(rand, rand.randrange(2, 60)).strip() for _ in range(rand.randrange(1, 5))]
        self.features = {name for name in FEATURES if rand.random() < 0.15}
        self.rewrite_keys(rand)
        self.read()

    def rewrite_keys(self, rand):
        self.problems = {rand.choice(PROBLEMS)} if rand.random() < 0.15 else set()
        self.date = None
        if "date" not in self.problems and rand.random() < 0.9:
            self.date = datetime.datetime(rand.randrange(2018, 2025), rand.randrange(1, 13), rand.randrange(1, 29),
                                          rand.choice([0, 0, 12, 23]), rand.choice([0, 30, 59]), tzinfo=ZONE)
        self.categories = [rand.sample(CATEGORIES, rand.randrange(1, 4)) for _ in range(rand.choice([0, 1, 1, 2]))]
        self.tags = rand.sample(TAGS, rand.choice([0, 1, 2, 3]))
        self.authors = rand.sample(AUTHORS, rand.choice([0, 1, 1, 2])) if "colon" not in self.problems else ["x: y"]
        self.has_image = rand.random() < 0.3
        self.is_draft = rand.random() < 0.2
        self.language = rand.choice(LANGUAGES)
        self.moods = rand.sample(MOODS, rand.choice([0, 0, 1, 1, 2]))

    def read(self):
        extras = [FEATURES[name][2] for name in sorted(self.features)]
        self.texts = [Text(self.title), Text("\n".join(self.blocks + extras))]

    def write_front_matter(self):
        lines = ["---", "title: " + json.dumps(self.title, ensure_ascii=False)]
        if self.date is not None:
            # The same moment, in local time, in UTC, and as mail has it.
            forms = [self.date.strftime("%Y-%m-%d %H:%M:%S"),
                     self.date.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
                     self.date.strftime("%a, %d %b %Y %H:%M:%S +0800")]
            lines.append("date: " + forms[self.number % len(forms)])
        if "date" in self.problems:
            lines.append("date: Invalid Date")
        if self.categories:
            lines.append("categories: " + json.dumps(self.categories, ensure_ascii=False))
        if self.tags:
            lines.append("tags: " + json.dumps(self.tags, ensure_ascii=False))
        if "colon" in self.problems:
            lines.append("author: x: y")
        elif self.authors:
            lines.append("authors: " + json.dumps(self.authors, ensure_ascii=False))
        if self.has_image:
            lines.append("image: a.png")
        lines.append("lang: " + self.language)
        if self.moods:
            lines.append("mood: " + json.dumps(self.moods if len(self.moods) > 1 else self.moods[0], ensure_ascii=False))
        if self.is_draft:
            lines.append("draft: true")
        if "duplicate-key" in self.problems:
            lines += ["other: 1", "other: 2"]
        return "\n".join(lines) + "\n---\n"

    def write(self, rand):
        if self.is_html:
            blocks = ["<p>%s</p>" % self.mark_up(rand, block.replace("&", "&amp;"), "<b>", "</b>") for block in self.blocks]
        else:
            blocks = [self.mark_up(rand, block, "[", "](https://example.org/)") for block in self.blocks]
        blocks += [FEATURES[name][self.is_html] for name in sorted(self.features)]
        return self.write_front_matter() + "\n\n".join(blocks) + "\n"

    @staticmethod
    def mark_up(rand, block, start, end):
        """Something in a line, which separates nothing."""
        places = [i for i, c in enumerate(block) if search_texts.ALONE.match(c)]
        if len(places) < 3 or rand.random() < 0.4:
            return block
        first, last = sorted(rand.sample(places, 2))
        return block[:first] + start + block[first:last] + end + block[last:]


# Of each kind of filter: a function that returns what is typed and what is meant of an article.
def quote_name(rand, name):
    if " " in name or rand.random() < 0.2:
        return rand.choice(['"%s"', "“%s”", "「%s」"]) % name
    return name


def vary(rand, name):
    """As somebody else would write it."""
    return rand.choice([name, name.upper(), name.lower(), unicodedata.normalize("NFKC", name),
                        "".join(rand.choice(next((g for g in search_texts.VARIANTS if c in g), c)) for c in name)])


def make_category(rand):
    path = [vary(rand, name) for name in rand.sample(CATEGORIES, rand.choice([1, 1, 2]))]
    wanted = [fold_name(name) for name in path]
    return quote_name(rand, "/".join(path)), lambda article: any(
        [fold_name(n) for n in names][i:i + len(wanted)] == wanted for names in article.categories for i in range(len(names)))


def fold_name(name):
    return search_texts.fold_form(name).translate(search_texts.SAME)


def make_tag(rand):
    tag = vary(rand, rand.choice(TAGS))
    return quote_name(rand, tag), lambda article: fold_name(tag) in map(fold_name, article.tags)


def make_hash_tag(rand):
    tag = vary(rand, rand.choice([tag for tag in TAGS if tag != "two words"]))
    return tag, lambda article: fold_name(tag) in map(fold_name, article.tags)


def make_author(rand):
    name = rand.choice(AUTHORS)
    name = vary(rand, name[: rand.randrange(2, len(name) + 1)].strip())
    return quote_name(rand, name), lambda article: any(fold_name(name) in fold_name(n) for n in article.authors)


def make_folder(rand):
    folder = vary(rand, rand.choice(FOLDERS[1:]))
    wanted = fold_name(folder).split("/")
    return quote_name(rand, folder), lambda article: any(
        fold_name(article.folder).split("/")[i:i + len(wanted)] == wanted for i in range(4))


def make_days(rand):
    year, month, day = rand.randrange(2017, 2026), rand.randrange(1, 13), rand.randrange(1, 29)
    unit = rand.randrange(3)
    if unit == 0:
        return str(year), datetime.datetime(year, 1, 1, tzinfo=ZONE), datetime.datetime(year + 1, 1, 1, tzinfo=ZONE)
    start = datetime.datetime(year, month, 1, tzinfo=ZONE)
    end = datetime.datetime(year + month // 12, month % 12 + 1, 1, tzinfo=ZONE)
    if unit == 1:
        return rand.choice(["%d-%02d", "%d/%d", "%d年%d月"]) % (year, month), start, end
    start = start.replace(day=day)
    return (rand.choice(["%d-%02d-%02d", "%d/%d/%d", "%d年%d月%d日", "%d%02d%02d"]) % (year, month, day), start,
            start + datetime.timedelta(days=1))


def make_before(rand):
    text, start, _ = make_days(rand)
    return text, lambda article: article.date is not None and article.date < start


def make_after(rand):
    text, start, _ = make_days(rand)
    return text, lambda article: article.date is not None and article.date >= start


def make_date(rand):
    text, start, end = make_days(rand)
    return text, lambda article: article.date is not None and start <= article.date < end


STATES = {
    "unread": lambda article: article.is_unread,
    "read": lambda article: not article.is_unread,
    "starred": lambda article: article.is_starred,
    "draft": lambda article: article.is_draft,
    "broken": lambda article: bool(article.problems - {"date"}),
    "undated": lambda article: article.date is None,
}


def make_state(rand):
    state = rand.choice(list(STATES))
    return state, STATES[state]


def make_problem(rand):
    kind = rand.choice(PROBLEMS)
    return kind, lambda article: kind in article.problems


def make_language(rand):
    wanted = rand.choice(LANGUAGES + ["ZH", "fr"])
    return wanted, lambda article: (article.language + "-").lower().startswith(wanted.lower() + "-")


def make_feature(rand):
    name = rand.choice(["image"] + list(FEATURES))
    return name, lambda article: article.has_image if name == "image" else name in article.features


def make_mood(rand):
    text = rand.choice(MOODS)
    is_quoted = rand.random() < 0.5
    if not is_quoted:
        text = rand.choice(text.split())
    text = vary(rand, text)
    ways = make_phrases(text, is_quoted)
    return '"%s"' % text if is_quoted else text, lambda article: any(
        Maker.find_all(ways, [Text(mood)]) for mood in article.moods)


FILTERS = [
    (("category:", "分类："), make_category),
    (("tag:", "标签："), make_tag),
    (("#",), make_hash_tag),
    (("author:", "作者："), make_author),
    (("in:", "文件夹："), make_folder),
    (("before:", "早于："), make_before),
    (("after:", "晚于："), make_after),
    (("date:", "日期："), make_date),
    (("is:",), make_state),
    (("has:",), make_feature),
    (("lang:", "语言："), make_language),
    (("mood:", "Mood：", "mood:"), make_mood),
    (("problem:", "问题："), make_problem),
]


class Maker:
    """Makes queries: each part is what is typed, and a function that says of an article whether it has it."""

    def __init__(self, rand, articles):
        self.rand, self.articles = rand, articles
        self.parts = []

    def take_text(self, most):
        """Something that stands in an article, or might."""
        rand = self.rand
        article = rand.choice(self.articles)
        if rand.random() < 0.25:
            return vary(rand, rand.choice(WORDS))
        source = rand.choice([article.title] + article.blocks)
        start = rand.randrange(len(source))
        text = source[start:start + rand.randrange(1, most + 1)].strip()
        if rand.random() < 0.3:
            text = vary(rand, text)
        return text

    def take_word(self, most):
        """What can be typed without quotes."""
        while True:
            text = self.take_text(most).split(" ")[0]
            if text and text[0] not in "-#&+’'－.／/" and text not in ("OR", "AND", "NEAR", "|") and not set(text) & set(":：()*") \
                    and search_texts.cut(text):
                return text

    def phrase(self):
        """Returns: what is typed, the ways to write all of it, and whether it can stand near another"""
        rand = self.rand
        kind = rand.random()
        if kind < 0.55:
            text = self.take_word(5)
            return text, make_phrases(text, False)
        if kind < 0.7:
            text = self.take_word(5)
            if search_texts.cut(text)[-1].is_word and text[-1].isalnum():
                return text + "*", make_phrases(text, False, goes_on=True)
            return text, make_phrases(text, False)
        while True:
            text = self.take_text(8).strip()
            if text and search_texts.cut(text):
                break
        if kind < 0.92:
            return rand.choice(['"%s"', "“%s”", "「%s」", "＂%s＂"]) % text, make_phrases(text, True)
        text = "".join(c for c in text if search_texts.ALONE.match(c)) or "髮"
        return rand.choice(['="%s"', "＝“%s”"]) % text, make_phrases(text, True, is_exact=True)

    @staticmethod
    def find_all(ways, texts):
        return all(any(text.find(phrase) for phrase in each for text in texts) for each in ways)

    def atom(self):
        rand = self.rand
        kind = rand.random()
        if kind < 0.58:
            typed, ways = self.phrase()
            return typed, lambda article: self.find_all(ways, article.texts)
        if kind < 0.66:
            typed, ways = self.phrase()
            return rand.choice(["title:", "标题：", "TITLE:"]) + typed, lambda article: self.find_all(ways, article.texts[:1])
        names, make = rand.choice(FILTERS)
        text, meant = make(rand)
        return rand.choice(names) + text, meant

    def near(self):
        """Phrases of one way each."""
        rand = self.rand
        parts = []
        while len(parts) < rand.choice([2, 2, 2, 3]):
            typed, ways = self.phrase()
            if len(ways) == 1 and len(ways[0]) == 1:
                parts.append((typed, ways[0][0]))
        distance = rand.choice([None, 0, 1, 2, 5, 40])
        joint = " NEAR " if distance is None else " NEAR/%d " % distance
        phrases = [phrase for _, phrase in parts]
        return joint.join(typed for typed, _ in parts), lambda article: any(
            are_near(text, phrases, 10 if distance is None else distance) for text in article.texts)

    def operand(self, depth):
        typed, meant = self.make_operand(depth)
        self.parts.append((typed, meant))
        return typed, meant

    def make_operand(self, depth):
        rand = self.rand
        kind = rand.random()
        if depth < 3 and kind < 0.15:
            typed, meant = self.terms(depth + 1)
            # Two opening marks side by side are as good as one.
            typed = rand.choice(["(%s)", "（%s）"]) % typed
        elif kind < 0.22:
            return self.near()
        else:
            typed, meant = self.atom()
        if rand.random() < 0.15:
            return rand.choice("-－") + typed, lambda article: not meant(article)
        return typed, meant

    def terms(self, depth=0):
        rand = self.rand
        all_of = []
        for _ in range(rand.choice([1, 1, 2, 2, 3])):
            any_of = [self.operand(depth) for _ in range(rand.choice([1, 1, 1, 1, 2, 3]))]
            all_of.append((rand.choice([" OR ", " | "]).join(typed for typed, _ in any_of), [meant for _, meant in any_of]))
        joint = rand.choice([" ", " ", "　", " AND "])
        return joint.join(typed for typed, _ in all_of), lambda article: all(
            any(meant(article) for meant in any_of) for _, any_of in all_of)

    def make_plain(self):
        """Words and exact phrases, as the overview takes them."""
        rand = self.rand
        all_of = []
        for _ in range(rand.choice([1, 1, 2])):
            typed, ways = self.phrase()
            while typed[0] in "\"“「＂" or typed[-1] == "*":
                typed, ways = self.phrase()
            all_of.append((typed, ways))
        self.parts = []
        return " ".join(typed for typed, _ in all_of), lambda article: all(
            self.find_all(ways, article.texts) for _, ways in all_of)

    def make(self):
        """A query that is not too long for the program: it takes 64 terms."""
        while True:
            self.parts = []
            typed, meant = self.terms()
            if len(typed.split()) < 40:
                return typed, meant


class Oracle:
    def __init__(self, options, top):
        self.rand = random.Random(options.seed)
        self.options = options
        self.root = os.path.join(top, "library")
        self.environment = dict(os.environ, HOME=top, XDG_DATA_HOME=top + "/data", XDG_CACHE_HOME=top + "/cache",
                                XDG_CONFIG_HOME=top + "/config", TZ="Asia/Shanghai", LC_ALL="C.UTF-8")
        self.articles = {}
        self.last_number = 0
        self.n_asked = self.n_late = self.n_wrong = 0
        os.mkdir(self.root)
        for _ in range(options.articles):
            self.add()

    def say(self, line):
        self.driver.stdin.write(line + "\n")
        self.driver.stdin.flush()
        answer = []
        while True:
            got = self.driver.stdout.readline()
            if not got:
                sys.exit("The driver ended at: " + line)
            if got == ".\n":
                return answer
            answer.append(got.rstrip("\n"))

    def save(self, article):
        path = os.path.join(self.root, article.path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path + "~", "w", encoding="utf-8") as file:
            file.write(article.write(self.rand))
        os.rename(path + "~", path)

    def add(self):
        self.last_number += 1
        article = Article(self.rand, self.last_number)
        self.articles[article.number] = article
        self.save(article)
        return article

    def expect(self, meant):
        return {article.path for article in self.articles.values() if meant(article)}

    def report(self, how, typed, found, expected):
        self.n_wrong += 1
        print("%s: %s" % (how, typed))
        for path in sorted(found - expected)[:3]:
            print("  found, and should not be: %s" % path)
        for path in sorted(expected - found)[:3]:
            print("  not found: %s" % path)

    def find_wrong_part(self, maker, how):
        for typed, meant in sorted(maker.parts, key=lambda part: len(part[0])):
            answer = set(self.say(how + " " + typed))
            expected = self.expect(meant)
            if answer != expected:
                path = min(answer ^ expected)
                article = next(article for article in self.articles.values() if article.path == path)
                print("  the part: %s: %s %s" % (typed, "not to be found is" if path in answer else "not found is", path))
                print("    %s | %s" % (article.title, " | ".join(article.blocks)))
                return

    def ask(self, how, maker):
        """A change that was told a moment ago may not be in the list yet, but has to come."""
        typed, meant = maker.make_plain() if how == "glance" else maker.make()
        expected = self.expect(meant)
        end = time.monotonic() + SECONDS
        is_late = False
        self.n_asked += 1
        while True:
            answer = self.say(how + " " + typed)
            if len(answer) != len(set(answer)):
                self.report(how + ", twice", typed, set(answer), expected)
                return
            if set(answer) == expected:
                self.n_late += is_late
                return
            # Only what has just changed can be late.
            if time.monotonic() > end or not (set(answer) ^ expected) <= self.changed:
                self.report(how, typed, set(answer), expected)
                self.find_wrong_part(maker, how)
                return
            is_late = True

    def ask_command_line(self, n, *options):
        maker = Maker(self.rand, list(self.articles.values()))
        for _ in range(n):
            typed, meant = maker.make()
            if "unread" in typed or "is:read" in typed or "starred" in typed:
                continue
            run = subprocess.run([self.options.cli, "search", self.root, "--json", *options, "--", typed], env=self.environment,
                                 stdout=subprocess.PIPE, check=False)
            self.n_asked += 1
            found = {json.loads(line)["path"] for line in run.stdout.decode("utf-8").splitlines()}
            if found != self.expect(meant) or run.returncode != 0:
                self.report("command line, status %d" % run.returncode, typed, found, self.expect(meant))

    def change(self):
        """Changes some articles. Returns: what awaits them, and the paths that may be found or not meanwhile"""
        rand = self.rand
        awaited = []
        doubtful = set()
        for _ in range(rand.randrange(1, 12)):
            kind = rand.choice(["add", "add", "text", "text", "keys", "remove", "remove", "move", "star", "read"])
            article = rand.choice(list(self.articles.values()))
            if article.path in doubtful:
                continue
            doubtful.add(article.path)
            if kind == "add":
                article = self.add()
                article.is_unread = True
            elif kind == "text":
                article.rewrite(rand)
                self.save(article)
            elif kind == "keys":
                article.rewrite_keys(rand)
                self.save(article)
            elif kind == "remove":
                del self.articles[article.number]
                os.unlink(os.path.join(self.root, article.path))
            elif kind == "move":
                before = article.path
                article.folder = rand.choice([folder for folder in FOLDERS if folder != article.folder])
                os.makedirs(os.path.join(self.root, article.folder), exist_ok=True)
                os.rename(os.path.join(self.root, before), os.path.join(self.root, article.path))
                awaited.append(before)
            elif kind == "star":
                article.is_starred = not article.is_starred
                self.say("mark starred %d %s" % (article.is_starred, article.path))
            else:
                article.is_unread = not article.is_unread
                self.say("mark unread %d %s" % (article.is_unread, article.path))
            doubtful.add(article.path)
            awaited.append(article.path)
        return awaited, doubtful

    def ask_meanwhile(self, n, doubtful):
        """What does not change is found right, whatever else changes."""
        maker = Maker(self.rand, list(self.articles.values()))
        for _ in range(n):
            typed, meant = maker.make()
            found = set(self.say(self.rand.choice(["find ", "type "]) + typed)) - doubtful
            self.n_asked += 1
            # As one types, the last word may go on: more is found.
            expected = self.expect(meant) - doubtful
            if not self.is_typed_same(typed):
                continue
            if found != expected:
                self.report("meanwhile", typed, found, expected)

    @staticmethod
    def is_typed_same(typed):
        """Whether what is typed means the same while it is typed: its last word does not go on."""
        return bool(search_texts.ALONE.match(typed[-1])) or typed[-1] in '"”」＂)）*'

    def check_kept(self, kept):
        answers = {}
        for line in self.say("kept"):
            if line.startswith("="):
                answers[line[1:]] = current = set()
            else:
                current.add(line)
        return [(typed, answers[typed], self.expect(meant)) for typed, meant in kept if answers[typed] != self.expect(meant)]

    def run(self):
        options = self.options
        rand = self.rand
        # Without an index, the files are read.
        self.ask_command_line(max(options.queries // 100, 10))
        self.driver = subprocess.Popen([options.driver, self.root], env=self.environment, stdin=subprocess.PIPE,
                                       stdout=subprocess.PIPE, encoding="utf-8")
        self.changed = set()
        self.say("whole")
        maker = Maker(rand, list(self.articles.values()))
        for i in range(options.queries // 2):
            self.ask("judge" if i % 20 == 0 else "glance" if i % 20 == 1 else "find", maker)
        kept = [maker.make() for _ in range(10)]
        for typed, _ in kept:
            self.say("keep " + typed)
        n_rounds = max(options.queries // 80, 1)
        for _ in range(n_rounds):
            awaited, doubtful = self.change()
            self.ask_meanwhile(8, doubtful)
            for path in awaited:
                self.say("await " + path)
            self.say("whole")
            self.changed = doubtful
            maker = Maker(rand, list(self.articles.values()))
            for i in range(32):
                self.ask("judge" if i == 0 else "glance" if i == 1 else "find", maker)
            end = time.monotonic() + SECONDS
            while (wrong := self.check_kept(kept)) and time.monotonic() < end:
                self.n_late += 1
            for typed, found, expected in wrong:
                self.report("kept", typed, found, expected)
        self.driver.stdin.close()
        if self.driver.wait(60) != 0:
            sys.exit("The driver failed.")
        self.ask_command_line(max(options.queries // 100, 10))
        print("%d queries of %d articles; %d answers were late, %d wrong" % (self.n_asked, len(self.articles), self.n_late,
                                                                         self.n_wrong))
        return 1 if self.n_wrong > 0 else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("driver")
    parser.add_argument("cli")
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--articles", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--keep", help="a folder to leave the library in")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="broadsheet-oracle-") as top:
        status = Oracle(options, top).run()
        if options.keep:
            shutil.copytree(os.path.join(top, "library"), options.keep)
    sys.exit(status)


if __name__ == "__main__":
    main()
