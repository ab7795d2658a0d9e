//! Relations between parts, after natural logic, and how they add up.

use super::relation::Part;
use crate::document::TextSpan;

/// What a part of the text is to the part of the claim in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PartRelation {
    /// the same
    Equal,
    /// the text's is a special case ("a man in a red shirt" of "a man")
    Narrower,
    /// the claim's is a special case
    Wider,
    /// nothing can be both
    Excludes,
    /// nothing follows
    Different,
}

impl PartRelation {
    /// The relation of the whole that has this part and another, both in upward contexts.
    pub(super) fn join(self, other: Self) -> Self {
        use PartRelation::{Different, Equal, Excludes, Narrower, Wider};
        match (self, other) {
            (Different, _) | (_, Different) => Different,
            (Excludes, _) | (_, Excludes) => Excludes,
            (Equal, x) | (x, Equal) => x,
            (Narrower, Narrower) => Narrower,
            (Wider, Wider) => Wider,
            (Narrower, Wider) | (Wider, Narrower) => Different,
        }
    }
    /// The relation of the whole where the part stands in a downward context ("no …", "not …"), and
    /// the relation seen from the other side.
    pub(super) fn flip(self) -> Self {
        match self {
            Self::Narrower => Self::Wider,
            Self::Wider => Self::Narrower,
            other => other,
        }
    }
    /// Whether what holds of the text's part holds of the claim's.
    pub(crate) fn entails(self) -> bool {
        matches!(self, Self::Equal | Self::Narrower)
    }
    /// Whether the two can be one and the same thing.
    pub(crate) fn compatible(self) -> bool {
        matches!(self, Self::Equal | Self::Narrower | Self::Wider)
    }
}

/// Two parts that exclude each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Clash {
    pub(super) part: Part,
    pub(super) text: TextSpan,
    pub(super) claim: TextSpan,
    /// The words in the text and in the claim.
    pub(super) words: (String, String),
}

#[cfg(test)]
mod tests {
    use super::PartRelation::{Different, Equal, Excludes, Narrower, Wider};

    #[test]
    fn parts_add_up() {
        assert_eq!(Equal.join(Narrower), Narrower);
        assert_eq!(Narrower.join(Wider), Different);
        assert_eq!(Wider.join(Excludes), Excludes);
        assert_eq!(Excludes.join(Different), Different);
        assert_eq!(Narrower.flip(), Wider);
    }
}
