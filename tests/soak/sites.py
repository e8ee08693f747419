#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares how Broadsheet and the generators read sites.

  tests/soak/sites.py BROADSHEET-CLI

Generates a Hexo, Jekyll and Hugo site of each kind that was once read wrongly, lists it with both, and compares title,
date, draft, categories and tags of every article. A missing generator is skipped with a message.
"""
import json
import os
import subprocess
import sys
import tempfile

# Hexo reads a date in the time zones of the computer and of the site at once, so they are the same here.
os.environ["TZ"] = "Asia/Shanghai"

HERE = os.path.dirname(os.path.abspath(__file__))
MISSING = 77
FIELDS = ("title", "date", "draft", "categories", "tags")

# Front matter that all three read alike. Left out are cases in which Broadsheet reports what is written and a generator
# does not: YAML 1.1's words for true and false as text, a Hexo post with `draft: true`, which Hexo publishes, and a
# Hexo date with `Z`, which Hexo takes for local time.
COMMON = [
    "title: plain\ndate: 2021-03-04 10:11:12 +0000\ncategories: one\ntags: [a, b]",
    "title: '404'\ndate: 2021-03-04 10:11:12 +0800\ntags: [a, A, a]",
    "title: \"quoted: colon\"\ncategories:\n  - x\n  - w\ntags:\n- 中文\n- 標籤",
    "title: alias\ntags: &t [a, b]\ncategories: *t",
    "title: merged\nbase: &b {tags: [m, k]}\n<<: *b",
    "title: nothing\ncategories: []\ntags:",
    "title: comment # not title\n# a comment\ntags: [a] # b",
    "title: folded\ndescription: >\n  many\n  lines\ntags: [z]",
    "title: block\ntext: |\n  a\n  \tb\n\ntags: [q]",
]
JEKYLL = COMMON + [
    "title: both\ncategory: x y\ncategories: [p, q]", "title: split\ncategories: a b a\ntags: c d",
    "title: tag first\ntag: one two\ntags: [three]", "title: unpublished\npublished: false", "title: twice\ntitle: last",
    "title: drafted\ndraft: true",
]
HEXO = COMMON + [
    "title: path\ncategories: [a, b, c]", "title: paths\ncategories: [[a, b], [a, b], [c], d]", "title: alias\ncategory: a b",
    "title: falsy\ncategories:\ncategory: a", "title: empty wins\ncategories: []\ncategory: a", "title: tag\ntag: a b",
    "title: unpublished\npublished: false",
]
HUGO_YAML = COMMON + [
    "Title: upper\nDATE: 2021-03-04\nTags: [go]", "title: no alias\ncategory: a\ntag: b", "title: positive\ndraft: yes",
    "title: 'on'\ndraft: on", "title: late\nlastmod: 2021-05-06", "title: publish\npublishDate: 2021-05-06T00:00:00Z",
    "title: zero\ndate: 0001-01-01T00:00:00Z", "title: twice\ntitle: last", "title: one\ncategories: a b",
]
HUGO_OTHER = [
    "+++\nTitle = \"Upper toml\"\nDate = 2021-03-04T10:00:00Z\nCategories = [\"Dev\"]\nTags = [\"go\"]\nDraft = true\n+++\n",
    "{\"Title\": \"json\", \"date\": \"2021-03-04T10:00:00Z\", \"categories\": \"solo\", \"tags\": [\"b\", \"a\"]}\n",
]


def write(root, path, text):
    path = os.path.join(root, path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)


def make_hexo(root):
    write(root, "_config.yml", "title: S\ntimezone: Asia/Shanghai\npost_asset_folder: true\n")
    for i, keys in enumerate(HEXO):
        write(root, "source/_posts/p%02d.md" % i, "---\n%s\n---\nbody\n" % keys)
    write(root, "source/_posts/deep/er/p.md", "\n---\ntitle: blank line\n---\nbody\n")
    write(root, "source/_posts/old.md", "title: old form\ntags: [x]\n---\nbody\n")
    write(root, "source/_posts/p01/asset.html", "<p>asset</p>\n")
    write(root, "source/_posts/p01/asset.txt", "asset\n")
    write(root, "source/_posts/_hidden.md", "---\ntitle: hidden\n---\n")
    write(root, "source/_drafts/d.md", "---\ntitle: draft\n---\nbody\n")
    write(root, "source/about/index.md", "---\ntitle: page\n---\n")
    write(root, "README.md", "readme\n")


def make_jekyll(root):
    write(root, "_config.yml", "title: S\ntimezone: Asia/Shanghai\nexclude: [old]\ncollections:\n  notes:\n    output: true\n")
    for i, keys in enumerate(JEKYLL):
        write(root, "_posts/2020-01-%02d-p.md" % (i + 1), "---\n%s\n---\nbody\n" % keys)
    post = "---\ntitle: deep\ncategories: en z\n---\nbody\n"
    for folder in ("en/news/_posts", "_posts/sub", "old/_posts", "_includes/_posts", "vendor/bundle/x/_posts", "docs/_posts"):
        write(root, folder + "/2020-01-02-x.md", post)
    write(root, "en/_drafts/d.md", "---\ntitle: draft\n---\nbody\n")
    write(root, "_notes/n.md", "---\ntitle: note\ncategories: q w\n---\nbody\n")
    write(root, "README.md", "readme\n")


def make_hugo(root):
    write(root, "hugo.toml", "title = 'S'\nbaseURL = 'http://example.org/'\ntimeZone = 'UTC'\n"
          "[languages.en]\ncontentDir = 'content/english'\nweight = 1\n[languages.zh]\ncontentDir = 'content/chinese'\nweight = 2\n")
    for i, keys in enumerate(HUGO_YAML):
        write(root, "content/english/posts/p%02d.md" % i, "---\n%s\n---\nbody\n" % keys)
    for i, text in enumerate(HUGO_OTHER):
        write(root, "content/english/other/p%02d.md" % i, text + "\nbody\n")
    write(root, "content/chinese/a.md", "---\ntitle: 中文\n---\nbody\n")
    page = "---\ntitle: bundle\n---\nbody\n"
    for path in ("_index.md", "b/index.md", "b/resource.md", "b/in/resource.md", "branch/_index.md", "branch/page.md"):
        write(root, "content/english/" + path, page)
    write(root, "content/english/posts/notes.txt", "notes\n")
    write(root, "README.md", "readme\n")


def ask_generator(kind, folder):
    result = subprocess.run([os.path.join(HERE, "generators"), "list", kind, folder], stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE)
    if result.returncode == MISSING:
        print("SKIPPED: %s: %s" % (kind, result.stderr.decode().strip()))
        return None
    if result.returncode != 0:
        sys.exit(result.stderr.decode())
    return {post["path"]: post for post in map(json.loads, result.stdout.decode().splitlines())}


def ask_broadsheet(cli, kind, folder, home):
    env = dict(os.environ, HOME=home, XDG_CACHE_HOME=home + "/c", XDG_DATA_HOME=home + "/d", LC_ALL="C.UTF-8")
    out = subprocess.run([cli, "list", folder, "--json"], stdout=subprocess.PIPE, check=True, env=env).stdout
    posts = {post["path"]: post for post in map(json.loads, out.decode().splitlines())}
    for post in posts.values():
        if kind != "hexo":
            post["categories"] = [path[0] for path in post["categories"]]
    return posts


def normalize(kind, post):
    """Normalises the different words of the generators."""
    post = {field: post[field] for field in FIELDS}
    post["tags"] = sorted(set(post["tags"]))
    # Hexo lists each level of a path as a category of its own.
    if kind == "hexo":
        paths = [tuple(path) for path in post["categories"]]
        post["categories"] = sorted({path[:n] for path in paths for n in range(1, len(path) + 1)})
    return post


def compare(kind, theirs, ours):
    wrong = ["%s: %s" % (path, "is no article to the generator") for path in sorted(set(ours) - set(theirs))]
    wrong += ["%s: %s" % (path, "is not listed") for path in sorted(set(theirs) - set(ours))]
    for path in sorted(set(ours) & set(theirs)):
        one, other = normalize(kind, ours[path]), normalize(kind, theirs[path])
        if theirs[path]["title"] in (None, ""):
            one["title"] = other["title"]
        wrong += ["%s: %s is %r, the generator says %r" % (path, field, one[field], other[field])
                  for field in FIELDS if one[field] != other[field]]
    print("%s: %d articles, %d differences" % (kind, len(theirs), len(wrong)))
    for line in wrong:
        print("  " + line)
    return not wrong


def main():
    cli = os.path.abspath(sys.argv[1])
    right = True
    with tempfile.TemporaryDirectory() as scratch:
        for kind, make in (("hexo", make_hexo), ("jekyll", make_jekyll), ("hugo", make_hugo)):
            folder = os.path.join(os.path.realpath(scratch), kind)
            make(folder)
            theirs = ask_generator(kind, folder)
            if theirs is not None:
                right = compare(kind, theirs, ask_broadsheet(cli, kind, folder, scratch + "/home")) and right
    sys.exit(0 if right else 1)


main()
