//! copydesk reads articles into statements and checks them against a rulebook.
//!
//! # Steps
//! 1. [`source`]: a file's text, with places in it (bytes, lines, columns).
//! 2. [`document`]: source → [`document::Document`]: blocks of read text, mapped back to the file's bytes.
//! 3. [`reading`]: document → [`reading::Reading`]: sentences, trees, statements.
//! 4. [`rules`]: rule files → [`rules::book::Rulebook`]: entities, claims, rules.
//! 5. [`checking`]: reading × rulebook → findings.
//! 6. [`report`]: findings → [`report::Report`] → bytes in one of the output formats.
//! 7. [`diff`]: two revisions → what changed in meaning.
//!
//! [`cli`] sits on top and does all input and output. [`value`] holds numbers, units and dates as
//! values without text; [`lexicon`] holds what is known of English words.

pub mod checking;
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod diff;
pub mod document;
pub mod lexicon;
pub mod pipeline;
pub mod reading;
pub mod report;
pub mod rules;
pub mod source;
pub mod value;
