//! The words by which claims are told; English alone so far.

use std::sync::LazyLock;

/// A set of words in lower case.
#[derive(Clone, Copy)]
pub(super) struct Lexicon(u32);

/// The sets that a word belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Classes(u32);

impl Lexicon {
    /// Whether `word`, in lower case, is one of them.
    pub(super) fn contains(self, word: &str) -> bool {
        Classes::of(word).include(self)
    }

    /// What is in one of the two.
    pub(super) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl Classes {
    /// Looks a word up, once for all sets. Letters of ASCII may be capitals.
    pub(super) fn of(word: &str) -> Self {
        key(word).map_or_else(Self::default, |key| lexicons().get(key))
    }

    /// Adds the sets of another word.
    pub(super) fn add(&mut self, other: Self) {
        self.0 |= other.0;
    }

    pub(super) fn include(self, lexicon: Lexicon) -> bool {
        self.0 & lexicon.0 != 0
    }
}

/// No word of a lexicon has more bytes.
const LONGEST: usize = 16;

/// A word of at most [`LONGEST`] bytes in lower case: its first bytes as a number, the first the lowest, and the others.
pub(super) type Key = [u64; 2];

fn key(word: &str) -> Option<Key> {
    let mut bytes = [0; LONGEST];
    let room = bytes.get_mut(..word.len())?;
    room.copy_from_slice(word.as_bytes());
    bytes.make_ascii_lowercase();
    Some(halves(bytes))
}

pub(super) fn halves(bytes: [u8; LONGEST]) -> Key {
    let both = u128::from_le_bytes(bytes);
    [both as u64, (both >> 64) as u64]
}

/// The words of all lexicons, each in the first free slot from that of its hash on. Nearly every word of a text is looked
/// up here, and a hash map takes twice as long.
pub(super) struct Table {
    /// Zero in a free slot; most are.
    keys: [Key; Self::SLOTS],
    classes: [Classes; Self::SLOTS],
}

impl Table {
    const SLOTS: usize = 1 << Self::BITS;
    const BITS: u32 = 11;

    /// The slot of a key, or the free one where it would be.
    fn slot(&self, key: Key) -> usize {
        const MULTIPLIER: u64 = 0x9e37_79b9_7f4a_7c15;
        let folded = key[0] ^ key[1].rotate_left(29);
        let mut slot = (folded.wrapping_mul(MULTIPLIER) >> (u64::BITS - Self::BITS)) as usize;
        while self.keys[slot][0] != 0 && self.keys[slot] != key {
            slot = (slot + 1) % Self::SLOTS;
        }
        slot
    }

    /// The sets of a word.
    pub(super) fn get(&self, key: Key) -> Classes {
        self.classes[self.slot(key)]
    }
}

/// All of them, to look up several words.
pub(super) fn lexicons() -> &'static Table {
    &TABLE
}

static TABLE: LazyLock<Box<Table>> = LazyLock::new(|| {
    let mut table = Box::new(Table {
        keys: [[0; 2]; Table::SLOTS],
        classes: [Classes::default(); Table::SLOTS],
    });
    for (lexicon, words) in LEXICONS {
        for key in words.split_whitespace().filter_map(key) {
            let slot = table.slot(key);
            table.keys[slot] = key;
            table.classes[slot].0 |= lexicon.0;
        }
    }
    table
});

macro_rules! lexicons {
    ($($(#[doc = $doc:literal])+ $name:ident($bit:literal) = $words:literal;)+) => {
        $($(#[doc = $doc])+ pub(crate) const $name: Lexicon = Lexicon(1 << $bit);)+
        const LEXICONS: &[(Lexicon, &str)] = &[$(($name, $words)),+];
    };
}

lexicons! {
    /// People and texts that are named when nobody is.
    GROUPS(0) = "\
        analyst analysts expert experts official officials observer observers critic critics researcher researchers
        scholar scholars historian historians economist economists diplomat diplomats commentator commentators
        witness witnesses investigator investigators scientist scientists study studies survey surveys poll polls
        media authorities intelligence spokesman spokeswoman spokesperson supporters opponents lawmakers politicians
        ministers minister ministry president government governments agency agencies monitors defectors journalists
        newspapers newspaper think-tank think-tanks commanders generals veterans reports sources estimates some many
        most others several";

    /// Verbs of saying and holding, in the forms that a sentence about others has.
    VERBS(1) = "\
        say says said believe believes believed argue argues argued claim claims claimed estimate estimates
        estimated think thinks thought warn warns warned suggest suggests suggested report reports reported expect
        expects expected fear fears feared contend contends contended maintain maintains maintained assert asserts
        asserted predict predicts predicted conclude concludes concluded insist insists insisted doubt doubts
        doubted state states stated tell tells told write writes wrote announce announces announced declare declares
        declared deny denies denied allege alleges alleged acknowledge acknowledges acknowledged admit admits
        admitted confirm confirms confirmed vow vows vowed testify testifies testified assess assesses assessed
        judge judges judged reckon reckons reckoned denounce denounces denounced blame blames blamed condemn
        condemns condemned";

    /// Those of them who do other things too, so that they need a verb of saying.
    ACTORS(2) = "\
        authorities ministers minister ministry president government governments agency agencies journalists
        commanders generals veterans reports sources estimates some many most others several";

    /// What the rest of them do is mostly to judge.
    JUDGING(3) = "\
        describe describes described highlight highlights highlighted call calls called emphasise emphasises
        emphasised emphasize emphasizes emphasized stress stresses stressed consider considers considered regard
        regards regarded note notes noted find finds found see sees saw view views viewed agree agreed disagree
        disagreed differ differed calculate calculated count counted";

    /// Forms that are nouns as often as verbs, so that only a clear subject makes them an attribution.
    AMBIGUOUS(4) = "\
        claim claims estimate estimates report reports fear fears state states doubt doubts judge judges thought
        suggest suggests";

    /// Words that may stand between a name and its verb.
    ADVERBS(5) = "\
        has have had also later once then repeatedly publicly again since now still long often never itself himself
        herself";

    /// What looks like a name at the start of a sentence and is none.
    NO_NAMES(6) = "\
        this that these those it what which who as we i you if when where there here and but or so the a an nobody
        everyone both one none no not to is are was were be";

    /// What is before a number that only counts parts of a text or names a thing.
    LABELS(7) = "\
        page p pp chapter ch section sec § §§ figure fig table chart map box step part note footnote endnote line
        row column item appendix annex volume vol issue edition version no number article art paragraph para clause
        rule resolution phase stage option view scenario level type class question example exhibit equation slide
        sheet room gate platform route highway flight channel unit reactor committee group draft iso rfc isbn issn
        doi listing exercise lesson task error code status port index offset default";

    /// What is named after its year: "the treaty of 1961" is as much a name as "the Peace of Westphalia".
    NAMED_BY_YEAR(8) = "\
        treaty agreement accord declaration resolution act law pact protocol framework constitution convention
        memorandum charter sanctions summit congress war crisis";

    /// The months, and their abbreviations.
    MONTHS(9) = "\
        january february march april may june july august september october november december jan feb mar apr jun
        jul aug sep sept oct nov dec";

    /// Words that are a figure by themselves: nobody counts them on their fingers.
    LARGE(10) = "\
        hundred hundreds thousand thousands million millions billion billions trillion trillions dozens tens percent
        percentage two-thirds three-quarters one-third one-quarter thirteen fourteen fifteen sixteen seventeen
        eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety";

    /// Units that a number may be written together with.
    UNITS(11) = "\
        % k m mn bn tn km cm mm kg g t ha kw mw gw kwh mwh gwh twh mb gb tb ft lb c °c am pm s x th st nd rd km/h
        km² m² m³ -strong -fold bps";

    /// Codes of currencies that stand before an amount.
    CURRENCIES(12) = "\
        usd eur gbp rmb cny jpy krw rub chf inr";

    /// Words that an attribution may begin with, beside groups and names: see `attribution`.
    HEARSAY(13) = "\
        according reportedly allegedly purportedly";

    /// What hearsay begins with: "is said to".
    BEING(23) = "\
        is are was were been";

    /// The verbs of hearsay.
    HELD(24) = "\
        said believed thought reported estimated alleged rumoured rumored understood reputed";

    /// What stands before a view: "in the view of", "by one estimate".
    BEFORE_VIEWS(25) = "\
        in by";

    /// What those who hold a view have.
    VIEWS(26) = "\
        view words opinion judgement judgment estimate account reckoning telling";

    /// Those who say something and have been named before.
    PRONOUNS(27) = "\
        he she they";

    /// After these the verb of a group is not its own: "the officials who came", "reports that are".
    PARTING(28) = "\
        who that which is are was were be been to whose than";

    /// Words that are a figure together with those around them: see `figures`.
    FRACTIONS(14) = "\
        half third thirds quarter quarters tens percentage";

    /// What is counted in programs, their input and what they show.
    PROGRAM_UNITS(15) = "\
        pixel pixels px bit bits byte bytes digit digits character characters column columns row rows cell cells
        line lines argument arguments parameter parameters element elements variable variables iteration iterations
        fold folds based decimal decimals dpi byte block blocks frame frames entry entries vertex vertices file files
        package packages library libraries plugin plugins template templates function functions algorithm algorithms
        dataset datasets model models spaces tabs edition editions dimensional dimension dimensions step steps color colors colour colours thread threads";

    /// Texts that say how something is to be: what is done according to them is nobody's view.
    NORMS(22) = "\
        specification specifications spec specs documentation standard standards rules dimension dimensions category
        categories settings configuration syntax format semantics theme value values above below";

    /// Words that address the reader, or tell what author and reader do together.
    ADDRESSING(16) = "\
        you your yours yourself you'll you've you're you'd we'll we've we're we'd let's";

    /// What a sentence begins with that tells the reader to do something.
    IMPERATIVES(17) = "\
        add adjust apply build calculate change check choose click combine compare compute consider convert copy
        create define delete divide download draw edit enter estimate expand explore extend extract filter find fit
        click disable enable tap
        go generate imagine import include insert install keep load look make modify move multiply note open pick
        plot press print put read recall reduce refer remember remove rename repeat replace run save select set
        show skip sort specify split start suppose take try turn type update use visualise visualize wait write";

    /// What is before a small number that picks out of a series: "the first 10", "every 4 years".
    PICKING(18) = "\
        top first last next every e.g eg";

    /// Parts of an explainer: "this page", "the table below".
    PARTS(19) = "\
        page pages explainer site website section sections timeline glossary ledger list table tables chart";

    /// What is done to a reader who is sent on: "are told in [another page](…)".
    POINTING(20) = "\
        told described explained discussed listed covered detailed traced summarised summarized continued treated
        collected";

    /// What begins words of an explainer about itself: see `about`.
    SELF_SPEAKING(21) = "\
        this these our following sources not is are was were";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_in_its_lexicons_alone() {
        let all = || {
            LEXICONS
                .iter()
                .flat_map(|(_, words)| words.split_whitespace())
        };
        for (lexicon, words) in LEXICONS {
            let words: Vec<_> = words.split_whitespace().collect();
            for word in all() {
                assert_eq!(lexicon.contains(word), words.contains(&word), "{word}");
            }
        }
        let distinct: std::collections::BTreeSet<_> = all().collect();
        assert!(distinct.len() * 2 < Table::SLOTS, "{}", distinct.len());
        for word in ["", "zz", "a word of more than sixteen bytes"] {
            assert_eq!(Classes::of(word), Classes::default());
        }
        assert_eq!(Classes::of("Said"), Classes::of("said"));
    }
}
