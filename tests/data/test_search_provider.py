#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The shell finds the search provider, and the bus its program."""

import configparser
import os
import sys

sys.path.insert(0, os.path.join(os.environ["BROADSHEET_SOURCE"], "tests", "support"))
import tap  # noqa: E402

DATA = os.environ["BROADSHEET_DATA"]
ID = os.environ["BROADSHEET_ID"]
NAME = ID + ".SearchProvider"


def read(name, group):
    """The keys of a file with one group, as GKeyFile reads them."""
    parser = configparser.ConfigParser(interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str
    with open(os.path.join(DATA, name), encoding="utf-8") as file:
        text = file.read()
    parser.read_string(text)
    tap.true("@" not in text, "%s has something left to be filled in" % name)
    tap.equal(parser.sections(), [group], name)
    return dict(parser[group])


def provider():
    """The file's name begins with the application's id, without which a Flatpak does not export it."""
    keys = read(ID + ".search-provider.ini", "Shell Search Provider")
    tap.equal(
        keys,
        {"DesktopId": ID + ".desktop", "BusName": NAME, "ObjectPath": "/" + NAME.replace(".", "/"), "Version": "2"},
    )
    tap.true(os.path.exists(os.path.join(DATA, keys["DesktopId"])), "there is no such desktop file")


def service():
    """The file is named after the bus name, which begins with the application's id."""
    tap.equal(read(NAME + ".service", "D-BUS Service"), {"Name": NAME, "Exec": os.environ["BROADSHEET_PROGRAM"]})


tap.run(
    [
        ("/broadsheet/search-provider/ini", provider),
        ("/broadsheet/search-provider/service", service),
    ]
)
