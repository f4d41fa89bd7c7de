//! What elements look like, and what stands around them.

/// `prefix` and `suffix`
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Affixes {
    pub prefix: String,
    pub suffix: String,
}

/// `font-style` and its kin. `None` is what was not written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Formatting {
    pub font_style: Option<FontStyle>,
    pub font_variant: Option<FontVariant>,
    pub font_weight: Option<FontWeight>,
    pub text_decoration: Option<TextDecoration>,
    pub vertical_align: Option<VerticalAlign>,
}

impl Formatting {
    /// This formatting, with that of `outer` where nothing was written.
    pub fn or(self, outer: Self) -> Self {
        Self {
            font_style: self.font_style.or(outer.font_style),
            font_variant: self.font_variant.or(outer.font_variant),
            font_weight: self.font_weight.or(outer.font_weight),
            text_decoration: self.text_decoration.or(outer.text_decoration),
            vertical_align: self.vertical_align.or(outer.vertical_align),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FontStyle {
    Normal,
    Italic,
    Oblique,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FontVariant {
    Normal,
    SmallCaps,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FontWeight {
    Normal,
    Bold,
    Light,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextDecoration {
    None,
    Underline,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VerticalAlign {
    Baseline,
    Superscript,
    Subscript,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Display {
    Block,
    LeftMargin,
    RightInline,
    Indent,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TextCase {
    Lowercase,
    Uppercase,
    CapitalizeFirst,
    CapitalizeAll,
    Sentence,
    Title,
}
