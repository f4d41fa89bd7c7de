//! Bare addresses in running text, by the rules of GitHub Flavored Markdown ("Autolinks (extension)").

/// An address that a text begins with.
#[derive(Debug, PartialEq)]
pub(super) struct BareAddress {
    /// Its length in the text.
    pub length: usize,
    /// Where it leads: `http://` or `mailto:` may have to be put before it.
    pub prefix: &'static str,
}

/// No address is longer.
const LONGEST: usize = 2000;

/// Schemes whose addresses have a domain.
const SCHEMES: [&str; 3] = ["http://", "https://", "ftp://"];

/// Whether an address may begin after `before`: at the beginning, after space or one of a few signs.
pub(super) fn may_begin(before: Option<char>) -> bool {
    before.is_none_or(|c| c.is_whitespace() || "*_~([{\"'“‘«—–".contains(c))
}

/// The address that `text` begins with.
pub(super) fn bare_address(text: &str) -> Option<BareAddress> {
    let text = &text[..text.floor_char_boundary(LONGEST)];
    let of_web = |domain_at: usize, prefix| {
        let domain = domain(&text[domain_at..])?;
        let rest = &text[domain_at + domain..];
        let path = path_length(rest);
        let length = without_punctuation(&text[..domain_at + domain + path]);
        (length >= domain_at + domain).then_some(BareAddress { length, prefix })
    };
    if starts_with(text, "www.") {
        return of_web(0, "http://");
    }
    let scheme = SCHEMES.iter().find(|scheme| starts_with(text, scheme));
    if let Some(scheme) = scheme {
        return of_web(scheme.len(), "");
    }
    for scheme in ["mailto:", "xmpp:"] {
        if starts_with(text, scheme) {
            let mut length = scheme.len() + email(&text[scheme.len()..])?;
            if scheme == "xmpp:" && text[length..].starts_with('/') {
                let resource = &text[length + 1..];
                let is_part = |c: char| c.is_alphanumeric() || "@.".contains(c);
                length += 1 + resource.find(|c| !is_part(c)).unwrap_or(resource.len());
            }
            return Some(BareAddress { length, prefix: "" });
        }
    }
    let length = email(text)?;
    Some(BareAddress {
        length,
        prefix: "mailto:",
    })
}

/// How far an address goes on after its domain: to the end of the word, or to a bracket, since what follows may be a
/// note, `^[…]`, or a citation, or the address may stand in brackets itself.
fn path_length(rest: &str) -> usize {
    let ends = |c: char| "[]<".contains(c) || c.is_whitespace();
    rest.find(ends).unwrap_or(rest.len())
}

fn starts_with(text: &str, word: &str) -> bool {
    text.get(..word.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(word))
}

/// The length of the domain that `text` begins with: words and hyphens between dots, of which there is one at
/// least; the last two have no underscore.
fn domain(text: &str) -> Option<usize> {
    let is_part = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    let all = &text[..text.find(|c| !is_part(c)).unwrap_or(text.len())];
    let domain = all.trim_end_matches(['.', '-', '_']);
    let mut parts = domain.rsplit('.');
    let last = [parts.next()?, parts.next()?];
    let sound = !domain.contains("..") && last.iter().all(|part| !part.contains('_'));
    (sound && !domain.starts_with('.')).then_some(domain.len())
}

/// The length of an address without the punctuation at its end that belongs to the sentence.
fn without_punctuation(address: &str) -> usize {
    let mut kept = address;
    let mut closing = kept.matches(')').count();
    let opening = kept.matches('(').count();
    loop {
        let Some(last) = kept.chars().next_back() else {
            return 0;
        };
        kept = match last {
            '?' | '!' | '.' | ',' | ':' | '*' | '_' | '~' | '^' | '\'' | '"' | '”' | '’' => {
                &kept[..kept.len() - last.len_utf8()]
            }
            ')' if closing > opening => {
                closing -= 1;
                &kept[..kept.len() - 1]
            }
            ';' => match kept[..kept.len() - 1].rfind('&') {
                // A reference to a character, such as `&quot;`.
                Some(at)
                    if kept[at + 1..kept.len() - 1]
                        .bytes()
                        .all(|c| c.is_ascii_alphanumeric()) =>
                {
                    &kept[..at]
                }
                _ => &kept[..kept.len() - 1],
            },
            _ => return kept.len(),
        };
    }
}

/// Whether a byte may stand before the `@` of an e-mail address.
pub(super) fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b".-_+".contains(&byte)
}

/// The length of the e-mail address that `text` begins with.
fn email(text: &str) -> Option<usize> {
    let at = text.bytes().position(|byte| !is_local(byte));
    let at = at.filter(|at| *at > 0)?;
    let rest = text[at..].strip_prefix('@')?;
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    let domain = &rest[..rest.find(|c| !is_part(c)).unwrap_or(rest.len())];
    let domain = domain.trim_end_matches('.');
    let sound = domain.contains('.')
        && !domain.starts_with('.')
        && !domain.contains("..")
        && !domain.ends_with(['-', '_']);
    let after = &rest[domain.len()..];
    (sound && !after.starts_with('@')).then_some(at + 1 + domain.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        for (text, address) in [
            ("www.commonmark.org/help for", "www.commonmark.org/help"),
            ("www.commonmark.org.", "www.commonmark.org"),
            ("www.commonmark.org/a.b.", "www.commonmark.org/a.b"),
            (
                "www.google.com/search?q=Markup+(business)",
                "www.google.com/search?q=Markup+(business)",
            ),
            (
                "www.google.com/search?q=Markup+(business)))",
                "www.google.com/search?q=Markup+(business)",
            ),
            (
                "www.google.com/search?q=(business))+ok",
                "www.google.com/search?q=(business))+ok",
            ),
            (
                "www.google.com/search?q=commonmark&hl=en",
                "www.google.com/search?q=commonmark&hl=en",
            ),
            (
                "www.google.com/search?q=commonmark&hl;",
                "www.google.com/search?q=commonmark",
            ),
            ("www.commonmark.org/he<lp", "www.commonmark.org/he"),
            ("http://commonmark.org", "http://commonmark.org"),
            (
                "https://encrypted.google.com/search?q=Markup+(business)",
                "https://encrypted.google.com/search?q=Markup+(business)",
            ),
            (
                "https://qgiscloud.com/).^[A note]",
                "https://qgiscloud.com/",
            ),
            ("https://a.org/b[@key]", "https://a.org/b"),
            ("foo@bar.baz", "foo@bar.baz"),
            ("hello+xyz@mail.example", "hello+xyz@mail.example"),
            ("a.b-c_d@a.b.", "a.b-c_d@a.b"),
            ("mailto:a.b-c_d@a.b.", "mailto:a.b-c_d@a.b"),
            (
                "xmpp:foo@bar.baz/txt@bin.com x",
                "xmpp:foo@bar.baz/txt@bin.com",
            ),
            ("HTTPS://例え.jp/道。", "HTTPS://例え.jp/道。"),
        ] {
            let length = bare_address(text).map(|found| &text[..found.length]);
            assert_eq!(length, Some(address), "{text}");
        }
    }

    #[test]
    fn words_with_dots_and_signs_are_not_addresses() {
        for text in [
            "www.",
            "http://x",
            "hello@mail",
            "a.b-c_d@a.b-",
            "a.b-c_d@a.b_",
            "http://a_b.c_d",
            "mailto:x",
            "wwwx.y",
            "a@b@c.d",
            "http://..a",
        ] {
            assert_eq!(bare_address(text), None, "{text}");
        }
    }
}
