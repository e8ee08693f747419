#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Near-duplicates, as `broadsheet-cli duplicates` finds them."""

import os
import random
import resource
import shutil
import subprocess
import sys

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402
from cli import HAS_SANITIZER, folder, home, run, run_json, scratch  # noqa: E402

SUBJECTS = "市政府 气象台 这家公司 一名研究员 学校 当地居民 图书馆 记者 医院 铁路部门 出版社 合作社 渔民 评论者 市场".split()
VERBS = "宣布 否认 计划 承认 建议 推迟 重新评估 公布 调查 修改 反对 支持 撤回 完成 检查".split()
OBJECTS = "新的车站 去年的账目 一座旧桥 春季课程 水库的水位 夜间航班 手稿的副本 农产品价格 沿海堤坝 公共浴场".split()
TAILS = "以便在冬天之前完工 因为天气一直不好 尽管多数人并不同意 而结果要到月底才知道 这让邻近的城镇感到意外 并且不另收费".split()


def sentences(source, n):
    return ["%s%s%s，%s，第%d次。" % tuple([source.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, TAILS)] +
                                     [source.randrange(1000)]) for _ in range(n)]


def page(title, lines, **keys):
    head = ["---", "title: " + title] + ["%s: %s" % item for item in keys.items()] + ["---", ""]
    return "\n".join(head) + "\n\n".join(lines) + "\n"


def full_width(text):
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)


def same(source, lines, kind):
    """A copy of an article that a reader would call the same."""
    copy = list(lines)
    if kind == 0:
        copy.append("本文由编辑部整理，转载请注明出处。")
    elif kind == 1:
        copy.insert(0, "（本报讯）")
    elif kind == 2:
        copy.pop(source.randrange(len(copy)))
    elif kind == 3:
        copy = [full_width(line.replace("，", ",")) for line in copy]
    elif kind == 4:
        copy[source.randrange(len(copy))] = sentences(source, 1)[0]
    return copy


def other(source, lines, kind):
    """Another article that shares text with it."""
    fresh = sentences(source, len(lines))
    if kind == 0:  # the same frame
        return lines[:4] + fresh[4:-4] + lines[-4:]
    if kind == 1:  # a long quotation
        return fresh[: len(fresh) // 2] + lines[len(fresh) // 2 :]
    if kind == 2:  # a part of a series: the same form, other facts
        return [line.translate({ord(c): source.choice(SUBJECTS) for c in "这市一学"}) for line in fresh]
    if kind == 3:  # the continuation
        return lines[-5:] + fresh
    return fresh


def group_of(groups):
    return {article["path"]: number for number, group in enumerate(groups) for article in group["articles"]}


def precision():
    source = random.Random(16)
    files, pairs = {}, []
    for number in range(500):
        lines = sentences(source, source.randrange(24, 60))
        is_same = number % 2 == 0
        kind = number // 2 % 5
        files["a%d.md" % number] = page("文章%d" % number, lines)
        files["b%d.md" % number] = page("文章%d" % number if kind else "另一篇%d" % number,
                                        (same if is_same else other)(source, lines, kind))
        pairs.append(("a%d.md" % number, "b%d.md" % number, is_same))
    root = folder(files)
    groups = run_json("duplicates", root)
    where = group_of(groups)
    found = [(one, two) for one, two, _ in pairs if where.get(one, one) == where.get(two, two)]
    right = {(one, two) for one, two, is_same in pairs if is_same}
    tap.true(len(set(found) & right) / len(found) >= 0.98, "precision of %d" % len(found))
    tap.true(len(set(found) & right) / len(right) >= 0.95, "found %d of %d" % (len(set(found) & right), len(right)))
    tap.true(all(len(group["articles"]) == 2 for group in groups), "articles that are not alike share a group")

    # The index gives the same answer, also after a change.
    run("index", root)
    tap.equal(run_json("duplicates", root), groups)
    os.remove(os.path.join(root, "b0.md"))
    tap.equal(len(run_json("duplicates", root)), len(groups) - 1)


def reasons():
    source = random.Random(1)
    lines = sentences(source, 40)
    notice = "转载请注明出处，谢谢阅读。"
    root = folder({
        "a.md": page("甲", lines),
        "title.md": page("乙", lines),
        "notice.md": page("甲", lines + [notice]),
        "copy/a.md": page("甲", lines),
        "tags.md": page("甲", lines, tags="[x]"),
        "short.md": page("短", ["很短。"]),
        "short2.md": page("短", ["很短。"]),
    })
    group, = run_json("duplicates", root)
    why = {article["path"]: (article.get("reason"), article.get("difference")) for article in group["articles"]}
    first = group["articles"][0]["path"]
    tap.equal(first, "a.md")
    tap.equal(why["copy/a.md"], ("identical file", None))
    tap.equal(why["title.md"], ("same text, different title", None))
    tap.equal(why["tags.md"], ("same text, different tags", None))
    tap.equal(why["notice.md"][1], notice)
    tap.true(why["notice.md"][0].endswith("%: extra closing notice"), why["notice.md"][0])
    tap.equal(group["reason"], why["notice.md"][0])
    tap.equal({len(g["articles"]) for g in run_json("duplicates", root, "--threshold", "100")}, {4})
    out, said = run("duplicates", root)
    tap.true("  notice.md  (9" in out and notice in out and "“" in out, out)
    tap.true("4 articles are similar" in said, said)
    run("duplicates", root, "--threshold", "59", status=2)
    run("duplicates", root, "--threshold", "101", status=2)
    run("duplicates", os.path.join(root, "none"), status=3)


def thresholds():
    source = random.Random(2)
    lines = sentences(source, 50)
    root = folder({"a.md": page("甲", lines), "b.md": page("乙", lines[:35] + sentences(source, 4))})
    value, = {group["similarity"] for group in run_json("duplicates", root, "--threshold", "60")}
    tap.true(60 <= value < 80, value)
    tap.equal(run_json("duplicates", root), [])


def nothing():
    """A sanitizer would find what is done with no texts."""
    tap.equal(run_json("duplicates", folder({})), [])
    tap.equal(run_json("duplicates", folder({"a.md": "", "b.md": "---\ntitle: 空\n---\n"})), [])


def many_equal():
    """Equal files cost no more than to count them, and empty ones are not compared."""
    text = page("同", sentences(random.Random(3), 20))
    files = {"same/%d.md" % number: text for number in range(2000)}
    files.update({"empty/%d.md" % number: "" for number in range(30000)})
    root = folder(files)
    group, = run_json("duplicates", root)
    tap.equal(len(group["articles"]), 2000)
    tap.equal(group["similarity"], 100)
    tap.equal(run_json("duplicates", root, "--conflicts"), [])
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    tap.true(HAS_SANITIZER or used.ru_maxrss < 150000, "%d kB of memory" % used.ru_maxrss)


def damaged_index():
    """A signature that is damaged is made again from the file."""
    source = random.Random(4)
    root = folder({"%d.md" % number: page("题", sentences(source, 20)) for number in range(20)})
    shutil.copy(os.path.join(root, "0.md"), os.path.join(root, "copy.md"))
    run("index", root)
    groups = run_json("duplicates", root)
    tap.equal([sorted(a["path"] for a in group["articles"]) for group in groups], [["0.md", "copy.md"]])
    for place, _, names in os.walk(home):
        if "index.db" in names:
            import sqlite3

            database = sqlite3.connect(os.path.join(place, "index.db"))
            database.execute("UPDATE signatures SET data = zeroblob (length (data))")
            database.commit()
            database.close()
    tap.equal(run_json("duplicates", root), groups)


def syncthing(name):
    return name + ".sync-conflict-20240102-120000-ABCDEFG"


def conflict_names():
    text = page("水墨", ["一些文字。"])
    copies = {
        "水墨.sync-conflict-20240102-120000-ABCDEFG.md": "Syncthing",
        "水墨 (conflicted copy 2024-01-02 120000).md": "Nextcloud",
        "水墨_conflict-20240102-120000.md": "Nextcloud",
        "水墨 (Ann's conflicted copy 2024-01-02).md": "Dropbox",
        "水墨 (Ann's conflicted copy 2024-01-02 (1)).md": "Dropbox",
        "水墨 (Ann 的冲突副本 2024-01-02).md": "Dropbox",
        "水墨 (Conflicted copy laptop 202401021200).md": "Obsidian Sync",
        "水墨 (SFConflict ann@example.org 2024-01-02-12-00-00).md": "Seafile",
        "水墨 [conflicted].md": "pCloud",
        "水墨 [conflicted 2].md": "pCloud",
        "水墨.conflicted.md": "pCloud",
        "水墨 (Broadsheet's conflicted copy 2024-01-02 120000).md": "Broadsheet",
        "水墨.sync-conflict-20240102-120000-ABCDEFG.sync-conflict-20240103-120000-ABCDEFG.md": "Syncthing",
        "水墨 2.md": "iCloud",
    }
    root = folder({"a/" + name: text for name in ["水墨.md", "水墨 (1).md", "水墨2.md", *copies]})
    row, = run_json("duplicates", root, "--conflicts")
    tap.equal((row["path"], row["exists"]), ("a/水墨.md", True))
    tap.equal({copy["path"]: copy["program"] for copy in row["copies"]}, {"a/" + n: p for n, p in copies.items()})
    tap.equal({copy["state"] for copy in row["copies"]}, {"identical"})
    out, said = run("duplicates", root, "--conflicts")
    tap.true(out.startswith("a/水墨.md\n  a/水墨 (Ann 的冲突副本") and "(identical)" in out, out)
    tap.true("14 conflicted copies" in said, said)


def conflict_states():
    source = random.Random(5)
    lines = sentences(source, 30)
    text = page("甲", lines, date="2024-01-01")
    root = folder({
        "a.md": text,
        syncthing("a") + ".md": text.replace("\n", "\r\n"),
        "a (conflicted copy 2024-01-02 120000).md": text.replace("第", "次"),
        syncthing("gone") + ".md": text,
        # a series, and a copy
        "b.md": page("乙", lines, date="2024-01-01"),
        "b 2.md": page("丙", lines, date="2024-01-01"),
        "b 3.md": page("乙", lines, date="2024-01-02"),
        "b 4.md": page("乙", sentences(source, 30), date="2024-01-01"),
        "b 5.md": page("乙", lines + ["又一行。"], date="2024-01-01"),
        "c 2.md": text,
    })
    rows = {row["path"]: row for row in run_json("duplicates", root, "--conflicts")}
    tap.equal(sorted(rows), ["a.md", "b.md", "gone.md"])
    tap.equal([(c["program"], c["state"]) for c in rows["a.md"]["copies"]],
              [("Nextcloud", "different"), ("Syncthing", "line-endings")])
    tap.equal([(c["path"], c["state"]) for c in rows["b.md"]["copies"]], [("b 5.md", "different")])
    tap.equal((rows["gone.md"]["exists"], [c["state"] for c in rows["gone.md"]["copies"]]), (False, ["no-original"]))
    tap.equal({c["merged"] for row in rows.values() for c in row["copies"]}, {None})


def merges():
    lines = sentences(random.Random(6), 12)
    base = page("甲", lines, tags="[一]")
    ours = base.replace(lines[2], "我们改了这句。")
    theirs = base.replace(lines[9], "他们改了那句。").replace("[一]", "[一, 二]")
    rival = base.replace(lines[2], "他们也改了这句。")
    breaking = base.replace("tags: [一]", "tags: [一")
    root = folder({
        "d/a.md": ours, "d/" + syncthing("a") + ".md": theirs,
        "d/b.md": ours, "d/" + syncthing("b") + ".md": rival,
        "d/c.md": ours, "d/" + syncthing("c") + ".md": breaking,
        "d/e.md": base, "d/" + syncthing("e") + ".md": base.replace(lines[9], "他们改了那句。"),
        ".stversions/d/a~20240101-120000.md": base,
        ".stversions/d/a~20240103-120000.md": "newer than the conflict",
        ".stversions/d/a~20230101-120000.md": "too old",
        ".stversions/d/b~20240101-120000.md": base,
        ".stversions/d/c~20240101-120000.md": base,
    })

    def copy_of(name):
        return {row["path"]: row["copies"][0] for row in run_json("duplicates", root, "--conflicts")}[name]

    expected = ours.replace(lines[9], "他们改了那句。").replace("[一]", "[一, 二]")
    tap.equal((copy_of("d/a.md")["base"], copy_of("d/a.md")["merged"]), ("syncthing", expected))
    tap.equal((copy_of("d/b.md")["base"], copy_of("d/b.md")["merged"]), ("syncthing", None))
    tap.equal(copy_of("d/c.md")["merged"], None)
    tap.equal((copy_of("d/e.md")["base"], copy_of("d/e.md")["merged"]), (None, None))
    # What we changed ourselves is in the history.
    run("index", root)
    run("set", os.path.join(root, "d/e.md"), "title=新")
    with open(os.path.join(root, "d/e.md"), encoding="utf-8") as file:
        changed = file.read()
    tap.true("title: 新" in changed, changed)
    tap.equal((copy_of("d/e.md")["base"], copy_of("d/e.md")["merged"]),
              ("history", changed.replace(lines[9], "他们改了那句。")))


def git(root, *arguments):
    result = subprocess.run(["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments], cwd=root, check=True,
                            stdout=subprocess.PIPE, env={"PATH": os.environ["PATH"], "HOME": root})
    return result.stdout.decode().strip()


def write(root, name, text):
    with open(os.path.join(root, name), "w", encoding="utf-8") as file:
        file.write(text)


def commit(root, name, text):
    write(root, name, text)
    git(root, "add", name)
    git(root, "commit", "-q", "-m", "x")


def merged_by_git(root):
    copies = [copy for row in run_json("duplicates", root, "--conflicts") for copy in row["copies"]]
    return [(copy["base"], copy["merged"]) for copy in copies]


def git_merges():
    """A commit is the base of a merge, whichever of both versions was committed after it."""
    if shutil.which("git") is None:
        raise tap.Skip("git is missing. Install the package git.")
    lines = sentences(random.Random(7), 12)
    base = page("甲", lines)
    half = base.replace(lines[1], "我们改了这句。")
    ours = half.replace(lines[4], "也改了那句。")
    theirs = base.replace(lines[9], "他们改了那句。")
    expected = ours.replace(lines[9], "他们改了那句。")
    copy = "源/" + syncthing("a b") + ".md"
    root = folder({"源/a b.md": page("甲", lines[:8]), copy: theirs})
    git(root, "init", "-q")
    tap.equal(merged_by_git(root), [(None, None)], "without a commit")
    commit(root, "源/a b.md", page("甲", lines[:8]))
    commit(root, "源/a b.md", base)
    write(root, "源/a b.md", ours)
    tap.equal(merged_by_git(root), [("git", expected)])
    tap.equal(merged_by_git(os.path.join(root, "源")), [("git", expected)], "a folder in the repository")
    for what, text in (("half of ours", half), ("ours", ours), ("theirs", theirs), ("both", expected)):
        commit(root, "源/a b.md", text)
        write(root, "源/a b.md", ours)
        tap.equal(merged_by_git(root), [("git", expected)], "after a commit of " + what)
    git(root, "rm", "-q", "-f", "源/a b.md")
    git(root, "commit", "-q", "-m", "x")
    write(root, "源/a b.md", ours)
    tap.equal(merged_by_git(root), [("git", expected)], "after a deletion")


def hostile_repository():
    """Nothing that a repository names is run."""
    if shutil.which("git") is None:
        raise tap.Skip("git is missing. Install the package git.")
    lines = sentences(random.Random(8), 12)
    base = page("甲", lines)
    root = folder({"a.md": base, ".gitattributes": "*.md filter=x diff=x merge=x\n"})
    git(root, "init", "-q")
    commit(root, "a.md", base)
    commit(root, "a.md", base.replace(lines[2], "我们改了这句。"))
    write(root, syncthing("a") + ".md", base.replace(lines[9], "他们改了那句。"))
    ran = os.path.join(scratch.name, "ran")
    program = os.path.join(root, ".git", "program")
    write(root, ".git/program", "#!/bin/sh\necho \"$0 $*\" >>'%s'\n" % ran)
    os.chmod(program, 0o755)
    for hook in ("post-checkout", "pre-auto-gc", "reference-transaction", "post-index-change", "fsmonitor-watchman"):
        shutil.copy(program, os.path.join(root, ".git", "hooks", hook))
    for key in ("core.fsmonitor", "core.pager", "core.editor", "core.sshCommand", "core.askPass", "core.gitProxy",
                "core.alternateRefsCommand", "diff.external", "diff.x.textconv", "diff.x.command", "filter.x.smudge",
                "filter.x.clean", "filter.x.process", "merge.x.driver", "gpg.program", "credential.helper",
                "uploadpack.packObjectsHook", "remote.origin.uploadpack", "pager.cat-file", "pager.rev-list",
                "alias.rev-list", "alias.cat-file", "trace2.eventTarget"):
        git(root, "config", key, program)
    git(root, "config", "core.hooksPath", os.path.join(root, ".git", "hooks"))
    git(root, "config", "log.showSignature", "true")
    git(root, "config", "core.repositoryFormatVersion", "1")
    git(root, "config", "extensions.partialClone", "origin")
    git(root, "config", "remote.origin.promisor", "true")
    # What is missing would be fetched by a program.
    lost = git(root, "rev-parse", "HEAD~1:a.md")
    os.remove(os.path.join(root, ".git", "objects", lost[:2], lost[2:]))
    for url in ("ext::%s x" % program, root, "file://" + root, "git://127.0.0.1:1/x", "http://127.0.0.1:1/x", "ssh://host/x"):
        git(root, "config", "remote.origin.url", url)
        if os.path.exists(ran):
            os.remove(ran)
        tap.equal(merged_by_git(root), [(None, None)], url)
        tap.true(not os.path.exists(ran), "the repository ran a program: " + url)
    # Asked plainly, git runs one: otherwise this would test nothing.
    subprocess.run(["git", "cat-file", "-p", lost], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                   env={"PATH": os.environ["PATH"], "HOME": root}, check=False)
    if not os.path.exists(ran):
        print("# git does not run programs by itself here")


tap.run([("/broadsheet/similar/" + case.__name__.replace("_", "-"), case)
         for case in (precision, reasons, thresholds, nothing, many_equal, damaged_index, conflict_names, conflict_states,
                      merges, git_merges, hostile_repository)])
