#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Rules for every file of the project: layers, licences, formatting, translations, data files."""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

SOURCE = os.path.abspath(os.environ["BROADSHEET_SOURCE"])
sys.path.insert(0, os.path.join(SOURCE, "tests", "support"))
import tap  # noqa: E402

VERSION = os.environ["BROADSHEET_VERSION"]
ID = "io.github.broadsheet.Broadsheet"
# Files that are kept as they are: imitations of foreign files.
NOT_OURS = ("data/sample/", "tests/fixtures/", "tests/fuzz/corpus/")
CODE_FOLDERS = ("src", "tests")


def project_files():
    found = []
    for folder, folders, names in os.walk(SOURCE):
        below = os.path.relpath(folder, SOURCE)
        folders[:] = sorted(
            name
            for name in folders
            if name not in (".git", "__pycache__", ".flatpak-builder", "subprojects")
            and not (below == "." and re.match(r"_?build", name))
        )
        for name in sorted(names):
            path = os.path.normpath(os.path.join(below, name))
            if name != ".git" and not path.startswith(NOT_OURS) and not os.path.islink(os.path.join(SOURCE, path)):
                found.append(path)
    return found


FILES = project_files()


def read(path):
    with open(os.path.join(SOURCE, path), encoding="utf-8") as file:
        return file.read()


def with_ending(*endings, below=""):
    return [path for path in FILES if path.endswith(endings) and path.startswith(below)]


def none_of(found, what):
    tap.true(not found, what + ":\n" + "\n".join(found))


def need(program):
    if shutil.which(program) is None:
        raise tap.Skip(program + " is not installed")


def run(*arguments, **options):
    result = subprocess.run(
        arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=SOURCE, check=False, **options
    )
    tap.true(result.returncode == 0, "%s: status %d\n%s" % (arguments[0], result.returncode, result.stdout))
    return result.stdout


def licence_lines():
    endings = (".c", ".h", ".py", ".sh", ".js", ".css", ".ui", ".xml", ".svg", ".in", "meson.build", "meson_options.txt")
    scripts = [path for path in ("run", "check") if path in FILES]
    scripts += [path for path in FILES if path.startswith(".ci/")]
    bad = [
        path
        for path in with_ending(*endings) + scripts
        if "SPDX-License-Identifier: GPL-3.0-or-later" not in "\n".join(read(path).split("\n")[:4])
        and path != "po/POTFILES.in"
    ]
    none_of(bad, "Without a licence line among the first four")


def formatted():
    need("clang-format")
    version = re.search(r"version (\d+)", run("clang-format", "--version"))
    if version.group(1) != "14":
        raise tap.Skip("the form is that of clang-format 14, this is %s" % version.group(1))
    result = subprocess.run(
        ["clang-format", "--dry-run", "-Werror", "--ferror-limit=1", *with_ending(".c", ".h")],
        stderr=subprocess.PIPE, text=True, cwd=SOURCE, check=False,
    )
    none_of(sorted(set(re.findall(r"^([^\s:]+):\d+:\d+: error", result.stderr, re.MULTILINE))), "Not as clang-format leaves it")
    tap.equal(result.returncode, 0)


def whitespace():
    bad = []
    for path in with_ending(".c", ".h", ".py", ".js", ".css", ".ui", ".xml", ".svg", ".in", ".build", ".json", ".sh"):
        text = read(path)
        if "\t" in text or "\r" in text or re.search(r" $", text, re.MULTILINE) or not text.endswith("\n"):
            bad.append(path)
    none_of(bad, "With a tab, a space at a line's end, or no end to the last line")


# Files that are still longer than a class should be, and headers that still open a class to several files. Both lists only
# shrink: what leaves them stays out.
LONG_LINES = 1000
LONG = ()
PRIVATE = (
    "src/model/change/edit/edit-private.h",
    "src/model/change/edit/patch-private.h",
    "src/model/change/import/import-private.h",
    "src/model/change/organise/move-plan-private.h",
    "src/model/library/folder/scan-private.h",
    "src/model/library/index/index-store-private.h",
    "src/model/library/list/article-item-private.h",
    "src/model/library/list/article-list-private.h",
    "src/model/library/list/category-private.h",
    "src/model/library/list/facet-private.h",
)


def one_class_one_file():
    files = with_ending(".c", ".h", below="src/")
    long = [path for path in files if read(path).count("\n") > LONG_LINES]
    none_of([path for path in long if path not in LONG], "Longer than %d lines" % LONG_LINES)
    none_of([path for path in LONG if path not in long], "No longer too long: take it from the list")
    private = [path for path in files if path.endswith("-private.h")]
    none_of([path for path in private if path not in PRIVATE], "A header that opens a class to several files")
    none_of([path for path in PRIVATE if path not in private], "No longer there: take it from the list")


# The includes that each folder forbids: (folder, pattern, exempt files).
LAYERS = (
    ("src/model/format/", r'<(gio|gtk|gdk|adwaita|webkit)|"(model/(library|change)|page|reader|ui|cli)/', ()),
    ("src/model/library/", r'<(gtk|gdk|adwaita|webkit)|"(model/change|page|reader|ui|cli|provider)/', ()),
    ("src/model/change/", r'<(gtk|gdk|adwaita|webkit)|"(page|reader|ui|cli)/', ()),
    ("src/page/", r'<(gtk|gdk|adwaita|webkit)|"(reader|ui|cli)/', ()),
    ("src/helper/", r'<(gtk|gdk/|adwaita|webkit)|"(model|reader|ui|cli|provider)/', ()),
    ("src/cli/", r'<(gtk|gdk|adwaita|webkit)|"(reader|ui)/', ()),
    ("src/provider/", r'<(gtk|gdk|adwaita|webkit)|"(model/(change|format)|page|reader|ui|cli)/', ()),
    ("src/reader/", r'<adwaita|"(ui|cli|provider)/', ()),
    ("src/ui/", r'<webkit|"(cli|provider)/', ()),
)
# The folders of a layer, from the bottom up. A file includes headers of its own folder and of the rows above its own;
# the last row is the layer's own folder.
ORDER = {
    "model/format": (("text",), ("front-matter", "body"), ("article",)),
    "model/library": (("folder", "words"), ("table",), ("watch", "index", "marks"), ("search", "similar", "health"), ("list",), ("",)),
    "model/change": (("edit",), ("write",), ("import",), ("organise",), ("repair",)),
    "ui": (("widgets", "desktop"), ("dialogs",), ("list", "sidebar", "reader", "properties", "import"), ("source",), ("window",), ("application",), ("",)),
}
# The only files that may include each library.
ONE_PLACE = (
    ("yaml.h", r"src/model/format/front-matter/yaml-[a-z]+\.c", 1),
    ("sqlite3.h", r"src/model/library/(index|marks)/[a-z-]+\.c", None),
    ("gumbo.h", r"src/(model/format/(text|body)|page)/[a-z-]+\.c", 2),
    ("md4c.h", r"src/model/format/body/markdown\.c", 1),
    ("uchardet/uchardet.h", r"src/model/format/text/[a-z-]+\.c", 1),
    ("jsc/jsc.h", r"src/helper/math-helper\.c", 1),
    ("gdk-pixbuf/gdk-pixbuf.h", r"src/helper/image-helper\.c", 1),
    ("libsoup/soup.h", r"src/reader/[a-z-]+\.c", None),
    ("gtksourceview/gtksource.h", r"src/ui/source/[a-z-]+\.c", None),
)


def includes(path):
    return re.findall(r'^\s*#\s*include\s+([<"][^>"]+[>"])', read(path), re.MULTILINE)


def layers():
    bad = []
    for folder, pattern, exempt in LAYERS:
        for path in with_ending(".c", ".h", below=folder):
            bad += ["%s includes %s" % (path, name) for name in includes(path) if re.match(pattern, name) and path not in exempt]
    none_of(bad, "An include that reaches up")


def order():
    bad = []
    for layer, rows in ORDER.items():
        row = {name: number for number, names in enumerate(rows) for name in names}
        for path in with_ending(".c", ".h", below="src/%s/" % layer):
            folder = os.path.dirname(path)[len("src/%s" % layer) :].lstrip("/")
            if folder not in row:
                bad.append("%s: the folder has no place in the order" % path)
                continue
            for name in includes(path):
                other = os.path.dirname(name.strip('"'))
                if name.startswith('"') and (other == layer or other.startswith(layer + "/")):
                    other = other[len(layer) :].lstrip("/")
                    if other != folder and row.get(other, len(rows)) >= row[folder]:
                        bad.append("%s includes %s" % (path, name))
    none_of(bad, "Folders out of order")


def circles():
    """A .c file and its headers are one thing: which things lead back to themselves by their includes?"""
    name_thing = lambda path: re.sub(r"(-private)?\.[ch]$", "", path)
    uses = {}
    for path in with_ending(".c", ".h", below="src/"):
        things = {name_thing(name.strip('"')) for name in includes(path) if name.startswith('"')}
        uses.setdefault(name_thing(path[len("src/") :]), set()).update(things)

    def reach(start):
        found, waiting = set(), list(uses.get(start, ()))
        while waiting:
            thing = waiting.pop()
            if thing not in found and thing != start:
                found.add(thing)
                waiting += uses.get(thing, ())
        return found

    reached = {thing: reach(thing) for thing in uses}
    bad = [
        "%s and %s" % (thing, other)
        for thing in uses
        for other in reached[thing]
        if thing < other and thing in reached.get(other, ())
    ]
    none_of(sorted(bad), "Files that include each other in a circle")


def one_place():
    bad = []
    for header, pattern, most in ONE_PLACE:
        users = [path for path in with_ending(".c", ".h", below="src/") if "<%s>" % header in includes(path)]
        bad += ["%s includes %s" % (path, header) for path in users if not re.fullmatch(pattern, path)]
        if most is not None and len(users) > most:
            bad.append("%s is included by %s" % (header, ", ".join(users)))
    none_of(bad, "A library that stands behind more than its own module")


def closes_with_parent():
    pattern = re.compile(r'"destroy-with-parent"|set_destroy_with_parent \(')
    bad = [path for path in with_ending(".c", ".ui", below="src/ui/") if pattern.search(read(path))]
    none_of(bad, "destroy-with-parent, which may crash GTK 4.8, instead of bs_child_window_attach()")


def no_addresses():
    """No code contains the name of a host, because the program contacts nobody. A template tag may stand for a link that
    the reader can follow."""
    # The namespaces of XML are names, and nobody follows them.
    allowed = re.compile(r"https?://(www\.w3\.org|www\.idpf\.org|purl\.org|example\.(com|org|net)|[a-z.]*\.example)\b")
    exempt = ("src/model/format/body/template-tag.c",)
    bad = []
    for path in with_ending(".c", ".h", ".js", ".css", ".ui", below="src/"):
        if path in exempt:
            continue
        for address in re.findall(r"https?://[a-z0-9.-]+[a-z0-9]", read(path)):
            if not allowed.match(address):
                bad.append("%s: %s" % (path, address))
    none_of(bad, "An address of the net")


def no_machine():
    bad = []
    for path in FILES:
        if path == "tests/data/test_tree.py" or path.endswith((".png", ".jpg", ".gmo")):
            continue
        try:
            text = read(path)
        except UnicodeDecodeError:
            continue
        for word in re.findall(r"(?<![\w.$\"'}])(?:/root/|/home/[a-z]+/|/work/|/tmp/[bc]-?[a-z0-9]+/)\S*", text):
            bad.append("%s: %s" % (path, word))
    none_of(bad, "A path of somebody's machine")


def xml_is_well_formed():
    bad = []
    for path in with_ending(".xml", ".ui", ".svg", ".xml.in", ".lang"):
        try:
            ElementTree.parse(os.path.join(SOURCE, path))
        except ElementTree.ParseError as error:
            bad.append("%s: %s" % (path, error))
    none_of(bad, "Not well-formed")


def json_is_valid():
    for path in with_ending(".json"):
        try:
            json.loads(read(path))
        except ValueError as error:
            raise AssertionError("%s: %s" % (path, error)) from error


def flatpak():
    """The manifest builds every library that the build needs and the runtime lacks, and its twin is the same program."""
    manifest = json.loads(read("flatpak/%s.json" % ID))
    devel = read("flatpak/%s.Devel.json" % ID)
    for told, here in (
        (ID + ".Devel", ID),
        (',\n  "desktop-file-name-suffix": " (Devel)"', ""),
        (', "-Dprofile=development"', ""),
    ):
        tap.true(told in devel, "The twin lacks %s" % told)
        devel = devel.replace(told, here)
    tap.equal(devel, read("flatpak/%s.json" % ID), "the twin")
    asked = {
        name
        for path in with_ending("meson.build")
        for name in re.findall(r"= dependency\('([^']+)'", read(path))
    }
    modules = {"yaml-0.1": "libyaml", "gumbo": "gumbo", "md4c": "md4c", "libqpdf": "qpdf", "uchardet": "uchardet",
               "libxxhash": "xxhash"}
    # Read when they are needed.
    files = ["katex", "lm-math"]
    # All of these are part of org.gnome.Platform.
    runtime = {
        "glib-2.0", "gobject-2.0", "gio-2.0", "gio-unix-2.0", "icu-i18n", "icu-uc", "sqlite3", "gtk4", "gtk4-unix-print",
        "libadwaita-1", "gtksourceview-5", "webkitgtk-6.0", "javascriptcoregtk-6.0", "libsoup-3.0", "libarchive", "libxml-2.0", "gdk-pixbuf-2.0", "zlib",
    }
    there = {module["name"] for module in manifest["modules"]} - {"broadsheet"}
    tap.equal(sorted([modules[name] for name in asked if name in modules] + files), sorted(there), "the modules")
    none_of(sorted(asked - set(modules) - runtime), "Asked for by the build, and in no Flatpak module")
    for permission in manifest["finish-args"]:
        tap.true("`%s`" % permission in read("HACKING.md"), "HACKING.md does not say why the Flatpak has %s" % permission)


def icons():
    folder = os.path.join("data", "icons", "hicolor")
    for name, size in (("scalable/apps/%s.svg" % ID, 128), ("symbolic/apps/%s-symbolic.svg" % ID, 16)):
        path = os.path.join(folder, name)
        root = ElementTree.parse(os.path.join(SOURCE, path)).getroot()
        tap.equal(root.get("viewBox"), "0 0 %d %d" % (size, size), path)
        if shutil.which("rsvg-convert") is not None:
            with tempfile.TemporaryDirectory() as scratch:
                run("rsvg-convert", "-w", "32", "-h", "32", "-o", os.path.join(scratch, "icon.png"), path)
    colours = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]+)"', read(os.path.join(folder, "symbolic/apps/%s-symbolic.svg" % ID))))
    tap.true(len(colours) == 1, "A symbolic icon has one colour, this has %s" % colours)


def icons_are_drawn():
    """The bitmaps of icons are what their drawings look like."""
    if shutil.which("rsvg-convert") is None or shutil.which("compare") is None:
        raise tap.Skip("rsvg-convert or compare is not installed")
    with tempfile.TemporaryDirectory() as scratch:
        run(os.path.join(SOURCE, "data", "icons", "make-bitmaps"), scratch)
        folder = os.path.join(SOURCE, "data", "icons", "bitmaps")
        tap.equal(sorted(os.listdir(scratch)), sorted(os.listdir(folder)), "the bitmaps")
        for name in os.listdir(folder):
            # Another version of the library may round differently.
            pictures = [os.path.join(place, name) for place in (folder, scratch)]
            told = subprocess.run(["compare", "-metric", "AE", "-fuzz", "10%", *pictures, "null:"], capture_output=True, encoding="utf-8")
            tap.equal((told.returncode, told.stderr.strip()), (0, "0"), "pixels that differ in " + name)


def sample_is_listed():
    listed = set(re.findall(r"<file>(sample/[^<]+)</file>", read("data/sample.gresource.xml")))
    there = set()
    for folder, _, names in os.walk(os.path.join(SOURCE, "data", "sample")):
        there |= {os.path.relpath(os.path.join(folder, name), os.path.join(SOURCE, "data")) for name in names}
    tap.equal(sorted(listed), sorted(there))


def releases():
    root = ElementTree.parse(os.path.join(SOURCE, "data", ID + ".metainfo.xml.in")).getroot()
    tap.equal(root.find("releases/release").get("version"), VERSION, "the latest release in the metainfo")
    tap.true(VERSION in read("NEWS").split("\n\n")[0], "NEWS begins with another version than %s" % VERSION)


def translatable_files():
    found = [
        path
        for path in with_ending(".c", below="src/")
        if re.search(r"\b(_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2?)\s*\(", re.sub(r"/\*.*?\*/", "", read(path), flags=re.DOTALL))
    ]
    found += [path for path in with_ending(".ui", below="src/") if 'translatable="yes"' in read(path)]
    found += ["data/%s.%s" % (ID, ending) for ending in ("desktop.in", "gschema.xml", "metainfo.xml.in")]
    return sorted(found)


def potfiles():
    listed = [line for line in read("po/POTFILES.in").split("\n") if line and not line.startswith("#")]
    tap.equal(listed, sorted(listed), "the order")
    expected = translatable_files()
    none_of(sorted(set(expected) - set(listed)), "With strings to translate, and not in po/POTFILES.in")
    none_of(sorted(set(listed) - set(expected)), "In po/POTFILES.in, and without a string to translate")


def translations():
    """Every string has a translation in every language, and none is fuzzy."""
    # AppStream contains the rules for untranslated parts of the metainfo.
    for program in ("xgettext", "msgmerge", "msgfmt", "appstreamcli"):
        need(program)
    languages = [line for line in read("po/LINGUAS").split() if re.fullmatch(r"[a-z]{2,3}(_[A-Z]{2})?(@\w+)?", line)]
    tap.true("zh_CN" in languages, "zh_CN is not among the languages")
    with tempfile.TemporaryDirectory() as scratch:
        template = os.path.join(scratch, "broadsheet.pot")
        run(
            "xgettext", "--from-code=UTF-8", "--add-comments", "--files-from=po/POTFILES.in", "--output=" + template,
            "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2", "--keyword=NC_:1c,2", "--keyword=g_dcgettext:2",
            "--keyword=g_dngettext:2,3", "--keyword=g_dpgettext2:2c,3",
        )
        for language in languages:
            merged = os.path.join(scratch, language + ".po")
            run("msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file=" + merged, "po/%s.po" % language, template)
            said = run("msgfmt", "--check", "--statistics", "--output-file=/dev/null", merged, env={**os.environ, "LC_ALL": "C"})
            tap.true(
                "fuzzy" not in said and "untranslated" not in said,
                "%s: %s\n%s" % (language, said, run("msgattrib", "--untranslated", "--no-obsolete", "--no-wrap", merged)),
            )


tap.run(
    [
        ("/broadsheet/tree/licence-lines", licence_lines),
        ("/broadsheet/tree/formatted", formatted),
        ("/broadsheet/tree/whitespace", whitespace),
        ("/broadsheet/tree/one-class-one-file", one_class_one_file),
        ("/broadsheet/tree/layers", layers),
        ("/broadsheet/tree/order", order),
        ("/broadsheet/tree/circles", circles),
        ("/broadsheet/tree/one-place", one_place),
        ("/broadsheet/tree/closes-with-parent", closes_with_parent),
        ("/broadsheet/tree/no-addresses", no_addresses),
        ("/broadsheet/tree/no-machine", no_machine),
        ("/broadsheet/tree/xml", xml_is_well_formed),
        ("/broadsheet/tree/json", json_is_valid),
        ("/broadsheet/tree/flatpak", flatpak),
        ("/broadsheet/tree/icons", icons),
        ("/broadsheet/tree/icons-are-drawn", icons_are_drawn),
        ("/broadsheet/tree/sample", sample_is_listed),
        ("/broadsheet/tree/releases", releases),
        ("/broadsheet/tree/potfiles", potfiles),
        ("/broadsheet/tree/translations", translations),
    ]
)
