//! The ledger's pages: every source, and each with every use in its sentence.

use std::cmp::Reverse;

use super::cited::web_address;
use super::context::{
    ExportView, MemberView, MixGroupView, MixView, PageUses, SentenceUse, SourceContext, SourceRow,
    SourceView, SourcesContext,
};
use super::lists::{export_items, field_items, quote, source_items};
use super::localization::Localization;
use super::metadata::source_json_ld;
use super::renderer::{Rendered, Renderer};
use crate::address::{encode_path, relative};
use crate::bibliography::{Source, SourceId, biblatex};
use crate::site::{Facet, Html, Page, Use};

const SOURCE: &str = "source.html";
const SOURCES: &str = "sources.html";

/// How many of the most cited sources the ledger names.
const MOST_CITED: usize = 10;

impl<'a> Renderer<'a> {
    pub(super) fn sources(&self) -> Rendered {
        let own = self.site.url(Html::Sources);
        let mut rows: Vec<(&String, SourceRow<'_>)> = self
            .site
            .bibliography
            .iter()
            .map(|(id, source)| {
                let listed = self.listed(id);
                let url = relative(own, self.site.url(Html::Source(id)));
                let mut html = String::new();
                listed.text.write_titled_html(&mut html, &url);
                let row = SourceRow {
                    key: &source.key,
                    html,
                    address: listed.address(source),
                    url,
                    uses: self.site.ledger.uses(id).len(),
                    keywords: &source.keywords,
                };
                (&listed.order, row)
            })
            .collect();
        rows.sort_by_key(|(order, row)| (*order, row.key));
        let rows: Vec<SourceRow<'_>> = rows.into_iter().map(|(_, row)| row).collect();
        let localization = self.site_localization();
        let title = localization.words.text("sources");
        let context = SourcesContext {
            site: self.site_value(own, None, &localization),
            page: self.plain_view(title, own, &localization),
            sources_html: source_items(&rows, localization.words),
            source_count: rows.len(),
            sources: match self.theme.templates.uses(SOURCES, "sources") {
                true => rows,
                false => Vec::new(),
            },
            mix: self.mix(None),
            groups_url: relative(own, self.site.url(Html::SourceGroups)),
            most_cited: self.most_cited(own),
        };
        self.template(SOURCES, &context, &localization)
    }

    pub(super) fn source_groups(&self) -> Rendered {
        let own = self.site.url(Html::SourceGroups);
        let localization = self.site_localization();
        let title = localization.words.text("sources_by_group");
        let context = SourcesContext {
            site: self.site_value(own, None, &localization),
            page: self.plain_view(title, own, &localization),
            sources: Vec::new(),
            sources_html: String::new(),
            source_count: 0,
            mix: self.mix(Some(own)),
            groups_url: relative(own, own),
            most_cited: Vec::new(),
        };
        self.template(SOURCES, &context, &localization)
    }

    /// The sources by what an editor asks for first, each with a link from the page at `from`, or only counted.
    fn mix(&self, from: Option<&str>) -> Vec<MixView<'a>> {
        let facets = [self.kind(), Facet::Year, Facet::Outlet, Facet::Language].into_iter();
        facets
            .filter_map(|facet| self.mix_by(facet, from))
            .collect()
    }

    /// For the home page, the sources by kind, only counted.
    pub(super) fn evidence(&self, page: &Page) -> Option<MixView<'a>> {
        match page.url.is_empty() {
            true => self.mix_by(self.kind(), None),
            false => None,
        }
    }

    /// What kinds of sources there are in this explainer: those of the editor, where there are any.
    fn kind(&self) -> Facet {
        let mut sources = self.site.bibliography.iter();
        match sources.any(|(_, source)| !source.keywords.is_empty()) {
            true => Facet::Keyword,
            false => Facet::Kind,
        }
    }

    /// The sources by one facet, unless none of them says.
    fn mix_by(&self, facet: Facet, from: Option<&str>) -> Option<MixView<'a>> {
        let groups = self.site.mix(facet);
        groups.iter().find(|group| group.name.is_some())?;
        let sizes = groups.iter().map(|group| group.sources.len());
        let most = sizes.max().unwrap_or(1);
        let groups = groups.into_iter().map(|group| MixGroupView {
            name: group.name,
            count: group.sources.len(),
            uses: group.uses,
            share: (group.sources.len() * 100).div_ceil(most),
            // Those that do not say have nothing in common.
            members: from
                .filter(|_| group.name.is_some())
                .map_or_else(Vec::new, |from| {
                    let sources = group.sources.iter();
                    sources.map(|id| self.member(from, *id)).collect()
                }),
        });
        Some(MixView {
            facet: facet.name(),
            groups: groups.collect(),
        })
    }

    fn most_cited(&self, from: &str) -> Vec<MemberView<'a>> {
        let every = self.site.bibliography.iter();
        let mut members: Vec<MemberView<'a>> = every.map(|(id, _)| self.member(from, id)).collect();
        members.sort_by_key(|member| Reverse(member.uses));
        members.truncate(MOST_CITED);
        members.retain(|member| member.uses > 1);
        members
    }

    fn member(&self, from: &str, id: SourceId) -> MemberView<'a> {
        let source = self.site.bibliography.get(id);
        MemberView {
            url: relative(from, self.site.url(Html::Source(id))),
            title: source.title_or_key(),
            language: self.title_language(source),
            uses: self.site.ledger.uses(id).len(),
        }
    }

    /// The language of a title where it is not that of the ledger.
    fn title_language(&self, source: &Source) -> Option<String> {
        source.title.as_ref()?;
        source.foreign_language(self.config.language.as_str())
    }

    pub(super) fn source(&self, id: SourceId) -> Rendered {
        let source = self.site.bibliography.get(id);
        let url = self.site.url(Html::Source(id));
        let title = source.title.as_deref().unwrap_or(&source.key);
        let listed = self.listed(id);
        let localization = self.site_localization();
        let fields = self.theme.templates.fields(SOURCE);
        let pairs = source.fields.iter();
        let pairs = pairs.map(|field| (&*field.name, &*field.value));
        let mut page = self.plain_view(title, url, &localization);
        page.json_ld = source_json_ld(source);
        let exports = exports(source);
        let context = SourceContext {
            site: self.site_value(url, None, &localization),
            page,
            source: SourceView {
                key: &source.key,
                title,
                language: self.title_language(source),
                html: listed.text.html(),
                url: web_address(source.url.as_deref()),
                archive_url: web_address(source.archive_url.as_deref()),
                keywords: &source.keywords,
                annotation: source.annotation.as_deref(),
                reference: listed.text.as_str(),
                exports_html: export_items(&exports, localization.words),
                exports: match fields.has("exports") {
                    true => exports.into(),
                    false => Vec::new(),
                },
                fields: match fields.has("fields") {
                    true => pairs.collect(),
                    false => Vec::new(),
                },
                fields_html: field_items(source, localization.words),
                uses_html: self.use_items(url, id, &localization),
                uses: match fields.has("uses") {
                    true => self.uses_by_page(url, id, &localization),
                    false => Vec::new(),
                },
            },
        };
        let length = context.source.uses_html.len() + context.source.exports_html.len();
        self.long_template(SOURCE, &context, &localization, length)
    }

    fn uses_by_page(
        &self,
        from: &str,
        id: SourceId,
        localization: &Localization<'_>,
    ) -> Vec<PageUses<'a>> {
        let uses = self.site.ledger.uses(id);
        uses.chunk_by(|a, b| a.page == b.page)
            .map(|uses| {
                let page = self.site.page(uses[0].page);
                let url = relative(from, &page.url);
                PageUses {
                    title: &page.document.front.title,
                    uses: uses
                        .iter()
                        .map(|one| self.sentence_use(&url, *one, localization))
                        .collect(),
                    url,
                }
            })
            .collect()
    }

    fn sentence_use(&self, url: &str, one: Use, localization: &Localization<'_>) -> SentenceUse {
        let document = &self.site.page(one.page).document;
        let citation = &document.citations[one.citation];
        let anchor = one.mark.anchor();
        let mut sentence_html = String::new();
        quote(document, &citation.spot, &mut sentence_html);
        SentenceUse {
            href: anchor.map_or(url.to_owned(), |anchor| format!("{url}#{anchor}")),
            locator: localization.locator(citation.items[one.item].locator.as_ref()),
            sentence_html,
        }
    }
}

/// The source for other programs.
fn exports(source: &Source) -> [ExportView; 2] {
    let mut json = serde_json::to_string_pretty(&[source.item.to_json()]).unwrap_or_default();
    json.push('\n');
    let name: String = source
        .key
        .chars()
        .map(|c| {
            if c.is_alphanumeric() || c == '-' {
                c
            } else {
                '_'
            }
        })
        .collect();
    let export = |format, text: String, ending, media_type| ExportView {
        format,
        file: format!("{name}.{ending}"),
        href: format!("data:{media_type};charset=utf-8,{}", encode_path(&text)),
        text,
    };
    [
        export("BibLaTeX", biblatex(source), "bib", "application/x-bibtex"),
        export(
            "CSL-JSON",
            json,
            "json",
            "application/vnd.citationstyles.csl+json",
        ),
    ]
}
