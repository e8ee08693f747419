#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes variants.txt, the variant characters that the tokenizer joins: make_variants.py >variants.txt
With its name, prints the table that is compiled: make_variants.py variants.txt >variants-table.h

Han characters that are forms of one another are one class, and a search for one finds all. A class joins simplified and
traditional forms, those of Taiwan and Hong Kong, and shinjitai where they belong to one form alone and are no other Chinese
character (芸 is a plant, not only 藝; 連 is 连, not 聯). The table maps each
character to the one that stands for its class, a simplified form if there is one, so that most texts are not mapped.

Sources: OpenCC's tables of characters (Debian packages opencc and libopencc-data), Unihan's kSimplifiedVariant and
kTraditionalVariant and its characters of GB 2312 (unicode-data), and ICU's Traditional-Simplified (icu-devtools), which
also joins some that are two characters in simplified Chinese, as GB 2312 shows (姐 and 姊). kSemanticVariant,
kSpecializedSemanticVariant and kZVariant are not used: they join characters that are other words (匱 and 餽).

With --review, lists the classes of more than six characters instead.
"""

import bz2
import collections
import subprocess
import sys
import textwrap
import unicodedata

OPENCC = "/usr/share/opencc/%s.ocd2"
UNIHAN = "/usr/share/unicode/Unihan_%s.txt.bz2"
MAX_CLASS = 6
HEAD = """# SPDX-License-Identifier: GPL-3.0-or-later
# Made by make_variants.py: classes of characters that are forms of one another. The first stands for its class."""


def read_opencc(name):
    text = subprocess.run(
        ["opencc_dict", "-f", "ocd2", "-t", "text", "-i", OPENCC % name, "-o", "/dev/stdout"],
        check=True, stdout=subprocess.PIPE,
    ).stdout.decode("utf-8")
    for line in text.splitlines():
        key, _, values = line.partition("\t")
        values = [value for value in values.split(" ") if value]
        if len(key) == 1 and all(len(value) == 1 for value in values):
            yield key, values


def read_unihan(name, *wanted):
    with bz2.open(UNIHAN % name, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3 and fields[1] in wanted:
                yield chr(int(fields[0][2:], 16)), fields[2].split()


def read_variants():
    for c, values in read_unihan("Variants", "kSimplifiedVariant", "kTraditionalVariant"):
        for value in values:
            yield c, chr(int(value.split("<")[0][2:], 16))


def read_icu(characters):
    text = "\n".join(characters)
    result = subprocess.run(
        ["uconv", "-f", "utf-8", "-t", "utf-8", "-x", "Traditional-Simplified"],
        input=text.encode("utf-8"), check=True, stdout=subprocess.PIPE,
    ).stdout.decode("utf-8")
    return [(a, b) for a, b in zip(characters, result.split("\n")) if a != b and len(b) == 1]


class Classes:
    def __init__(self):
        self.parent = {}

    def find(self, c):
        self.parent.setdefault(c, c)
        while self.parent[c] != c:
            self.parent[c] = self.parent[self.parent[c]]
            c = self.parent[c]
        return c

    def join(self, a, b):
        # Compatibility forms are folded before (NFKC).
        a, b = unicodedata.normalize("NFKC", a), unicodedata.normalize("NFKC", b)
        if len(a) == len(b) == 1:
            self.parent[self.find(a)] = self.find(b)

    def list(self):
        members = collections.defaultdict(list)
        for c in self.parent:
            members[self.find(c)].append(c)
        return [sorted(each) for each in members.values() if len(each) > 1]


def make():
    classes = Classes()
    simplified = collections.Counter()
    national = {c for c, _ in read_unihan("OtherMappings", "kGB0")}
    traditional = set()
    edges = []
    for key, values in read_opencc("TSCharacters"):
        edges += [(key, value) for value in values[:1]]
        simplified[values[0]] += 2
        traditional.add(key)
    for key, values in read_opencc("STCharacters"):
        edges += [(key, value) for value in values]
        simplified[key] += 10
        traditional.update(value for value in values if value != key)
    for name in ("TWVariants", "HKVariants"):
        edges += [(key, value) for key, values in read_opencc(name) for value in values]
    edges += read_variants()
    for a, b in read_icu([chr(c) for c in list(range(0x3400, 0x4DC0)) + list(range(0x4E00, 0xA000))]):
        if not {a, b} <= national:
            edges.append((a, b))
    # A shinjitai that stands for several older forms would join them.
    older = collections.defaultdict(set)
    for key, values in read_opencc("JPVariants"):
        for value in values:
            older[value].add(key)
    for value, keys in older.items():
        if len(keys) == 1 and value not in national and value not in traditional:
            edges.append((next(iter(keys)), value))
    for a, b in edges:
        if a != b:
            classes.join(a, b)
    return classes.list(), simplified


def main():
    classes, simplified = make()
    if "--review" in sys.argv:
        for each in sorted(classes, key=len, reverse=True):
            if len(each) > MAX_CLASS:
                print("".join(each))
        print("%d classes, %d characters" % (len(classes), sum(map(len, classes))))
        return
    words = []
    for each in classes:
        chosen = max(each, key=lambda c: (ord(c) < 0x10000, simplified[c], 0x4E00 <= ord(c) < 0xA000, -ord(c)))
        if ord(chosen) < 0x10000:
            words.append(chosen + "".join(c for c in each if c != chosen))
    print(HEAD)
    print(textwrap.fill(" ".join(sorted(words)), 70))


def print_table(path):
    with open(path, encoding="utf-8") as lines:
        classes = [word for line in lines if not line.startswith("#") for word in line.split()]
    for c, chosen in sorted((c, each[0]) for each in classes for c in each[1:]):
        print("{ 0x%04x, 0x%04x }," % (ord(c), ord(chosen)))


if __name__ == "__main__":
    if sys.argv[1:] and sys.argv[1] != "--review":
        print_table(sys.argv[1])
    else:
        main()
