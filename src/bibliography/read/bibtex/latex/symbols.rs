//! The commands of LaTeX that print something, by name.

/// What a command without arguments prints.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn text(name: &str) -> Option<&'static str> {
    Some(match name {
        // Characters that mean something else without a backslash.
        "&" => "&",
        "%" => "%",
        "$" => "$",
        "#" => "#",
        "_" => "_",
        "{" => "{",
        "}" => "}",
        "textdollar" => "$",
        "textunderscore" => "_",
        "textbackslash" | "backslash" => "\\",
        "textasciitilde" => "~",
        "textasciicircum" => "^",
        "textbar" => "|",
        "textless" => "<",
        "textgreater" => ">",
        "textbraceleft" | "lbrace" => "{",
        "textbraceright" | "rbrace" => "}",
        "textasteriskcentered" => "*",
        "textquotedbl" => "\"",
        "textquotesingle" => "'",
        "slash" => "/",
        "hyphen" | "nbhyphen" | "bibnamedash" => "-",
        // Spaces, and what is nothing.
        " " | "\n" | "\t" | "space" | "quad" | "qquad" | ";" | ":" | "par" | "newline" | "\\"
        | "linebreak" | "enspace" | "hfill" | "newblock" | "addspace" => " ",
        "," | "thinspace" | "addthinspace" => "\u{202f}",
        "nobreakspace" | "addnbspace" => "\u{a0}",
        "/" | "-" | "@" | "!" | "null" | "allowbreak" | "nobreak" | "sloppy" | "noindent"
        | "centering" | "hyphenation" | "xspace" | "normalfont" | "rmfamily" | "sffamily"
        | "ttfamily" | "mdseries" | "upshape" | "rm" | "sf" | "tt" | "small" | "footnotesize"
        | "large" | "normalsize" | "scriptsize" | "tiny" | "displaystyle" | "addperiod"
        | "isdot" | "adddot" => "",
        "textbullet" => "•",
        // Letters.
        "ss" => "ß",
        "SS" => "ẞ",
        "ae" => "æ",
        "AE" => "Æ",
        "oe" => "œ",
        "OE" => "Œ",
        "o" => "ø",
        "O" => "Ø",
        "l" => "ł",
        "L" => "Ł",
        "aa" => "å",
        "AA" => "Å",
        "i" => "ı",
        "j" => "ȷ",
        "dh" => "ð",
        "DH" => "Ð",
        "dj" => "đ",
        "DJ" => "Đ",
        "th" => "þ",
        "TH" => "Þ",
        "ng" => "ŋ",
        "NG" => "Ŋ",
        "textcommabelow" => "\u{326}",
        "textturnedcomma" => "ʻ",
        "ayn" => "ʿ",
        "hamza" | "alif" => "ʾ",
        // Punctuation.
        "ldots" | "dots" | "textellipsis" | "dotsc" | "dotso" | "adddots" => "…",
        "textendash" | "bibrangedash" | "nbdash" | "textnumdash" => "–",
        "textemdash" => "—",
        "textquoteleft" | "lq" => "‘",
        "textquoteright" | "rq" => "’",
        "textquotedblleft" | "glqq" | "flqq" => "“",
        "textquotedblright" | "grqq" | "frqq" => "”",
        "quotedblbase" => "„",
        "quotesinglbase" | "glq" => "‚",
        "grq" => "‘",
        "guillemotleft" => "«",
        "guillemotright" => "»",
        "guilsinglleft" | "flq" => "‹",
        "guilsinglright" | "frq" => "›",
        "textexclamdown" => "¡",
        "textquestiondown" => "¿",
        "textperiodcentered" => "·",
        "dag" | "textdagger" => "†",
        "ddag" | "textdaggerdbl" => "‡",
        "S" | "textsection" => "§",
        "P" | "textparagraph" => "¶",
        // Signs.
        "copyright" | "textcopyright" => "©",
        "textregistered" => "®",
        "texttrademark" => "™",
        "textdegree" | "degree" => "°",
        "texteuro" | "euro" => "€",
        "pounds" | "textsterling" => "£",
        "textyen" => "¥",
        "textcent" => "¢",
        "textnumero" => "№",
        "textordfeminine" => "ª",
        "textordmasculine" => "º",
        "textonehalf" => "½",
        "textonequarter" => "¼",
        "textthreequarters" => "¾",
        "textonesuperior" => "¹",
        "texttwosuperior" => "²",
        "textthreesuperior" => "³",
        "textmu" => "µ",
        "textpm" => "±",
        "texttimes" => "×",
        "textminus" => "−",
        "textrightarrow" => "→",
        "textleftarrow" => "←",
        "checkmark" => "✓",
        "TeX" => "TeX",
        "LaTeX" => "LaTeX",
        "LaTeXe" => "LaTeX2e",
        "BibTeX" => "BibTeX",
        "XeTeX" => "XeTeX",
        // BibLaTeX's words between names and titles.
        "bibinitperiod" => ".",
        "bibinitdelim" => " ",
        "bibinithyphendelim" => "-",
        "today" => "today",
        "item" => " • ",
        "textdoublepipe" => "ǁ",
        "textdoublebarpipe" => "ǂ",
        "textpipe" => "ǀ",
        "textasciimacron" => "¯",
        "textasciidieresis" => "¨",
        "textasciiacute" => "´",
        "textacutemacron" => "ˊ",
        "bibcyr" => "",
        name => return journal(name).or_else(|| super::math::symbol(name)),
    })
}

/// The journals of astronomy, which NASA's service writes as commands.
fn journal(name: &str) -> Option<&'static str> {
    Some(match name {
        "aj" => "The Astronomical Journal",
        "actaa" => "Acta Astronomica",
        "araa" => "Annual Review of Astronomy and Astrophysics",
        "apj" => "The Astrophysical Journal",
        "apjl" | "apjlett" => "The Astrophysical Journal Letters",
        "apjs" | "apjsupp" => "The Astrophysical Journal Supplement Series",
        "ao" => "Applied Optics",
        "apss" => "Astrophysics and Space Science",
        "aap" => "Astronomy & Astrophysics",
        "aapr" => "Astronomy and Astrophysics Reviews",
        "aaps" => "Astronomy and Astrophysics Supplement",
        "baas" => "Bulletin of the American Astronomical Society",
        "icarus" => "Icarus",
        "jcap" => "Journal of Cosmology and Astroparticle Physics",
        "jgr" => "Journal of Geophysical Research",
        "grl" => "Geophysical Research Letters",
        "jqsrt" => "Journal of Quantitative Spectroscopy and Radiative Transfer",
        "memras" => "Memoirs of the Royal Astronomical Society",
        "memsai" => "Memorie della Società Astronomica Italiana",
        "mnras" => "Monthly Notices of the Royal Astronomical Society",
        "na" => "New Astronomy",
        "nar" => "New Astronomy Review",
        "nat" => "Nature",
        "nphysa" => "Nuclear Physics A",
        "physrep" => "Physics Reports",
        "physscr" => "Physica Scripta",
        "planss" => "Planetary and Space Science",
        "pra" => "Physical Review A",
        "prb" => "Physical Review B",
        "prc" => "Physical Review C",
        "prd" => "Physical Review D",
        "pre" => "Physical Review E",
        "prl" => "Physical Review Letters",
        "procspie" => "Proceedings of the SPIE",
        "pasa" => "Publications of the Astronomical Society of Australia",
        "pasp" => "Publications of the Astronomical Society of the Pacific",
        "pasj" => "Publications of the Astronomical Society of Japan",
        "qjras" => "Quarterly Journal of the Royal Astronomical Society",
        "rmxaa" => "Revista Mexicana de Astronomía y Astrofísica",
        "skytel" => "Sky and Telescope",
        "solphys" => "Solar Physics",
        "sovast" => "Soviet Astronomy",
        "ssr" => "Space Science Reviews",
        _ => return None,
    })
}

/// The tags of a command that changes how its argument looks.
pub(super) fn wrapper(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "emph" | "textit" | "textsl" | "mkbibemph" | "mkbibitalic" | "mkbibacro@it" | "textem" => {
            ("<i>", "</i>")
        }
        "textbf" | "mkbibbold" => ("<b>", "</b>"),
        "textsc" | "mkbibacro" => ("<sc>", "</sc>"),
        "textsuperscript" | "mkbibsuperscript" | "textsuper" | "sp" => ("<sup>", "</sup>"),
        "textsubscript" | "mkbibsubscript" | "sb" => ("<sub>", "</sub>"),
        "enquote" | "mkbibquote" | "textquote" | "blockquote" => ("“", "”"),
        "mkbibparens" => ("(", ")"),
        "mkbibbrackets" => ("[", "]"),
        "NoCaseChange" | "nocase" => (super::NO_CASE, "</span>"),
        "mbox" | "hbox" | "text" | "textrm" | "textsf" | "texttt" | "textup" | "textmd"
        | "textnormal" | "underline" | "uline" | "fbox" | "makebox" | "lowercasefirst"
        | "mkbibnamefamily" | "mkbibnamegiven" | "mkbibnameprefix" | "mkbibnamesuffix"
        | "mathrm" | "ulink" | "hl" | "textlatin" | "textcyrillic" | "textgreek"
        | "ordinaltoname" | "nohyphens" | "thanks" | "texorpdfstring@" | "bibinfo@"
        | "natexlab" | "textins" | "IeC" | "ifmmode" | "mkbibfootnote" | "section"
        | "subsection" | "subsubsection" | "paragraph" => ("", ""),
        _ => return None,
    })
}

/// The tags of a command that changes how the rest of its group looks.
pub(super) fn declaration(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "em" | "it" | "sl" | "itshape" | "slshape" => ("<i>", "</i>"),
        "bf" | "bfseries" => ("<b>", "</b>"),
        "sc" | "scshape" => ("<sc>", "</sc>"),
        _ => return None,
    })
}
