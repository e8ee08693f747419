#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Text is readable in each style: WCAG 2.1, 1.4.3, computed from the colours of the page."""

import os
import re
import sys

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))
import tap  # noqa: E402

LEAST = 4.5
SHEET = os.path.join(os.environ["BROADSHEET_SOURCE"], "src", "page", "page.css")

# Each text colour, and its possible backgrounds.
PAIRS = [(text, paper) for text in ("text", "strong", "quiet", "link") for paper in ("page", "faint")]
# Code is on a paper of its own.
PAIRS += [(kind, "faint") for kind in ("comment", "string", "number", "keyword", "type", "function", "operator")]
PAIRS += [("draft", "page"), ("mark-text", "mark")]


def variables(css, start, selector):
    """The colours in the first rule with the selector after the start."""
    place = css.index(selector + " {", css.index(start))
    return dict(re.findall(r"--([a-z-]+):\s*(#[0-9a-f]{6});", css[place : css.index("}", place)]))


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


def styles():
    with open(SHEET, encoding="utf-8") as file:
        css = file.read()
    light = variables(css, ":root", ":root")
    dark = {**light, **variables(css, "prefers-color-scheme: dark", ":root")}
    sepia = {**light, **variables(css, ":root", ':root[data-bs-style="sepia"]')}
    more = variables(css, ":root", ':root[data-bs-contrast="more"]')
    more_dark = variables(css, ":root", ':root[data-bs-contrast="more"]:not([data-bs-style="sepia"])')
    assert light["page"] != dark["page"] != sepia["page"]
    return {
        "light": light,
        "dark": dark,
        "sepia": sepia,
        "light-more": {**light, **more},
        "dark-more": {**dark, **more_dark},
        "print": {**dark, **variables(css, "@media print", ":root")},
        "sepia-more": {**sepia, **more},
    }


def case(colours):
    def run():
        for text, paper in PAIRS:
            ratio = contrast(colours[text], colours[paper])
            tap.true(ratio >= LEAST, "%s on %s is %.2f to 1" % (text, paper, ratio))

    return run


def highlights():
    """What is found has colours of its own, which are the same in all styles."""
    with open(SHEET, encoding="utf-8") as file:
        css = file.read()
    rules = re.findall(r"::highlight\((bs-found[a-z-]*)\) \{([^}]*)\}", css)
    tap.true(len(rules) == 2, "%u rules of highlights" % len(rules))
    papers = []
    for name, rule in rules:
        paper = re.search(r"background-color: (#[0-9a-f]{6});", rule).group(1)
        ratio = contrast(re.search(r"\bcolor: (#[0-9a-f]{6});", rule.replace(paper, "")).group(1), paper)
        tap.true(ratio >= LEAST, "%s is %.2f to 1" % (name, ratio))
        papers.append(paper)
    tap.true(contrast(*papers) >= 2, "the current one is set off from the others")


tap.run(
    [("/broadsheet/contrast/" + name, case(colours)) for name, colours in styles().items()]
    + [("/broadsheet/contrast/highlights", highlights)]
)
