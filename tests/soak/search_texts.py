# SPDX-License-Identifier: GPL-3.0-or-later
"""What a search is to find, told from the texts alone: written from the specification, without the program's code.

A text is cut into positions. Each holds the tokens that stand there; a phrase is found where its tokens stand at
positions in a row."""

import re
import unicodedata

# Forms of one another, as far as the articles of search-oracle.py have them.
VARIANTS = ["铁鐵鉄", "国國", "发發髮発髪", "头頭", "台臺檯颱", "后後", "里裏裡", "云雲", "体體", "广廣広", "经經経", "馈饋餽", "匮匱"]
PLAIN = {"æ": "ae", "ð": "d", "ø": "o", "þ": "th", "đ": "d", "ħ": "h", "ı": "i", "ł": "l", "œ": "oe", "ŧ": "t"}
SAME = {ord(c): group[0] for group in VARIANTS for c in group}
ALONE = re.compile("[\u2e80-\u2fdf\u3005-\u3007\u3040-\u318f\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U0001f000-\U0003ffff]")
BOUNDARY = frozenset(".")


def fold_form(text):
    """Without case and width: the characters that an exact phrase asks for."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def fold(text):
    """What of a text makes no difference is taken away: case, width, diacritics, variants."""
    marked = unicodedata.normalize("NFD", fold_form(text))
    bare = "".join(c for c in marked if not "\u0300" <= c <= "\u036f")
    bare = unicodedata.normalize("NFC", bare).translate(SAME)
    return "".join(PLAIN.get(c, c) for c in bare)


class Position:
    def __init__(self, tokens, is_word, source):
        self.tokens, self.is_word, self.source = tokens, is_word, source


JOINTS = "-.'’_&‐"


def cut_word(word, has_dot):
    """The positions of letters, digits and joints that hang together; @has_dot: whether it begins with a dot."""
    suffix = re.search(r"(?<=[^\W\d_])(\+\+|#)$", word)
    suffix = suffix.group() if suffix else ""
    body = word[: len(word) - len(suffix)]
    parts = re.findall(r"[0-9]+(?:\.[0-9]+)*|[^\W\d_]+", body)
    numbers = re.search(r"[0-9]", body)
    has_joint = any(c in JOINTS for c in body)
    positions = []
    at = 0
    for i, part in enumerate(parts):
        at = body.index(part, at)
        dot = body[at - 1] == "." if at > 0 else has_dot
        at += len(part)
        if part[0].isdigit():
            pieces = part.split(".")
            if len(pieces) == 2:
                positions.append(Position({part}, True, part))
                continue
            for j, piece in enumerate(pieces):
                beside = {piece + "." + pieces[j + 1]} if j + 1 < len(pieces) else set()
                positions.append(Position({piece} | beside, True, piece))
            continue
        tokens = {part}
        if i == 0 and len(parts) > 1 and has_joint and not numbers:
            tokens.add("".join(parts))
        if dot:
            tokens.add("." + part)
        if i == len(parts) - 1 and suffix:
            tokens.add(part + suffix)
        positions.append(Position(tokens, True, part))
    return positions


WORD = re.compile(r"[^\W_]+(?:[%s][^\W_]+)*" % re.escape(JOINTS))


def cut(text):
    """The positions of a text. Punctuation, and a line's end, make one boundary between two others."""
    positions = []
    is_due = False
    source = fold_form(text)
    # The forms that an exact phrase asks for stand beside: folding keeps the number of Han characters.
    forms = iter([c for c in source if ALONE.match(c)])
    text = re.sub(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))", "", fold(text))
    at = 0
    while at < len(text):
        c = text[at]
        found = []
        if c == "\n":
            is_due = True
            at += 1
        elif c.isspace() or c == "\u200b":
            at += 1
        elif ALONE.match(c) and unicodedata.category(c)[0] in "LN":
            found = [Position({c}, False, next(forms))]
            at += 1
        elif c.isalnum():
            end = at
            while end < len(text) and not ALONE.match(text[end]) and (
                    text[end].isalnum() or (text[end] in JOINTS and end + 1 < len(text) and text[end + 1].isalnum() and
                                            not ALONE.match(text[end + 1]))):
                end += 1
            if text[end - 1].isalpha():
                end += 2 if text[end:end + 2] == "++" else 1 if text[end:end + 1] == "#" else 0
            # A dot begins a word where none ends before it.
            has_dot = at > 0 and text[at - 1] == "." and (
                at == 1 or bool(ALONE.match(text[at - 2])) or not (text[at - 2].isalnum() or text[at - 2] == "."))
            found = cut_word(text[at:end], has_dot)
            at = end
        else:
            is_due = True
            at += 1
        if found:
            if is_due and positions:
                positions.append(Position(BOUNDARY, False, ""))
            is_due = False
            positions += found
    return positions


class Text:
    """A title, or the text of a body."""

    def __init__(self, text):
        self.positions = cut(text)
        self.where = {}
        for i, position in enumerate(self.positions):
            for token in position.tokens:
                self.where.setdefault(token, []).append(i)

    def find(self, phrase):
        """Where a phrase begins."""
        first = phrase.tokens[0]
        if len(phrase.tokens) == 1 and phrase.is_prefix:
            starts = sorted({i for token, places in self.where.items() if token.startswith(first) for i in places})
        else:
            starts = self.where.get(first, [])
        return [start for start in starts if self.stands_at(phrase, start)]

    def stands_at(self, phrase, start):
        if start + len(phrase.tokens) > len(self.positions):
            return False
        for i, token in enumerate(phrase.tokens):
            position = self.positions[start + i]
            if phrase.is_prefix and i == len(phrase.tokens) - 1:
                if not any(other.startswith(token) for other in position.tokens):
                    return False
            elif token not in position.tokens:
                return False
        return phrase.form is None or phrase.form == "".join(
            self.positions[start + i].source for i in range(len(phrase.tokens)))


class Phrase:
    def __init__(self, tokens, is_prefix=False, form=None):
        self.tokens, self.is_prefix, self.form = tokens, is_prefix, form


def make_phrases(text, is_quoted, is_exact=False, goes_on=False):
    """What a term asks for: all of these, of each one of its ways to be written."""
    runs = [[]]
    positions = cut(text)
    for position in positions:
        if position.tokens is BOUNDARY and not is_quoted:
            runs.append([])
        else:
            runs[-1].append(position)
    wanted = []
    for run in runs:
        if not run:
            continue
        tokens = []
        ways = []
        for i, position in enumerate(run):
            plain = next((t for t in position.tokens if t[-1] in "+#"), None) or \
                next((t for t in position.tokens if t[0] == "." and len(t) > 1 and i == 0), None) or \
                min(position.tokens, key=lambda t: (t[0] == "." and len(t) > 1, len(t)))
            tokens.append(plain)
        for i, position in enumerate(run):
            whole = [t for t in position.tokens
                     if len(t) > len(position.source) and t[0] != "." and t[-1] not in "+#" and "." not in t]
            if whole and not is_quoted:
                n = 0
                while len("".join(p.source for p in run[i:i + n])) < len(whole[0]):
                    n += 1
                ways.append(tokens[:i] + [whole[0]] + tokens[i + n:])
                break
        ways.insert(0, tokens)
        is_last = run is runs[-1]
        may_go_on = goes_on and is_last and run[-1].is_word and tokens[-1][-1] not in "+#"
        form = "".join(p.source for p in run) if is_exact else None
        wanted.append([Phrase(way, may_go_on, form) for way in ways])
    return wanted


def are_near(text, phrases, distance):
    """Whether phrases stand so that none ends more than so many tokens before the last of them begins."""
    places = [text.find(phrase) for phrase in phrases]
    for last in {start for starts in places for start in starts}:
        if all(any(start <= last and last - (start + len(phrase.tokens)) <= distance for start in starts)
               for phrase, starts in zip(phrases, places)):
            return True
    return False
