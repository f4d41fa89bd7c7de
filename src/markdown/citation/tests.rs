//! What is a citation, and what it says.

use super::*;

fn labels() -> LocatorLabels {
    labels_of("en")
}

fn labels_of(language: &str) -> LocatorLabels {
    let (language, words) = crate::bibliography::bundled::words(language, &[]);
    LocatorLabels::new(&language, &words)
}

fn one(text: &str) -> CitedSource {
    let [source] = <[_; 1]>::try_from(parse_cluster(text, &labels(), Span::new).unwrap()).unwrap();
    source
}

fn parts(text: &str) -> (String, String, String, String) {
    let item = one(text);
    let locator = item
        .locator
        .map(|l| format!("{} {}", l.label, l.value))
        .unwrap_or_default();
    (item.prefix, item.key, locator, item.suffix)
}

#[test]
fn every_form_of_the_design() {
    let s = |a: &str, b: &str, c: &str, d: &str| (a.into(), b.into(), c.into(), d.into());
    assert_eq!(parts("@key"), s("", "key", "", ""));
    assert_eq!(parts("@key, p. 33"), s("", "key", "page 33", ""));
    assert_eq!(parts("see @a, pp. 3-5"), s("see", "a", "page 3-5", ""));
    assert_eq!(parts("@a, 33"), s("", "a", "page 33", ""));
    assert_eq!(parts("@a p. 3"), s("", "a", "page 3", ""));
    assert_eq!(
        parts("@a, ch. 2 and later"),
        s("", "a", "chapter 2", " and later")
    );
    assert_eq!(
        parts("@a, pp. 33-35, 38 and *passim*"),
        s("", "a", "page 33-35, 38", " and *passim*")
    );
    assert_eq!(parts("@a, sec. 4.2"), s("", "a", "section 4.2", ""));
    assert_eq!(parts("@a, para. 12"), s("", "a", "paragraph 12", ""));
    assert_eq!(parts("@a, vol. iv"), s("", "a", "volume iv", ""));
    assert_eq!(parts("@a, fig. 3a"), s("", "a", "figure 3a", ""));
    assert_eq!(
        parts("@a, {pp. iv, vi-xi} with more"),
        s("", "a", "page iv, vi-xi", " with more")
    );
    assert_eq!(
        parts("@a, and elsewhere"),
        s("", "a", "", ", and elsewhere")
    );
    assert_eq!(parts("@a, §7"), s("", "a", "section 7", ""));
    assert_eq!(
        parts("@{https://x.org/a b}"),
        s("", "https://x.org/a b", "", "")
    );
    assert!(one("-@key").suppress_author);
    assert_eq!(one("see -@key").prefix, "see");
}

#[test]
fn several_items_keep_their_places() {
    let text = "see @a, pp. 3-5; also -@b, ch. 2";
    let sources = parse_cluster(text, &labels(), Span::new).unwrap();
    let keys: Vec<_> = sources.iter().map(|s| &text[s.span.range()]).collect();
    assert_eq!(keys, ["@a", "@b"]);
    assert!(sources[1].suppress_author);
}

#[test]
fn keys_end_before_punctuation() {
    for (text, key) in [
        ("@doe_2024.", "doe_2024"),
        ("@a:b/c?", "a:b/c"),
        ("@x--y", "x"),
        ("@überseh-1", "überseh-1"),
        ("@38north-2024", "38north-2024"),
    ] {
        assert_eq!(key_at(text, 0).unwrap().1, key);
    }
    assert_eq!(key_at("@", 0), None);
    assert_eq!(key_at("@ x", 0), None);
    assert!(!may_begin_key("a@b", 1));
    assert!(!may_begin_key("\\@b", 1));
    assert!(may_begin_key("(@b", 1));
}

#[test]
fn malformed_clusters_say_where() {
    for (text, range) in [("@", 0..1), ("@a;", 3..3), ("@a @b", 3..5), ("-@", 0..2)] {
        let fault = parse_cluster(text, &labels(), Span::new).unwrap_err();
        assert_eq!(fault.span, Span::new(range), "{text}");
    }
}

#[test]
fn addresses_and_plain_brackets_are_no_citations() {
    for text in ["me@example.org", "x", "1", "see below", "a @ b"] {
        assert!(!looks_like_citation(text), "{text}");
    }
    // As Pandoc: a part without a key makes all of it text.
    assert!(!looks_like_citation("@a; p. 3"));
    for text in ["@", "@a", "-@a", "see @a", "(@a)", "@a;", "@a [b; c]"] {
        assert!(looks_like_citation(text), "{text}");
    }
}

#[test]
fn brackets_inside_are_part_of_a_citation() {
    let end = |text: &str| nested_citation_end(text, 0, text.len());
    for text in [
        "[@a, p. 3 [emphasis added]]",
        "[@a see [words](https://x.org)]",
        "[see [the other; here] @a; @b [p. 3]]",
    ] {
        assert_eq!(end(text), Some(text.len()), "{text}");
    }
    // Words around a citation, brackets without one, brackets that stay open, and what the parser reads itself.
    for text in ["[as [@a] says]", "[a [b] c]", "[@a [b]", "[@a]", "[\\[@a]"] {
        assert_eq!(end(text), None, "{text}");
    }
}

#[test]
fn a_narrative_citation_may_name_further_sources() {
    let tail = |text: &str| parse_narrative_tail(text, &labels(), Span::new).unwrap();
    let keys = |tail: &NarrativeTail| -> Vec<String> {
        tail.others
            .iter()
            .map(|source| source.key.clone())
            .collect()
    };
    let with_suffix = tail("see p. 3; @b, p. 4");
    assert_eq!(with_suffix.suffix, "see p. 3");
    assert_eq!(keys(&with_suffix), ["b"]);
    assert!(with_suffix.others[0].locator.is_some());
    assert_eq!(keys(&tail("@b; -@c")), ["b", "c"]);
    assert!(tail("p. 3").locator.is_some());
    assert_eq!(tail("so; and so").suffix, "so; and so");
    assert_eq!(
        parse_narrative_tail("@b @c", &labels(), Span::new)
            .unwrap_err()
            .span,
        Span::new(3..5)
    );
}

#[test]
fn a_time_is_not_a_page() {
    assert_eq!(parts("@a, 12:30").3, ", 12:30");
    assert_eq!(parts("@a, verse 3:16").2, "verse 3:16");
}

#[test]
fn labels_are_those_of_the_language() {
    for (language, tail, label, value) in [
        ("de", ", S. 5", "page", "5"),
        ("de", ", Abschn. 5", "section", "5"),
        ("en", ", s. 5", "section", "5"),
        ("ru", ", с. 5–7", "page", "5–7"),
        ("ko", ", 5-7쪽", "page", "5-7"),
        ("ko", ", 쪽 5", "page", "5"),
        ("ja", ", 5頁", "page", "5"),
        ("de", ", p. 5", "page", "5"),
    ] {
        let (locator, suffix) = parse_tail(tail, &labels_of(language));
        assert_eq!(
            locator,
            Some(Locator::new(label, value)),
            "{language} {tail}"
        );
        assert_eq!(suffix, "");
    }
}
