//! Document → [`Reading`]: sentences, tokens, trees, statements.
//!
//! The stages, in order, each a module:
//!
//! 1. [`sentence`]: block text → sentences;
//! 2. [`token`]: sentence → tokens after Universal Dependencies English;
//! 3. [`parser`]: tokens → tags, lemmas, dependencies, a [`tree::Tree`];
//!    (`mend` puts links right that news needs and treebanks hardly have);
//! 4. [`number`], [`time`]: numbers and times in normal form;
//! 5. [`names`]: who and what is named;
//! 6. `clause`: tree → predicates with their participants ([`statement::Phrase`]s by `phrase`);
//! 7. [`quotation`], `attribution`: what is quoted, and who speaks;
//! 8. `standing`: affirmed or denied, how certain, on whose word;
//! 9. `assemble`: all of it → [`statement::Statement`]s; `there`: which place "there" is;
//!    `it`: which thing "it" is.
//!
//! [`said`] lists what of all that is given to whom.
//!
//! [`read`] joins them, and is the only way in: articles, claims and patterns are read by it alike.

mod assemble;
mod attribution;
mod clause;
mod complement;
pub mod conllu;
pub mod english;
mod inherit;
mod it;
pub mod labels;
mod mend;
pub mod names;
pub(crate) mod nominal;
pub mod number;
pub mod parser;
mod phrase;
mod pronouns;
pub mod quotation;
pub mod said;
pub mod sentence;
mod standing;
pub mod statement;
mod then;
mod there;
mod they;
pub mod time;
pub mod token;
pub mod tree;
mod words;

pub use assemble::READ_THRESHOLD;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::document::{BlockKind, Document, TextSpan};
use attribution::Parsed;
use names::{Name, NameFinder, Names};
use parser::{Cores, Memory};
use phrase::SentenceView;
use quotation::{Quotation, QuotationKind};
use standing::{QuotedRange, StandingContext};
use statement::{Attribution, Mode, QuantityMention, SourceKind, Statement, TimeMention};
use tree::Tree;

use crate::value::date::Date;

/// One sentence of a document with its tree.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Sentence {
    /// Its bytes in the read text.
    pub span: TextSpan,
    /// Index of the block that it stands in.
    pub block: usize,
    /// Its words with tags and dependencies.
    pub tree: Tree,
}

/// What was read from a document.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Reading {
    /// The sentences in order.
    pub sentences: Vec<Sentence>,
    /// The statements in order of their sentences; [`Statement::id`] is the index here.
    pub statements: Vec<Statement>,
    /// Who and what is named; [`statement::EntityRef::Named`] counts these.
    pub names: Vec<Name>,
    /// What is quoted, in order of the opening marks.
    pub quotations: Vec<Quotation>,
    /// The numbers of every sentence.
    pub quantities: Vec<Vec<QuantityMention>>,
    /// The times of every sentence.
    pub times: Vec<Vec<TimeMention>>,
    /// Indices of the sentences that ought to say something and gave no statement that is sure
    /// enough to be used.
    pub unread: Vec<usize>,
    /// Of an article: the numbers and times of every sentence with what checks need beside their values. They
    /// follow from the sentences, and are neither kept for other runs nor of any use for a rulebook's English.
    #[serde(skip)]
    pub amounts: Vec<Amounts>,
}

/// The numbers and times of a sentence, as [`number::scan_with_times`] gives them: those times that the calendar does
/// not have are among them.
#[derive(Debug, Clone, Default)]
pub struct Amounts {
    /// The numbers, in text order.
    pub numbers: Vec<number::Number>,
    /// The times, in text order.
    pub times: Vec<time::Time>,
}

impl Amounts {
    /// Those of a sentence of `text`.
    pub fn of(tree: &Tree, text: &str, dateline: Option<Date>) -> Self {
        let (numbers, times) = number::scan_with_times(tree, text, dateline);
        Self { numbers, times }
    }
}

/// Reads a document. `names` are the names that are known beforehand.
///
/// Never fails; what can't be read is listed in [`Reading::unread`].
pub fn read(document: &Document, names: &Names) -> Reading {
    read_parsed(document, parse(document, Cores::All), names)
}

/// The sentences of a document with their trees: the part of reading for which no names are needed.
///
/// Where documents are read side by side, each is read on one core.
pub fn parse(document: &Document, cores: Cores) -> Vec<Sentence> {
    parse_together(&[unparsed(document)], cores, None)
        .pop()
        .unwrap_or_default()
}

/// The same for several documents, in less time where they have sentences in common.
pub fn parse_all(documents: &[&Document], cores: Cores) -> Vec<Vec<Sentence>> {
    let unparsed = cores.map(documents, 1, |part| part.iter().map(|d| unparsed(d)).collect());
    parse_together(&unparsed, cores, None)
}

/// Reads a document from its sentences, which are those that [`parse`] gave.
pub fn read_parsed(document: &Document, sentences: Vec<Sentence>, names: &Names) -> Reading {
    read_with(document, sentences, names, &[], Cores::All)
}

/// Reads a document that has been parsed, in which stand-ins of a pattern's variables stand at the given places.
fn read_with(
    document: &Document,
    mut sentences: Vec<Sentence>,
    listed: &Names,
    variables: &[(TextSpan, String)],
    cores: Cores,
) -> Reading {
    /// Sentences whose numbers and times are found in one piece of work.
    const TOGETHER: usize = 4;
    let mut finder = NameFinder::default();
    let mut mentions = Vec::with_capacity(sentences.len());
    for s in &mut sentences {
        let found = finder.find(&s.tree, listed);
        let known = |m: &names::Mention| finder.names.get(m.name).is_some_and(|n| n.known.is_some());
        mend::hold_names(&mut s.tree, found.iter().filter(|m| known(m)));
        mentions.push(found);
    }
    let dateline = document.dateline.map(|d| d.date);
    let amounts: Vec<Amounts> = cores.map(&sentences, TOGETHER, |part| {
        let amounts = |s: &Sentence| Amounts::of(&s.tree, &document.text, dateline);
        part.iter().map(amounts).collect()
    });
    let of_numbers = |a: &Amounts| a.numbers.iter().map(|n| n.mention.clone()).collect();
    let of_times = |a: &Amounts| {
        let possible = a.times.iter().filter(|t| t.possible);
        possible.map(|t| t.mention.clone()).collect()
    };
    let mut quantities: Vec<Vec<QuantityMention>> = amounts.iter().map(of_numbers).collect();
    let mut times: Vec<Vec<TimeMention>> = amounts.iter().map(of_times).collect();
    for (span, variable) in variables {
        for q in quantities.iter_mut().flatten().filter(|q| q.span.overlaps(*span)) {
            q.variable = Some(variable.clone());
        }
        for t in times.iter_mut().flatten().filter(|t| t.span.overlaps(*span)) {
            t.variable = Some(variable.clone());
        }
    }
    let names = finder.names;
    let mut quotations = quotation::find(document);
    let quoted: Vec<TextSpan> = quotations.iter().map(|q| q.span).collect();
    let parsed: Vec<Parsed<'_>> = sentences
        .iter()
        .enumerate()
        .map(|(i, s)| {
            let view = SentenceView {
                tree: &s.tree,
                text: &document.text,
                mentions: &mentions[i],
                names: &names,
                quantities: &quantities[i],
                times: &times[i],
                quoted: &quoted,
                variables,
            };
            Parsed {
                clauses: clause::clauses(&view),
                view,
                span: s.span,
                block: s.block,
            }
        })
        .collect();
    let antecedents = pronouns::antecedents(&parsed, &names, &quotations);
    attribution::attribute(document, &parsed, &antecedents, &mut quotations);
    let mut statements: Vec<Statement> = Vec::new();
    let mut unread = Vec::new();
    for (i, p) in parsed.iter().enumerate() {
        let speaker = |word: usize| attribution::speaker(&p.view, i, word, &antecedents);
        let context = StandingContext {
            view: p.view,
            quoted: quoted_ranges(&quotations, p.span),
            speaker: &speaker,
            headline: document
                .blocks
                .get(p.block)
                .is_some_and(|b| matches!(b.kind, BlockKind::Headline | BlockKind::Subhead)),
        };
        let standings = standing::standings(&context, &p.clauses);
        let made = assemble::statements(p, i, &standings, &antecedents, statements.len());
        if assemble::expects_statement(&p.view) && !made.iter().any(|s| s.read) {
            unread.push(i);
        }
        statements.extend(made);
    }
    drop(parsed);
    there::resolve(&mut statements, &sentences);
    it::resolve(&mut statements, &sentences, &names);
    they::resolve(&mut statements, &sentences);
    then::resolve(&mut statements, &sentences);
    Reading {
        sentences,
        statements,
        names,
        quotations,
        quantities,
        times,
        unread,
        amounts,
    }
}

/// A sentence before it is parsed: block, place, tokens.
type UnparsedSentence = (usize, TextSpan, Vec<token::Token>);

/// The sentences of a document before they are parsed.
type Unparsed = Vec<UnparsedSentence>;

/// Most words and marks of a sentence. No writer reaches it: what is longer is a table or a list without stops, and
/// would take time by more than its length, since every word of a sentence may bear on every other.
const LONGEST: usize = 300;

/// A sentence of too many words in pieces of at most [`LONGEST`], cut behind a mark where there is one.
fn pieces(tokens: Vec<token::Token>) -> impl Iterator<Item = (TextSpan, Vec<token::Token>)> {
    let mark = |t: &token::Token| matches!(t.form.as_str(), "," | ";" | ":" | "–" | "—");
    let mut lengths = Vec::new();
    let mut at = 0;
    while let Some(window) = tokens
        .get(at..tokens.len().min(at + LONGEST))
        .filter(|w| !w.is_empty())
    {
        let behind_mark = window.iter().rposition(mark).map(|i| i + 1);
        let length = match behind_mark {
            Some(length) if window.len() == LONGEST && length > LONGEST / 2 => length,
            _ => window.len(),
        };
        lengths.push(length);
        at += length;
    }
    let mut rest = tokens.into_iter();
    lengths.into_iter().filter_map(move |length| {
        let piece: Vec<token::Token> = rest.by_ref().take(length).collect();
        let span = piece.first()?.span.cover(piece.last()?.span);
        Some((span, piece))
    })
}

/// Splits and tokenizes.
fn unparsed(document: &Document) -> Unparsed {
    let mut out = Vec::new();
    for (block, b) in document.blocks.iter().enumerate() {
        for span in sentence::split(document.slice(b.span), b.span.start, b.kind) {
            let tokens = token::tokenize(document.slice(span), span.start);
            if tokens.len() <= LONGEST {
                out.extend((!tokens.is_empty()).then_some((block, span, tokens)));
            } else {
                out.extend(pieces(tokens).map(|(span, tokens)| (block, span, tokens)));
            }
        }
    }
    out
}

/// Parses the sentences of several documents together: the parser runs several through its network
/// at once, and most claims and patterns are documents of one sentence. With a memory, what it knows is
/// not parsed again.
fn parse_together(documents: &[Unparsed], cores: Cores, memory: Option<&Memory>) -> Vec<Vec<Sentence>> {
    let all: Vec<&UnparsedSentence> = documents.iter().flatten().collect();
    let forms = all
        .iter()
        .map(|(_, _, tokens)| tokens.iter().map(|t| t.form.as_str()).collect());
    // Two revisions of an article have most of their sentences in common.
    let (distinct, numbers) = numbered(forms);
    let forms: Vec<&[&str]> = distinct.iter().map(Vec::as_slice).collect();
    let parser = parser::parser();
    let trees = match memory {
        Some(memory) => parser.parse_remembered(&forms, cores, memory),
        None => parser.parse_all(&forms, cores),
    };
    let trees = cores.each(trees, mended);
    let parsed = if trees.len() == all.len() {
        cores.each(all.into_iter().zip(trees).collect(), |(unparsed, tree)| {
            placed(unparsed, tree)
        })
    } else {
        cores.each(all.into_iter().zip(numbers).collect(), |(unparsed, number)| {
            placed(unparsed, trees.get(number).cloned().unwrap_or_default())
        })
    };
    let mut parsed = parsed.into_iter();
    documents
        .iter()
        .map(|sentences| parsed.by_ref().take(sentences.len()).collect())
        .collect()
}

/// Each sentence once, by its words, and the number that each has among them.
fn numbered<'w>(sentences: impl Iterator<Item = Vec<&'w str>>) -> (Vec<Vec<&'w str>>, Vec<usize>) {
    let mut known: FxHashMap<Vec<&str>, usize> = FxHashMap::default();
    let mut distinct = Vec::new();
    let numbers = sentences
        .map(|forms| match known.get(&forms) {
            Some(&number) => number,
            None => {
                distinct.push(forms.clone());
                known.insert(forms, distinct.len() - 1);
                distinct.len() - 1
            }
        })
        .collect();
    (distinct, numbers)
}

/// What the parser gives, with the links put right that it gets wrong in news: a matter of the words alone.
fn mended(tree: Tree) -> Tree {
    let mut words = tree.words;
    mend::mend(&mut words);
    Tree::new(words)
}

/// A sentence with the tree of its words ([`mended`]), each in its place in the text.
fn placed((block, span, tokens): &UnparsedSentence, mut tree: Tree) -> Sentence {
    for (word, token) in tree.words.iter_mut().zip(tokens) {
        word.span = token.span;
        word.space_after = token.space_after;
    }
    Sentence {
        span: *span,
        block: *block,
        tree,
    }
}

/// The quotations with a speaker that bear on the sentence at `span`, outermost first.
fn quoted_ranges(quotations: &[Quotation], span: TextSpan) -> Vec<QuotedRange> {
    let mut out: Vec<QuotedRange> = quotations
        .iter()
        .filter(|q| q.span.overlaps(span))
        .filter(|q| q.speaker.is_some() || q.kind != QuotationKind::Fragment)
        .map(|q| QuotedRange {
            span: q.span,
            fragment: q.kind == QuotationKind::Fragment,
            source: Attribution {
                // Quoted words are nobody's but a speaker's, found or not.
                kind: if q.speaker.is_some() {
                    q.source
                } else {
                    SourceKind::Anonymous
                },
                speaker: q.speaker.clone(),
                cue: q.cue.clone(),
                cue_span: q.cue_span,
                mode: Mode::Quoted,
                quotation: Some(q.span),
                reported_by: Vec::new(),
            },
        })
        .collect();
    out.sort_by_key(|q| (q.span.start, std::cmp::Reverse(q.span.end)));
    out
}
