//! What `ibid.toml` may say.

use super::*;
use crate::diagnostics::Level;

#[test]
fn a_full_configuration_is_read() {
    let (config, diagnostics) = Config::parse(
        "title = \"T\"\nbase_url = \"https://x.org/a\"\nlanguage = \"de\"\n\
         [citations]\nbibliography = [\"a.bib\", \"b.json\"]\nstyle = \"apa\"\n\
         [lints]\nunused-source = \"deny\"\n[extra]\nn = 1\n",
    );
    assert_eq!(diagnostics, []);
    assert_eq!(config.base_url.as_deref(), Some("https://x.org/a/"));
    assert_eq!(config.root_path(), Some("/a/"));
    let permalink = config.permalink("ä/");
    assert_eq!(permalink.as_deref(), Some("https://x.org/a/%C3%A4/"));
    assert_eq!(config.citations.bibliography.len(), 2);
    assert_eq!(config.levels.of(Lint::UnusedSource), Level::Deny);
    assert_eq!(config.extra["n"], 1);
}

#[test]
fn every_slip_is_reported_in_one_run() {
    let (_, diagnostics) = Config::parse(
        "titel = \"T\"\nbase_url = \"ftp://x\"\nauthors = 3\n\
         [lints]\nunused-sources = \"warn\"\nbroken-link = \"no\"\n[citations]\nstile = \"apa\"\n",
    );
    let messages: Vec<_> = diagnostics.iter().map(|d| d.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "the value of `authors` must be a list of strings",
            "\"ftp://x\" is not the address of a site",
            "unknown key `titel` in ibid.toml",
            "there is no lint `unused-sources`",
            "the level of `broken-link` is not one that exists",
            "unknown key `stile` in `[citations]`",
        ]
    );
    assert_eq!(
        diagnostics[2].help.as_deref(),
        Some("did you mean \"title\"?")
    );
}
