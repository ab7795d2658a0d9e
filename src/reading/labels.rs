//! The closed sets of names in a tree: relations of Universal Dependencies English and fine tags
//! of the Penn Treebank, as static strings.
//!
//! Trees hold names by reference to these tables, so that reading a file with unknown names can
//! neither leak nor grow memory: what is not in the table becomes `dep` or `X`.

use super::tree::Deprel;

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
