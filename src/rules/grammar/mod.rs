//! Rule file → syntax tree, with `nom` over spanned tokens; one file per form.
//!
//! Parsing never fails. A clause that cannot be parsed is reported and skipped to the next line that
//! begins with a word, an item to the next item, so that one run shows every mistake of a file.

pub(crate) mod claim;
pub(crate) mod comments;
pub(crate) mod condition;
pub(crate) mod entity;
pub(crate) mod error;
pub(crate) mod inference;
pub(crate) mod item;
mod lex;
mod parts;
mod pattern;
mod rule;
mod slips;
mod test;
pub(crate) mod token;

use rayon::prelude::*;

use crate::diagnostic::Diagnostic;
use crate::rules::book::EntityKind;
use crate::rules::syntax::{Item, RuleFile};
use crate::source::{FileId, Source};
use error::{Errors, nearest};
use token::{Token, TokenKind};

/// The words that begin an item, in the order of the reference.
pub const ITEM_KEYWORDS: &[&str] = &[
    "use",
    "person",
    "organisation",
    "organization",
    "country",
    "place",
    "event",
    "thing",
    "term",
    "opposite",
    "infer",
    "claim",
    "claims",
    "closed",
    "rule",
    "test",
];

/// The words that begin a clause of some item.
pub const CLAUSE_KEYWORDS: &[&str] = &[
    "also",
    "never",
    "role",
    "speaks",
    "on",
    "from",
    "to",
    "until",
    "in",
    "with",
    "born",
    "source",
    "url",
    "unconfirmed",
    "as",
    "where",
    "and",
    "unless",
    "infer",
    "error",
    "warning",
    "note",
    "when",
    "require",
    "same",
    "verify",
    "help",
    "flags",
    "allows",
    "given",
    "dated",
    "expect",
];

pub(crate) fn is_item_keyword(word: &str) -> bool {
    ITEM_KEYWORDS.contains(&word)
}

/// The kind of entity that a keyword begins.
pub(crate) fn entity_kind(word: &str) -> Option<EntityKind> {
    Some(match word {
        "person" => EntityKind::Person,
        "organisation" | "organization" => EntityKind::Organisation,
        "country" => EntityKind::Country,
        "place" => EntityKind::Place,
        "event" => EntityKind::Event,
        "thing" => EntityKind::Thing,
        _ => return None,
    })
}

/// Items that are parsed as one piece of work.
const ITEMS_TOGETHER: usize = 64;

/// From how many items on a file is parsed on all cores. The shipped packs are smaller: they are parsed on first use, and a
/// thread that waits for other threads meanwhile might take up work that waits for the packs.
const GREAT_FILE: usize = 2048;

/// Parses one file.
pub fn parse(file: FileId, source: &Source) -> (RuleFile, Vec<Diagnostic>) {
    let mut errors = Errors::new(file, source.clone());
    let (tokens, comments) = lex::lex(source.text(), &mut errors);
    let mut parts = Vec::new();
    let mut start = 0;
    while start < tokens.len() {
        let mut end = start + 1;
        while end < tokens.len() && !begins_item(&tokens, end) {
            end += 1;
        }
        parts.push(tokens.get(start..end).unwrap_or_default());
        start = end;
    }
    // Each item by itself: a great rulebook is one file.
    let parse = |part: &&[Token<'_>]| {
        let mut errors = Errors::new(file, source.clone());
        let item = item::item(part, &mut errors);
        (item, errors.list)
    };
    let parsed: Vec<(Option<Item>, Vec<Diagnostic>)> = if parts.len() < GREAT_FILE {
        parts.iter().map(parse).collect()
    } else {
        parts.par_iter().with_min_len(ITEMS_TOGETHER).map(parse).collect()
    };
    let mut items = Vec::with_capacity(parsed.len());
    for (item, list) in parsed {
        items.extend(item);
        errors.list.extend(list);
    }
    let mut file = RuleFile {
        items,
        end: Vec::new(),
    };
    comments::attach(&mut file, comments, source.text());
    let mut list = errors.list;
    list.sort_by_key(|d| d.labels.first().map(|l| l.location.span));
    (file, list)
}

/// Whether the token at `index` begins an item, or something that was meant to be one.
fn begins_item(tokens: &[Token<'_>], index: usize) -> bool {
    let Some(token) = tokens.get(index) else {
        return false;
    };
    if token.kind != TokenKind::Word || !token.first {
        return false;
    }
    let next = tokens.get(index + 1);
    // `infer "…"` is a clause, `infer name` an item.
    let text_next = next.is_some_and(Token::is_text);
    match token.text {
        "infer" => token.flush && !text_next,
        word if is_item_keyword(word) => true,
        word if !token.flush || CLAUSE_KEYWORDS.contains(&word) => false,
        word => nearest(word, ITEM_KEYWORDS.iter().copied()).is_some(),
    }
}
