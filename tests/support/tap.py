# SPDX-License-Identifier: GPL-3.0-or-later
"""Test cases in Python that report as TAP, which meson counts one by one."""

import sys
import traceback


class Skip(Exception):
    """Raised by a case that cannot be run here; its text is the reason."""


def run(cases):
    """Runs (name, function) pairs, and exits with a status that says whether all passed. A name on the command line runs
    only that case."""
    wanted = [argument for argument in sys.argv[1:] if argument.startswith("/")]
    cases = [(name, case) for name, case in cases if not wanted or name in wanted]
    failed = 0
    print("1..%d" % len(cases), flush=True)
    for number, (name, case) in enumerate(cases, 1):
        try:
            case()
            print("ok %d %s" % (number, name))
        except Skip as reason:
            print("ok %d %s # SKIP %s" % (number, name, reason))
        except Exception as error:
            failed += 1
            if not isinstance(error, AssertionError):
                print("# " + traceback.format_exc().rstrip().replace("\n", "\n# "))
            print("# " + (str(error) or traceback.format_exc().rstrip()).replace("\n", "\n# "))
            print("not ok %d %s" % (number, name))
        sys.stdout.flush()
    sys.exit(1 if failed else 0)


def equal(found, expected, what=""):
    if found != expected:
        raise AssertionError("%sfound %r, expected %r" % (what + ": " if what else "", found, expected))


def true(condition, what):
    if not condition:
        raise AssertionError(what)
