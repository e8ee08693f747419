#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The page is safe by itself: the rendered hostile article, in a browser that allows everything.

None of the reader's locks is present: scripts run, any address is fetched, and the page's own policy is removed, so
that only the sanitiser is left. The raw page shows that the browser and the servers work. Skipped without Chromium.
"""

import http.server
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))
import tap  # noqa: E402

HOSTILE = os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "fixtures", "hostile-page.html")
BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")
SECONDS = 120


class Web(http.server.ThreadingHTTPServer):
    """Answers everything, and counts requests."""

    def __init__(self):
        self.paths = []
        super().__init__(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.paths.append(self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", "2")
        self.end_headers()
        self.wfile.write(b"OK")

    do_POST = do_GET

    def log_message(self, *arguments):
        pass


class Bare:
    """Even a connection without a request counts."""

    def __init__(self):
        self.connections = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            connection, _ = self.socket.accept()
            self.connections += 1
            connection.close()


def hostile_page(web, bare):
    with open(HOSTILE, encoding="utf-8") as file:
        text = file.read()
    host = "127.0.0.1:%d" % web.server_address[1]
    text = text.replace("WEB", "http://" + host).replace("BARE", "http://127.0.0.1:%d" % bare.port)
    return text.replace("HOST", host).replace("OUTSIDE", "/etc/hostname")


def render(folder, page, original):
    path = os.path.join(folder, "article.html")
    with open(path, "w", encoding="utf-8") as file:
        file.write("---\ntitle: Quiet\n---\n<div>\n" + page + "\n</div>\n")
    command = [os.environ["BROADSHEET_RENDER_PAGE"], path] + (["original"] if original else [])
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def browse(folder, html):
    """The page's own result after five seconds."""
    path = os.path.join(folder, "page.html")
    with open(path, "w", encoding="utf-8") as file:
        file.write(html)
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-web-security",
        "--allow-running-insecure-content",
        "--allow-file-access-from-files",
        "--autoplay-policy=no-user-gesture-required",
        "--disable-background-networking",
        "--no-first-run",
        "--user-data-dir=" + os.path.join(folder, "profile"),
        "--virtual-time-budget=5000",
        "--dump-dom",
        "file://" + path,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=SECONDS).stdout


def run(make):
    if BROWSER is None:
        raise tap.Skip("Chromium is not installed, and so it is NOT KNOWN whether the page alone holds")
    web, bare = Web(), Bare()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        said = browse(folder, make(folder, hostile_page(web, bare)))
    web.shutdown()
    return said, web.paths, bare.connections


def control():
    def make(folder, page):
        # Everything works here, including navigation, so the rest of the page needs its chance.
        return "<!DOCTYPE html><title>Quiet</title>" + page.replace("location.href =", "document.documentElement.dataset.href =")

    _, paths, _ = run(make)
    tap.true(len(paths) > 20, "only %d requests were made: %s" % (len(paths), paths))
    tap.true(any("script-inline" in path for path in paths), "no script was run: %s" % paths)


def assert_quiet(original, with_policy):
    def case():
        def make(folder, page):
            html = render(folder, page, original)
            return html if with_policy else re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", html)

        said, paths, connections = run(make)
        tap.true("This is what the article says." in said, "the page is not there: %s" % said[-500:])
        tap.equal(paths, [], "requests")
        tap.equal(connections, 0, "connections")
        tap.equal(re.search(r"<title>(.*?)</title>", said).group(1), "Quiet", "title")
        tap.true("data-ran" not in said, "something ran")

    return case


tap.run(
    [
        ("/broadsheet/chromium/control", control),
        ("/broadsheet/chromium/page", assert_quiet(False, True)),
        ("/broadsheet/chromium/page-without-policy", assert_quiet(False, False)),
        ("/broadsheet/chromium/original", assert_quiet(True, True)),
        ("/broadsheet/chromium/original-without-policy", assert_quiet(True, False)),
    ]
)
