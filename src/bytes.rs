//! Passes over bytes of which few matter, many at a time: the compiler makes a few vector instructions of a block.

/// Whether a byte is one of `wanted`, by a comparison with each: branches and tables would look at one byte at a time.
/// There are few of them, or the compiler does not unroll the loop.
#[inline]
pub(crate) fn is_one_of<const N: usize>(byte: u8, wanted: &[u8; N]) -> bool {
    wanted.iter().fold(false, |found, it| found | (byte == *it))
}

/// Whether a byte is in a range, by one comparison.
#[inline]
pub(crate) fn is_between(byte: u8, first: u8, last: u8) -> bool {
    byte.wrapping_sub(first) <= last - first
}

/// Where the first byte stands that `is` wanted. It has to be told without branches, as by [`is_one_of`].
#[inline]
pub(crate) fn find(bytes: &[u8], is: impl Fn(u8) -> bool) -> Option<usize> {
    // As many as fit into a register.
    let (blocks, rest) = bytes.as_chunks::<16>();
    for (i, block) in blocks.iter().enumerate() {
        let wanted = marked(block, &is);
        if wanted != 0 {
            return Some(i * 16 + wanted.trailing_zeros() as usize / 8);
        }
    }
    let at = rest.iter().position(|byte| is(*byte));
    at.map(|at| blocks.len() * 16 + at)
}

/// Where the bytes stand that `is` wanted, by the same rule.
pub(crate) fn places(bytes: &[u8], is: impl Fn(u8) -> bool) -> Vec<u32> {
    let mut places = Vec::with_capacity(bytes.len() / 32);
    let (blocks, rest) = bytes.as_chunks::<16>();
    for (i, block) in blocks.iter().enumerate() {
        let mut wanted = marked(block, &is);
        while wanted != 0 {
            let first = wanted.trailing_zeros();
            places.push((i * 16) as u32 + first / 8);
            wanted ^= 0xff << first;
        }
    }
    let from = blocks.len() * 16;
    let rest = rest.iter().enumerate().filter(|(_, byte)| is(**byte));
    places.extend(rest.map(|(at, _)| (from + at) as u32));
    places
}

/// A block with all bits of the bytes set that `is` wanted, and none of the others.
#[inline]
fn marked(block: &[u8; 16], is: impl Fn(u8) -> bool) -> u128 {
    let mut marked = [0; 16];
    for (mark, byte) in marked.iter_mut().zip(block) {
        *mark = if is(*byte) { u8::MAX } else { 0 };
    }
    u128::from_le_bytes(marked)
}

/// How many of the pairs of neighbours are `wanted`, which has to be told without branches.
#[inline]
pub(crate) fn count_pairs(bytes: &[u8], wanted: impl Fn(u8, u8) -> bool) -> usize {
    let Some((_, next)) = bytes.split_first() else {
        return 0;
    };
    let (firsts, seconds) = (bytes.as_chunks::<32>().0, next.as_chunks::<32>().0);
    let blocks = firsts.iter().zip(seconds).map(|(firsts, seconds)| {
        let pairs = firsts.iter().zip(seconds);
        usize::from(pairs.fold(0_u8, |sum, (a, b)| sum + u8::from(wanted(*a, *b))))
    });
    let from = seconds.len() * 32;
    let rest = bytes[from..].iter().zip(&next[from..]);
    blocks.sum::<usize>() + rest.filter(|(a, b)| wanted(**a, **b)).count()
}

/// The lines of a text, each with its end. [`str::split_inclusive`] takes several times as long.
pub(crate) fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|end| end + 1);
    let last = (!text.is_empty() && !text.ends_with('\n')).then_some(text.len());
    ends.chain(last).map(move |end| {
        let line = &text[at..end];
        at = end;
        line
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passes_agree_with_a_look_at_each_byte() {
        for length in 0..100_usize {
            let mut bytes = vec![b'a'; length];
            assert_eq!(find(&bytes, |byte| byte == b'.'), None);
            for at in (0..length).rev() {
                bytes[at] = b'.';
                let all = places(&bytes, |byte| byte == b'.');
                assert!(all.iter().copied().eq(at as u32..length as u32));
                assert_eq!(find(&bytes, |byte| byte == b'.'), Some(at));
                let pairs = count_pairs(&bytes, |a, b| a == b'a' && b == b'.');
                assert_eq!(pairs, usize::from(at > 0));
            }
        }
        let pairs = count_pairs(&b" a".repeat(5000), |a, b| a == b' ' && b != b' ');
        assert_eq!(pairs, 5000);
        for text in ["", "a", "\n", "a\nb", "a\n\n"] {
            assert!(lines(text).eq(text.split_inclusive('\n')), "{text:?}");
        }
    }
}
