//! HTML that an author wrote into Markdown: what it shows, and what of it is left where authors are not trusted.
//!
//! The parser hands raw HTML on in pieces, tag by tag within a line, so it is cleaned token by token: what is on
//! the lists is written anew, all else goes. No element is on the list whose content is not HTML (`script`,
//! `style`, `svg`, `textarea` …), so that a browser reads what is written as it was read here.

use html5gum::{HtmlString, StartTag, Token, Tokenizer};

use super::html::{attribute, escape_text};
use crate::address::{is_allowed, scheme};

/// Elements that show text and media, and cannot run anything.
const ELEMENTS: &str = " a abbr acronym area article aside audio b bdi bdo big blockquote br caption center cite code col \
    colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li \
    map mark menu meter nav ol p picture pre progress q rp rt ruby s samp section small source span strike strong sub summary \
    sup table tbody td tfoot th thead time tr track tt u ul var video wbr ";
/// Those of them that have no end tag.
const VOID: &str = " area br col hr img source track wbr ";
/// Elements that go with all that is in them.
const WITH_CONTENT: &str = " embed iframe math noembed noframes noscript object plaintext script style svg template textarea \
    title xmp ";
/// Attributes that some element has, beside those that all have. None is an event handler or changes another page.
const ATTRIBUTES: &str = " abbr align alt border cellpadding cellspacing class colspan controls coords datetime default headers \
    height high href hreflang id kind label loading loop low max media min muted name open optimum poster preload reversed \
    rowspan scope shape sizes span src srclang srcset start type valign value width ";
/// Attributes that are addresses.
const ADDRESSES: &str = " cite href poster src ";

fn is_in(list: &str, name: &str) -> bool {
    !name.contains(' ') && list.contains(&format!(" {name} "))
}

/// Whether any element, also a heading, may have the attribute: it says something of it and does nothing.
pub(super) fn is_harmless(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let prefixed = ["data-", "aria-"]
        .iter()
        .any(|prefix| name.len() > prefix.len() && name.starts_with(prefix));
    name.chars().all(plain) && (prefixed || is_in(" dir hidden lang role title translate ", name))
}

/// HTML that was cleaned.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Cleaned {
    pub html: String,
    /// What was taken out: `<script>`, `onclick`.
    pub removed: Vec<String>,
}

/// What can be left of HTML by an author who is not trusted.
pub(super) fn clean(html: &str) -> Cleaned {
    let mut out = Cleaned::default();
    // The element that goes with its content, and how many of it are open.
    let mut skipped: Option<(String, usize)> = None;
    for token in Tokenizer::new(html) {
        let Ok(token) = token;
        match (&mut skipped, token) {
            (Some((name, depth)), Token::StartTag(tag)) => {
                *depth += usize::from(*name == *text(&tag.name));
            }
            (Some((name, depth)), Token::EndTag(tag)) if *name == *text(&tag.name) => {
                *depth -= 1;
                if *depth == 0 {
                    skipped = None;
                }
            }
            (Some(_), _) => {}
            (None, Token::StartTag(tag)) => {
                let name = text(&tag.name);
                if is_in(ELEMENTS, &name) {
                    out.start_tag(&name, &tag);
                    continue;
                }
                if is_in(WITH_CONTENT, &name) && !tag.self_closing {
                    skipped = Some((name.clone(), 1));
                }
                out.removed.push(format!("<{name}>"));
            }
            (None, Token::EndTag(tag)) => {
                let name = text(&tag.name);
                if is_in(ELEMENTS, &name) && !is_in(VOID, &name) {
                    out.html.push_str(&format!("</{name}>"));
                }
            }
            (None, Token::String(words)) => escape_text(&mut out.html, &text(&words.value)),
            (None, Token::Comment(_) | Token::Doctype(_) | Token::Error(_)) => {}
        }
    }
    out
}

impl Cleaned {
    fn start_tag(&mut self, name: &str, tag: &StartTag<()>) {
        self.html.push('<');
        self.html.push_str(name);
        for (key, value) in &tag.attributes {
            let (key, value) = (text(key), text(&value.value));
            let known = is_in(ATTRIBUTES, &key) || is_harmless(&key) || key == "cite";
            let safe = match key.as_str() {
                "srcset" => srcset(&value).all(is_safe),
                key if is_in(ADDRESSES, key) => is_safe(&value),
                _ => true,
            };
            match known && safe {
                true => attribute(&mut self.html, &key, &value),
                false => self.removed.push(key),
            }
        }
        self.html.push('>');
    }
}

fn is_safe(address: &str) -> bool {
    scheme(address).is_none_or(|scheme| is_allowed(&scheme))
}

/// The addresses in `small.png 1x, large.png 2x`.
fn srcset(value: &str) -> impl Iterator<Item = &str> {
    value
        .split(',')
        .filter_map(|one| one.split_ascii_whitespace().next())
}

/// What HTML shows, runs and styles.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Effects {
    /// The addresses of pictures, media, frames, scripts.
    pub addresses: Vec<String>,
    /// What the policy of a page does not let count: a script between tags, an event handler, a style.
    pub inline: Option<Inline>,
}

/// A part of HTML that does something by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Inline {
    /// `<script>…</script>`
    Script,
    /// `onclick="…"`
    Handler,
    /// `<style>…</style>`
    Style,
    /// `style="…"`
    StyleAttribute,
}

pub(super) fn effects(html: &str) -> Effects {
    let mut effects = Effects::default();
    let found = &mut effects.addresses;
    let mut inline = None;
    for token in Tokenizer::new(html) {
        let Ok(Token::StartTag(tag)) = token else {
            continue;
        };
        let name = text(&tag.name);
        inline = inline.or(match &*name {
            "script" if is_run(&tag) => Some(Inline::Script),
            "style" => Some(Inline::Style),
            _ => None,
        });
        for (key, value) in &tag.attributes {
            let value = text(&value.value);
            let key = text(key);
            match &*key {
                "style" => inline = inline.or(Some(Inline::StyleAttribute)),
                key if key.starts_with("on") => inline = inline.or(Some(Inline::Handler)),
                _ => {}
            }
            match (&*name, &*key) {
                (_, "src" | "poster") | ("object", "data") | ("link" | "image" | "use", "href") => {
                    found.push(value);
                }
                (_, "srcset") => found.extend(srcset(&value).map(str::to_owned)),
                _ => {}
            }
        }
    }
    effects.inline = inline;
    effects
}

/// Whether a script has its program between its tags; other types than JavaScript are data.
fn is_run(tag: &StartTag<()>) -> bool {
    let mut keys = tag.attributes.iter();
    keys.all(|(key, value)| match &*text(key) {
        "src" => false,
        "type" => {
            let value = text(&value.value);
            value.is_empty() || value == "module" || value.ends_with("javascript")
        }
        _ => true,
    })
}

fn text(bytes: &HtmlString) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_shows_stays_and_what_acts_goes() {
        for (written, cleaned, removed) in [
            (
                "<b title='x'>a &lt; b</b>",
                "<b title=\"x\">a &lt; b</b>",
                "",
            ),
            (
                "<IMG SRC=a.png onerror=alert(1)>",
                "<img src=\"a.png\">",
                "onerror",
            ),
            ("a<script>alert('</b>')</script>b", "ab", "<script>"),
            ("<svg><svg onload=x></svg><b>x</b></svg>c", "c", "<svg>"),
            ("<a href='java\nscript:x'>y</a>", "<a>y</a>", "href"),
            ("<a href=&#106;avascript:x>y</a>", "<a>y</a>", "href"),
            (
                "<img srcset='a.png 1x, data:text/html,x 2x'>",
                "<img>",
                "srcset",
            ),
            (
                "<p style=x data-n=1 data-=2 x\">z",
                "<p data-n=\"1\">z",
                "data- style x\"",
            ),
            (
                "<form action=x><input autofocus>q</form>",
                "q",
                "<form> <input>",
            ),
            (
                "<!--><img src=x onerror=y>-->",
                "<img src=\"x\">--&gt;",
                "onerror",
            ),
            ("</p></script></div><br></br>", "</p></div><br>", ""),
            ("<b <i>x", "<b>x", "<i"),
            (
                "<base href=//x><meta http-equiv=refresh content=0>",
                "",
                "<base> <meta>",
            ),
        ] {
            let found = clean(written);
            assert_eq!(found.html, cleaned, "{written}");
            assert_eq!(found.removed.join(" "), removed, "{written}");
            assert_eq!(
                clean(&found.html).html,
                found.html,
                "once is enough: {written}"
            );
        }
    }

    #[test]
    fn attributes_of_headings_are_few() {
        for name in ["lang", "data-x", "aria-label", "title"] {
            assert!(is_harmless(name), "{name}");
        }
        for name in [
            "onclick",
            "ONCLICK",
            "style",
            "data-",
            "x\"><script",
            "href",
            "is",
            "dir lang",
            "",
        ] {
            assert!(!is_harmless(name), "{name}");
        }
    }

    #[test]
    fn what_is_shown_is_found() {
        let html = "<img src=a srcset='b 1x,c 2x'><video poster=d><object data=e><link href=f><a href=g><iframe src=h>";
        assert_eq!(effects(html).addresses, ["a", "b", "c", "d", "e", "f", "h"]);
    }
}
