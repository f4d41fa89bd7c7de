#!/bin/sh
# Builds one corpus with Ibid and with the peers that are installed, in turn, and prints the medians.
#
#   sh benches/compare.sh IBID PAGES [RUNS [OPTIONS OF THE CORPUS]]
#   sh benches/compare.sh target/release/ibid 1000 5 --section 0 --seed 7
#
# Peers are measured where they are found. Zola, Hugo and mdBook get ready-written footnotes in place of citations, which is
# less work: they neither read a bibliography nor check a link. The templates of Zola and Hugo print title, text and, in
# sections, the list of pages; `zola-theme` is Zola with what a theme prints around a text (`benches/zola/`: head, navigation,
# contents, neighbours, a feed). mdBook has its own theme, and its table of contents on each page. None makes a search.
# Pandoc reads the citations and the bibliography themselves (`--citeproc`). It makes a page a run, as people call it
# from a loop or a makefile, on all cores; that takes so long that it is done for some pages, and the times multiplied.
# `no-sync` is a cold build that does not wait for the disk, as no peer does. `copy` is `cp -r` of Ibid's own output into a new
# folder. Each build writes into a new folder, and what was there before is removed when all is measured: ext4 is slow where
# it uses inodes again that were freed just before. What was written is on the disk before the next is measured. Needs
# rustc, GNU time and awk.
set -eu
ibid=$(realpath "$1") pages=$2 runs=${3:-5}
shift $(($# < 3 ? $# : 3))
# So many pages are made with Pandoc.
sample=$((pages < 20 ? pages : 20))
here=$(dirname "$(realpath "$0")")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache"

rustc -O --edition 2024 -o "$work/generate" "$here/generate.rs"
"$work/generate" "$work/ibid" "$pages" "$@"
"$work/generate" "$work/peers" "$pages" "$@" --footnotes 1

page='<!DOCTYPE html><html><head><title>TITLE</title></head><body><h1>TITLE</h1>CONTENT</body></html>'
prepare_zola() {
    mkdir -p "$work/zola/templates"
    cp -r "$work/peers/content" "$work/zola/content"
    printf 'base_url = "https://example.org"\ncompile_sass = false\nbuild_search_index = false\n[markdown]\nbottom_footnotes = true\n' > "$work/zola/config.toml"
    echo "$page" | sed 's/TITLE/{{ page.title }}/g; s/CONTENT/{{ page.content | safe }}/' > "$work/zola/templates/page.html"
    list='{% for p in section.pages %}<a href="{{ p.permalink }}">{{ p.title }}<\/a>{% endfor %}'
    echo "$page" | sed "s/TITLE/{{ section.title }}/g; s/CONTENT/{{ section.content | safe }}$list/" > "$work/zola/templates/section.html"
    cp "$work/zola/templates/section.html" "$work/zola/templates/index.html"

    mkdir -p "$work/zola-theme"
    cp -r "$work/peers/content" "$work/zola-theme/content"
    cp -r "$here/zola" "$work/zola-theme/templates"
    cp "$work/zola-theme/templates/section.html" "$work/zola-theme/templates/index.html"
    { printf 'title = "Corpus"\ngenerate_feeds = true\n'; cat "$work/zola/config.toml"; } > "$work/zola-theme/config.toml"
}
prepare_hugo() {
    mkdir -p "$work/hugo/layouts/_default"
    cp -r "$work/peers/content" "$work/hugo/content"
    printf 'baseURL = "https://example.org/"\ndisableKinds = ["taxonomy", "term", "rss"]\n' > "$work/hugo/hugo.toml"
    echo "$page" | sed 's/TITLE/{{ .Title }}/g; s/CONTENT/{{ .Content }}/' > "$work/hugo/layouts/_default/single.html"
    list='{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}<\/a>{{ end }}'
    echo "$page" | sed "s/TITLE/{{ .Title }}/g; s/CONTENT/{{ .Content }}$list/" > "$work/hugo/layouts/_default/list.html"
}

# Prints a page without its front matter.
text() { awk 'fences == 2; $0 == "+++" { fences++ }' "$1"; }
prepare_mdbook() {
    mkdir -p "$work/mdbook/src"
    printf '[book]\ntitle = "Corpus"\n[output.html.search]\nenable = false\n' > "$work/mdbook/book.toml"
    (cd "$work/peers/content" && find . -name '*.md' | sort) | while read -r page; do
        mkdir -p "$work/mdbook/src/$(dirname "$page")"
        text "$work/peers/content/$page" > "$work/mdbook/src/$page"
        echo "- [$(basename "$page" .md)]($page)"
    done > "$work/mdbook/src/SUMMARY.md"
}
prepare_pandoc() {
    mkdir -p "$work/pandoc"
    find "$work/ibid/content" -name 'page-*.md' | sort | head -n "$sample" | while read -r page; do
        text "$page" > "$work/pandoc/$(basename "$page")"
    done
    echo "find '$work/pandoc' -name '*.md' | xargs -P $(nproc) -I PAGE pandoc --standalone --citeproc \
        --bibliography '$work/ibid/sources.bib' --metadata title=Page --output PAGE.html PAGE" > "$work/pandoc.sh"
}

# measure NAME COMMAND…: wall, user and system seconds, peak memory in KiB.
measure() {
    name=$1
    shift
    sync
    /usr/bin/time -f '%e %U %S %M' -o "$work/time" "$@" > "$work/said" 2>&1 || { cat "$work/said"; exit 1; }
    tail -n 1 "$work/time" >> "$work/$name.times"
}
# aside FOLDER: makes room for a new one of that name.
mkdir "$work/old"
aside() { [ ! -e "$1" ] || mv "$1" "$work/old/$(ls "$work/old" | wc -l)"; }
peers=
for peer in zola hugo mdbook pandoc; do
    if command -v $peer > /dev/null 2>&1; then
        prepare_$peer
        peers="$peers $peer"
        [ $peer = zola ] && peers="$peers zola-theme"
    fi
done

first=$(find "$work/ibid/content" -name 'page-00000.md')
run=0
while [ $run -lt "$runs" ]; do
    run=$((run + 1))
    aside "$work/ibid/public"
    measure cold "$ibid" build --root "$work/ibid"
    measure unchanged "$ibid" build --root "$work/ibid"
    echo "One more sentence, number $run." >> "$first"
    measure one-page "$ibid" build --root "$work/ibid"
    measure check "$ibid" check --root "$work/ibid"
    measure copy cp -r "$work/ibid/public" "$work/old/copy-$run"
    aside "$work/ibid/public"
    measure no-sync "$ibid" build --no-sync --root "$work/ibid"
    for peer in $peers; do
        aside "$work/$peer/public"
        case $peer in
            zola*) measure $peer "$(command -v zola)" --root "$work/$peer" build ;;
            hugo) measure hugo "$(command -v hugo)" --source "$work/hugo" --quiet ;;
            mdbook) aside "$work/mdbook/book"; measure mdbook "$(command -v mdbook)" build "$work/mdbook" ;;
            pandoc) measure pandoc sh "$work/pandoc.sh" ;;
        esac
    done
done

output=$(find "$work/ibid/public" -type f -printf '%s\n' | awk '{ bytes += $1 } END { printf "%.0f MB in %d files", bytes / 1e6, NR }')
echo "$pages pages, $runs runs each, medians; $output"
printf '%-12s %9s %9s %9s %11s %9s\n' '' 'wall s' 'user s' 'system s' 'memory MiB' 'to cold'
median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }
# column NAME NUMBER: the median, for all pages.
column() {
    case $1-$2 in
        pandoc-[123]) times=$pages/$sample ;;
        *) times=1 ;;
    esac
    awk "BEGIN { print $(cut -d ' ' -f "$2" "$work/$1.times" | median) * $times }"
}
cold=$(column cold 1)
for name in cold no-sync unchanged one-page check copy $peers; do
    wall=$(column "$name" 1)
    printf '%-12s %9.2f %9.2f %9.2f %11.0f %9.2f\n' "$name" "$wall" "$(column "$name" 2)" "$(column "$name" 3)" \
        "$(awk "BEGIN { print $(column "$name" 4) / 1024 }")" "$(awk "BEGIN { print $wall / $cold }")"
done
