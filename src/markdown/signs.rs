//! Where signs of ASCII stand that may be markup. They are few, and found once for all who look for some of them.

use std::ops::Range;

use crate::bytes;

/// The places of signs in a text, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signs(Vec<u32>);

impl Signs {
    pub(super) fn of(text: &str) -> Self {
        Self(bytes::places(text.as_bytes(), is_sign))
    }

    /// Those in a part of the text.
    pub(crate) fn within(&self, range: Range<usize>) -> impl Iterator<Item = usize> {
        let first = self.0.partition_point(|at| (*at as usize) < range.start);
        let signs = self.0[first..].iter().map(|at| *at as usize);
        signs.take_while(move |at| *at < range.end)
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = usize> {
        self.0.iter().map(|at| *at as usize)
    }
}

/// Whether a byte is a sign of ASCII other than `( ) , - .`, of which running text is full.
pub(crate) fn is_sign(byte: u8) -> bool {
    bytes::is_between(byte, b'!', b'\'')
        | bytes::is_one_of(byte, b"*+/")
        | bytes::is_between(byte, b':', b'@')
        | bytes::is_between(byte, b'[', b'`')
        | bytes::is_between(byte, b'{', b'~')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_those_of_ascii_but_five() {
        let text: String = ('\0'..'\u{ff}').collect();
        let signs = Signs::of(&text);
        let found: String = signs
            .all()
            .map(|at| char::from(text.as_bytes()[at]))
            .collect();
        assert_eq!(found, "!\"#$%&'*+/:;<=>?@[\\]^_`{|}~");
        let some: Vec<usize> = signs.within(0x24..0x2f).collect();
        assert_eq!(some, [0x24, 0x25, 0x26, 0x27, 0x2a, 0x2b]);
    }
}
