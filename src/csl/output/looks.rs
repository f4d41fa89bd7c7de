//! How text looks within what looks the same: markup of fields flips, and "normal" is said only where it changes
//! something.

use super::super::style::{
    FontStyle, FontVariant, FontWeight, Formatting, TextDecoration, VerticalAlign,
};
use super::super::text::Markup;
use super::formatted::Tag;
use super::node::Format;

/// The looks of the text around.
#[derive(Clone, Copy, Default)]
pub(super) struct Looks(Formatting);

/// The tags of an element, innermost first.
pub(super) type Tags = [Option<Tag>; 6];

impl Looks {
    /// The tags with which an element begins, and the looks of what is in it.
    pub(super) fn enter(self, format: &Format) -> (Tags, Self) {
        let mut tags = Tags::default();
        let mut inner = self.0;
        if format.formatting != Formatting::default() {
            tags = self.formatting(format.formatting, &mut inner);
        }
        if let Some(markup) = format.markup {
            tags[0] = tags[0].or_else(|| flip(markup, &mut inner));
        }
        tags[5] = format.variable.map(Tag::Variable);
        tags.rotate_right(1);
        (tags, Self(inner))
    }

    fn formatting(self, own: Formatting, inner: &mut Formatting) -> Tags {
        let around = self.0;
        let style = own.font_style.and_then(|style| match style {
            FontStyle::Italic => Some(Tag::Italic),
            FontStyle::Oblique => Some(Tag::Oblique),
            FontStyle::Normal => is_italic(around).then_some(Tag::Upright),
        });
        let variant = own.font_variant.and_then(|variant| match variant {
            FontVariant::SmallCaps => Some(Tag::SmallCaps),
            FontVariant::Normal => is_small(around).then_some(Tag::NormalCaps),
        });
        let weight = own.font_weight.and_then(|weight| match weight {
            FontWeight::Bold => Some(Tag::Bold),
            FontWeight::Normal => is_bold(around).then_some(Tag::NormalWeight),
            FontWeight::Light => None,
        });
        let decoration = own.text_decoration.map(|decoration| match decoration {
            TextDecoration::Underline => Tag::Underline,
            TextDecoration::None => Tag::NoUnderline,
        });
        let align = own.vertical_align.map(|align| match align {
            VerticalAlign::Superscript => Tag::Superscript,
            VerticalAlign::Subscript => Tag::Subscript,
            VerticalAlign::Baseline => Tag::Baseline,
        });
        *inner = own.or(around);
        [style, variant, weight, decoration, align, None]
    }
}

/// The tag of markup in a field: what surrounds it decides whether `<i>` is italic or upright.
fn flip(markup: Markup, inner: &mut Formatting) -> Option<Tag> {
    match markup {
        Markup::Italic => Some(match inner.font_style {
            Some(FontStyle::Italic | FontStyle::Oblique) => {
                inner.font_style = Some(FontStyle::Normal);
                Tag::Upright
            }
            _ => {
                inner.font_style = Some(FontStyle::Italic);
                Tag::Italic
            }
        }),
        Markup::Bold => Some(match inner.font_weight {
            Some(FontWeight::Bold) => {
                inner.font_weight = Some(FontWeight::Normal);
                Tag::NormalWeight
            }
            _ => {
                inner.font_weight = Some(FontWeight::Bold);
                Tag::Bold
            }
        }),
        Markup::SmallCaps => Some(match inner.font_variant {
            Some(FontVariant::SmallCaps) => {
                inner.font_variant = Some(FontVariant::Normal);
                Tag::NormalCaps
            }
            _ => {
                inner.font_variant = Some(FontVariant::SmallCaps);
                Tag::SmallCaps
            }
        }),
        Markup::Superscript => Some(Tag::Superscript),
        Markup::Subscript => Some(Tag::Subscript),
        Markup::NoDecor => undecorated(inner),
        Markup::Foreign(index) => Some(Tag::Foreign(index)),
        Markup::NoCase | Markup::Term | Markup::Quoted | Markup::QuotedSingle => None,
    }
}

/// `<span class="nodecor">` in italics, bold or small capitals.
fn undecorated(inner: &mut Formatting) -> Option<Tag> {
    let tag = if is_italic(*inner) {
        Some(Tag::Upright)
    } else if is_small(*inner) {
        Some(Tag::NormalCaps)
    } else {
        is_bold(*inner).then_some(Tag::NormalWeight)
    };
    inner.font_style = inner.font_style.and(Some(FontStyle::Normal));
    inner.font_variant = inner.font_variant.and(Some(FontVariant::Normal));
    inner.font_weight = inner.font_weight.and(Some(FontWeight::Normal));
    tag
}

fn is_italic(looks: Formatting) -> bool {
    matches!(
        looks.font_style,
        Some(FontStyle::Italic | FontStyle::Oblique)
    )
}

fn is_small(looks: Formatting) -> bool {
    looks.font_variant == Some(FontVariant::SmallCaps)
}

fn is_bold(looks: Formatting) -> bool {
    looks.font_weight == Some(FontWeight::Bold)
}
