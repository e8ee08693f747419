#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes pinyin.txt, the readings of Han characters in pinyin: make_pinyin.py >pinyin.txt
With its name, prints the table that is compiled: make_pinyin.py pinyin.txt >pinyin-table.h

Every reading that Unihan lists for a character, without tones; the first is the commonest. ü is written as v and as u,
since both are typed. In the table, characters with the same readings share a set, and a set is a list of syllables. The
characters are stored as runs of consecutive ones.

Source: Unihan's kMandarin, kHanyuPinlu, kXHC1983, kTGHZ2013 and kHanyuPinyin (Debian package unicode-data).
"""

import bz2
import re
import sys
import unicodedata

READINGS = "/usr/share/unicode/Unihan_Readings.txt.bz2"
# The first field says which reading is the commonest. A few values have notes in brackets or page numbers before them.
FIELDS = ("kMandarin", "kHanyuPinlu", "kXHC1983", "kTGHZ2013", "kHanyuPinyin")
HEAD = """# SPDX-License-Identifier: GPL-3.0-or-later
# Made by make_pinyin.py. After a syllable with +, the characters that are more often read in another way."""


def spell(reading):
    """The spellings of a reading: lüè is lve and lue."""
    plain = unicodedata.normalize("NFD", reading.lower())
    plain = plain.replace("u\u0308", "v")
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    # The tone can come before the diaeresis.
    if "\u0308" in unicodedata.normalize("NFD", reading) and "v" not in plain:
        plain = plain.replace("u", "v")
    if not re.fullmatch("[a-z]+", plain):
        return []
    return [plain, plain.replace("v", "u")] if "v" in plain else [plain]


def read_unihan():
    found = {}
    with bz2.open(READINGS, "rt", encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 3 and fields[1] in FIELDS:
                values = re.sub(r"\([^)]*\)", "", fields[2])
                values = [value for each in values.split() for value in each.rpartition(":")[2].split(",")]
                found.setdefault(int(fields[0][2:], 16), {})[fields[1]] = values
    for character, readings in sorted(found.items()):
        spellings = dict.fromkeys(s for field in FIELDS for r in readings.get(field, []) for s in spell(r))
        if spellings:
            first, *others = spellings
            yield character, (first, *sorted(others))


def read_text(path):
    firsts, others = {}, {}
    with open(path, encoding="utf-8") as lines:
        for syllable, characters in (line.split() for line in lines if not line.startswith("#")):
            for c in characters:
                if syllable.endswith("+"):
                    others.setdefault(ord(c), []).append(syllable[:-1])
                else:
                    firsts[ord(c)] = syllable
    return [(c, (firsts[c], *sorted(others.get(c, [])))) for c in sorted(firsts)]


def print_text(characters):
    lists = {}
    for character, (first, *others) in characters:
        lists.setdefault(first, []).append(chr(character))
        for syllable in others:
            lists.setdefault(syllable + "+", []).append(chr(character))
    print(HEAD)
    for syllable, each in sorted(lists.items()):
        for start in range(0, len(each), 56):
            print(syllable, "".join(each[start : start + 56]))


def print_numbers(name, kind, numbers):
    print("static const %s %s[] = {" % (kind, name))
    for start in range(0, len(numbers), 24):
        print("".join("%d," % number for number in numbers[start : start + 24]))
    print("};")


def print_table(characters):
    syllables = sorted({s for _, each in characters for s in each})
    numbers = {s: i for i, s in enumerate(syllables)}
    sets = {}
    runs = []
    for i, (character, each) in enumerate(characters):
        sets.setdefault(each, len(sets))
        if not runs or character != runs[-1][0] + runs[-1][1]:
            runs.append([character, 0, i])
        runs[-1][1] += 1

    print("#define N_SETS %d" % len(sets))
    print("static const char syllables[][%d] = {" % (max(map(len, syllables)) + 1))
    for start in range(0, len(syllables), 12):
        print("".join('"%s",' % s for s in syllables[start : start + 12]))
    print("};")
    members, starts = [], []
    for each in sets:
        starts.append(len(members))
        members += [numbers[s] for s in each]
    print_numbers("set_starts", "guint16", starts + [len(members)])
    print_numbers("set_members", "guint16", members)
    print_numbers("character_sets", "guint16", [sets[each] for _, each in characters])
    print("static const struct { guint32 first; guint16 n; guint16 start; } runs[] = {")
    for start in range(0, len(runs), 8):
        print("".join("{0x%x,%d,%d}," % tuple(run) for run in runs[start : start + 8]))
    print("};")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print_table(read_text(sys.argv[1]))
    else:
        print_text(read_unihan())
