#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Compares edits with other YAML parsers: PyYAML (YAML 1.1) and js-yaml (YAML 1.2).

usage: cross-check.py EDITS
       cross-check.py --run TEST-EDIT-PROPERTY

EDITS is what test-edit-property wrote (BROADSHEET_EDIT_OUTPUT); with --run it is made here. For every edit of a file
that the reader could read before, the edited value has to read as the very text that was asked for, and all other keys
as they did. A reader that is not installed is passed over, loudly: Debian has them as python3-yaml and node-js-yaml.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

NODE = r"""
const fs = require('fs');
let yaml;
try { yaml = require('js-yaml'); } catch (error) { yaml = require('/usr/share/nodejs/js-yaml'); }
function dig(value, path) {
  for (const part of path) {
    if (value === null || typeof value !== 'object') return undefined;
    value = value[part];
  }
  return value;
}
let checked = 0, skipped = 0, wrong = 0;
for (const line of fs.readFileSync(process.argv[2], 'utf8').split('\n')) {
  if (line === '') continue;
  const edit = JSON.parse(line);
  let before, after;
  try { before = yaml.load(edit.before) || {}; } catch (error) { skipped++; continue; }
  if (typeof before !== 'object') { skipped++; continue; }
  checked++;
  try {
    after = yaml.load(edit.after);
    if (dig(after, edit.path) !== edit.text) throw new Error('reads as ' + JSON.stringify(dig(after, edit.path)));
    for (const key of Object.keys(before))
      if (key !== edit.path[0] && JSON.stringify(before[key]) !== JSON.stringify(after[key]))
        throw new Error('changed ' + key);
  } catch (error) {
    if (wrong++ < 10) console.log('js-yaml: ' + error.message + '\n' + JSON.stringify(edit));
  }
}
console.log(`js-yaml: ${checked} edits read as was asked, ${wrong} not; ${skipped} files it could not read before`);
process.exit(wrong > 0 ? 1 : 0);
"""


def dig(value, path):
    for part in path:
        if isinstance(value, list):
            value = value[int(part)]
        elif isinstance(value, dict):
            # A key that is not text in YAML 1.1 is still identified by its text.
            found = [key for key in value if key == part or (not isinstance(key, str) and spelled(key) == part)]
            value = value[found[0]]
        else:
            raise KeyError(part)
    return value


def spelled(key):
    return {"True": "true", "False": "false", "None": "null"}.get(str(key), str(key))


def check_python(edits):
    try:
        import yaml
    except ImportError:
        print("SKIPPED: PyYAML is not installed (python3-yaml)")
        return None
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    checked = skipped = wrong = 0
    with open(edits, encoding="utf-8") as file:
        for line in file:
            edit = json.loads(line)
            try:
                before = yaml.load(edit["before"], yaml.SafeLoader) or {}
            except Exception:  # whatever it is, it could not read the file
                before = None
            if not isinstance(before, dict):
                skipped += 1
                continue
            checked += 1
            for each in {loader, yaml.SafeLoader}:
                try:
                    after = yaml.load(edit["after"], each)
                    now = dig(after, edit["path"])
                    assert isinstance(now, str) and now == edit["text"], "reads as %r" % (now,)
                    for key, value in before.items():
                        if key != edit["path"][0] and spelled(key) != edit["path"][0]:
                            assert repr(after[key]) == repr(value), "changed %s" % key
                except Exception as error:
                    wrong += 1
                    if wrong <= 10:
                        print("PyYAML (%s): %s %s\n%s" % (each.__name__, type(error).__name__, error, line.strip()))
    print("PyYAML: %d edits read as was asked, %d not; %d files it could not read before" % (checked, wrong, skipped))
    return wrong == 0


def check_node(edits):
    if shutil.which("node") is None:
        print("SKIPPED: node is not installed (node-js-yaml)")
        return None
    probe = "try { require('js-yaml') } catch (e) { require('/usr/share/nodejs/js-yaml') }"
    if subprocess.run(["node", "-e", probe], capture_output=True).returncode != 0:
        print("SKIPPED: js-yaml is not installed (node-js-yaml)")
        return None
    with tempfile.NamedTemporaryFile("w", suffix=".js", delete=False) as script:
        script.write(NODE)
    try:
        return subprocess.run(["node", script.name, edits], check=False).returncode == 0
    finally:
        os.unlink(script.name)


def check(edits):
    """Returns the exit status; 77 means that a test could not be run."""
    results = [check_python(edits), check_node(edits)]
    if False in results:
        return 1
    return 77 if results == [None, None] else 0


def main():
    if len(sys.argv) == 2:
        sys.exit(check(sys.argv[1]))
    if len(sys.argv) != 3 or sys.argv[1] != "--run":
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory(prefix="broadsheet-edits-") as folder:
        edits = os.path.join(folder, "edits.jsonl")
        subprocess.run([sys.argv[2]], check=True, stdout=subprocess.DEVNULL,
                       env=dict(os.environ, BROADSHEET_EDIT_OUTPUT=edits))
        sys.exit(check(edits))


main()
