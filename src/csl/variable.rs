//! The vocabulary of CSL 1.0.2, appendices III (types) and IV (variables).

use std::fmt;
use std::str::FromStr;

/// A word that CSL does not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownWord;

macro_rules! vocabulary {
    ($(#[$doc:meta])* $name:ident { $($(#[$note:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[allow(missing_docs, reason = "each variant is the word of the specification")]
        pub enum $name { $($(#[$note])* $variant,)* }

        impl $name {
            /// All of them, in the order of the specification.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The word as styles and CSL-JSON write it.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                match word {
                    $($word => Ok(Self::$variant),)*
                    _ => Err(UnknownWord),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

vocabulary! {
    /// What kind of thing an item is.
    ItemType {
        Article = "article",
        ArticleJournal = "article-journal",
        ArticleMagazine = "article-magazine",
        ArticleNewspaper = "article-newspaper",
        Bill = "bill",
        Book = "book",
        Broadcast = "broadcast",
        Chapter = "chapter",
        Classic = "classic",
        Collection = "collection",
        Dataset = "dataset",
        Document = "document",
        Entry = "entry",
        EntryDictionary = "entry-dictionary",
        EntryEncyclopedia = "entry-encyclopedia",
        Event = "event",
        Figure = "figure",
        Graphic = "graphic",
        Hearing = "hearing",
        Interview = "interview",
        LegalCase = "legal_case",
        Legislation = "legislation",
        Manuscript = "manuscript",
        Map = "map",
        MotionPicture = "motion_picture",
        MusicalScore = "musical_score",
        Pamphlet = "pamphlet",
        PaperConference = "paper-conference",
        Patent = "patent",
        Performance = "performance",
        Periodical = "periodical",
        PersonalCommunication = "personal_communication",
        Post = "post",
        PostWeblog = "post-weblog",
        Regulation = "regulation",
        Report = "report",
        Review = "review",
        ReviewBook = "review-book",
        Software = "software",
        Song = "song",
        Speech = "speech",
        Standard = "standard",
        Thesis = "thesis",
        Treaty = "treaty",
        Webpage = "webpage",
    }
}

vocabulary! {
    /// A standard or number variable: one whose value is text.
    Variable {
        Abstract = "abstract",
        Annote = "annote",
        Archive = "archive",
        ArchiveCollection = "archive_collection",
        ArchiveLocation = "archive_location",
        ArchivePlace = "archive-place",
        Authority = "authority",
        CallNumber = "call-number",
        ChapterNumber = "chapter-number",
        CitationKey = "citation-key",
        CitationLabel = "citation-label",
        CitationNumber = "citation-number",
        CollectionNumber = "collection-number",
        CollectionTitle = "collection-title",
        ContainerTitle = "container-title",
        ContainerTitleShort = "container-title-short",
        Dimensions = "dimensions",
        Division = "division",
        Doi = "DOI",
        Edition = "edition",
        /// Deprecated in 1.0.2 for `event-title`, and still written.
        Event = "event",
        EventPlace = "event-place",
        EventTitle = "event-title",
        FirstReferenceNoteNumber = "first-reference-note-number",
        Genre = "genre",
        Hereinafter = "hereinafter",
        Isbn = "ISBN",
        Issn = "ISSN",
        Issue = "issue",
        Jurisdiction = "jurisdiction",
        Keyword = "keyword",
        Language = "language",
        License = "license",
        Locator = "locator",
        Medium = "medium",
        Note = "note",
        Number = "number",
        NumberOfPages = "number-of-pages",
        NumberOfVolumes = "number-of-volumes",
        OriginalPublisher = "original-publisher",
        OriginalPublisherPlace = "original-publisher-place",
        OriginalTitle = "original-title",
        Page = "page",
        PageFirst = "page-first",
        PartNumber = "part-number",
        PartTitle = "part-title",
        Pmcid = "PMCID",
        Pmid = "PMID",
        PrintingNumber = "printing-number",
        Publisher = "publisher",
        PublisherPlace = "publisher-place",
        References = "references",
        ReviewedGenre = "reviewed-genre",
        ReviewedTitle = "reviewed-title",
        Scale = "scale",
        Section = "section",
        Source = "source",
        Status = "status",
        SupplementNumber = "supplement-number",
        Title = "title",
        TitleShort = "title-short",
        Url = "URL",
        Version = "version",
        Volume = "volume",
        VolumeTitle = "volume-title",
        VolumeTitleShort = "volume-title-short",
        YearSuffix = "year-suffix",
    }
}

impl Variable {
    /// Whether it is a number variable (appendix IV), for which `is-numeric`, `cs:number` and plural
    /// labels look at the value.
    pub const fn is_number(self) -> bool {
        matches!(
            self,
            Self::ChapterNumber
                | Self::CitationNumber
                | Self::CollectionNumber
                | Self::Edition
                | Self::FirstReferenceNoteNumber
                | Self::Issue
                | Self::Locator
                | Self::Number
                | Self::NumberOfPages
                | Self::NumberOfVolumes
                | Self::Page
                | Self::PageFirst
                | Self::PartNumber
                | Self::PrintingNumber
                | Self::Section
                | Self::SupplementNumber
                | Self::Version
                | Self::Volume
        )
    }
}

vocabulary! {
    /// A name variable.
    NameVariable {
        Author = "author",
        Chair = "chair",
        CollectionEditor = "collection-editor",
        Compiler = "compiler",
        Composer = "composer",
        ContainerAuthor = "container-author",
        Contributor = "contributor",
        Curator = "curator",
        Director = "director",
        Editor = "editor",
        EditorialDirector = "editorial-director",
        /// Not cited by an item: `editor` and `translator` where they are the same persons (term `editortranslator`).
        EditorTranslator = "editor-translator",
        ExecutiveProducer = "executive-producer",
        Guest = "guest",
        Host = "host",
        Illustrator = "illustrator",
        Interviewer = "interviewer",
        Narrator = "narrator",
        Organizer = "organizer",
        OriginalAuthor = "original-author",
        Performer = "performer",
        Producer = "producer",
        Recipient = "recipient",
        ReviewedAuthor = "reviewed-author",
        ScriptWriter = "script-writer",
        SeriesCreator = "series-creator",
        Translator = "translator",
    }
}

vocabulary! {
    /// A date variable.
    DateVariable {
        Accessed = "accessed",
        AvailableDate = "available-date",
        EventDate = "event-date",
        Issued = "issued",
        OriginalDate = "original-date",
        Submitted = "submitted",
    }
}
