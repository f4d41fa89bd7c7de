//! Formulas in one line: symbols, letters in italics, what is raised and lowered.

use super::{accents, command_name};

/// Writes a formula. Its letters keep their case.
pub(super) fn write(formula: &str, out: &mut String, unknown: &mut Vec<String>) {
    let start = out.len();
    let mut writer = Writer {
        source: formula,
        at: 0,
        out,
        unknown,
        depth: 0,
        upright: false,
    };
    writer.run(false);
    if has_letters(&out[start..]) {
        out.insert_str(start, super::NO_CASE);
        out.push_str("</span>");
    }
}

/// Whether there are letters outside of tags.
fn has_letters(markup: &str) -> bool {
    let outside = markup
        .split('<')
        .map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text));
    outside.flat_map(str::chars).any(char::is_alphabetic)
}

struct Writer<'s, 'o> {
    source: &'s str,
    at: usize,
    out: &'o mut String,
    unknown: &'o mut Vec<String>,
    depth: usize,
    /// Whether letters are those of a word: `\mathrm`, `\text`.
    upright: bool,
}

impl Writer<'_, '_> {
    /// Writes up to the closing brace or to the end.
    fn run(&mut self, in_group: bool) {
        while let Some(c) = self.source[self.at..].chars().next() {
            self.at += c.len_utf8();
            match c {
                '}' if in_group => return,
                '{' => self.nested(|writer| writer.run(true)),
                '}' => {}
                '\\' => self.command(),
                '^' => self.scripted("<sup>", "</sup>"),
                '_' => self.scripted("<sub>", "</sub>"),
                '~' => self.out.push('\u{a0}'),
                '-' => self.out.push('−'),
                '\'' => self.out.push('′'),
                c if c.is_ascii_alphabetic() && !self.upright => self.letters(c),
                // Spaces are TeX's own to set.
                c if c.is_whitespace() && !self.upright => {}
                c => self.out.push(c),
            }
        }
    }

    /// Letters that stand together, each a variable.
    fn letters(&mut self, first: char) {
        let rest = &self.source[self.at..];
        let len = rest
            .find(|c: char| !c.is_ascii_alphabetic())
            .unwrap_or(rest.len());
        self.out.push_str("<i>");
        self.out.push(first);
        self.out.push_str(&rest[..len]);
        self.out.push_str("</i>");
        self.at += len;
    }

    fn nested(&mut self, write: impl FnOnce(&mut Self)) {
        self.depth += 1;
        if self.depth < super::MAX_DEPTH {
            write(self);
        }
        self.depth -= 1;
    }

    fn scripted(&mut self, open: &str, close: &str) {
        self.out.push_str(open);
        self.argument();
        self.out.push_str(close);
    }

    fn argument(&mut self) {
        let rest = &self.source[self.at..];
        self.at += rest.len() - rest.trim_start().len();
        let Some(c) = self.source[self.at..].chars().next() else {
            return;
        };
        self.at += c.len_utf8();
        match c {
            '{' => self.nested(|writer| writer.run(true)),
            '\\' => self.nested(Self::command),
            '*' => self.out.push('∗'),
            '\'' => self.out.push('′'),
            '-' => self.out.push('−'),
            c if c.is_ascii_alphabetic() && !self.upright => {
                self.out.push_str("<i>");
                self.out.push(c);
                self.out.push_str("</i>");
            }
            c => self.out.push(c),
        }
    }

    fn upright_argument(&mut self) {
        let before = std::mem::replace(&mut self.upright, true);
        self.argument();
        self.upright = before;
    }

    fn command(&mut self) {
        let name = command_name(&self.source[self.at..]);
        self.at += name.len();
        match name {
            "mathrm" | "text" | "textrm" | "mathsf" | "mathtt" | "operatorname" | "mbox"
            | "textnormal" | "hbox" | "ensuremath" | "mathop" | "rm" | "textup" | "mathbin"
            | "ce" => self.upright_argument(),
            "mathbf" | "boldsymbol" | "bm" | "textbf" => {
                self.out.push_str("<b>");
                self.upright_argument();
                self.out.push_str("</b>");
            }
            "mathit" | "mathcal" | "mathfrak" | "mathscr" | "emph" | "textit" | "cal" => {
                self.argument()
            }
            "mathbb" | "Bbb" => self.blackboard(),
            "vphantom" | "hphantom" | "phantom" | "label" => {
                let end = self.out.len();
                self.argument();
                self.out.truncate(end);
            }
            "frac" | "tfrac" | "dfrac" | "nicefrac" | "sfrac" => {
                self.argument();
                self.out.push('/');
                self.argument();
            }
            "sqrt" => {
                self.out.push('√');
                self.argument();
            }
            "left" | "right" | "big" | "Big" | "bigl" | "bigr" | "limits" | "nolimits"
            | "displaystyle" | "textstyle" | "," | ";" | ":" | "!" | "quad" | "qquad" | " "
            | "it" | "bf" => {}
            "bar" | "overline" => self.accent('\u{304}'),
            "hat" | "widehat" => self.accent('\u{302}'),
            "tilde" | "widetilde" => self.accent('\u{303}'),
            "vec" => self.accent('\u{20D7}'),
            "dot" => self.accent('\u{307}'),
            "ddot" => self.accent('\u{308}'),
            "acute" => self.accent('\u{301}'),
            "grave" => self.accent('\u{300}'),
            "breve" => self.accent('\u{306}'),
            "check" => self.accent('\u{30C}'),
            "textsuperscript" | "sp" => self.scripted("<sup>", "</sup>"),
            "textsubscript" | "sb" => self.scripted("<sub>", "</sub>"),
            _ => match symbol(name).or_else(|| function(name)) {
                Some(text) => self.out.push_str(text),
                None if name.len() == 1 => self.out.push_str(name),
                None => self.unknown.push(name.to_owned()),
            },
        }
    }

    fn accent(&mut self, mark: char) {
        let start = self.out.len();
        self.upright_argument();
        accents::combine(self.out, start, mark);
    }

    fn blackboard(&mut self) {
        let start = self.out.len();
        self.upright_argument();
        let letters = self.out.split_off(start);
        self.out.extend(letters.chars().map(|letter| match letter {
            'C' => 'ℂ',
            'H' => 'ℍ',
            'N' => 'ℕ',
            'P' => 'ℙ',
            'Q' => 'ℚ',
            'R' => 'ℝ',
            'Z' => 'ℤ',
            other => other,
        }));
    }
}

fn function(name: &str) -> Option<&'static str> {
    const FUNCTIONS: [&str; 22] = [
        "log", "ln", "exp", "sin", "cos", "tan", "cot", "sec", "lim", "max", "min", "sup", "inf",
        "det", "dim", "deg", "gcd", "ker", "arg", "mod", "bmod", "Pr",
    ];
    FUNCTIONS.into_iter().find(|function| *function == name)
}

/// What the name of a symbol prints.
#[expect(clippy::too_many_lines, reason = "a table")]
pub(super) fn symbol(name: &str) -> Option<&'static str> {
    Some(match name {
        "alpha" | "textalpha" => "α",
        "beta" | "textbeta" => "β",
        "gamma" | "textgamma" => "γ",
        "delta" | "textdelta" => "δ",
        "epsilon" | "varepsilon" => "ε",
        "zeta" => "ζ",
        "eta" => "η",
        "theta" | "vartheta" => "θ",
        "iota" => "ι",
        "kappa" => "κ",
        "lambda" => "λ",
        "mu" => "μ",
        "nu" => "ν",
        "xi" => "ξ",
        "omicron" => "ο",
        "pi" | "varpi" => "π",
        "rho" | "varrho" => "ρ",
        "sigma" => "σ",
        "varsigma" => "ς",
        "tau" => "τ",
        "upsilon" => "υ",
        "phi" | "varphi" => "φ",
        "chi" => "χ",
        "psi" => "ψ",
        "omega" => "ω",
        "Gamma" => "Γ",
        "Delta" => "Δ",
        "Theta" => "Θ",
        "Lambda" => "Λ",
        "Xi" => "Ξ",
        "Pi" => "Π",
        "Sigma" => "Σ",
        "Upsilon" => "Υ",
        "Phi" => "Φ",
        "Psi" => "Ψ",
        "Omega" => "Ω",
        "times" => "×",
        "div" => "÷",
        "pm" => "±",
        "mp" => "∓",
        "cdot" | "cdotp" => "·",
        "ast" => "∗",
        "star" => "⋆",
        "circ" => "∘",
        "bullet" => "•",
        "otimes" => "⊗",
        "oplus" => "⊕",
        "wedge" | "land" => "∧",
        "vee" | "lor" => "∨",
        "neg" | "lnot" => "¬",
        "cup" => "∪",
        "cap" => "∩",
        "setminus" => "∖",
        "leq" | "le" | "leqslant" => "≤",
        "geq" | "ge" | "geqslant" => "≥",
        "neq" | "ne" => "≠",
        "approx" => "≈",
        "sim" | "thicksim" => "∼",
        "simeq" => "≃",
        "cong" => "≅",
        "equiv" => "≡",
        "propto" => "∝",
        "ll" => "≪",
        "gg" => "≫",
        "lesssim" => "≲",
        "gtrsim" => "≳",
        "infty" => "∞",
        "partial" => "∂",
        "nabla" => "∇",
        "sum" => "∑",
        "prod" => "∏",
        "int" => "∫",
        "oint" => "∮",
        "in" => "∈",
        "notin" => "∉",
        "ni" => "∋",
        "subset" => "⊂",
        "supset" => "⊃",
        "subseteq" => "⊆",
        "supseteq" => "⊇",
        "emptyset" | "varnothing" => "∅",
        "forall" => "∀",
        "exists" => "∃",
        "to" | "rightarrow" | "longrightarrow" => "→",
        "leftarrow" | "gets" => "←",
        "leftrightarrow" => "↔",
        "Rightarrow" | "implies" => "⇒",
        "Leftarrow" => "⇐",
        "Leftrightarrow" | "iff" => "⇔",
        "mapsto" => "↦",
        "uparrow" => "↑",
        "downarrow" => "↓",
        "langle" => "⟨",
        "rangle" => "⟩",
        "lfloor" => "⌊",
        "rfloor" => "⌋",
        "lceil" => "⌈",
        "rceil" => "⌉",
        "mid" | "vert" => "|",
        "parallel" | "Vert" | "|" => "∥",
        "perp" => "⊥",
        "angle" => "∠",
        "prime" => "′",
        "hbar" => "ℏ",
        "ell" => "ℓ",
        "Re" => "ℜ",
        "Im" => "ℑ",
        "aleph" => "ℵ",
        "dagger" => "†",
        "ddagger" => "‡",
        "cdots" | "dotsb" => "⋯",
        "ldots" | "dots" => "…",
        "vdots" => "⋮",
        "flat" => "♭",
        "sharp" => "♯",
        "natural" => "♮",
        "square" | "Box" => "□",
        "triangle" => "△",
        "diamond" => "⋄",
        "odot" | "Sun" | "sun" => "⊙",
        "oslash" => "⊘",
        "models" => "⊨",
        "vdash" => "⊢",
        "top" => "⊤",
        "bot" => "⊥",
        "surd" => "√",
        "lbrack" => "[",
        "rbrack" => "]",
        "colon" => ":",
        "slash" => "/",
        "backslash" => "\\",
        "varGamma" => "Γ",
        "varDelta" => "Δ",
        "varSigma" => "Σ",
        "varPhi" => "Φ",
        "varPsi" => "Ψ",
        "varOmega" => "Ω",
        "varkappa" => "ϰ",
        "longleftrightarrow" => "⟷",
        "rightleftharpoons" => "⇌",
        "upmu" => "µ",
        "lvert" | "rvert" => "|",
        _ => return None,
    })
}
