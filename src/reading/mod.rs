//! Document → [`Reading`]: sentences, tokens, trees, statements.
//!
//! The stages, in order, each a module:
//! [`sentence`] (block text → sentences), [`token`] (sentence → tokens after Universal Dependencies
//! English), [`parser`] (tokens → tags, lemmas, dependencies: a [`tree::Tree`]), then from the trees
//! to [`statement::Statement`]s.

pub mod conllu;
pub mod labels;
pub mod number;
pub mod parser;
pub mod sentence;
pub mod statement;
pub mod time;
pub mod token;
pub mod tree;
mod words;

use crate::document::TextSpan;
use statement::Statement;
use tree::Tree;

/// One sentence of a document with its tree.
#[derive(Debug, Clone)]
pub struct Sentence {
    /// Its bytes in the read text.
    pub span: TextSpan,
    /// Index of the block that it stands in.
    pub block: usize,
    /// Its words with tags and dependencies.
    pub tree: Tree,
}

/// What was read from a document.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// The statements in order of their sentences; [`Statement::id`] is the index here.
    pub statements: Vec<Statement>,
}
