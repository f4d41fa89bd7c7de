//! LaTeX as it is found in bibliographies.

use super::*;

fn converted(source: &str) -> String {
    convert(source)
        .markup
        .replace(NO_CASE, "⟨")
        .replace("</span>", "⟩")
}

#[test]
fn accents_in_every_form() {
    for (source, expected) in [
        (r#"{\"u} \"{u} \"u {\"{u}} {\" u}"#, "ü ü ü ü ü"),
        (r"\'{\i} {\'\i} \'i \^\i{}r", "í í í îr"),
        (
            r"\v{S} \v S {\v{S}} \c{c} \c c\ d \k{a} \H{o} \r{a} \d{h} \b{d} \u{g} \={a} \.{z} \t{oo}",
            "Š Š Š ç ç d ą ő å ḥ ḏ ğ ā ż o͡o",
        ),
        (
            r"\ss{} stra\ss e \o re \AA ngstr{\o}m {\L}\'od\'z {\ae}",
            "ß straße øre Ångstrøm Łódź æ",
        ),
        (r"Universit{\'e} d'{\'E}tat \~{}", "Université d'État ~"),
    ] {
        assert_eq!(converted(source), expected, "{source}");
    }
}

#[test]
fn commands_and_declarations() {
    for (source, expected) in [
        (
            r"\emph{a} \textit{b} \textbf{c} \textsc{d} {\em e} {\bf f} \textsuperscript{g} \textsubscript{h}",
            "<i>a</i> <i>b</i> <b>c</b> <sc>d</sc> <i>e</i> <b>f</b> <sup>g</sup> <sub>h</sub>",
        ),
        (
            r"\enquote{a \enquote{b}} \mkbibquote{c} ``d'' `e' \emph{see \textsc{IBM}}",
            "“a “b”” “c” “d” ‘e’ <i>see <sc>IBM</sc></i>",
        ),
        (
            r"AT\&T 100\% \$5 \#1 a\_b \{x\} \ldots\ \dots{} \S~3 \LaTeX\ x, \TeX book",
            "AT&T 100% $5 #1 a_b {x} … … §\u{a0}3 LaTeX x, TeXbook",
        ),
        (
            r"a -- b --- c, 1--2, a~b, x-y",
            "a – b — c, 1–2, a\u{a0}b, x-y",
        ),
        (
            r"\url{http://x.org/~a_b%20} \href{http://y.org}{text} \mbox{a b} {\noopsort{1973b}}1981",
            "http://x.org/~a_b%20 text a b 1981",
        ),
        ("a\n  b\\\\c \\par d", "a b c d"),
        (r"\uppercase{ab} \MakeLowercase{AB}", "AB ab"),
        (
            r"The {DNA} of {{Foo Bar}} and {E}scherichia {-}",
            "The ⟨DNA⟩ of ⟨⟨Foo Bar⟩⟩ and ⟨E⟩scherichia -",
        ),
        (r"don't, `foo's' and 'bar'", "don't, ‘foo's’ and 'bar'"),
        (r"a } b { c", "a } b ⟨ c⟩"),
    ] {
        assert_eq!(converted(source), expected, "{source}");
    }
}

#[test]
fn formulas() {
    for (source, expected) in [
        (
            r"$\alpha$-decay of $^{14}$C in H$_2$O",
            "⟨α⟩-decay of <sup>14</sup>C in H<sub>2</sub>O",
        ),
        (
            r"$x^2+y_{ij} \leq \frac{a}{b}$",
            "⟨<i>x</i><sup>2</sup>+<i>y</i><sub><i>ij</i></sub>≤<i>a</i>/<i>b</i>⟩",
        ),
        (
            r"$\mathrm{CO}_2$ and $\mathbb{R}^n$, \(n\), \ensuremath{\pi}",
            "⟨CO<sub>2</sub>⟩ and ⟨ℝ<sup><i>n</i></sup>⟩, ⟨<i>n</i>⟩, ⟨π⟩",
        ),
        (
            "$5 million to $10, a lone $ and US$ 5",
            "$5 million to $10, a lone $ and US$ 5",
        ),
        (
            r"$\bar{x}$ $\hat p$ $$E=mc^2$$",
            "⟨x̄⟩ ⟨p̂⟩ ⟨<i>E</i>=<i>mc</i><sup>2</sup>⟩",
        ),
    ] {
        assert_eq!(converted(source), expected, "{source}");
    }
}

#[test]
fn unknown_commands_are_told_and_their_arguments_kept() {
    let converted = convert(r"\foo{bar} \baz");
    assert_eq!(converted.unknown, ["foo", "baz"]);
    assert_eq!(Text::from_markup(&converted.markup).as_str(), "bar");
}

#[test]
fn addresses_are_verbatim() {
    assert_eq!(
        verbatim(r"https://x.org/a\_b{\%}20{\textasciitilde}c\~{}d&e"),
        "https://x.org/a_b%20~c~d&e"
    );
    assert_eq!(
        verbatim(r"\url{https://x.org/~a--b}"),
        "https://x.org/~a--b"
    );
}

#[test]
fn plain_text_keeps_quotation_marks() {
    assert_eq!(plain(r"The ``{DNA}'' of \emph{it}"), "The “DNA” of it");
}

#[test]
fn deep_nesting_is_survived() {
    let commands = "\\emph".repeat(50_000);
    assert!(convert(&commands).markup.len() < 4_000_000);
    convert(&format!("${}$", "^".repeat(50_000)));
    convert(&"{".repeat(50_000));
}
