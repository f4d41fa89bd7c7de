//! What was meant, and what is written for it.

/// What was meant.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// `##Heading`
    Heading,
    /// `## ` and nothing after it
    EmptyHeading,
    /// `#politics #history`
    Tags,
    /// `• item`
    Bullet,
    /// `– item`
    Dash,
    /// `-item`, `1.item`
    Item,
    /// `a) item`, `(1) item`
    Letter,
    /// `- []task`
    Task,
    /// `> [!NOTES]`
    Alert,
    /// `:definition`, `:smile: words`
    Definition,
    /// `| a | b |` without a second line of hyphens
    Table,
    /// Columns of spaces and hyphens, or of tabs
    Columns,
    /// `‘‘‘`
    Fence,
    /// Sentences that are code, since four spaces stand before them
    Indented,
    /// `** words **`
    Emphasis,
    /// `*words`
    Star,
    /// `__words_`
    Uneven,
    /// `~~words~`
    Strike,
    /// `` `words ``
    Backtick,
    /// `10^6`, `CO_2`
    Script,
    /// `$ x = y $`
    Formula,
    /// `<https://example.org`
    Address,
    /// `## Words {id}`, `## Words (#id)`
    HeadingId,
    /// `^ [words]`, `[^words of a note]`
    Note,
    /// `{.class}` after what takes none
    Attributes,
    /// `&nbsp` without a semicolon
    Entity,
    /// `<!- words ->`
    Comment,
    /// `=====` on a line of its own
    Rule,
    /// A line of hyphens right below a paragraph.
    Underline,
}

impl Kind {
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Heading => "this is not a heading: no space follows the signs",
            Self::EmptyHeading => "this heading has no words",
            Self::Tags => "Markdown has no tags: readers see them as they are written",
            Self::Bullet => "this bullet does not begin an item of a list",
            Self::Dash => "these dashes do not begin items of a list",
            Self::Item => "this is not an item of a list: no space follows the sign",
            Self::Letter => "these are not items of a list: Markdown numbers them with 1. or 1)",
            Self::Task => "this is not a box of a task",
            Self::Alert => "this is not an alert: readers see it as it is written",
            Self::Definition => {
                "the colon makes a definition of this line, and a term of the one before"
            }
            Self::Table => {
                "these lines are not a table: its second line is missing or does not fit"
            }
            Self::Columns => "these columns are not a table",
            Self::Fence => "these quotation marks do not begin a block of code",
            Self::Indented => "these sentences are shown as code: four spaces stand before them",
            Self::Emphasis => "these signs are text: they open or close no emphasis",
            Self::Star => "this sign is text: it opens no emphasis, since nothing closes it",
            Self::Uneven => {
                "this sign is text: more signs stand on one side of the words than on the other"
            }
            Self::Address => "this address is not closed, or has a space in it, so it is text",
            Self::HeadingId => "this is not the id of the heading: readers see it",
            Self::Strike => "these tildes are text: they strike nothing out",
            Self::Backtick => "this backtick is text: it opens or closes no code",
            Self::Script => "this is neither a superscript nor a subscript",
            Self::Formula => "these dollar signs do not enclose a formula",
            Self::Note => "this is not a note",
            Self::Attributes => {
                "these braces are text: nothing stands right before them that takes attributes"
            }
            Self::Entity => "this is not a character: readers see it as it is written",
            Self::Comment => "this is not a comment: readers see it",
            Self::Rule => "these signs are no rule between parts: readers see them",
            Self::Underline => "the line of hyphens below makes a heading of this paragraph",
        }
    }

    pub(super) fn help(self) -> &'static str {
        match self {
            Self::Heading => "write `## Words`, with # and a plain space; \\# is a plain sign",
            Self::EmptyHeading => "write its words after the signs, or delete the line",
            Self::Tags => {
                "delete them, or put them into the front matter for a template: extra = { tags = [\"…\"] }; for a heading write `## Words`, \\# is a plain sign"
            }
            Self::Bullet => "write `- words` for each item, with an empty line before the first",
            Self::Dash => {
                "write `- words` with a hyphen for each item, and an empty line before the first; for lines of speech put a backslash at the end of each line"
            }
            Self::Item => {
                "write `- words` or `1. words`, with an empty line before the first; \\- is a plain sign"
            }
            Self::Letter => {
                "write `1. words` for each item, or <ol type=\"a\"> and <li>words</li> for letters"
            }
            Self::Task => "write `- [ ] words`, or `- [x] words` for what is done",
            Self::Alert => {
                "write `> [!NOTE]` and nothing else on its line; the others are TIP, IMPORTANT, WARNING and CAUTION"
            }
            Self::Definition => {
                "write `: words` with a space for a definition; \\: is a plain colon, 🙂 an emoji"
            }
            Self::Table => {
                "write a line such as |---|---| below the first, with as many cells as it has; for verse leave out the bars at the ends of lines"
            }
            Self::Columns => {
                "write | a | b | for each row, with |---|---| below the first; for code put three backticks on a line before it and after it"
            }
            Self::Fence => "write three backticks: ```",
            Self::Indented => {
                "take out the spaces; for a quotation write > before each line; for code put three backticks on a line before it and after it"
            }
            _ => self.help_within(),
        }
    }

    /// The same of signs within a line, and of what became another block.
    fn help_within(self) -> &'static str {
        match self {
            Self::Emphasis => {
                "write `**words**`, without spaces inside of the signs; beside letters and marks <strong>words</strong>; \\*\\* are plain signs"
            }
            Self::Star => {
                "write `*words*`, without spaces inside of the signs; \\* and \\_ are plain signs"
            }
            Self::Uneven => {
                "write `*words*` or `**words**`, with as many signs before as after; \\* and \\_ are plain signs"
            }
            Self::Address => "write <https://example.org>, without spaces; \\< is a plain sign",
            Self::HeadingId => {
                "write {#id}, or {.class}, at the end of the line; \\{ is a plain brace"
            }
            Self::Strike => {
                "write `~~words~~`, with two tildes on each side and no spaces inside of them; \\~ is a plain tilde"
            }
            Self::Backtick => {
                "write `code`, with a backtick on each side; ' is an apostrophe, \\` a plain backtick"
            }
            Self::Script => "write 10^6^, CO~2~ or $10^6$; \\^ and \\_ are plain signs",
            Self::Formula => {
                "write $x = y$ without spaces inside of the signs, $$x = y$$ for a formula of its own; \\$ is a plain sign"
            }
            Self::Note => "write ^[words], without a space before the bracket; \\^ is a plain sign",
            Self::Attributes => {
                "attributes stand without a space after a picture, a link, code or [words], after a space at the end of a heading or a caption; a paragraph takes them from a division: ::: {.class}; \\{ is a plain brace"
            }
            Self::Entity => {
                "write &name; with a semicolon and a name that HTML knows, or the character itself; \\& is a plain sign"
            }
            Self::Comment => "write <!-- words -->; for an arrow \\<-",
            Self::Rule => "write --- with empty lines around it",
            Self::Underline => "put an empty line before the hyphens for a rule",
            // The others begin a line.
            _ => "",
        }
    }
}
