//! What opens as LaTeX does: commands, formulas, quotation marks, ties.

use super::super::prose::Prose;
use super::kinds::Kind;
use super::scan::line;
use super::until;

/// Commands of LaTeX that cite.
const CITING: &[&str] = &[
    "cite",
    "citep",
    "citet",
    "citealp",
    "citealt",
    "citeauthor",
    "citeyear",
    "parencite",
    "textcite",
    "autocite",
    "footcite",
    "smartcite",
    "nocite",
];

/// Commands of LaTeX without an argument.
const LONE: &[&str] = &[
    "ldots",
    "dots",
    "LaTeX",
    "TeX",
    "BibTeX",
    "item",
    "noindent",
    "maketitle",
    "tableofcontents",
    "centering",
    "printbibliography",
];

/// `\@ref(fig:x)`, `\cite{key}`, `\textbf{words}`.
pub(super) fn command(rest: &str) -> Option<(Kind, usize)> {
    if rest.starts_with("\\@ref(") {
        return Some((Kind::BookdownRef, until(rest, ")")?));
    }
    for (open, close) in [("\\(", "\\)"), ("\\[", "\\]")] {
        if rest.starts_with(open) {
            let length = until(rest, close)?;
            // Backslashes before brackets also keep them from being a link.
            let inner = &rest[2..length - 2];
            let mut commands = inner.split('\\').skip(1);
            let is_formula = inner.contains(['^', '='])
                || commands.any(|command| command.starts_with(char::is_alphabetic));
            return is_formula.then_some((Kind::LatexFormula, length));
        }
    }
    let name = rest[1..].split(|c: char| !c.is_ascii_alphabetic()).next()?;
    // Those for an index are left out of the page.
    if name.len() < 2 || name.starts_with("index") {
        return None;
    }
    let mut after = 1 + name.len();
    after += usize::from(rest[after..].starts_with('*'));
    while rest[after..].starts_with('[') {
        after += until(&rest[after..], "]")?;
    }
    if !rest[after..].starts_with('{') {
        let known = LONE.contains(&name);
        return known.then_some((Kind::LatexCommand, after));
    }
    let length = after + until(&rest[after..], "}")?;
    let kind = match CITING.contains(&&*name.to_ascii_lowercase()) {
        true => Kind::LatexCitation,
        false => Kind::LatexCommand,
    };
    Some((kind, length))
}

/// `` ``words'' ``
pub(super) fn quotes(rest: &str) -> Option<usize> {
    let inner = rest.strip_prefix("``")?;
    let end = inner.find("''")?;
    (!inner[..end].contains('`')).then_some(end + 4)
}

/// `Fig.~1`
pub(super) fn is_tie(prose: &Prose, at: usize, rest: &str) -> bool {
    let before = prose.line_before(at);
    let next = |c: char| c.is_ascii_digit() || c == '\\';
    before.ends_with(|c: char| c.is_ascii_alphabetic() || c == '.')
        && rest[1..].starts_with(next)
        && !line(&rest[1..]).contains('~')
}
