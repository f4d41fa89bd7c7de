//! Makes the fonts of the theme `folio` and of link previews: subsets of Libertinus Serif (SIL Open Font License), which
//! comes as part of a crate, so that no font is kept in the repository.
//!
//! Outlines in CFF are cut by `subsetter`, all else by `skera`; both number the glyphs that stay in the order of the font.

use std::error::Error;
use std::ops::RangeInclusive;
use std::path::Path;
use std::{fs, io};

use read_fonts::collections::IntSet;
use read_fonts::types::{GlyphId, NameId, Tag};
use read_fonts::{FontRef, TableProvider};
use skera::{Plan, SubsetFlags, subset_font};
use subsetter::GlyphRemapper;
use ttf2woff2::BrotliQuality;
use write_fonts::FontBuilder;

/// A range of characters.
type Range = RangeInclusive<u32>;

/// What headings and words in italics need: English and its neighbours, the marks of typography.
const FEW: &[Range] = &[
    0x20..=0x7e,
    0xa0..=0xff,
    0x2010..=0x2015,
    0x2018..=0x201e,
    0x2026..=0x2026,
    0x2039..=0x203a,
];

/// What the text needs beside that.
const MORE: &[Range] = &[
    0x131..=0x131,
    0x141..=0x142,
    0x152..=0x153,
    0x15a..=0x15b,
    0x160..=0x161,
    0x178..=0x178,
    0x17b..=0x17e,
    0x2020..=0x2022,
    0x2032..=0x2033,
    0x2044..=0x2044,
    0x20ac..=0x20ac,
    0x2122..=0x2122,
    0x2190..=0x2193,
    0x2212..=0x2212,
];

/// What link previews can draw: Latin, Greek and Cyrillic script.
const WIDE: &[Range] = &[
    0x100..=0x17f,
    0x218..=0x21b,
    0x386..=0x3ce,
    0x400..=0x45f,
    0x490..=0x491,
];

/// What a page in Russian, Ukrainian, Belarusian or Bulgarian needs, with the Latin letters that stand among it.
const CYRILLIC: &[Range] = &[
    0x20..=0x22,
    0x25..=0x29,
    0x2b..=0x3f,
    0x41..=0x5b,
    0x5d..=0x5d,
    0x61..=0x7a,
    0xa0..=0xa0,
    0xab..=0xab,
    0xbb..=0xbb,
    0x2010..=0x2015,
    0x2018..=0x201e,
    0x2026..=0x2026,
    0x2116..=0x2116,
    0x401..=0x401,
    0x404..=0x404,
    0x406..=0x407,
    0x40e..=0x40e,
    0x410..=0x44f,
    0x451..=0x451,
    0x454..=0x454,
    0x456..=0x457,
    0x45e..=0x45e,
    0x490..=0x491,
];

/// The fonts of the theme: name, PostScript name, characters. A page loads the three of its script, at most 60 KB.
pub(crate) const WEB: [(&str, &str, &[&[Range]]); 6] = [
    ("regular", "LibertinusSerif-Regular", &[FEW, MORE]),
    ("italic", "LibertinusSerif-Italic", &[FEW]),
    ("semibold", "LibertinusSerif-Semibold", &[FEW]),
    ("cyrillic-regular", "LibertinusSerif-Regular", &[CYRILLIC]),
    ("cyrillic-italic", "LibertinusSerif-Italic", &[CYRILLIC]),
    ("cyrillic-semibold", "LibertinusSerif-Semibold", &[CYRILLIC]),
];

/// Writes the fonts and `fonts.rs`, which names them.
pub(crate) fn embed(out: &Path) -> Result<(), Box<dyn Error>> {
    for (name, font, ranges) in WEB {
        let woff2 = ttf2woff2::encode(&subset(font, ranges)?, BrotliQuality::default())?;
        fs::write(out.join(format!("libertinus-{name}.woff2")), woff2)?;
    }
    let all = [FEW, MORE, WIDE];
    for (name, font) in [
        ("regular", "LibertinusSerif-Regular"),
        ("semibold", "LibertinusSerif-Semibold"),
    ] {
        fs::write(out.join(format!("card-{name}.otf")), subset(font, &all)?)?;
    }
    let ranges: Vec<&Range> = all.into_iter().flatten().collect();
    let code = format!(
        "/// What the fonts of link previews can draw.\nconst DRAWN: &[std::ops::RangeInclusive<u32>] = &{ranges:?};\n"
    );
    fs::write(out.join("fonts.rs"), code)?;
    Ok(())
}

/// A font with the characters of `ranges` alone, with kerning and ligatures.
fn subset(name: &str, ranges: &[&[Range]]) -> Result<Vec<u8>, Box<dyn Error>> {
    let data = font(name)?;
    let font = FontRef::new(data)?;
    let mut characters = IntSet::<u32>::empty();
    for range in ranges.iter().copied().flatten() {
        characters.insert_range(range.clone());
    }
    let outlines = Tag::new(b"CFF ");
    let tags = |names: &[&[u8; 4]]| {
        names
            .iter()
            .map(|name| Tag::new(name))
            .collect::<IntSet<Tag>>()
    };
    let mut names = IntSet::<NameId>::empty();
    // Names, and the notice of copyright and licence.
    names.insert_range(NameId::from(0)..=NameId::from(6));
    names.insert_range(NameId::from(13)..=NameId::from(14));
    let plan = Plan::new(
        &IntSet::<GlyphId>::empty(),
        &characters,
        &font,
        SubsetFlags::SUBSET_FLAGS_NO_HINTING,
        &tags(&[b"CFF ", b"DSIG", b"JSTF", b"BASE", b"FFTM"]),
        &tags(&[b"DFLT", b"latn", b"cyrl", b"grek"]),
        &tags(&[b"kern", b"liga", b"locl", b"ccmp", b"mark"]),
        &names,
        &[0x409_u16].into_iter().collect(),
    );
    let rest = subset_font(&font, &plan)?;
    let rest = FontRef::new(&rest)?;
    let mut glyphs: Vec<_> = plan.old_to_new_glyph_mapping().collect();
    glyphs.sort_by_key(|(_, new)| new.to_u32());
    let mut numbers = GlyphRemapper::new();
    for (old, new) in glyphs {
        let number = numbers.remap(u16::try_from(old.to_u32())?);
        if u32::from(number) != new.to_u32() {
            return Err(io::Error::other(format!("the glyphs of {name} have two orders")).into());
        }
    }
    let cut = subsetter::subset(data, 0, &numbers)?;
    let cut = FontRef::new(&cut)?;
    let mut builder = FontBuilder::new();
    for record in rest.table_directory().table_records() {
        let table = rest.table_data(record.tag());
        let table = table.ok_or("a table is not there")?;
        builder.add_raw(record.tag(), table.as_bytes());
    }
    let table = cut.table_data(outlines).ok_or("there are no outlines")?;
    builder.add_raw(outlines, table.as_bytes());
    Ok(builder.build())
}

/// The font of this PostScript name.
fn font(name: &str) -> Result<&'static [u8], Box<dyn Error>> {
    let is_named = |data: &&'static [u8]| {
        let Ok(font) = FontRef::new(data) else {
            return false;
        };
        let Ok(names) = font.name() else { return false };
        let mut records = names.name_record().iter();
        records.any(|record| {
            let own = record.string(names.string_data());
            record.name_id() == NameId::POSTSCRIPT_NAME
                && own.is_ok_and(|own| own.to_string() == name)
        })
    };
    let mut fonts = typst_assets::fonts();
    let found = fonts.find(is_named);
    found.ok_or_else(|| format!("there is no font {name}").into())
}
