#!/usr/bin/env python3
"""What Ibid and Pandoc read in .bib files: python3 bibliographies.py FILE.bib…

Prints how many entries and values are the same, and each difference. Pandoc is a second opinion and no
measure: it joins lists with semicolons, keeps formulas as LaTeX, and has no types for software and standards.
Build first: cargo build --example csl_json
"""
import collections
import json
import os
import re
import subprocess
import sys

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
TARGET = os.environ.get("CARGO_TARGET_DIR", os.path.join(ROOT, "target"))
OURS = os.path.join(TARGET, "debug", "examples", "csl_json")
# Derived variables, and those that have two names.
SKIPPED = {"id", "page-first", "event", "event-title"}


def plain(value):
    """The value without markup and with straight quotation marks."""
    if isinstance(value, str):
        value = re.sub(r"</?(?:i|b|sup|sub|sc|span)(?: [^>]*)?>", "", value)
        for mark, straight in ("\u2018'", "\u2019'", '\u201c"', '\u201d"', "\u00a0 ", "\u202f "):
            value = value.replace(mark, straight)
        return " ".join(value.split())
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items() if key != "parse-names"}
    return value


def read(command, path):
    run = subprocess.run(command + [path], capture_output=True, text=True)
    return {item["id"]: item for item in json.loads(run.stdout)} if run.returncode == 0 else None


def main(paths):
    counts = collections.Counter()
    for path in paths:
        ours = read([OURS], path)
        theirs = read(["pandoc", "-f", "biblatex", "-t", "csljson"], path)
        if theirs is None:
            counts["files that Pandoc cannot read"] += 1
            continue
        counts["entries"] += len(theirs)
        for key in sorted(set(theirs) - set(ours)):
            counts["entries that only Pandoc reads"] += 1
            print(f"{path}: {key}: only in Pandoc")
        for key in sorted(set(theirs) & set(ours)):
            mine, other = plain(ours[key]), plain(theirs[key])
            for name in sorted((set(mine) | set(other)) - SKIPPED):
                counts["values"] += 1
                if mine.get(name) == other.get(name):
                    counts["equal"] += 1
                else:
                    print(f"{path}: {key}: {name}\n  ibid   {mine.get(name)!r}\n  pandoc {other.get(name)!r}")
    print(dict(counts))


main(sys.argv[1:]) if len(sys.argv) > 1 else sys.exit(__doc__)
