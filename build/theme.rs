//! Embeds the theme `folio`.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

/// Writes `folio.rs`, the theme's files as constants.
pub(crate) fn embed(out: &Path) -> io::Result<()> {
    let manifest = env::var("CARGO_MANIFEST_DIR").map_err(io::Error::other)?;
    let theme = Path::new(&manifest).join("themes/folio");
    let mut code = String::new();
    let _ = writeln!(
        code,
        "/// `themes/folio/theme.toml`.\npub(super) const MANIFEST: &str = include_str!({:?});",
        theme.join("theme.toml")
    );
    let lists = [
        ("templates", "TEMPLATES", "str", "include_str!"),
        ("assets", "ASSETS", "[u8]", "include_bytes!"),
        ("words", "WORDS", "str", "include_str!"),
    ];
    for (folder, list, kind, include) in lists {
        let top = theme.join(folder);
        let mut names = Vec::new();
        collect(&top, &top, &mut names)?;
        names.sort();
        let _ = writeln!(code, "/// The files of `themes/folio/{folder}/`, by name.");
        let _ = writeln!(code, "pub(super) const {list}: &[(&str, &{kind})] = &[");
        for name in names {
            let path = top.join(&name);
            let _ = writeln!(code, "    ({name:?}, {include}({path:?})),");
        }
        if folder == "assets" {
            for name in crate::fonts::WEB.map(|(name, ..)| format!("libertinus-{name}.woff2")) {
                let path = out.join(&name);
                let _ = writeln!(code, "    ({name:?}, {include}({path:?})),");
            }
        }
        code.push_str("];\n");
    }
    println!("cargo::rerun-if-changed=themes/folio");
    fs::write(out.join("folio.rs"), code)
}

fn collect(top: &Path, folder: &Path, names: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(top, &path, names)?;
        } else if let Some(name) = path.strip_prefix(top).ok().and_then(|name| name.to_str()) {
            names.push(name.replace('\\', "/"));
        }
    }
    Ok(())
}
