#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""try.py PICTURES [CASE...]: tries the installed Flatpak and its twin in their sandboxes, and prints how many cases
passed. Screenshots are saved in the folder PICTURES."""

import faulthandler
import glob
import http.server
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
import traceback
from xml.etree import ElementTree

sys.dont_write_bytecode = True
import session as desktop  # noqa: E402

ID = "io.github.broadsheet.Broadsheet"
TWIN = ID + ".Devel"
BRANCH = os.environ["FLATPAK_BRANCH"]
EXPORTS = os.environ["FLATPAK_USER_DIR"] + "/exports/share"
HERE = os.path.dirname(os.path.abspath(__file__))
PICTURES = os.path.abspath(sys.argv[1])
TOTAL_SECONDS = 1500
# The colour of the article's picture, which is unique on the screen.
COLOUR = (255, 0, 255)
# The position of the article in the window of 1200 by 760, and of the drag source in the window beside it.
ARTICLE = (850, 500)
BESIDE = (1300, 40)
DRAGGED = (1450, 140)


class Skip(Exception):
    """Cannot be tried here; the text is the reason."""


session = desktop.Session(EXPORTS)
home = session.home
library = os.path.join(home, "Documents", "library")
downloads = os.path.join(home, "Downloads")
requests = []


def flatpak(command, *arguments, options=()):
    return ("flatpak", "run", "--branch=" + BRANCH, "--command=" + command, *options, ID, *arguments)


def application(method, *arguments, app=ID):
    return session.call(app, "/" + app.replace(".", "/"), "org.freedesktop.Application." + method, *arguments)


def quit_program(app=ID):
    application("ActivateAction", "quit", "[]", "{}", app=app)
    session.wait(lambda: not session.has_name(app), "the program to end")


def picture(name):
    session.picture(os.path.join(PICTURES, "flatpak-%s.png" % name))


def write(path, text):
    """Replaces a file atomically, as careful programs do."""
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        file.write(text)
    os.rename(path + ".tmp", path)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def imported(name, folder=library):
    """The path of a file of that name in the library, if it exists: files are put beside similar ones."""
    found = glob.glob(os.path.join(folder, "**", name), recursive=True)
    return found[0] if found else None


def article(path, title, date="2024-01-02", body=None):
    write(path, "---\ntitle: %s\ndate: %s 08:00:00\ncategories: [新闻, 本地]\n---\n%s\n" % (title, date, body or "The text of %s." % title))


class Server(http.server.BaseHTTPRequestHandler):
    """A remote host that must not be contacted."""

    def do_GET(self):
        requests.append(self.path)
        self.send_error(404)

    def log_message(self, *arguments):
        pass


def other_programs():
    """A browser and an editor that record their arguments."""
    folder = os.path.join(home, ".local", "share", "applications")
    for name, types in (("browser", "x-scheme-handler/https;"), ("editor", "text/markdown;text/plain;")):
        script = os.path.join(home, name)
        write(script, '#!/bin/sh\nprintf \'%s\\n\' "$@" >>"$0.told"\n')
        os.chmod(script, 0o755)
        write(
            os.path.join(folder, name + ".desktop"),
            "[Desktop Entry]\nType=Application\nName=Some %s\nExec=%s %%u\nMimeType=%s\n" % (name, script, types),
        )
    session.run("update-desktop-database", folder)
    session.set_defaults(
        {"x-scheme-handler/https": "browser.desktop", "text/markdown": "editor.desktop", "text/plain": "editor.desktop"}
    )


def told(name):
    """The recorded arguments of such a program."""
    path = os.path.join(home, name + ".told")
    return read(path).splitlines() if os.path.exists(path) else []


def set_up():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    remote = "![](http://127.0.0.1:%d/picture.png)" % server.server_address[1]
    body = "[![](picture.png)](https://example.org/from-the-article)\n\n" + remote
    article(os.path.join(library, "a.md"), "First", "2024-03-04", body)
    article(os.path.join(library, "b", "b.md"), "Second")
    session.run("convert", "-size", "600x300", "xc:rgb(%d,%d,%d)" % COLOUR, "png:" + os.path.join(library, "picture.png"))
    os.makedirs(downloads)
    other_programs()
    # The portal's dialog starts in the folder in which its program was started.
    write(
        os.path.join(home, ".config", "glib-2.0", "settings", "keyfile"),
        "[org/gtk/settings/file-chooser]\nstartup-mode='cwd'\n",
    )
    session.start("/usr/libexec/xdg-desktop-portal-gtk", cwd=library)


def version():
    said = session.run(*flatpak("broadsheet", "--version"))
    assert said.startswith("Broadsheet "), said
    assert session.run(*flatpak("broadsheet-cli", "--version")).split()[-1] == said.split()[-1]


def permissions():
    """No more access than the manifest asks for, and no files of the host."""
    said = session.run("flatpak", "info", "--user", "--show-permissions", ID + "//" + BRANCH).split()
    assert said == ["[Context]", "shared=network;ipc;", "sockets=x11;wayland;fallback-x11;", "devices=dri;"], said


def exports():
    for app in (ID, TWIN):
        wanted = [
            "applications/%s.desktop", "dbus-1/services/%s.service", "icons/hicolor/scalable/apps/%s.svg",
            "icons/hicolor/symbolic/apps/%s-symbolic.svg", "metainfo/%s.metainfo.xml",
        ]
        if os.path.exists(os.path.join(HERE, "..", "src", "provider")):
            wanted += ["gnome-shell/search-providers/%s.search-provider.ini", "dbus-1/services/%s.SearchProvider.service"]
        for name in wanted:
            # Older versions export the catalogue's entry by its former name.
            names = [name % app, name.replace("metainfo.xml", "appdata.xml") % app]
            assert any(os.path.exists(os.path.join(EXPORTS, each)) for each in names), name % app


def sandbox():
    """A folder is not accessible before it was chosen."""
    assert subprocess.run(flatpak("ls", library), capture_output=True).returncode != 0


def image_helper():
    """The image helper has less access than the rest of the sandbox."""
    told = subprocess.run(flatpak("/app/libexec/broadsheet-image-helper", "--try-confinement"), capture_output=True, text=True).stdout
    if "program 1" in told:
        raise Skip("gdk-pixbuf leaves the work to glycin here, which confines programs of its own")
    assert told == "file 0 0 0\nsocket 0 0\nprogram 0\n", told


def math_helper():
    """So has the formula helper, whose engine runs on one thread."""
    engine = ["--env=" + name for name in ("JSC_useJIT=0", "JSC_useConcurrentGC=0", "JSC_numberOfGCMarkers=1",
                                           "GIGACAGE_ENABLED=0", "Malloc=1")]
    command = flatpak("/app/libexec/broadsheet-math-helper", "--try-confinement", options=engine)
    told = subprocess.run(command, capture_output=True, text=True).stdout
    assert told == "file 0 0\nsocket 0\nprogram 0\nmemory 0\n", told


def launch():
    application("Activate", "{}")
    session.window("Broadsheet")
    session.see("Open Folder…", "button")
    picture("start")


def choose_folder():
    dialog = "Open a Folder of Articles"

    def ask():
        if not session.windows(dialog):
            session.activate("Open Folder…", "button")

    def choose():
        session.do(ask, lambda: session.windows(dialog), "the portal's dialog")
        # Before it has read the folder, the portal would return none.
        session.see("a.md", "table cell")
        picture("portal")
        session.activate("Open", "push button")

    session.do(choose, lambda: session.windows("library — Broadsheet"), "the library's window")
    session.see("First...", "list item")
    picture("library")


def document(name="library"):
    """The path at which the portal shows a file of that name."""
    found = glob.glob(os.path.join(os.environ["XDG_RUNTIME_DIR"], "doc", "*", name))
    assert len(found) == 1, found
    return found[0]


def titles():
    lines = session.run(*flatpak("broadsheet-cli", "list", "--json", document())).splitlines()
    return sorted(json.loads(line)["title"] for line in lines)


def granted():
    assert titles() == ["First", "Second"], titles()


def followed():
    """Changes by others behind the portal are noticed without events: by the command, and in the window."""
    watching = session.start(*flatpak("broadsheet-cli", "watch", "--json", document()), stdout=subprocess.PIPE)
    try:
        assert json.loads(watching.stdout.readline())["event"] == "ready"
        began = time.monotonic()
        article(os.path.join(library, "b", "third.md"), "第三篇")
        seen = json.loads(watching.stdout.readline())
        print("# by the command after %.1f s" % (time.monotonic() - began))
        assert (seen["event"], seen["path"]) == ("added", "b/third.md"), seen
    finally:
        watching.terminate()
    session.see("第三篇...", "list item")
    print("# in the window after %.1f s" % (time.monotonic() - began))


def choose_first():
    """The newest article, which has a picture, is shown."""

    def choose():
        session.press("library", "ctrl+2", "Home", "j", "k", "k", "k")

    session.do(choose, lambda: session.find_colour(COLOUR), "the article to be painted")


def painted():
    """With the picture beside it, and without contacting the host of the other one."""
    choose_first()
    picture("article")
    assert not requests, requests


def processes(name):
    found = []
    for path in glob.glob("/proc/[0-9]*/comm"):
        try:
            if read(path).strip() == name[:15]:
                found.append(path.split("/")[2])
        except OSError:
            pass
    return found


def web_process():
    """It is in a sandbox of its own inside this one."""
    if subprocess.run(flatpak("test", "-e", "/usr/bin/flatpak-spawn"), capture_output=True).returncode != 0:
        raise Skip("this runtime is without flatpak-spawn, which WebKit asks for it")
    ours, pages = processes("broadsheet"), processes("WebKitWebProcess")
    assert ours and pages, (ours, pages)
    for page in pages:
        assert os.readlink("/proc/%s/ns/mnt" % page) not in [os.readlink("/proc/%s/ns/mnt" % our) for our in ours]
        assert not os.path.exists("/proc/%s/root%s" % (page, document())), "it sees the library"


def link():
    """Clicking a link opens the browser outside."""
    x, y = session.wait(lambda: session.find_colour(COLOUR), "the picture")
    session.do(lambda: session.click(x + 100, y + 60), lambda: told("browser"), "the browser")
    assert set(told("browser")) == {"https://example.org/from-the-article"}, told("browser")


def from_menu(action):
    """Chooses the item of an action. Items have no names, so their order is read from the file that describes them, from
    the end, because some of the first are hidden."""
    menu = "Article Menu"
    items = ElementTree.parse(os.path.join(HERE, "../src/ui/application/menus.ui")).find("menu[@id='article-menu']").iter("item")
    actions = [item.find("attribute[@name='action']").text for item in items]
    number = actions.index(action) - len(actions)

    def choose():
        if not session.find(menu, "menu"):
            session.activate(menu, "toggle button")
            session.see(menu, "menu")
        session.activate_item(menu, number)

    return choose


def editor():
    """The article's file opens in the chosen editor, which can change it."""
    dialog = "Choose an application to open the file “a.md”."
    session.do(from_menu("win.open-file"), lambda: session.find(dialog), "the portal's dialog")
    picture("open-in")

    def choose():
        session.click_on("Some editor")
        session.activate("Open", "push button")

    session.do(choose, lambda: told("editor"), "the editor")
    path = told("editor")[0].replace("file://", "")
    assert read(path) == read(os.path.join(library, "a.md")), path
    with open(path, "a", encoding="utf-8") as file:
        file.write("\nEdited outside.\n")
    assert read(os.path.join(library, "a.md")).endswith("\nEdited outside.\n")


def files():
    """The file manager outside opens the folder of the article's file."""
    session.do(from_menu("win.show-file"), lambda: session.windows("library - Thunar"), "the file manager")
    picture("files")
    session.run("thunar", "--quit")
    session.wait(lambda: not session.windows("Thunar"), "the file manager to end")


def drag(title, hint):
    """Holds the drag over the article until the window shows the hint."""
    session.run("xdotool", "windowmove", session.window(title), *map(str, BESIDE))

    def attempt():
        session.run("xdotool", "mouseup", "1")
        session.point(DRAGGED)
        session.run("xdotool", "mousedown", "1", "sleep", "0.1")
        steps = 30
        session.point(
            *((DRAGGED[0] + (ARTICLE[0] - DRAGGED[0]) * i // steps, DRAGGED[1] + (ARTICLE[1] - DRAGGED[1]) * i // steps)
              for i in range(1, steps + 1))
        )

    def is_over():
        session.point((ARTICLE[0] + 1, ARTICLE[1]), ARTICLE)
        return session.find(hint)

    session.do(attempt, is_over, "what is dragged to be taken")


def drop():
    """A file from outside is imported through the portal, and stays where it was."""
    path = os.path.join(downloads, "dropped.md")
    article(path, "Dropped", "2020-01-01")
    before = read(path)
    source = session.start("/usr/bin/python3", os.path.join(HERE, "drag-source.py"), path)
    try:
        session.see("Drag these files")
        drag("Drag Source", "Import into “library”")
        picture("drop")
        session.run("xdotool", "mouseup", "1")
        session.wait(lambda: imported("dropped.md"), "the file in the library")
    finally:
        source.terminate()
    session.see("Dropped...", "list item")
    assert read(path) == before
    assert "title: Dropped\n" in read(imported("dropped.md"))
    picture("dropped")


def trash_refused():
    """An imported file that was changed since is not deleted by undo. The portal has no trash for it, so it stays, with a
    message."""
    path = imported("dropped.md")
    article(path, "Dropped and Changed", "2020-01-01")
    session.see("Dropped and Changed...", "list item")
    session.do(
        lambda: session.press("library", "ctrl+2", "ctrl+z"),
        lambda: session.find("“%s” has changed since it was added..." % os.path.relpath(path, library)),
        "what was refused to be said",
    )
    picture("trash-refused")
    assert "title: Dropped and Changed\n" in read(path)


def open_outside(path):
    """As file managers do it."""
    session.run("gio", "launch", os.path.join(EXPORTS, "applications", ID + ".desktop"), path)


def open_with():
    """For a file from outside, a dialog asks what to do, and can import it."""
    path = os.path.join(downloads, "outside.md")
    article(path, "Outside", "2019-01-01")
    before = read(path)
    open_outside(path)
    session.see("Import “outside.md”?")
    picture("open-with")
    session.do(lambda: session.activate("Import", "button"), lambda: imported("outside.md"), "the file in the library")
    session.see("Outside...", "list item")
    assert read(path) == before and "title: Outside\n" in read(imported("outside.md"))


def command_line():
    """The same through the Exec line of the desktop file."""
    path = os.path.join(downloads, "by-command.md")
    article(path, "By Command", "2018-01-01")
    entry = read(os.path.join(EXPORTS, "applications", ID + ".desktop"))
    line = [line for line in entry.splitlines() if line.startswith("Exec=")][0][len("Exec="):]
    session.run(*["file://" + path if word == "%U" else word for word in line.split()])
    session.see("Import “by-command.md”?")
    session.do(
        lambda: session.activate("Cancel", "button"), lambda: not session.find("Import “by-command.md”?"), "the question to go"
    )
    assert not imported("by-command.md")


def restart():
    """Access to the folder remains, and it is opened again without asking, with its last article."""
    choose_first()
    before = titles()
    quit_program()
    assert not session.find_colour(COLOUR)
    began = time.monotonic()
    application("Activate", "{}")
    session.window("library")
    print("# window after %.1f s" % (time.monotonic() - began))
    session.wait(lambda: session.find_colour(COLOUR), "the article")
    print("# painted after %.1f s" % (time.monotonic() - began))
    picture("again")
    assert titles() == before, titles()


def one_instance():
    session.run(*flatpak("broadsheet"))
    assert len(session.windows("library")) == 1, session.windows("library")


def twin():
    """It is installed beside the other, as another program with its own files."""
    application("Activate", "{}", app=TWIN)
    session.see("Try the Sample Library", "button")
    assert session.has_name(ID) and session.has_name(TWIN)
    assert os.path.isdir(os.path.join(home, ".var", "app", TWIN)) and os.path.isdir(os.path.join(home, ".var", "app", ID))
    picture("twin")
    quit_program(TWIN)
    assert session.has_name(ID)


kept_folder = os.path.join(home, "kept")


def is_watched(folder):
    """Whether the kernel sends the program events about it."""
    number = "ino:%x " % os.stat(folder).st_ino
    for process in processes("broadsheet"):
        for path in glob.glob("/proc/%s/fdinfo/*" % process):
            try:
                if any(line.startswith("inotify ") and number in line for line in read(path).splitlines()):
                    return True
            except OSError:
                pass
    return False


def kept():
    """A folder with a permanent permission is followed by inotify."""
    folder = os.path.join(kept_folder, "sub")
    article(os.path.join(folder, "kept.md"), "Kept")
    quit_program()
    session.run("flatpak", "override", "--user", "--filesystem=" + kept_folder, ID)
    session.start(*flatpak("broadsheet", kept_folder))
    session.see("Kept...", "list item")
    session.wait(lambda: is_watched(folder), "the folder to be watched")
    began = time.monotonic()
    article(os.path.join(folder, "new.md"), "Seen at Once")
    session.see("Seen at Once...", "list item")
    print("# in the window after %.1f s" % (time.monotonic() - began))


def trash():
    """There, an imported file that was changed since goes to the trash outside when the import is undone."""
    source = os.path.join(downloads, "imported.md")
    article(source, "Imported", "2017-01-01")
    open_outside(source)
    session.do(
        lambda: session.activate("Import", "button"), lambda: imported("imported.md", kept_folder), "the file in the library"
    )
    path = imported("imported.md", kept_folder)
    article(path, "Imported and Changed", "2017-01-01")
    session.see("Imported and Changed...", "list item")
    session.do(lambda: session.press("kept", "ctrl+2", "ctrl+z"), lambda: not os.path.exists(path), "the file to go")
    trashed = glob.glob(os.path.join(home, ".local", "share", "Trash", "files", "*"))
    assert [os.path.basename(each) for each in trashed] == ["imported.md"], trashed
    assert "title: Imported and Changed\n" in read(trashed[0])
    assert "title: Imported\n" in read(source)


def end():
    quit_program()
    assert not requests, requests


CASES = [
    version, permissions, exports, sandbox, image_helper, math_helper, launch, choose_folder, granted, followed, painted, web_process, link,
    editor, files, drop, trash_refused, open_with, command_line, restart, one_instance, twin, kept, trash, end,
]
# The cases that a case builds on, which are tried before it.
CONTINUES = {
    choose_folder: [launch],
    granted: [choose_folder],
    followed: [choose_folder],
    painted: [choose_folder],
    web_process: [painted],
    link: [painted],
    editor: [painted],
    files: [painted],
    drop: [choose_folder],
    trash_refused: [drop],
    open_with: [choose_folder],
    command_line: [choose_folder],
    restart: [choose_folder],
    one_instance: [choose_folder],
    twin: [launch],
    kept: [launch],
    trash: [kept],
    end: [launch],
}
# Needed by all others.
ESSENTIAL = [launch, choose_folder]


def wanted_cases(names):
    """The cases with those names, or all, in their order, each after those that it builds on."""
    unknown = set(names) - {case.__name__ for case in CASES}
    if unknown:
        sys.exit("There is no case called %s. There are: %s" % (", ".join(unknown), ", ".join(case.__name__ for case in CASES)))
    found = {case for case in CASES if not names or case.__name__ in names}
    waiting = list(found)
    while waiting:
        more = [case for case in CONTINUES.get(waiting.pop(), []) if case not in found]
        found.update(more)
        waiting += more
    return [case for case in CASES if case in found]


def too_late(*arguments):
    raise AssertionError("this takes too long")


def main():
    faulthandler.dump_traceback_later(TOTAL_SECONDS, exit=True)
    wanted = wanted_cases(sys.argv[2:])
    counts = {"passed": int(os.environ.get("PASSED", "0")), "failed": 0, "skipped": 0}
    signal.signal(signal.SIGALRM, too_late)
    try:
        set_up()
        for case in wanted:
            try:
                signal.alarm(3 * desktop.SECONDS)
                began = time.monotonic()
                case()
                signal.alarm(0)
                print("ok /broadsheet/flatpak/%s # %.1f s" % (case.__name__, time.monotonic() - began), flush=True)
                counts["passed"] += 1
            except Skip as reason:
                print("ok /broadsheet/flatpak/%s # SKIP %s" % (case.__name__, reason), flush=True)
                counts["skipped"] += 1
            except Exception as error:
                signal.alarm(0)
                counts["failed"] += 1
                text = str(error) if isinstance(error, AssertionError) and str(error) else traceback.format_exc()
                print("# " + text.rstrip().replace("\n", "\n# "))
                print("not ok /broadsheet/flatpak/%s" % case.__name__, flush=True)
                picture("failed-" + case.__name__)
                if case in ESSENTIAL:
                    print("# Nothing else can be tried.", flush=True)
                    break
                print("# shown: " + " | ".join(session.shown()), flush=True)
    finally:
        if counts["failed"]:
            session.log.seek(0)
            sys.stderr.write(session.log.read()[-6000:].decode("utf-8", "replace"))
        shutil.rmtree(home, ignore_errors=True)
    print("%(passed)d passed, %(failed)d failed, %(skipped)d skipped" % counts)
    return 1 if counts["failed"] else 0


sys.exit(main())
