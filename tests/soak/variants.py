#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Searches for phrases in simplified and traditional characters, and for what only looks like them.

usage: variants.py SEARCH_DRIVER [--phrases N]

Recall: of the phrases that opencc converts (s2t, s2tw, s2hk), so many are found by the form before, and the other way
round. Precision: of what phrases find, so much has them, where another article has a character that looks or means
alike in the place of one (己 for 已; Unihan's semantic variants, such as 餽 for 匱), and is no form of it."""

import argparse
import collections
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unicodedata

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "src/model/library/words"))
import make_variants as tables  # noqa: E402

LEAST_RECALL = 0.99
LEAST_PRECISION = 0.98

# Written alike, and other words.
ALIKE = """己已巳 未末 日曰 土士 人入 戊戌戍 大太犬 兔免 鸟乌 今令 冶治 崇祟 折拆 暧暖 券卷 拨拔 侯候 刀刁 干千 天夭 贝见
           王玉 午牛 田由甲申 白自 目且 石右 乎平 失矢 司可 圆园 情清晴 辩辨辫 坐座 做作 象像 蓝篮 记纪 练炼 连联 沪滤
           给绐 密蜜 历厉 住往 侍待 处外 具俱 交跤 姐姊 予豫 艺芸 只祗 燥躁 徒徙 幻幼 句旬 间问 风凤 没设 亨享 茶荼""".split()


def read_phrases():
    text = subprocess.run(["opencc_dict", "-f", "ocd2", "-t", "text", "-i", tables.OPENCC % "STPhrases", "-o", "/dev/stdout"],
                          check=True, stdout=subprocess.PIPE).stdout.decode("utf-8")
    return [line.split("\t")[0] for line in text.splitlines()]


def convert(lines, how):
    text = subprocess.run(["opencc", "-c", how + ".json"], input="\n".join(lines).encode(), check=True,
                          stdout=subprocess.PIPE).stdout.decode("utf-8")
    return text.split("\n")[: len(lines)]


def read_forms():
    """By character, the others that a table has as a form of it. Two characters of simplified Chinese are such only if
    OpenCC or Unihan says so; ICU and Japanese join more."""
    national = {c for c, _ in tables.read_unihan("OtherMappings", "kGB0")}
    pairs = list(tables.read_variants())
    for name in ("STCharacters", "TSCharacters", "TWVariants", "HKVariants"):
        pairs += [(key, value) for key, values in tables.read_opencc(name) for value in values]
    more = tables.read_icu([chr(c) for c in range(0x4E00, 0xA000)])
    more += [(key, value) for key, values in tables.read_opencc("JPVariants") for value in values]
    pairs += [pair for pair in more if not set(pair) <= national]
    forms = collections.defaultdict(set)
    for a, b in pairs:
        forms[a].add(b)
        forms[b].add(a)
    return forms


def read_alike(forms):
    alike = collections.defaultdict(set)
    for group in ALIKE:
        for c in group:
            alike[c] |= set(group) - {c}
    for c, values in tables.read_unihan("Variants", "kSemanticVariant", "kSpecializedSemanticVariant"):
        for value in values:
            other = chr(int(value.split("<")[0][2:], 16))
            alike[c].add(other)
            alike[other].add(c)
    return {c: sorted(d for d in others if d not in forms[c] and not forms[c] & forms[d] and unicodedata.normalize("NFKC", d) == d) for c, others in alike.items()}


class Driver:
    def __init__(self, program, root, environment):
        self.process = subprocess.Popen([program, root], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        encoding="utf-8")
        self.say("whole")

    def say(self, line):
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        answer = []
        while (got := self.process.stdout.readline()) != ".\n":
            if not got:
                sys.exit("The driver ended at: " + line)
            answer.append(got.rstrip("\n"))
        return answer

    def close(self):
        self.process.stdin.close()
        return self.process.wait(60)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("driver")
    parser.add_argument("--phrases", type=int, default=1000)
    options = parser.parse_args()
    if not (all(map(shutil.which, ("opencc", "opencc_dict", "uconv"))) and os.path.exists(tables.UNIHAN % "Variants")):
        print("skipped: Debian's packages opencc, icu-devtools and unicode-data are not there")
        sys.exit(77)

    rand = random.Random(1)
    forms = read_forms()
    alike = read_alike(forms)
    known = [key for key in read_phrases() if 2 <= len(key) <= 5 and all("一" <= c <= "鿿" for c in key)]
    phrases = rand.sample(known, options.phrases)
    converted = {how: convert(phrases, how) for how in ("s2t", "s2tw", "s2hk")}
    looked = rand.sample([phrase for phrase in known if any(alike.get(c) for c in phrase)], options.phrases)
    others = []
    for phrase in looked:
        i = rand.choice([i for i, c in enumerate(phrase) if alike.get(c)])
        others.append(phrase[:i] + rand.choice(alike[phrase[i]]) + phrase[i + 1:])

    with tempfile.TemporaryDirectory(prefix="broadsheet-variants-") as top:
        root = pathlib.Path(top) / "library"
        root.mkdir()
        environment = dict(os.environ, HOME=top, XDG_DATA_HOME=top + "/data", XDG_CACHE_HOME=top + "/cache", LC_ALL="C.UTF-8")
        for name, texts in {**converted, "s": phrases, "p": looked, "o": others}.items():
            for i, text in enumerate(texts):
                (root / ("%s-%d.md" % (name, i))).write_text("---\ntitle: x\n---\n%s。\n" % text, encoding="utf-8")
        driver = Driver(options.driver, str(root), environment)
        n_wanted = collections.Counter()
        missed = collections.defaultdict(list)
        for i, phrase in enumerate(phrases):
            found = set(driver.say('find "%s"' % phrase))
            for how, texts in converted.items():
                n_wanted[how] += 1
                if "%s-%d.md" % (how, i) not in found:
                    missed[how].append(phrase + " " + texts[i])
                n_wanted[how + " back"] += 1
                if "s-%d.md" % i not in driver.say('find "%s"' % texts[i]):
                    missed[how + " back"].append(texts[i] + " " + phrase)
        n_right = n_wrong = 0
        wrong = []
        for i, phrase in enumerate(looked):
            found = set(driver.say('find "%s"' % phrase))
            n_right += "p-%d.md" % i in found
            if "o-%d.md" % i in found:
                n_wrong += 1
                wrong.append(phrase + " " + others[i])
        status = driver.close()

    for how, n in n_wanted.items():
        recall = 1 - len(missed[how]) / n
        print("%s: recall %.4f; missed: %s" % (how, recall, ", ".join(missed[how][:10]) or "none"))
        status = status or recall < LEAST_RECALL
    precision = n_right / max(n_right + n_wrong, 1)
    print("look-alikes: %d of %d phrases are found; precision %.4f; wrong: %s" % (n_right, len(looked), precision,
                                                                                 ", ".join(wrong[:20]) or "none"))
    sys.exit(1 if status or precision < LEAST_PRECISION or n_right < len(looked) else 0)


if __name__ == "__main__":
    main()
