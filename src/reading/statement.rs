//! What one clause says: who, what, to whom, where, when, how sure, and on whose word.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::labels::Label;
use crate::document::TextSpan;
use crate::value::date::Date;
use crate::value::quantity::Quantity;

/// One thing that the text says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Statement {
    /// Index in the reading.
    pub id: usize,
    /// Index of its sentence.
    pub sentence: usize,
    /// The clause, from its first to its last word.
    pub span: TextSpan,
    /// What kind of thing is said.
    pub kind: StatementKind,
    /// Who or what it is about; the agent where an agent is known, in active and passive alike.
    pub subject: Option<Argument>,
    /// What is said of it.
    pub predicate: Predicate,
    /// The other participants.
    pub objects: Vec<Argument>,
    /// Place, time, manner, condition.
    pub circumstances: Vec<Circumstance>,
    /// Affirmed or denied.
    pub polarity: Polarity,
    /// How sure, and whether it is asserted at all.
    pub certainty: Certainty,
    /// Words that carry the polarity or the certainty ("not", "could", "if").
    pub markers: Vec<TextSpan>,
    /// On whose word.
    pub source: Attribution,
    /// Numbers in it.
    pub quantities: Vec<QuantityMention>,
    /// Times in it.
    pub times: Vec<TimeMention>,
    /// The statement that this one is the content, condition or purpose of.
    pub parent: Option<Embedding>,
    /// Confidence of the parse it rests on: product-free minimum over its core arcs, 0 to 1.
    pub confidence: f32,
    /// Whether it is sure enough to be used for a verdict.
    pub read: bool,
}

impl Statement {
    /// The first of its objects behind the preposition `case`.
    pub fn oblique(&self, case: &str) -> Option<&Argument> {
        let mut objects = self.objects.iter();
        objects.find(|o| matches!(&o.role, Role::Oblique(own) if own == case))
    }
    /// The phrases of its participants and circumstances, the subject first; what is inside them is not listed.
    pub fn phrases(&self) -> impl Iterator<Item = &Phrase> {
        let arguments = self.subject.iter().chain(&self.objects).map(|a| &a.phrase);
        arguments.chain(self.circumstances.iter().filter_map(|c| c.phrase.as_ref()))
    }
    /// The same, each followed by its modifiers and conjuncts and what is inside those, `depth` steps down.
    pub fn phrases_within(&self, depth: usize) -> Vec<&Phrase> {
        fn add<'a>(phrase: &'a Phrase, depth: usize, out: &mut Vec<&'a Phrase>) {
            out.push(phrase);
            if let Some(below) = depth.checked_sub(1) {
                let modifiers = phrase.modifiers.iter().map(|m| &m.phrase);
                for inner in modifiers.chain(&phrase.conjuncts) {
                    add(inner, below, out);
                }
            }
        }
        let mut out = Vec::new();
        for phrase in self.phrases() {
            add(phrase, depth, &mut out);
        }
        out
    }
}

/// What kind of thing a statement says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum StatementKind {
    /// Somebody does something, something happens ("Putin accepted …").
    Event,
    /// Somebody or something is something ("Rubio is secretary of state"; the apposition, too).
    Role,
    /// A property or state ("the war is long").
    State,
    /// An event named by a noun ("Russia's annexation of Crimea in 2014").
    Nominal,
}

/// A participant.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Argument {
    /// Its part in the clause.
    pub role: Role,
    /// The phrase.
    pub phrase: Phrase,
}

/// Part of a participant in the clause.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Role {
    /// The subject (agent of a passive included, where it is named).
    Subject,
    /// The direct object (subject of a passive included).
    Object,
    /// The indirect object.
    Recipient,
    /// What the subject is said to be.
    Attribute,
    /// A clause or infinitive ("agreed *to pass legislation*"); the statement of that clause has
    /// this one as its parent.
    Clause,
    /// With a preposition, given in lower case ("with", "to").
    Oblique(String),
}

/// A noun phrase (or another phrase that stands for a participant).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Phrase {
    /// Its bytes.
    pub span: TextSpan,
    /// The text at `span`.
    pub text: String,
    /// Index of the head word in the sentence's tree.
    pub head: usize,
    /// Lemma of the head; the whole name for a name ("vladimir putin" is `Vladimir Putin`).
    pub lemma: String,
    /// Whom or what the phrase names, where that is known.
    pub entity: Option<EntityRef>,
    /// For a pronoun or a description: the bytes of the phrase it was resolved to.
    pub antecedent: Option<TextSpan>,
    /// "all", "no", "most", "three" …
    pub quantifier: Quantifier,
    /// The count in front of the head ("four workers"), as an index into the statement's quantities.
    pub count: Option<usize>,
    /// Adjectives, nouns, possessors, prepositional phrases on the head, in text order.
    pub modifiers: Vec<Modifier>,
    /// Further members of a coordination ("Trump *and Putin*").
    pub conjuncts: Vec<Phrase>,
    /// "or" rather than "and" between the members.
    pub disjunction: bool,
    /// Name of the variable that stands here, in a pattern.
    pub variable: Option<String>,
}

/// A word or phrase that narrows a head.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Modifier {
    /// UD relation to the head (`amod`, `compound`, `nmod:poss`, `nmod`).
    #[serde(with = "super::labels::stored_relation")]
    pub relation: Label,
    /// Preposition of an `nmod`, in lower case; empty elsewhere.
    pub case: String,
    /// The phrase.
    pub phrase: Phrase,
}

/// The case of a modifier that names what is set against its head ("boundaries *rather than* front lines").
pub const EXCLUDING: &str = "rather than";

/// Who or what is named.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityRef {
    /// An entity of the rulebook, by its index there.
    Known(u32),
    /// A name of the article's own, by the index of the name in the reading.
    Named(u32),
}

/// Quantifier or determiner of a phrase, after natural logic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Quantifier {
    /// No determiner ("dogs bark"), a name, a pronoun.
    #[default]
    Bare,
    /// "a", "some", "several"
    Some,
    /// "the", "this", "its"
    Definite,
    /// "all", "every", "each", "both"
    All,
    /// "most"
    Most,
    /// "almost all", "nearly every"
    AlmostAll,
    /// "many"
    Many,
    /// "few", "hardly any"
    Few,
    /// "no", "none of", "neither"
    No,
    /// "any"
    Any,
    /// "only"
    Only,
    /// a number stands there
    Number,
}

/// The verb group, or the head of a verbless predicate.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Predicate {
    /// Bytes of the verb group's words (from first to last).
    pub span: TextSpan,
    /// The text there.
    pub text: String,
    /// Lemma, with particle ("rule out"), light verb resolved ("take a decision" → "decide"), `be` for a copula.
    pub lemma: String,
    /// Index of the head word in the tree.
    pub head: usize,
    /// Passive voice.
    pub passive: bool,
    /// Past, present, future.
    pub tense: Tense,
    /// Perfect ("has signed").
    pub perfect: bool,
    /// Progressive ("is signing").
    pub progressive: bool,
    /// Modal verb in lower case ("could").
    pub modal: Option<String>,
    /// Adverbs on the verb in lower case, negations and modals left out ("almost", "immediately").
    pub adverbs: Vec<String>,
}

/// Tense of the verb group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Tense {
    Past,
    Present,
    Future,
    /// An infinitive or a participle without a finite verb.
    #[default]
    None,
}

/// A circumstance.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Circumstance {
    /// What it tells.
    pub kind: CircumstanceKind,
    /// Preposition or marker in lower case ("in", "if", "after"); empty where there is none.
    pub marker: String,
    /// The phrase, where it is one.
    pub phrase: Option<Phrase>,
    /// The bytes.
    pub span: TextSpan,
    /// The text there.
    pub text: String,
    /// Normal form (`2025-08-15`, a place's name), where there is one.
    pub value: Option<String>,
    /// Index into the statement's times.
    pub time: Option<usize>,
}

/// What a circumstance tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum CircumstanceKind {
    Time,
    Place,
    Manner,
    Condition,
    Other,
}

/// Affirmed or denied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Polarity {
    #[default]
    Affirmed,
    Denied,
}

/// How sure the source is that it happened (after FactBank, Saurí & Pustejovsky 2009), or why it
/// asserts nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Certainty {
    /// stated as fact
    #[default]
    Asserted,
    /// "likely", "is expected to"
    Probable,
    /// "may", "could", "a potential"
    Possible,
    /// stands under an "if", or is what would follow
    Conditional,
    /// "plans to", "agreed to", "will" of an intention
    Intended,
    /// a question
    Asked,
    /// a command, a demand
    Ordered,
}

/// On whose word a statement stands.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Attribution {
    /// Narrator, speaker, anonymous.
    pub kind: SourceKind,
    /// The speaker's phrase.
    pub speaker: Option<Phrase>,
    /// Lemma of the verb or the preposition that attributes ("say", "according to").
    pub cue: Option<String>,
    /// Bytes of the cue.
    pub cue_span: Option<TextSpan>,
    /// Whether the words are the speaker's own.
    pub mode: Mode,
    /// Bytes of the quotation that holds the statement, without the marks.
    pub quotation: Option<TextSpan>,
    /// Who reports the speaker, where it is not the narrator ("Witkoff said Russia had agreed"),
    /// outermost last.
    pub reported_by: Vec<Attribution>,
}

/// Kind of source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum SourceKind {
    /// the article itself
    #[default]
    Narrator,
    /// somebody named, or described so that one knows whom
    Speaker,
    /// somebody unnamed ("a senior official", "sources")
    Anonymous,
}

/// The speaker's words, or words about them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Mode {
    /// in quotation marks
    Quoted,
    /// indirect speech
    #[default]
    Paraphrased,
}

/// How a statement hangs on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Embedding {
    /// Id of the other statement.
    pub statement: usize,
    /// What it is to it.
    pub relation: EmbeddingKind,
}

/// Kind of embedding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EmbeddingKind {
    /// what is said, thought, agreed, wanted
    Content,
    /// an "if" clause
    Condition,
    /// "to …" of purpose
    Purpose,
    /// a relative or participial clause
    Relative,
    /// "because", "after", "while", "although"
    Adverbial,
}

/// A number in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct QuantityMention {
    /// Its bytes, unit included.
    pub span: TextSpan,
    /// The value.
    pub quantity: Quantity,
    /// Lemma of what it counts or measures ("worker"), where that is known.
    pub of: Option<String>,
    /// Name of the variable that stands for the number, in a pattern.
    pub variable: Option<String>,
}

/// A time in the text.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimeMention {
    /// Its bytes.
    pub span: TextSpan,
    /// The value.
    pub time: TimeValue,
    /// Day of the week, where the text names one.
    #[serde(with = "crate::value::stored::weekday")]
    pub weekday: Option<jiff::civil::Weekday>,
    /// Name of the variable that stands for the time, in a pattern.
    pub variable: Option<String>,
}

/// A time in normal form, after TIMEX3.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeValue {
    /// A day, month or year.
    Date(Date),
    /// From the first to the last day.
    Period(Date, Date),
    /// A length of time.
    Duration {
        /// How many.
        #[serde(with = "crate::value::stored::decimal")]
        count: Decimal,
        /// Unit in singular (`day`, `year`).
        unit: String,
    },
    /// A TIMEX3 value that none of the others holds (`2025-08-15TMO`, `PRESENT_REF`, `XXXX-WXX-7`).
    Other(String),
}
