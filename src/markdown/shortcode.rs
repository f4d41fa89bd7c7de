//! The grammar of shortcode tags, in Zola's form.
//!
//! `{{ name(key="value") }}` stands alone; `{% name(key="value") %}` opens a body that `{% end %}` closes.
//! A tag takes a whole line of a paragraph; anything else that looks like one is running text.

use std::ops::Range;

/// A line that is a shortcode tag.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tag {
    /// `{{ name(…) }}`
    Inline(Call),
    /// `{% name(…) %}`
    Open(Call),
    /// `{% end %}`
    Close,
}

/// A shortcode's name and arguments.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Call {
    /// Name of the template.
    pub name: String,
    /// Arguments, in order.
    pub args: Args,
}

/// Arguments by name, in the order of the author, each with its bytes in the tag's line.
pub(crate) type Args = Vec<(String, serde_json::Value, Range<usize>)>;

/// Why a line that looks like a tag is not one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct MalformedTag {
    /// The bytes at fault in the line.
    pub range: Range<usize>,
    /// What is wrong.
    pub message: String,
}

/// Reads a line. `None` if it does not look like a tag.
pub(super) fn parse_tag(line: &str) -> Option<Result<Tag, MalformedTag>> {
    let trimmed = line.trim();
    let start = line.len() - line.trim_start().len();
    let (inner, open) = if let Some(rest) = trimmed.strip_prefix("{{") {
        (rest.strip_suffix("}}")?, false)
    } else {
        (trimmed.strip_prefix("{%")?.strip_suffix("%}")?, true)
    };
    if is_foreign(inner) {
        return None;
    }
    let mut cursor = Cursor {
        text: inner,
        at: 0,
        base: start + 2,
    };
    Some(cursor.tag(open))
}

/// Words of Liquid that stand alone in a tag, where a shortcode of that name would open a body.
const LIQUID: &[&str] = &["else", "raw", "comment", "break", "continue"];

/// Whether a tag is another tool's: Hugo's `{{< x >}}`, mdBook's `{{#x}}`, Liquid's `{% include x %}` and
/// `{{ page.title }}`. A name is followed by its arguments in parentheses here, or by nothing.
fn is_foreign(inner: &str) -> bool {
    let inner = inner.trim();
    if inner.starts_with(['<', '%', '#', '/', '-', '{']) {
        return true;
    }
    let in_name = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    let (name, rest) = inner.split_at(inner.find(|c| !in_name(c)).unwrap_or(inner.len()));
    let ends_liquid = name.len() > 3 && name.starts_with("end");
    let alone = rest.is_empty() && (LIQUID.contains(&name) || ends_liquid);
    let rest = rest.trim_start();
    !name.is_empty() && name != "end" && (alone || !rest.is_empty() && !rest.starts_with('('))
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
    /// Offset of `text` in the line.
    base: usize,
}

impl<'a> Cursor<'a> {
    fn tag(&mut self, open: bool) -> Result<Tag, MalformedTag> {
        self.space();
        let name = self
            .name()
            .ok_or_else(|| self.fault("a name is missing here"))?;
        if open && name == "end" {
            self.space();
            return if self.rest().is_empty() {
                Ok(Tag::Close)
            } else {
                Err(self.fault("nothing may follow `end`"))
            };
        }
        let mut args = Args::new();
        if self.eat('(') {
            self.space();
            while !self.eat(')') {
                let start = self.base + self.at;
                let key = self
                    .name()
                    .ok_or_else(|| self.fault("an argument's name is missing here"))?;
                self.space();
                if !self.eat('=') {
                    return Err(
                        self.fault("`=` is missing here: arguments are written name=\"value\"")
                    );
                }
                self.space();
                let value = self.value(0)?;
                if args.iter().any(|(other, ..)| *other == key) {
                    return Err(self.fault(&format!("the argument `{key}` is given twice")));
                }
                args.push((key.to_owned(), value, start..self.base + self.at));
                self.space();
                if !self.eat(',') && !self.rest().starts_with(')') {
                    return Err(self.fault("`,` or `)` is missing here"));
                }
                self.space();
            }
        }
        self.space();
        if !self.rest().is_empty() {
            return Err(self.fault("this does not belong to the tag"));
        }
        let call = Call {
            name: name.to_owned(),
            args,
        };
        Ok(if open {
            Tag::Open(call)
        } else {
            Tag::Inline(call)
        })
    }

    fn value(&mut self, depth: usize) -> Result<serde_json::Value, MalformedTag> {
        let Some(first) = self.rest().chars().next() else {
            return Err(self.fault("a value is missing here"));
        };
        match first {
            '"' | '\'' | '`' => self.string(first),
            '[' if depth < 8 => {
                self.at += 1;
                let mut items = Vec::new();
                loop {
                    self.space();
                    if self.eat(']') {
                        return Ok(items.into());
                    }
                    items.push(self.value(depth + 1)?);
                    self.space();
                    if !self.eat(',') && !self.rest().starts_with(']') {
                        return Err(self.fault("`,` or `]` is missing here"));
                    }
                }
            }
            _ => {
                let end = self
                    .rest()
                    .find([',', ')', ']', ' ', '\t'])
                    .unwrap_or(self.rest().len());
                let word = &self.rest()[..end];
                let value = match word {
                    "true" => Some(true.into()),
                    "false" => Some(false.into()),
                    _ => word
                        .parse::<i64>()
                        .map(Into::into)
                        .or_else(|_| word.parse::<f64>().map(Into::into))
                        .ok(),
                };
                let value = value.ok_or_else(|| {
                    self.fault("a value is a \"string\", a number, true, false or a [list]")
                })?;
                self.at += end;
                Ok(value)
            }
        }
    }

    fn string(&mut self, quote: char) -> Result<serde_json::Value, MalformedTag> {
        let body = &self.rest()[1..];
        let mut value = String::new();
        let mut chars = body.char_indices();
        while let Some((i, c)) = chars.next() {
            match c {
                '\\' => match chars.next() {
                    Some((_, 'n')) => value.push('\n'),
                    Some((_, c)) => value.push(c),
                    None => break,
                },
                c if c == quote => {
                    self.at += 1 + i + c.len_utf8();
                    return Ok(value.into());
                }
                c => value.push(c),
            }
        }
        Err(self.fault("this string is not closed"))
    }

    fn name(&mut self) -> Option<&'a str> {
        let rest = self.rest();
        let end = rest
            .find(|c: char| !(c.is_ascii_alphanumeric() || c == '_' || c == '-'))
            .unwrap_or(rest.len());
        self.at += end;
        (end > 0).then(|| &rest[..end])
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn fault(&self, message: &str) -> MalformedTag {
        let end = self.base + self.text.trim_end().len();
        let start = (self.base + self.at).min(end);
        MalformedTag {
            range: start..end,
            message: message.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_tags() {
        let Some(Ok(Tag::Inline(call))) =
            parse_tag("  {{ figure(src=\"a b.png\", width=3, list=[1, \"x\"], on=true) }}")
        else {
            panic!("no tag");
        };
        assert_eq!(call.name, "figure");
        let args: Vec<_> = call
            .args
            .iter()
            .map(|(k, v, _)| format!("{k}={v}"))
            .collect();
        assert_eq!(
            args,
            ["src=\"a b.png\"", "width=3", "list=[1,\"x\"]", "on=true"]
        );
        assert_eq!(parse_tag("{% end %}"), Some(Ok(Tag::Close)));
        assert!(matches!(parse_tag("{% details %}"), Some(Ok(Tag::Open(_)))));
        assert_eq!(parse_tag("text {{ x() }}"), None);
        assert_eq!(parse_tag("{{ x() }} text"), None);
    }

    #[test]
    fn malformed_tags_say_where() {
        for (line, start) in [
            ("{{ figure(src=a) }}", 14),
            ("{{ figure(src \"a\") }}", 14),
            ("{{ figure(src=\"a) }}", 14),
            ("{{ (a=1) }}", 3),
            ("{% end x %}", 7),
            ("{{ f(a=1, a=2) }}", 13),
        ] {
            let fault = parse_tag(line).unwrap().unwrap_err();
            assert_eq!(fault.range.start, start, "{line}: {fault:?}");
        }
    }
}
