//! Embeds citation styles and locales: those of hayagriva's archive, each on its own as compressed XML.
//!
//! The archive holds them as citationberg reads them, which is without loss; its own functions decode all
//! locales at once.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use citationberg::Locale;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use hayagriva::archive::{self, ArchivedStyle};
use quick_xml::se::Serializer;
use serde::Serialize as _;

/// Writes `csl.rs`: the styles with their names, and the locales.
pub(crate) fn embed(out: &Path) -> io::Result<()> {
    let mut code = String::from(
        "/// Styles: the names of each, and its CSL compressed.\n\
         pub(super) const STYLES: &[(&[&str], &[u8])] = &[\n",
    );
    for style in ArchivedStyle::all() {
        let names = style.names();
        let xml = style.get().to_xml().map_err(io::Error::other)?;
        let path = compress(out, &format!("{}.csl", names[0]), &xml)?;
        let _ = writeln!(code, "    (&{names:?}, include_bytes!({path:?})),");
    }
    code.push_str(
        "];\n/// Locales: the name of each, and its XML compressed.\n\
         pub(super) const LOCALES: &[(&str, &[u8])] = &[\n",
    );
    for locale in archive::locales() {
        let name = locale.lang.as_ref().map_or("", |code| code.0.as_str());
        let path = compress(out, &format!("{name}.xml"), &xml(&locale)?)?;
        let _ = writeln!(code, "    ({name:?}, include_bytes!({path:?})),");
    }
    code.push_str("];\n");
    fs::write(out.join("csl.rs"), code)
}

fn xml(locale: &Locale) -> io::Result<String> {
    let mut xml = String::new();
    let serializer = Serializer::with_root(&mut xml, Some("locale")).map_err(io::Error::other)?;
    locale.serialize(serializer).map_err(io::Error::other)?;
    Ok(xml)
}

fn compress(out: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(text.as_bytes())?;
    let path = out.join(format!("{name}.deflate"));
    fs::write(&path, encoder.finish()?)?;
    Ok(path)
}
