//! Markup of Markdown that is written so that it is text. A page gets one report for each kind.

use std::collections::BTreeMap;

use super::prose::Prose;
use crate::diagnostics::{Diagnostic, Lint, Span, count};
use crate::markdown::{Block, BlockKind, Document};

/// What was meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// `##Heading`
    Heading,
    /// `• item`
    Bullet,
    /// `-item`, `1.item`
    Item,
    /// `- []task`
    Task,
    /// `> [!NOTES]`
    Alert,
    /// `‘‘‘`
    Fence,
    /// `** words **`
    Emphasis,
    /// A line of hyphens right below a paragraph.
    Underline,
}

impl Kind {
    fn message(self) -> &'static str {
        match self {
            Self::Heading => "this is not a heading: no space follows the signs",
            Self::Bullet => "this bullet does not begin an item of a list",
            Self::Item => "this is not an item of a list: no space follows the sign",
            Self::Task => "this is not a box of a task",
            Self::Alert => "this is not an alert: readers see it as it is written",
            Self::Fence => "these quotation marks do not begin a block of code",
            Self::Emphasis => "these signs are text: they open or close no emphasis",
            Self::Underline => "the line of hyphens below makes a heading of this paragraph",
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Heading => "write `## Words`, with # and a plain space; \\# is a plain sign",
            Self::Bullet => "write `- words` for each item, with an empty line before the first",
            Self::Item => {
                "write `- words` or `1. words`, with an empty line before the first; \\- is a plain sign"
            }
            Self::Task => "write `- [ ] words`, or `- [x] words` for what is done",
            Self::Alert => {
                "write `> [!NOTE]` and nothing else on its line; the others are TIP, IMPORTANT, WARNING and CAUTION"
            }
            Self::Fence => "write three backticks: ```",
            Self::Emphasis => {
                "write `**words**`, without spaces inside of the signs; beside letters and marks <strong>words</strong>; \\*\\* are plain signs"
            }
            Self::Underline => "put an empty line before the hyphens for a rule",
        }
    }
}

/// Reports each kind on a page once, with its first place and its number.
pub(super) fn check(
    document: &Document,
    text: &str,
    prose: &Prose,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut kinds: BTreeMap<Kind, (Span, usize)> = BTreeMap::new();
    let mut found = |kind, span: Span| {
        let (first, number) = kinds.entry(kind).or_insert((span, 0));
        *first = (*first).min(span);
        *number += 1;
    };
    for block in &document.blocks {
        match block.kind {
            BlockKind::Paragraph => {
                lines(block, text, prose, &mut found);
                emphasis(block, text, &mut found);
            }
            BlockKind::Heading if is_underlined(block, text) => {
                found(Kind::Underline, block.span);
            }
            _ => {}
        }
    }
    for (kind, (first, number)) in kinds {
        let place = document.place(first);
        let mut diagnostic =
            Diagnostic::new(Lint::LiteralMarkup, place, kind.message()).help(kind.help());
        if number > 1 {
            diagnostic = diagnostic.label(format!("the first of {}", count(number, "place")));
        }
        diagnostics.push(diagnostic);
    }
}

/// What begins the lines of a paragraph.
fn lines(block: &Block, text: &str, prose: &Prose, found: &mut impl FnMut(Kind, Span)) {
    let mut at = block.span.start as usize;
    let mut item_before = false;
    for line in prose.source[block.span.range()].split_inclusive('\n') {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let start = at + line.len() - words.len();
        let words = words.trim_end();
        let before = &text[text[..start].rfind('\n').map_or(0, |end| end + 1)..start];
        if let Some(kind) = begun(words, before) {
            found(kind, Span::new(start..start + words.len()));
        }
        let is_item = is_tight_item(words);
        if is_item && item_before {
            found(Kind::Item, Span::new(start..start + words.len()));
        }
        item_before = is_item;
        at += line.len();
    }
}

/// What a line is meant to begin with; `before` stands before its words: marks of lists and quotations.
fn begun(words: &str, before: &str) -> Option<Kind> {
    let after_signs = words.trim_start_matches(['#', '＃']);
    let signs = words.len() - after_signs.len();
    let is_heading = signs > 1 && !after_signs.is_empty() && !after_signs.starts_with([' ', '\t']);
    if is_heading || words.starts_with('＃') {
        return Some(Kind::Heading);
    }
    let bullet = words.strip_prefix(['•', '◦', '▪', '●', '‣']);
    if bullet.is_some_and(|rest| rest.starts_with(char::is_whitespace)) {
        return Some(Kind::Bullet);
    }
    if ["‘‘‘", "’’’", "´´´"]
        .iter()
        .any(|marks| words.starts_with(marks))
    {
        return Some(Kind::Fence);
    }
    if words.starts_with("[!") && before.trim_end().ends_with('>') {
        return Some(Kind::Alert);
    }
    let listed = before.trim_end().ends_with(['-', '*', '+']);
    (listed && is_box(words)).then_some(Kind::Task)
}

/// `[]`, `[X ]`, `[ x]`, and a box that its words touch.
fn is_box(words: &str) -> bool {
    let Some((inner, rest)) = words.strip_prefix('[').and_then(|it| it.split_once(']')) else {
        return false;
    };
    let sign = inner.trim();
    let is_mark = sign.is_empty() || sign.eq_ignore_ascii_case("x");
    is_mark && inner.len() < 4 && !rest.starts_with(['(', '[', ':', '{'])
}

/// `-item`, `1.item`, `1)item`.
fn is_tight_item(words: &str) -> bool {
    let rest = match words.strip_prefix(['-', '+']) {
        Some(rest) => rest,
        None => {
            let rest = words.trim_start_matches(|c: char| c.is_ascii_digit());
            match rest.strip_prefix(['.', ')']) {
                Some(after) if rest.len() < words.len() => after,
                _ => return false,
            }
        }
    };
    rest.starts_with(char::is_alphabetic)
}

/// Pairs of asterisks or underscores that came through as text.
fn emphasis(block: &Block, text: &str, found: &mut impl FnMut(Kind, Span)) {
    for sign in ["**", "__"] {
        for at in memchr::memmem::find_iter(block.text.as_bytes(), sign) {
            let span = block.place_of(at..at + sign.len());
            let range = span.range();
            let before = text[..range.start].chars().next_back();
            let after = text[range.end..].chars().next();
            let own = sign.chars().next();
            // Stars after a number say how sure it is; signs inside a word belong to it.
            let in_word = before.is_some_and(|c| c.is_ascii_digit())
                || [before, after]
                    .iter()
                    .all(|c| c.is_some_and(|c| c.is_ascii_alphanumeric()));
            let plain = text[range] != *sign || before == Some('\\') || in_word;
            let longer = before == own || after == own;
            let literal = block.literals().any(|code| code.contains(&at));
            if !(plain || longer || literal) {
                found(Kind::Emphasis, span);
            }
        }
    }
}

/// Whether a heading is a paragraph, by its full stop, that a line of hyphens follows.
fn is_underlined(block: &Block, text: &str) -> bool {
    let is_rule = |line: &str| line.len() > 2 && line.bytes().all(|byte| byte == b'-');
    let source = &text[block.span.start as usize..];
    let mut lines = source.lines().skip(1).map(str::trim);
    !source.starts_with('#')
        && block.text.trim_end().ends_with(['.', '。'])
        && lines
            .find(|line| line.is_empty() || is_rule(line))
            .is_some_and(is_rule)
}
