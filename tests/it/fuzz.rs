//! The targets of `fuzz/` with their seeds, and with what becomes of these when pieces are cut, repeated and mixed.
//! `FUZZ=100000 cargo test --release --test it fuzz` does so more often than usual.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use walkdir::WalkDir;

use ibid::fuzz::{TARGETS, run};

/// How often seeds are changed, for each target.
const CHANGES: usize = 60;
/// How many short texts are made for each changed seed.
const SHORT: usize = 4;
/// How long a text of this size may take, on a machine that does much else.
const PATIENCE: Duration = Duration::from_secs(60);
/// What is put into a text.
const PIECES: &[&str] = &[
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "{{ ",
    " }}",
    "{% ",
    " %}",
    "@",
    "[@",
    "; ",
    ", p. ",
    "\"",
    "'",
    "`",
    "```\n",
    "$",
    "$$",
    "\\",
    "*",
    "**",
    "_",
    "~",
    "^",
    "^[",
    "[[",
    "]]",
    "::: ",
    ":::\n",
    "{#fig:a .b c=d}",
    "Table: ",
    "| ",
    "@fig:a",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "&",
    "&amp;",
    "#",
    "# ",
    "- ",
    "> ",
    "|",
    "|-|\n",
    "+++\n",
    "---\n",
    "\n",
    "\n\n",
    "\r\n",
    "\t",
    "    ",
    " ",
    "\0",
    "\u{feff}",
    "\u{a0}",
    "\u{202e}",
    "é",
    "e\u{301}",
    "漢",
    "🜄",
    "ß",
    "İ",
    "0",
    "-1",
    "99999999999999999999",
    "1e999",
    "null",
    "true",
    "2024-13-45",
    "@string{",
    "@misc{",
    " and ",
    "=",
    ":",
    "%",
    "!",
    "−",
    "–",
    "“",
    "’",
    "words",
    "\n====\n",
];

/// Numbers without a pattern, the same each time (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit.max(1) as u64) as usize
    }

    fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// A piece of a text.
    fn piece<'a>(&mut self, text: &'a str) -> &'a str {
        let start = text.floor_char_boundary(self.below(text.len() + 1));
        let end = text.floor_char_boundary(start + self.below(60));
        &text[start..end.min(text.len())]
    }

    /// A short text. Of many problems of a kind on a page the first is reported, so that long texts hide some.
    fn made(&mut self) -> String {
        let pieces = (0..=self.below(14)).map(|_| *self.pick(PIECES));
        pieces.collect()
    }

    /// A seed with some changes.
    fn changed(&mut self, seeds: &[String]) -> String {
        let mut text = self.pick(seeds).clone();
        for _ in 0..=self.below(6) {
            let at = text.floor_char_boundary(self.below(text.len() + 1));
            let end = text.floor_char_boundary((at + self.below(20)).min(text.len()));
            match self.below(4) {
                0 => text.replace_range(at..end, ""),
                1 => text.insert_str(at, self.pick::<&str>(PIECES)),
                2 => {
                    let many = self.pick(PIECES).repeat(self.below(50));
                    text.insert_str(at, &many);
                }
                _ => {
                    let other = self.pick(seeds).clone();
                    text.replace_range(at..end, self.piece(&other));
                }
            }
        }
        text
    }
}

/// The seeds of a target: what is in `fuzz/seeds`, and files of other tests.
fn seeds(target: &str) -> Vec<String> {
    let (folders, extensions): (&[&str], &[&str]) = match target {
        "page" | "edits" => (&["tests/lints", "tests/pandoc", "content"], &["md"]),
        "bib" => (&["tests/bibliographies", "tests/pandoc"], &["bib"]),
        "csl_json" => (&["tests/bibliographies", "tests/pandoc"], &["json"]),
        "yaml" => (&["tests/bibliographies"], &["yml", "yaml"]),
        "style" => (&["src/bibliography/styles"], &["csl"]),
        "config" => (&["tests/lints"], &["toml"]),
        _ => (&[], &[]),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = [format!("fuzz/seeds/{target}")];
    let folders = folders
        .iter()
        .copied()
        .chain(own.iter().map(String::as_str));
    let files = folders.flat_map(|folder| WalkDir::new(root.join(folder)).sort_by_file_name());
    let files = files.filter_map(|entry| {
        let path = entry.ok()?.into_path();
        let kind = path.extension()?.to_str()?.to_owned();
        (kind == "seed" || extensions.contains(&&*kind)).then_some(path)
    });
    let texts = files.map(|path| String::from_utf8_lossy(&fs::read(path).unwrap()).into_owned());
    texts.collect()
}

fn fuzz(target: &str) {
    let seeds = seeds(target);
    assert!(!seeds.is_empty(), "{target} has no seed");
    if let Some(corpus) = env::var_os("FUZZ_CORPUS") {
        let folder = PathBuf::from(corpus).join(target);
        fs::create_dir_all(&folder).unwrap();
        for (n, seed) in seeds.iter().enumerate() {
            fs::write(folder.join(format!("seed-{n}")), seed).unwrap();
        }
        return;
    }
    let changes = env::var("FUZZ").map_or(CHANGES, |changes| changes.parse().unwrap());
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    // An edit builds a site, and is one of several in a text.
    let short = if target == "edits" { 0 } else { SHORT };
    let mut texts = seeds.clone();
    for _ in 0..changes {
        texts.push(random.changed(&seeds));
        texts.extend((0..short).map(|_| random.made()));
    }
    for text in texts {
        let start = Instant::now();
        let result = std::panic::catch_unwind(|| run(target, text.as_bytes()));
        let time = start.elapsed();
        if result.is_err() || time > PATIENCE {
            let file = env::temp_dir().join(format!("ibid-fuzz-{target}.seed"));
            fs::write(&file, &text).unwrap();
            panic!("{target} fails with {} in {time:?}", file.display());
        }
    }
}

#[test]
fn page() {
    fuzz("page");
}

#[test]
fn citation() {
    fuzz("citation");
}

#[test]
fn shortcode() {
    fuzz("shortcode");
}

#[test]
fn bib() {
    fuzz("bib");
}

#[test]
fn csl_json() {
    fuzz("csl_json");
}

#[test]
fn yaml() {
    fuzz("yaml");
}

#[test]
fn style() {
    fuzz("style");
}

#[test]
fn config() {
    fuzz("config");
}

#[test]
fn edits() {
    fuzz("edits");
}

#[test]
fn every_target_is_tested() {
    let here = include_str!("fuzz.rs");
    let missing = TARGETS
        .iter()
        .filter(|(name, _)| !here.contains(&format!("    fuzz(\"{name}\");")));
    assert_eq!(missing.count(), 0);
}
