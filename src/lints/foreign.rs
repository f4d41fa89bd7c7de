//! Pictures and other files of other hosts, which the policy of the page does not let load.

use super::LintOptions;
use crate::address::is_elsewhere;
use crate::diagnostics::{Diagnostic, Lint, Span};
use crate::markdown::Document;
use crate::site::Page;

/// Reports what a page shows from another host, where a policy forbids it.
pub(super) fn check(page: &Page, options: &LintOptions<'_>, diagnostics: &mut Vec<Diagnostic>) {
    let own = |address: &str| {
        let base_url = options.base_url;
        base_url.is_some_and(|base| address.starts_with(base))
    };
    let document = &page.document;
    for (address, span) in shown(document).filter(|(address, _)| !own(address)) {
        let message = format!("the policy of the page does not let \"{address}\" load");
        diagnostics.push(
            Diagnostic::new(Lint::ForeignResource, document.place(span), message)
                .help("a page loads nothing from other hosts: put a copy into the explainer, or link to it"),
        );
    }
}

/// The addresses on other hosts of what a page shows.
fn shown(document: &Document) -> impl Iterator<Item = (&str, Span)> {
    let written = document.embedded.iter();
    let written = written.map(|(address, span)| (address.as_str(), *span));
    let shortcodes = document.shortcodes.iter().flat_map(|shortcode| {
        let args = shortcode.args.iter();
        let shown = args.filter(|(name, ..)| matches!(&**name, "src" | "poster"));
        shown.filter_map(|(_, value, _)| Some((value.as_str()?, shortcode.span)))
    });
    let all = written.chain(shortcodes);
    all.filter(|(address, _)| is_elsewhere(address))
}
