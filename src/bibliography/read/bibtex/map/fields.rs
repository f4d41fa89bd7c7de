//! The names of fields: those that are used, and those that are known and print nothing.

use std::collections::HashSet;
use std::sync::LazyLock;

use crate::csl::{DateVariable, NameVariable, Variable};

/// What becomes of a field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in super::super) enum Use {
    /// It is part of the item.
    Item,
    /// It is known and nothing that CSL prints; the ledger shows it.
    Ledger,
    /// Nobody knows it.
    Unknown,
}

/// What becomes of a field of a canonical name.
pub(in super::super) fn use_of(name: &str) -> Use {
    let is_date = |name: &str| {
        let part = |prefix: &&str| {
            name.strip_prefix(*prefix)
                .is_some_and(|part| DATE_PARTS.contains(&part))
        };
        PREFIXES.iter().any(part)
    };
    if MAPPED.contains(name) || is_date(name) || is_of_csl(name) {
        Use::Item
    } else if is_known_elsewhere(name) {
        Use::Ledger
    } else {
        Use::Unknown
    }
}

static MAPPED: LazyLock<HashSet<&str>> = LazyLock::new(|| ITEM.split_whitespace().collect());
static SHOWN: LazyLock<HashSet<&str>> = LazyLock::new(|| {
    BIBLATEX
        .split_whitespace()
        .chain(OTHERS.split_whitespace())
        .collect()
});

fn is_known_elsewhere(name: &str) -> bool {
    // Web of Science has names of two letters, BibLaTeX notes on a field: `author+an`.
    SHOWN.contains(name)
        || name.len() == 2
        || name.contains("+an")
        || MANAGERS.iter().any(|prefix| name.starts_with(prefix))
}

/// All names, for suggestions.
pub(in super::super) fn known_names() -> impl Iterator<Item = &'static str> {
    const ALIASES: &str = "address journal annote year date month urldate eventdate origdate";
    [ITEM, BIBLATEX, OTHERS, ALIASES]
        .into_iter()
        .flat_map(str::split_whitespace)
}

fn is_of_csl(name: &str) -> bool {
    name.parse::<Variable>().is_ok()
        || name.parse::<NameVariable>().is_ok()
        || name.parse::<DateVariable>().is_ok()
}

/// Whether a field is a variable of CSL and nothing else: `title` is set from several fields, `medium` is not.
pub(super) fn is_of_csl_alone(name: &str) -> bool {
    !MAPPED.contains(name) && !SHOWN.contains(name)
}

/// Whether the characters of a value stand for themselves.
pub(super) fn is_verbatim(name: &str) -> bool {
    matches!(
        name,
        "url"
            | "doi"
            | "file"
            | "eprint"
            | "archiveurl"
            | "verba"
            | "verbb"
            | "verbc"
            | "isbn"
            | "issn"
            | "pdf"
            | "link"
    ) || name.starts_with("bdsk-")
}

const PREFIXES: [&str; 4] = ["", "url", "event", "orig"];

const DATE_PARTS: [&str; 18] = [
    "date",
    "year",
    "month",
    "day",
    "endyear",
    "endmonth",
    "endday",
    "hour",
    "minute",
    "second",
    "timezone",
    "endhour",
    "endminute",
    "endsecond",
    "endtimezone",
    "yeardivision",
    "endyeardivision",
    "season",
];

/// The fields that are mapped to the item.
const ITEM: &str = "
    abstract addendum annotation archiveurl author bookauthor booksubtitle booktitle booktitleaddon chapter
    crossref doi edition editor editora editoratype editorb editorbtype editorc editorctype editortype eid
    entrysubtype eprint eprinttype eventtitle howpublished ids institution isbn issn issue issuesubtitle
    issuetitle issuetitleaddon journalsubtitle journaltitle journaltitleaddon keywords langid langidopts
    language library location mainsubtitle maintitle maintitleaddon note number options organization origauthor
    origlocation origpublisher origtitle pages pagetotal part pmcid pmid publisher pubstate school series
    shortjournal shorttitle subtitle title titleaddon translator type url usere venue version volume volumes xdata";

/// The fields of BibLaTeX that print nothing here.
const BIBLATEX: &str = "
    afterword annotator authortype bookpagination bookauthortype commentator entryset eprintclass
    eventtitleaddon execute file foreword gender holder indexsorttitle indextitle introduction isan ismn isrn
    iswc label nameaddon namea nameatype nameb namebtype namec namectype origlanguage pagination presort related
    relatedoptions relatedstring relatedtype reprinttitle shortauthor shorteditor shorthand shorthandintro
    shortseries sortkey sortname sortshorthand sorttitle sortyear usera userb userc userd userf verba
    verbb verbc lista listb listc listd liste listf xref nosort clonesourcekey childentrykey childentrytype
    datelabelsource shortpublisher mergedate";

/// The fields of BibTeX's styles, of reference managers and of databases.
const OTHERS: &str = "
    key affiliation contents copyright lccn mrnumber price size translation lastchecked lastaccessed access
    visited pdf issuedate isbn10 isbn13 isbn-10 isbn-13 e-issn eissn issn-l numpages articleno acmid archived
    bibsource biburl bibdate city comment comments country code codelink data day email fjournal headline image
    import institute internal intype invited link links local-url mrclass mrreviewer mrid zbl zblnumber zmnumber
    zbmath reviewer msc nationality number-of-cites oclc openalex orcid owner organisation paper poster preprint
    presentation printed project quality rating read readstatus ranking priority relevance review reviews rights
    slides software source status subject subjects summary supplement tags text timestamp creationdate
    modificationdate topic tldr unique-id uuid username urn video website words work xxx hal_id hal_version
    hal-id hdl handle jstor arxiv arxivid primaryclass archiveprefix adsurl adsnote eprintnote collaboration
    reportnumber slaccitation inspire spires refereed journal-iso journal-abbrev web-of-science-categories
    researcherid-numbers orcid-numbers cited-references number-of-cited-references times-cited
    usage-count-last-180-days usage-count-since-2013 web-of-science-index doc-delivery-number
    funding-acknowledgement funding-text keywords-plus author-email affiliations research-areas esi-hot-paper
    esi-highly-cited-paper meeting earlyaccessdate document_type author_keywords references
    correspondence_address1 abbrev_source_title coden art_number page_count citedby citeulike-article-id
    citeulike-linkout-0 posted-at added-at interhash intrahash bibtexkey entrytype citation-key date-added
    date-modified groups groupsearch qualityassured printstatus keywordgroup mendeley-groups mendeley-tags
    annotations rss translator-note internal-note nodoi urltype urldescription shorturl copies lib pubmedid
    pubmed medline-pst cin jid mesh sici issn-linking location-call pii s2id bdsk-color notes remark remarks
    description collaborator collections refid bibcode oai citation category printedkey dbasekey filename
    dateadded datemodified library-id languages formats identifiers files cover classification class corpsource
    journal-url pubcountry treatment article-number scholar offline issue_date advisor distincturl
    acknowledgement tableofcontents added-by created modified uri swhid swhidauthoritative repository
    introducedin licence subject-category ppn_gvk location-note";

/// What programs put before the names of their own fields.
const MANAGERS: [&str; 19] = [
    "url_",
    "citeseer-",
    "msbib-",
    "bdsk-",
    "mendeley-",
    "citeulike-",
    "jabref-",
    "zotero-",
    "tex.",
    "x-",
    "dblp-",
    "comment-",
    "__",
    "_",
    "usage-count",
    "local-",
    "ads",
    "bibtex-",
    "rating-",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_sorted_by_use() {
        for (name, expected) in [
            ("title", Use::Item),
            ("urlyear", Use::Item),
            ("medium", Use::Item),
            ("file", Use::Ledger),
            ("bdsk-url-1", Use::Ledger),
            ("author+an", Use::Ledger),
            ("titel", Use::Unknown),
            ("autor", Use::Unknown),
        ] {
            assert_eq!(use_of(name), expected, "{name}");
        }
    }
}
