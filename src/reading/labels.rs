//! The closed sets of names in a tree: relations of Universal Dependencies English and fine tags
//! of the Penn Treebank, as static strings.
//!
//! Trees hold names by reference to these tables, so that reading a file with unknown names can
//! neither leak nor grow memory: what is not in the table becomes `dep` or `X`.

use super::tree::Deprel;

/// A name of one of the tables.
pub type Label = &'static str;

/// The relations of UD English (EWT, GUM, PUD), sorted.
pub const DEPRELS: [&str; 61] = [
    "acl",
    "acl:relcl",
    "advcl",
    "advcl:relcl",
    "advmod",
    "advmod:emph",
    "amod",
    "appos",
    "aux",
    "aux:pass",
    "case",
    "cc",
    "cc:preconj",
    "ccomp",
    "clf",
    "compound",
    "compound:prt",
    "conj",
    "cop",
    "csubj",
    "csubj:outer",
    "csubj:pass",
    "dep",
    "det",
    "det:predet",
    "discourse",
    "dislocated",
    "expl",
    "expl:pass",
    "fixed",
    "flat",
    "flat:foreign",
    "flat:name",
    "goeswith",
    "iobj",
    "list",
    "mark",
    "nmod",
    "nmod:agent",
    "nmod:desc",
    "nmod:npmod",
    "nmod:poss",
    "nmod:tmod",
    "nmod:unmarked",
    "nsubj",
    "nsubj:outer",
    "nsubj:pass",
    "nummod",
    "obj",
    "obl",
    "obl:agent",
    "obl:npmod",
    "obl:tmod",
    "obl:unmarked",
    "orphan",
    "parataxis",
    "punct",
    "reparandum",
    "root",
    "vocative",
    "xcomp",
];

/// The fine tags of UD English (`XPOS`).
pub const XPOS: [&str; 52] = [
    "$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW", "GW", "HYPH",
    "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT", "POS", "PRP", "PRP$",
    "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$",
    "WRB", "XX", "``", "_", "X",
];

/// The relation of this name; `dep` for one that is not of UD English.
pub fn deprel(name: &str) -> Deprel {
    Deprel::new(DEPRELS.iter().find(|&&d| d == name).copied().unwrap_or("dep"))
}

/// The fine tag of this name; `X` for one that is not of the Penn Treebank's.
pub fn xpos(name: &str) -> &'static str {
    XPOS.iter().find(|&&x| x == name).copied().unwrap_or("X")
}

/// Names of a table as their numbers, for what one run keeps for the next. A name that is not in the table
/// can't be kept.
macro_rules! stored {
    ($(#[$about:meta])* $name:ident, $table:expr) => {
        $(#[$about])*
        pub(crate) mod $name {
            use serde::{Deserialize as _, Deserializer, Serialize as _, Serializer};

            pub(crate) fn serialize<S: Serializer>(name: &&'static str, to: S) -> Result<S::Ok, S::Error> {
                let number = $table.iter().position(|n| n == name).and_then(|n| u8::try_from(n).ok());
                number
                    .ok_or_else(|| serde::ser::Error::custom("a name of no table"))?
                    .serialize(to)
            }
            pub(crate) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
                let number = usize::from(u8::deserialize(from)?);
                let name = $table.get(number).copied();
                name.ok_or_else(|| serde::de::Error::custom("a number of no table"))
            }
        }
    };
}

stored!(
    /// A relation.
    stored_relation,
    super::DEPRELS
);
stored!(
    /// A fine tag.
    stored_xpos,
    super::XPOS
);
