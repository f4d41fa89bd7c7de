#!/bin/sh
# Formats page.md with Pandoc and our style. Without an option it writes expected.txt;
# with --check it fails if expected.txt is not what Pandoc says.
set -eu
cd "$(dirname "$0")"
style=../../src/bibliography/styles/ibid.csl
format() {
  pandoc --citeproc --csl "$style" --bibliography sources.bib --bibliography sources.json \
    --to plain --wrap none page.md
}
case "${1:-}" in
  "") format > expected.txt ;;
  --check) format | diff -u expected.txt - ;;
  *) echo "usage: $0 [--check]" >&2; exit 2 ;;
esac
