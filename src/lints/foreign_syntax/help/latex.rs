//! What is written in place of LaTeX.

/// What stands between the last braces.
fn last_argument(written: &str) -> &str {
    let argument = written.rsplit_once('{');
    argument.map_or("words", |(_, rest)| rest.trim_end_matches('}'))
}

pub(in super::super) fn command(written: &str) -> String {
    let written = written.trim_start_matches(['{', '\\']);
    let name = written.split(|c: char| !c.is_ascii_alphabetic()).next();
    let words = last_argument(written);
    let help = match name.unwrap_or_default() {
        "chapter" => return format!("write title = \"{words}\" in the front matter"),
        "section" => return format!("write ## {words}"),
        "subsection" => return format!("write ### {words}"),
        "subsubsection" | "paragraph" => return format!("write #### {words}"),
        "footnote" | "footnotetext" => return format!("write ^[{words}]"),
        "ref" | "autoref" | "cref" | "Cref" | "eqref" | "pageref" => {
            return format!("write @{words}, and {{#{words}}} after what it refers to");
        }
        "label" => {
            return format!("write {{#{words}}} after the heading, picture, formula or caption");
        }
        "url" => return format!("write <{words}>"),
        "includegraphics" => return format!("write ![description]({words})"),
        "begin" | "end" | "item" => environment(words),
        "caption" => "write ![caption](file.png){#fig:name}, or Table: caption {#tbl:name}",
        "textbf" | "bf" | "bfseries" => "write **words**",
        "emph" | "textit" | "textsl" | "em" | "it" | "itshape" => "write *words*",
        "texttt" | "tt" | "verb" => "write `words`",
        "textsc" | "sc" => "write [words]{.smallcaps}",
        "underline" | "uline" => "write <u>words</u>",
        "href" => "write [words](address)",
        "ldots" | "dots" => "write …, or three full stops",
        "LaTeX" | "TeX" | "BibTeX" => "write the name in letters",
        "bibliography" | "printbibliography" => {
            "delete it: a page lists its references by itself; `bibliography` in [citations] of ibid.toml names the file"
        }
        "noindent" | "maketitle" | "tableofcontents" | "centering" | "bibliographystyle" => {
            "delete it: the theme sees to it"
        }
        _ => {
            "write Markdown: *emphasis*, **strong**, `code`, [words](address); LaTeX is read only between dollar signs"
        }
    };
    help.to_owned()
}

/// What is written in place of `\begin{name}`.
fn environment(name: &str) -> &'static str {
    match name.trim_end_matches('*') {
        "equation" | "align" | "displaymath" | "math" | "gather" => {
            "write the formula between pairs of dollar signs: $$x^2$$"
        }
        "quote" | "quotation" => "write > before each line",
        "verbatim" | "lstlisting" | "minted" => {
            "write three backticks on a line before it and after it"
        }
        "figure" => "write ![caption](file.png){#fig:name}",
        "table" | "tabular" | "longtable" => {
            "write | a | b | for each row, with |---|---| below the first"
        }
        "itemize" | "enumerate" | "words" => {
            "write - or 1. before each item, without the lines of begin and end"
        }
        _ => "write Markdown, without the lines of begin and end",
    }
}

pub(in super::super) fn citation(written: &str) -> String {
    let keys = written
        .rsplit_once('{')
        .map_or("key", |(_, keys)| keys.trim_end_matches('}'));
    let keys: Vec<String> = keys
        .split(',')
        .map(|key| format!("@{}", key.trim()))
        .collect();
    let narrative = written.starts_with("\\citet") || written.starts_with("\\textcite");
    match narrative && keys.len() == 1 {
        true => format!("write {}", keys[0]),
        false => format!("write [{}]", keys.join("; ")),
    }
}
