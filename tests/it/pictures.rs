//! Pictures that Ibid draws: cards for link previews, and icons.

use std::fs;

use crate::builder::Site;

fn size(site: &Site, path: &str) -> (u32, u32) {
    let bytes = fs::read(site.path(path)).unwrap();
    assert_eq!(&bytes[..8], b"\x89PNG\r\n\x1a\n", "{path}");
    let number = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn with_an_address_the_explainer_has_a_card_and_pages_have_one_if_asked() {
    let site = Site::new()
        .config("base_url = \"https://example.org/w/\"")
        .page("wells.md", "Text.")
        .file(
            "content/ko.md",
            "+++\ntitle = \"우물\"\ndescription = \"A page.\"\n+++\nText.\n",
        );
    site.build().succeeds().is_clean();
    assert_eq!(size(&site, "public/card.png"), (1200, 630));
    let page = site.read("public/wells/index.html");
    let image = "<meta property=\"og:image\" content=\"https://example.org/w/card.png\">";
    assert!(
        page.contains(image) && page.contains("summary_large_image"),
        "{page}"
    );
    assert!(
        page.contains("\"image\":\"https://example.org/w/card.png\""),
        "{page}"
    );
    let site = site.config("[cards]\npages = true");
    site.build().succeeds().is_clean();
    assert_eq!(size(&site, "public/cards/wells.png"), (1200, 630));
    assert_eq!(size(&site, "public/cards/home.png"), (1200, 630));
    let page = site.read("public/wells/index.html");
    assert!(
        page.contains("https://example.org/w/cards/wells.png"),
        "{page}"
    );
    // What the fonts cannot draw has the card of the explainer.
    assert!(!site.has("public/cards/ko.png"));
    assert!(
        site.read("public/ko/index.html")
            .contains("https://example.org/w/card.png")
    );
}

#[test]
fn without_an_address_there_is_no_card() {
    let site = Site::new();
    site.build().succeeds();
    assert!(!site.has("public/card.png"));
    assert!(!site.read("public/index.html").contains("og:image"));
}

#[test]
fn icons_are_made_from_the_themes_and_yield_to_the_authors() {
    let site = Site::new().file("static/icon-192.png", "mine");
    site.build().succeeds().is_clean();
    assert_eq!(size(&site, "public/apple-touch-icon.png"), (180, 180));
    assert_eq!(size(&site, "public/icon-512.png"), (512, 512));
    assert_eq!(site.read("public/icon-192.png"), "mine");
    let manifest: serde_json::Value =
        serde_json::from_str(&site.read("public/site.webmanifest")).unwrap();
    assert_eq!(manifest["icons"][1]["src"], "icon-512.png");
    let page = site.read("public/index.html");
    assert!(
        page.contains("<link rel=\"manifest\" href=\"site.webmanifest\">"),
        "{page}"
    );
    // A card that did not change is not drawn again, nor is an icon.
    let run = site.build().succeeds();
    assert!(run.stderr.contains("nothing changed"), "{}", run.stderr);
}

#[test]
fn the_fonts_of_the_theme_are_small_and_come_from_the_site() {
    let site = Site::new();
    site.build().succeeds();
    let assets = site.files("public/assets");
    let fonts: Vec<_> = assets
        .iter()
        .filter(|name| name.ends_with(".woff2"))
        .collect();
    // Those of Latin script and those of Cyrillic script: a page loads one or the other.
    let (cyrillic, latin): (Vec<&String>, Vec<&String>) =
        fonts.iter().partition(|name| name.contains("cyrillic"));
    for script in [latin, cyrillic] {
        assert_eq!(script.len(), 3, "{assets:?}");
        let bytes = script.iter().map(|name| {
            let file = site.path(&format!("public/assets/{name}"));
            fs::metadata(file).unwrap().len()
        });
        assert!(bytes.sum::<u64>() <= 60_000);
    }
    let sheet = assets.iter().find(|name| name.ends_with(".css")).unwrap();
    let sheet = site.read(&format!("public/assets/{sheet}"));
    for font in fonts {
        assert!(sheet.contains(&format!("url(\"{font}\")")), "{font}");
    }
    assert!(
        assets.iter().any(|name| name.starts_with("libertinus-OFL")),
        "{assets:?}"
    );
}

#[test]
fn a_colour_of_a_theme_is_six_hexadecimal_digits() {
    let site = Site::new().file(
        "themes/folio/theme.toml",
        "[colours]\npaper = \"white\"\ninc = \"#000000\"\n",
    );
    let run = site.run(&["check", "--format", "short"]).fails(1);
    let said = run.stdout + &run.stderr;
    assert!(said.contains("\"white\" is not a colour"), "{said}");
    assert!(said.contains("unknown key `inc`"), "{said}");
}
