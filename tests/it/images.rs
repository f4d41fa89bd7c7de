//! Images that pages show: smaller copies of them, and what is wrong with them.

use std::fs;
use std::io::Write;

use flate2::Crc;
use flate2::write::ZlibEncoder;

use crate::builder::{PNG, Run, Site};

/// A PNG of grey noise, which no compression makes small.
fn noise(width: u32, height: u32, seed: u32) -> Vec<u8> {
    let mut state = seed;
    let rows = (0..height).flat_map(|_| {
        let row = (0..width).map(|_| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        });
        // Each row begins with the name of its filter.
        [0].into_iter()
            .chain(row.collect::<Vec<u8>>())
            .collect::<Vec<u8>>()
    });
    let mut packed = ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packed.write_all(&rows.collect::<Vec<u8>>()).unwrap();
    let head = [
        &width.to_be_bytes()[..],
        &height.to_be_bytes(),
        &[8, 0, 0, 0, 0],
    ]
    .concat();
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    for (kind, data) in [
        (b"IHDR", head),
        (b"IDAT", packed.finish().unwrap()),
        (b"IEND", Vec::new()),
    ] {
        png.extend((data.len() as u32).to_be_bytes());
        let checked = [&kind[..], &data].concat();
        let mut crc = Crc::new();
        crc.update(&checked);
        png.extend(checked);
        png.extend(crc.sum().to_be_bytes());
    }
    png
}

fn made(run: &Run) -> bool {
    run.stderr.contains("made smaller copies of 1 image")
}

#[test]
fn an_image_that_a_page_shows_has_copies_which_are_kept_while_it_is_the_same() {
    let site = Site::new()
        .file("static/map.png", noise(600, 300, 1))
        .file("static/not-shown.png", noise(600, 300, 1))
        .page(
            "page.md",
            "![A map](/map.png)\n\n![Small](/map.png){width=200}\n",
        );
    assert!(made(&site.build().succeeds()));
    let page = site.html("page");
    let sources = page.attributes("picture > source", "srcset");
    assert_eq!(
        sources,
        ["../map.png.480.webp 480w, ../map.png.600.webp 600w"; 2]
    );
    let sizes = page.attributes("picture > source", "sizes");
    assert!(
        sizes[0].contains("37rem") && sizes[1] == "200px",
        "{sizes:?}"
    );
    assert_eq!(page.attributes("picture > img", "width"), ["600", "200"]);
    assert_eq!(page.attributes("picture > img", "height"), ["300", "100"]);
    let copy = || fs::read(site.path("public/map.png.480.webp")).unwrap();
    let first = copy();
    assert_eq!(&first[8..12], b"WEBP");
    assert!(!site.has("public/not-shown.png.480.webp"));

    let say = |body: &str| {
        let front = "+++\ntitle = \"Page\"\ndescription = \"D.\"\n+++\n";
        site.write("content/page.md", format!("{front}{body}\n"));
    };
    say("![A map](/map.png)");
    assert!(!made(&site.build().succeeds()), "the image is the same");
    site.write("static/map.png", noise(600, 300, 2));
    assert!(made(&site.build().succeeds()));
    assert_ne!(copy(), first);
    say("Words.");
    site.build().succeeds();
    assert!(!site.has("public/map.png.480.webp"), "no page shows it");
}

#[test]
fn copies_are_the_same_on_any_number_of_threads() {
    let pages = (0..4).map(|n| format!("![Map](/{n}.png)\n\n"));
    let site = Site::new().page("page.md", &pages.collect::<String>());
    let site = (0..4).fold(site, |site, n| {
        site.file(&format!("static/{n}.png"), noise(500, 200, n))
    });
    for threads in ["1", "3"] {
        let mut command = site.command(&["build", "--output", threads]);
        command.env("RAYON_NUM_THREADS", threads);
        site.run_command(command).succeeds();
    }
    for n in 0..4 {
        let copy = |threads: &str| fs::read(site.path(&format!("{threads}/{n}.png.500.webp")));
        assert_eq!(copy("1").unwrap(), copy("3").unwrap());
    }
}

#[test]
fn an_image_that_is_damaged_is_told_where_it_is_shown() {
    let mut bytes = noise(500, 200, 1);
    bytes[50_000] ^= 0x55;
    let site = Site::new()
        .file("static/map.png", bytes)
        .page("page.md", "Words.\n\n![A map](/map.png)\n");
    let run = site.build().fails(1);
    assert!(
        run.stderr
            .contains("error[broken-image]: the image static/map.png is damaged: ")
    );
    assert!(run.stderr.contains("content/page.md:7:1"), "{}", run.stderr);
    assert!(!site.has("public/index.html"));
}

#[test]
fn a_figure_cites_its_source() {
    let site = Site::new()
        .sources(&["smith"])
        .file("content/map.png", PNG)
        .page(
            "page.md",
            "{{ figure(src=\"map.png\", alt=\"A map\", caption=\"The well\", credit=\"UN\", source=\"smith, p. 3\", id=\"fig:map\") }}\n\nSee @fig:map.\n",
        );
    site.build().succeeds().is_clean();
    let page = site.html("page");
    insta::assert_snapshot!(page.part("figure"), @r##"
    <img alt="A map" decoding="async" height="1" loading="lazy" src="../map.png" width="1">
    <figcaption><span class="label">Figure&nbsp;1.</span> The well<sup class="note-ref"><a href="#note-1" id="ref-1" role="doc-noteref">1</a></sup> <span class="credit">UN</span></figcaption>
    "##);
    assert!(page.texts("[role=doc-endnotes] li")[0].contains("p. 3"));
    assert!(site.html("sources/smith").part("main").contains("The well"));
}
