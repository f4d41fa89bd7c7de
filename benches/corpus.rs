//! A made-up explainer of any size and shape: parts of 20 sections, by default of 50 pages; about 900 words, ten
//! citations and two links a page.
//!
//! The same numbers make the same files, so that a measurement can be repeated anywhere.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// What a corpus is like.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Corpus {
    /// Pages, not counting sections.
    pub(crate) pages: usize,
    /// Words a page, about.
    pub(crate) words: usize,
    /// Citations a page.
    pub(crate) citations: usize,
    /// Sources in the bibliography.
    pub(crate) sources: usize,
    /// Pages a section; `None` if all are in one, at the top.
    pub(crate) section: Option<usize>,
    /// Another number makes other text.
    pub(crate) seed: u64,
    /// Whether citations are ready-written footnotes, and links addresses: for programs that know neither.
    pub(crate) footnotes: bool,
}

impl Corpus {
    /// The corpus that the project's targets speak of.
    pub(crate) fn of(pages: usize) -> Self {
        Self {
            pages,
            words: 900,
            citations: 10,
            sources: 500,
            section: Some(50),
            seed: 0,
            footnotes: false,
        }
    }

    /// Writes it into `root`, which is made.
    ///
    /// # Errors
    /// Those of the file system.
    pub(crate) fn write(&self, root: &Path) -> io::Result<()> {
        fs::create_dir_all(root.join("content"))?;
        fs::write(
            root.join("ibid.toml"),
            "title = \"Corpus\"\n[search]\nenabled = false\n",
        )?;
        fs::write(root.join("sources.bib"), self.bibliography())?;
        // Zola refuses a date in the front matter of a section.
        let front = |title: &str, weight: usize, date: &str| {
            format!(
                "+++\ntitle = \"{title}\"\ndescription = \"A page of the corpus.\"\nweight = {weight}\n{date}+++\n\n"
            )
        };
        fs::write(
            root.join("content/_index.md"),
            front("Corpus", 0, "") + "The home page.\n",
        )?;
        let size = self.section.unwrap_or(self.pages.max(1));
        for page in 0..self.pages {
            let folder = root.join("content").join(self.folder_of(page));
            let section = page / size;
            if page % size == 0 {
                fs::create_dir_all(&folder)?;
                if self.section.is_some() && section.is_multiple_of(PART) {
                    let title = format!("Part {}", section / PART);
                    let part = folder.parent().unwrap_or(&folder);
                    fs::write(
                        part.join("_index.md"),
                        front(&title, page, "") + "A part.\n",
                    )?;
                }
                fs::write(
                    folder.join("_index.md"),
                    front(&format!("Section {section}"), section, "") + "A section.\n",
                )?;
            }
            let front = front(&format!("Page {page}"), page % size, "date = 2026-01-01\n");
            let text = front + &self.body(page);
            fs::write(folder.join(format!("page-{page:05}.md")), text)?;
        }
        Ok(())
    }

    /// The folder of a page below `content/`.
    pub(crate) fn folder_of(&self, page: usize) -> String {
        match self.section {
            Some(size) => {
                let section = page / size;
                format!("part-{}/section-{section:04}", section / PART)
            }
            None => "section".to_owned(),
        }
    }

    fn bibliography(&self) -> String {
        let mut random = Random(7 + (self.seed << 32));
        let mut bib = String::new();
        for source in 0..self.sources {
            let family = NAMES[random.below(NAMES.len())];
            let title = sentence(&mut random, 6);
            let _ = write!(
                bib,
                "@online{{source-{source:04},\n  author = {{{family}, {}}},\n  title = {{{title}}},\n  publisher = {{The {} Post}},\n  \
                 date = {{20{:02}-{:02}-{:02}}},\n  url = {{https://example.org/{source}}},\n}}\n\n",
                NAMES[random.below(NAMES.len())],
                NAMES[random.below(NAMES.len())],
                10 + random.below(16),
                1 + random.below(12),
                1 + random.below(28),
            );
        }
        bib
    }

    fn body(&self, page: usize) -> String {
        let mut random = Random(page as u64 + 1 + (self.seed << 32));
        let paragraphs = self.citations.max(1);
        let words = self.words / paragraphs;
        let (mut text, mut notes) = (String::new(), String::new());
        for paragraph in 0..paragraphs {
            if paragraph % 3 == 0 {
                let _ = write!(text, "## {}\n\n", sentence(&mut random, 3));
            }
            let mut left = words;
            while left > 12 {
                let length = 8 + random.below(10);
                left = left.saturating_sub(length);
                let _ = write!(text, "{}. ", sentence(&mut random, length));
            }
            if self.footnotes && paragraph < self.citations {
                let cited = sentence(&mut random, 8);
                let _ = write!(text, "{cited}.[^{paragraph}]");
                let title = sentence(&mut random, 6);
                let source = random.below(self.sources);
                let _ = write!(
                    notes,
                    "[^{paragraph}]: Doe, Jane, [“{title}”](https://example.org/{source}), The Post, 1 May 2024.\n\n"
                );
            } else if paragraph < self.citations {
                let source = random.below(self.sources);
                let cited = sentence(&mut random, 8);
                let _ = match paragraph % 4 {
                    0 => write!(text, "{cited} [@source-{source:04}]."),
                    1 => write!(
                        text,
                        "{cited} [@source-{source:04}, p. {}].",
                        1 + random.below(400)
                    ),
                    2 => write!(text, "[{cited}][@source-{source:04}]."),
                    _ => write!(
                        text,
                        "{cited} [see @source-{source:04}; also @source-{:04}].",
                        random.below(self.sources)
                    ),
                };
            }
            if paragraph % 4 == 1 && self.pages > 1 {
                let other = random.below(self.pages);
                let folder = self.folder_of(other);
                let _ = match self.footnotes {
                    true => write!(text, " See [another page](/{folder}/page-{other:05}/)"),
                    false => write!(text, " See [another page](@/{folder}/page-{other:05}.md)"),
                };
                text.push_str(" for *more*.");
            }
            text.push_str("\n\n");
        }
        text + &notes
    }
}

/// Sections a part.
const PART: usize = 20;

const NAMES: &[&str] = &[
    "Adams", "Baker", "Cho", "Doe", "Evans", "Fischer", "Gomez", "Han", "Ito", "Jung", "Kim",
    "Lankov", "Moreau", "Novak", "Okafor", "Park", "Quist", "Rossi", "Sato", "Tanaka", "Ueda",
    "Vega", "Weber",
];

const WORDS: &[&str] = &[
    "the",
    "a",
    "treaty",
    "of",
    "and",
    "between",
    "state",
    "power",
    "border",
    "trade",
    "army",
    "was",
    "signed",
    "year",
    "in",
    "to",
    "with",
    "long",
    "after",
    "before",
    "river",
    "river-boat",
    "city",
    "winter",
    "alliance",
    "by",
    "number",
    "report",
    "said",
    "that",
    "many",
    "few",
    "had",
    "been",
    "sent",
    "over",
];

fn sentence(random: &mut Random, words: usize) -> String {
    let mut text = String::new();
    for i in 0..words {
        let word = WORDS[random.below(WORDS.len())];
        if i == 0 {
            let (first, rest) = word.split_at(1);
            let _ = write!(text, "{}{rest}", first.to_uppercase());
        } else {
            let _ = write!(text, " {word}");
        }
    }
    text
}

/// A small generator of numbers (SplitMix64).
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}
