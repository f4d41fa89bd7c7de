//! Goes through a value and writes what it prints.

use super::super::bibstrings;
use super::{
    Converted, MAX_DEPTH, NO_CASE, accents, collapse, command_name, math, plain, symbols, verbatim,
};

/// Converts a value. White space at the ends goes, and within it is one space.
pub(in super::super) fn convert(source: &str) -> Converted {
    let mut writer = Writer::new(source);
    writer.run(false);
    let markup = collapse(&writer.out);
    Converted {
        markup,
        unknown: writer.unknown,
    }
}

struct Writer<'s> {
    source: &'s str,
    at: usize,
    out: String,
    unknown: Vec<String>,
    depth: usize,
    /// How many single quotations that opened with a grave accent are open.
    single_open: usize,
}

impl<'s> Writer<'s> {
    fn new(source: &'s str) -> Self {
        Self {
            source,
            at: 0,
            out: String::with_capacity(source.len() + 16),
            unknown: Vec::new(),
            depth: 0,
            single_open: 0,
        }
    }

    fn rest(&self) -> &'s str {
        &self.source[self.at..]
    }

    /// Writes up to the closing brace of the group, which it passes, or to the end.
    fn run(&mut self, in_group: bool) {
        // What declarations such as `\em` opened in this group.
        let mut closing: Vec<&'static str> = Vec::new();
        let mut closed = false;
        while !closed && let Some(gap) = self.rest().find(SPECIAL) {
            let rest = self.rest();
            self.out.push_str(&rest[..gap]);
            self.at += gap;
            match rest.as_bytes()[gap] {
                b'{' => self.group(),
                b'}' => {
                    self.at += 1;
                    closed = in_group;
                    if !in_group {
                        self.out.push('}');
                    }
                }
                b'\\' => self.command(&mut closing),
                b'$' => self.math(),
                _ => self.ligature(),
            }
        }
        if !closed {
            self.out.push_str(self.rest());
            self.at = self.source.len();
        }
        while let Some(tag) = closing.pop() {
            self.out.push_str(tag);
        }
    }

    /// A group protects its case, unless a command opens it, as BibTeX has it.
    fn group(&mut self) {
        self.at += 1;
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        let protects = !self.rest().trim_start().starts_with('\\');
        let start = self.out.len();
        if protects {
            self.out.push_str(NO_CASE);
        }
        self.run(true);
        if protects {
            let text = start + NO_CASE.len();
            if self.out[text..].chars().any(char::is_alphabetic) {
                self.out.push_str("</span>");
            } else {
                self.out.replace_range(start..text, "");
            }
        }
        self.depth -= 1;
    }

    /// The argument of a command: a group without protection, a command, or a character.
    fn argument(&mut self) {
        let rest = self.rest();
        let trimmed = rest.trim_start();
        self.at += rest.len() - trimmed.len();
        if self.depth >= MAX_DEPTH {
            return;
        }
        self.depth += 1;
        match trimmed.chars().next() {
            Some('{') => {
                self.at += 1;
                self.run(true);
            }
            Some('\\') => self.command(&mut Vec::new()),
            Some('}') | None => {}
            Some(c) => {
                self.out.push(c);
                self.at += c.len_utf8();
            }
        }
        self.depth -= 1;
    }

    /// The argument as it stands.
    fn raw_argument(&mut self) -> &'s str {
        let rest = self.rest().trim_start();
        let start = self.source.len() - rest.len();
        let Some(inner) = rest.strip_prefix('{') else {
            let len = rest
                .chars()
                .next()
                .filter(|c| *c != '}')
                .map_or(0, char::len_utf8);
            self.at = start + len;
            return &rest[..len];
        };
        let mut depth = 1_usize;
        for (index, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                self.at = start + index + 2;
                return &inner[..index];
            }
        }
        self.at = self.source.len();
        inner
    }

    /// Skips `[…]`, a starred form's star, and the space after a command.
    fn skip_options(&mut self) {
        if self.rest().starts_with('*') {
            self.at += 1;
        }
        if self.rest().starts_with('[')
            && let Some(end) = self.rest().find(']')
        {
            self.at += end + 1;
        }
    }

    fn command(&mut self, closing: &mut Vec<&'static str>) {
        self.at += 1;
        let name = command_name(self.rest());
        self.at += name.len();
        if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            // A space ends the name of a command and is not printed.
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches([' ', '\n', '\t', '\r']).len();
        }
        if let Some(mark) = accents::combining(name) {
            return self.accent(mark);
        }
        if let Some(text) = symbols::text(name) {
            return self.out.push_str(text);
        }
        if let Some((open, close)) = symbols::declaration(name) {
            self.out.push_str(open);
            return closing.push(close);
        }
        if let Some((open, close)) = symbols::wrapper(name) {
            self.skip_options();
            self.out.push_str(open);
            self.argument();
            return self.out.push_str(close);
        }
        self.special_command(name);
    }

    fn special_command(&mut self, name: &str) {
        match name {
            "url" | "path" | "nolinkurl" => {
                let address = verbatim(self.raw_argument());
                self.out.push_str(&address);
            }
            "href" | "textcolor" | "foreignlanguage" | "selectlanguage" | "hyperref" => {
                self.skip_options();
                self.raw_argument();
                if name != "selectlanguage" {
                    self.argument();
                }
            }
            "hspace" | "vspace" | "label" | "noopsort" | "footnote" | "footnotemark" | "index"
            | "hphantom" | "vphantom" | "cite" | "citep" | "citet" | "nocite" | "phantom"
            | "color" | "providecommand" | "newcommand" | "relax" | "protect" | "bgroup"
            | "egroup" | "begingroup" | "endgroup" | "ignorespaces" | "unskip" | "penalty" => {
                self.skip_options();
                if self.rest().starts_with('{') {
                    self.raw_argument();
                }
            }
            // An environment of a note: its name says how it looks.
            "begin" | "end" => {
                self.raw_argument();
                self.out.push(' ');
            }
            "bibstring" | "mkbibstring" | "biblstring" | "bibsstring" => {
                let key = self.raw_argument().trim().to_ascii_lowercase();
                let words = bibstrings::english(&key).map_or(key.as_str(), |term| term);
                self.out.push_str(words);
            }
            "ensuremath" => {
                let formula = self.raw_argument();
                math::write(formula, &mut self.out, &mut self.unknown);
            }
            "MakeUppercase" | "uppercase" => self.mapped(str::to_uppercase),
            "MakeLowercase" | "lowercase" => self.mapped(str::to_lowercase),
            "(" => self.formula_until("\\)"),
            "[" => self.formula_until("\\]"),
            "" => self.out.push('\\'),
            _ => self.unknown.push(name.to_owned()),
        }
    }

    fn mapped(&mut self, map: impl Fn(&str) -> String) {
        let argument = plain(self.raw_argument());
        self.out.push_str(&map(&argument));
    }

    fn accent(&mut self, mark: char) {
        let start = self.out.len();
        self.argument();
        accents::combine(&mut self.out, start, mark);
    }

    /// `$…$`, by Pandoc's rule for dollars: no space inside the marks, no digit after the closing one.
    fn math(&mut self) {
        let rest = self.rest();
        if let Some(display) = rest.strip_prefix("$$")
            && let Some(end) = display.find("$$")
        {
            self.at += end + 4;
            return math::write(&display[..end], &mut self.out, &mut self.unknown);
        }
        self.at += 1;
        let formula = &rest[1..];
        let is_escaped = |at: usize| formula[..at].ends_with('\\');
        let mut dollars = formula.match_indices('$').map(|(at, _)| at);
        let closing = dollars.find(|at| !is_escaped(*at)).filter(|at| {
            let after = formula[at + 1..].chars().next();
            !formula[..*at].ends_with([' ', '\n']) && !after.is_some_and(|c| c.is_ascii_digit())
        });
        match closing {
            Some(end) if end > 0 && !formula.starts_with([' ', '\n']) => {
                self.at += end + 1;
                math::write(&formula[..end], &mut self.out, &mut self.unknown);
            }
            _ => self.out.push('$'),
        }
    }

    fn formula_until(&mut self, close: &str) {
        let rest = self.rest();
        let end = rest.find(close).unwrap_or(rest.len());
        math::write(&rest[..end], &mut self.out, &mut self.unknown);
        self.at += (end + close.len()).min(rest.len());
    }

    /// What TeX prints for several characters, or for one that it gives a meaning.
    fn ligature(&mut self) {
        const LIGATURES: [(&str, &str); 12] = [
            ("---", "—"),
            ("--", "–"),
            ("``", "“"),
            ("''", "”"),
            ("\"`", "“"),
            ("\"'", "”"),
            ("?`", "¿"),
            ("!`", "¡"),
            ("~", "\u{a0}"),
            ("`", "‘"),
            ("-", "-"),
            ("\"", "\""),
        ];
        let rest = self.rest();
        if rest.starts_with('`') && !rest.starts_with("``") {
            self.single_open += 1;
        }
        if rest.starts_with('\'') && !rest.starts_with("''") {
            // A closing mark only where one was opened, and not within a word.
            let in_word = rest[1..].starts_with(char::is_alphanumeric);
            let closes = self.single_open > 0 && !in_word;
            self.single_open -= usize::from(closes);
            self.out.push(if closes { '’' } else { '\'' });
            self.at += 1;
            return;
        }
        match LIGATURES
            .iter()
            .find(|(written, _)| rest.starts_with(written))
        {
            Some((written, printed)) => {
                self.out.push_str(printed);
                self.at += written.len();
            }
            None => {
                let len = rest.chars().next().map_or(0, char::len_utf8);
                self.out.push_str(&rest[..len]);
                self.at += len;
            }
        }
    }
}

/// The characters that do not stand for themselves, or may not.
const SPECIAL: [char; 11] = ['{', '}', '\\', '$', '~', '-', '`', '\'', '"', '?', '!'];
