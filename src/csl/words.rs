//! Words of records that CSL's locales have no term for: kinds of theses and reports, states of publication.
//!
//! BibLaTeX and Zotero have keys for them, whose words depend on the language of the text that cites.

/// The English words of a term, and indented below it those of other languages, each after its tag. Where a language
/// has no words of its own, the English are used.
const WORDS: &str = "
Bachelor’s thesis
    de Bachelorarbeit; fr mémoire de licence; es tesis de licenciatura; it tesi di laurea;
    pt trabalho de conclusão de curso; nl bachelorscriptie; pl praca licencjacka; ru выпускная работа бакалавра;
    sv kandidatuppsats; da bachelorprojekt; nb bacheloroppgave; fi kandidaatintutkielma; cs bakalářská práce;
    ko 학사학위논문; ja 卒業論文; zh 学士学位论文; uk бакалаврська робота; tr lisans tezi
Master’s thesis
    de Masterarbeit; fr mémoire de master; es tesis de maestría; it tesi di laurea magistrale;
    pt dissertação de mestrado; nl masterscriptie; pl praca magisterska; ru магистерская диссертация;
    sv masteruppsats; da speciale; nb masteroppgave; fi pro gradu -tutkielma; cs diplomová práce; ko 석사학위논문;
    ja 修士論文; zh 硕士学位论文; uk магістерська робота; tr yüksek lisans tezi
PhD thesis
    de Dissertation; fr thèse de doctorat; es tesis doctoral; it tesi di dottorato; pt tese de doutorado;
    nl proefschrift; pl rozprawa doktorska; ru диссертация; sv doktorsavhandling; da ph.d.-afhandling;
    nb doktoravhandling; fi väitöskirja; cs disertační práce; ko 박사학위논문; ja 博士論文; zh 博士学位论文; uk дисертація;
    tr doktora tezi
Candidate thesis
    de Qualifikationsschrift; fr thèse de candidature; ru кандидатская диссертация
technical report
    de technischer Bericht; fr rapport technique; es informe técnico; it rapporto tecnico; pt relatório técnico;
    nl technisch rapport; pl raport techniczny; ru технический отчёт; sv teknisk rapport; da teknisk rapport;
    nb teknisk rapport; fi tekninen raportti; cs technická zpráva; ko 기술 보고서; ja 技術報告書; zh 技术报告;
    uk технічний звіт; tr teknik rapor
research report
    de Forschungsbericht; fr rapport de recherche; es informe de investigación; it rapporto di ricerca;
    pt relatório de pesquisa; nl onderzoeksrapport; pl raport badawczy; ru научный отчёт; sv forskningsrapport;
    da forskningsrapport; nb forskningsrapport; fi tutkimusraportti; cs výzkumná zpráva; ko 연구 보고서; ja 研究報告書;
    zh 研究报告; uk науковий звіт; tr araştırma raporu
computer software
    de Software; fr logiciel; es programa informático; it software; pt software; nl computersoftware;
    pl oprogramowanie; ru программное обеспечение; sv datorprogram; da software; nb programvare;
    fi tietokoneohjelma; cs software; ko 컴퓨터 소프트웨어; ja ソフトウェア; zh 计算机软件; uk програмне забезпечення; tr yazılım
audio CD
    de Audio-CD; fr disque compact audio; es disco de audio; nl audio-cd; sv ljud-cd; da lyd-cd
patent request
    de Patentanmeldung; fr demande de brevet; es solicitud de patente; it domanda di brevetto;
    pt pedido de patente; nl patentaanvraag; pl zgłoszenie patentowe; ru заявка на патент; sv patentansökan;
    da patentansøgning; nb patentsøknad; fi patenttihakemus; cs patentová přihláška
patent
    de Patent; fr brevet; es patente; it brevetto; pt patente; ru патент; fi patentti; ko 특허; ja 特許; zh 专利;
    uk патент
in preparation
    de in Vorbereitung; fr en préparation; es en preparación; it in preparazione; pt em preparação;
    nl in voorbereiding; pl w przygotowaniu; ru в подготовке; sv under förberedelse; da under udarbejdelse;
    nb under utarbeidelse; fi valmisteilla; cs v přípravě; ko 준비 중; ja 準備中; zh 准备中; uk у підготовці;
    tr hazırlanıyor
submitted
    de eingereicht; fr soumis; es enviado; it inviato; pt submetido; nl ingediend; pl złożone; ru представлено;
    sv inskickat; da indsendt; nb innsendt; fi lähetetty; cs odesláno; ko 투고; ja 投稿中; zh 已投稿; uk подано;
    tr gönderildi
pre-published
    de Vorveröffentlichung; fr prépublié; es prepublicado; it pre-pubblicato; pt pré-publicado;
    nl voorpublicatie; pl publikacja wstępna; ru предварительная публикация; fi esijulkaistu
new series
    de neue Folge; fr nouvelle série; es nueva época; it nuova serie; pt nova série; nl nieuwe reeks;
    pl nowa seria; ru новая серия; sv ny följd; da ny række; nb ny rekke; fi uusi sarja; cs nová řada
old series
    de alte Folge; fr ancienne série; es antigua época; it vecchia serie; pt série antiga; nl oude reeks;
    pl stara seria; ru старая серия; sv gammal följd; da gammel række; nb gammel rekke; fi vanha sarja;
    cs stará řada
";

/// What the English words of a record are in a language, given as a tag such as `de-AT`.
pub(super) fn localized(english: &str, language: &str) -> Option<&'static str> {
    let primary = match language.split(['-', '_']).next()? {
        "no" | "nn" => "nb",
        other => other,
    };
    let mut lines = WORDS.lines().skip_while(|line| *line != english).skip(1);
    let translations = lines.by_ref().take_while(|line| line.starts_with(' '));
    let mut words = translations.flat_map(|line| line.split(';')).map(str::trim);
    words.find_map(|found| found.strip_prefix(primary)?.strip_prefix(' '))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_the_primary_language() {
        assert_eq!(localized("PhD thesis", "de-AT"), Some("Dissertation"));
        assert_eq!(localized("Master’s thesis", "nn-NO"), Some("masteroppgave"));
        assert_eq!(localized("PhD thesis", "en-GB"), None);
        assert_eq!(localized("thesis", "de"), None);
        assert_eq!(localized("patent", "de"), Some("Patent"));
        assert_eq!(localized("in preparation", "tr"), Some("hazırlanıyor"));
    }
}
