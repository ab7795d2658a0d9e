//! Names for findings that stay the same when the text around them changes.
//!
//! A fingerprint is FNV-1a (64 bits, Fowler/Noll/Vo) over the rule, the statement in normal form and
//! the words, in 16 hexadecimal digits. No offset, line or path is in it, so that it outlives a moved
//! paragraph; the second finding of the same name in one document gets `-2`, the third `-3`.

use std::collections::BTreeMap;

const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a over `parts`, each followed by a byte that no UTF-8 text holds.
pub(super) fn fnv1a(parts: &[&str]) -> u64 {
    let mut hash = OFFSET;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(PRIME);
        }
    }
    hash
}

/// Gives out fingerprints for the findings of one document, in their order.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: BTreeMap<u64, usize>,
}

impl Fingerprints {
    /// The fingerprint of a finding of `rule` on a statement with this normal form and these words.
    /// White space in the words doesn't count, so that a reflowed paragraph keeps its fingerprints.
    pub fn next(&mut self, rule: &str, normal_form: &str, words: &str) -> String {
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let hash = fnv1a(&[rule, normal_form, &words]);
        let seen = self.seen.entry(hash).or_default();
        *seen += 1;
        if *seen == 1 {
            format!("{hash:016x}")
        } else {
            format!("{hash:016x}-{seen}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_test_vector_holds() {
        // FNV-1a of "a" is af63dc4c8601ec8c; here a separator byte follows.
        let a = (OFFSET ^ u64::from(b'a')).wrapping_mul(PRIME);
        assert_eq!(a, 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(&["a"]), (a ^ 0xff).wrapping_mul(PRIME));
    }

    #[test]
    fn a_reflow_keeps_it_and_a_repetition_is_numbered() {
        let mut f = Fingerprints::default();
        let first = f.next("r", "n", "signed a deal");
        assert_eq!(f.next("r", "n", "signed\n a  deal"), format!("{first}-2"));
        assert_ne!(f.next("r", "m", "signed a deal"), first);
    }
}
