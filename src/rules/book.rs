//! The resolved rulebook: what checking works on. No syntax left in it, but every part keeps its place.
//!
//! English (claims, patterns, inferences) is still text here: checking reads it with the same
//! reader as the article.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;
use crate::rules::text_expression::TextExpression;
use crate::source::{Location, Sources};
use crate::value::date::Date;

/// Everything that the rule files of a run say.
#[derive(Debug, Clone, Default)]
pub struct Rulebook {
    /// The rule files and data files, for spans.
    pub sources: Sources,
    /// Who and what is known.
    pub entities: Vec<Entity>,
    /// What is known or said.
    pub claims: Vec<Claim>,
    /// Words for one thing.
    pub terms: Vec<Term>,
    /// Words that exclude each other.
    pub opposites: Vec<Opposite>,
    /// What follows from what.
    pub inferences: Vec<Inference>,
    /// Patterns for which the list of claims is complete.
    pub closed: Vec<Pattern>,
    /// What may not be printed.
    pub rules: Vec<Rule>,
    /// Longer tests.
    pub tests: Vec<RuleTest>,
}

/// Index into [`Rulebook::entities`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EntityId(pub u32);

/// A text of the rule file, with its place (between the quotation marks).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text, escapes resolved.
    pub text: String,
    /// Its place.
    pub location: Location,
}

/// Kind of an entity, and type of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the keywords of the language")]
pub enum EntityKind {
    Person,
    Organisation,
    Country,
    Place,
    Event,
    Thing,
}

/// Somebody or something with a name.
#[derive(Debug, Clone)]
pub struct Entity {
    /// What it is.
    pub kind: EntityKind,
    /// The name.
    pub name: Text,
    /// Other names.
    pub also: Vec<Text>,
    /// Spellings that may not be printed.
    pub never: Vec<Text>,
    /// Offices and titles.
    pub roles: Vec<RoleClause>,
    /// Whose name may stand for this one ("Moscow said" for a country's government).
    pub speaks_for: Vec<EntityId>,
    /// When it was, for an event.
    pub on: Option<Period>,
    /// When born, for a person.
    pub born: Option<Date>,
    /// Where it is or was.
    pub place: Vec<Text>,
    /// Who took part.
    pub with: Vec<Text>,
    /// The whole item.
    pub location: Location,
}

/// "role "President of Ukraine" from 2019-05-20"
#[derive(Debug, Clone)]
pub struct RoleClause {
    /// The title.
    pub title: Text,
    /// When it is held; open where not said.
    pub period: Period,
    /// The clause.
    pub location: Location,
}

/// From the first to the last day; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

/// English with variables in it: `"{party: country} accepted {something}"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct English {
    /// The text as written, variables in braces.
    pub text: Text,
    /// The variables, in order.
    pub variables: Vec<Variable>,
}

/// One variable of a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// Its type.
    pub kind: VariableKind,
    /// Bytes of `{…}` in [`English::text`]'s text.
    pub start: usize,
    /// One past the closing brace.
    pub end: usize,
    /// Place of the whole `{…}` in the rule file.
    pub location: Location,
}

/// Type of a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are the keywords of the language")]
pub enum VariableKind {
    /// An entity of this kind.
    Entity(EntityKind),
    Number,
    Date,
    Duration,
    Money,
    Percent,
    /// `{someone}` and other untyped names that stand for a participant
    Any,
}

/// A statement with variables, narrowed.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The statement; for a pattern that is only `text /…/` it is empty.
    pub english: English,
    /// The narrowings.
    pub narrowings: Vec<Narrowing>,
    /// The pattern with its narrowings.
    pub location: Location,
}

impl Pattern {
    /// Whether it is only `quoted`: it means the quotations themselves.
    pub fn is_quotations(&self) -> bool {
        self.english.text.text.is_empty() && matches!(self.narrowings.as_slice(), [Narrowing::Quoted])
    }
    /// Whether it is about words alone: `text /…/` without a statement.
    pub fn is_words(&self) -> bool {
        let regex = |n: &Narrowing| matches!(n, Narrowing::Regex { .. });
        self.english.text.text.is_empty() && self.narrowings.iter().any(regex)
    }
}

/// What narrows or widens a pattern.
#[derive(Debug, Clone)]
pub enum Narrowing {
    /// `said by …`
    SaidBy(Speaker),
    /// `by the narrator`
    ByNarrator,
    /// `as fact`: asserted without hedge in the narrator's voice
    AsFact,
    /// `hedged`
    Hedged,
    /// `in the headline`
    InHeadline,
    /// `in the lede`
    InLede,
    /// `in the body`
    InBody,
    /// `quoted`
    Quoted,
    /// `text /regex/`
    Regex {
        /// The expression.
        regex: TextExpression,
        /// Its place.
        location: Location,
    },
}

/// Who said it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Speaker {
    /// `anyone`, the narrator included
    Anyone,
    /// `{x}`
    Variable(Variable),
    /// an entity
    Entity(EntityId),
    /// a name that is no entity
    Named(Text),
}

/// A claim.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Its id.
    pub name: Text,
    /// What it says, one or more sentences.
    pub english: Vec<English>,
    /// Who says so.
    pub source: Option<ClaimSource>,
    /// Known, or not confirmed.
    pub unconfirmed: Option<Unconfirmed>,
    /// When it holds.
    pub period: Period,
    /// The row of data that it was made from.
    pub data: Option<Location>,
    /// Made by `claims from … role`: the predicate is a role.
    pub role: bool,
    /// The whole item.
    pub location: Location,
}

/// `source "Rubio, NBC" on 2025-08-17`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimSource {
    /// Who, where.
    pub text: Text,
    /// When.
    pub on: Option<Date>,
    /// Link to it.
    pub url: Option<Text>,
}

/// `unconfirmed until confirmed by Russia`
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed {
    /// Whose word would confirm it.
    pub by: Option<Speaker>,
    /// The clause.
    pub location: Location,
}

/// `term decide "decide", "take a decision"`
#[derive(Debug, Clone)]
pub struct Term {
    /// Its name.
    pub name: Text,
    /// The words.
    pub words: Vec<Text>,
    /// The item.
    pub location: Location,
}

/// `opposite accept, reject`
#[derive(Debug, Clone)]
pub struct Opposite {
    /// Words of which each excludes the others.
    pub words: Vec<Text>,
    /// The item.
    pub location: Location,
}

/// `infer name from P [and P…] infer Q`
#[derive(Debug, Clone)]
pub struct Inference {
    /// Its id.
    pub name: Text,
    /// All of these.
    pub from: Vec<Pattern>,
    /// None of these.
    pub unless: Vec<Pattern>,
    /// Comparisons that must hold.
    pub conditions: Vec<Condition>,
    /// What follows.
    pub infer: Vec<English>,
    /// The item.
    pub location: Location,
}

/// A rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id.
    pub name: Text,
    /// How bad a breach is.
    pub severity: Severity,
    /// What the editor is told.
    pub message: Text,
    /// What is forbidden or required.
    pub body: RuleBody,
    /// Comparisons that must hold.
    pub conditions: Vec<Condition>,
    /// What to do.
    pub help: Option<Text>,
    /// Texts that it must flag.
    pub flags: Vec<Text>,
    /// Texts that it must not flag.
    pub allows: Vec<Text>,
    /// Whether it came with the program (`std/…`).
    pub shipped: bool,
    /// The item.
    pub location: Location,
}

/// The forms of a rule.
#[derive(Debug, Clone)]
pub enum RuleBody {
    /// `never P [and P…] [unless P…]`
    Never {
        /// All of these in one article.
        patterns: Vec<Pattern>,
        /// … and none of these among article, claims and inferences.
        unless: Vec<Pattern>,
    },
    /// `when P [and P…] require R`
    When {
        /// All of these.
        patterns: Vec<Pattern>,
        /// `unless P`
        unless: Vec<Pattern>,
        /// Each of these.
        require: Vec<Requirement>,
    },
    /// `same {x} in P`
    Same {
        /// The variable that must have one value.
        variable: Variable,
        /// The pattern.
        pattern: Pattern,
    },
    /// `verify P`
    Verify {
        /// Every such statement needs a claim.
        pattern: Pattern,
    },
}

/// A requirement with its place.
#[derive(Debug, Clone)]
pub struct Requirement {
    /// What is required.
    pub kind: RequirementKind,
    /// Where it says so.
    pub location: Location,
}

/// What `require` can ask of the statement.
#[derive(Debug, Clone)]
pub enum RequirementKind {
    /// a pattern that some statement, claim or inference must match
    Pattern(Pattern),
    /// `named source`
    NamedSource,
    /// `source {x}` or `source "name"`
    Source(Speaker),
    /// `2 sources`
    Sources(u32),
    /// `a quotation`
    Quotation,
    /// `no hedge`
    NoHedge,
    /// `a date`
    Date,
}

/// A comparison: `where {a} + {b} = {total}`.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Left side.
    pub left: Expression,
    /// The relation.
    pub comparison: ComparisonKind,
    /// Right side.
    pub right: Expression,
    /// The greater end of `is between A and B` (`Equal`) and `is not between A and B` (`NotEqual`), both ends included.
    pub upper: Option<Expression>,
    /// The clause.
    pub location: Location,
}

/// Relation of two expressions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum ComparisonKind {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// Side of a comparison.
#[derive(Debug, Clone)]
pub enum Expression {
    /// `{a}`
    Variable(Variable),
    /// `40`, `3.5 million`
    Number(Decimal),
    /// `3 years`, `5 km`
    Quantity(Decimal, String),
    /// `10%`
    Percent(Decimal),
    /// `2025-08-15`
    Date(Date),
    /// `weekday({d})`, `age({p})`, `year({d})`: one of [`FUNCTIONS`], with as many arguments as it takes.
    Call(String, Vec<Expression>),
    /// `Friday`, a name in quotation marks
    Text(Text),
    /// `{a} + {b}`
    Binary(Box<Expression>, Operator, Box<Expression>),
}

/// The functions of `where`, with the least and the greatest number of arguments, and what they are.
pub const FUNCTIONS: &[(&str, usize, usize, &str)] = &[
    ("weekday", 1, 1, "name of the day of the week of a date"),
    ("year", 1, 1, "year of a date"),
    ("month", 1, 1, "month of a date, 1 to 12"),
    ("day", 1, 1, "day of the month of a date"),
    (
        "age",
        1,
        2,
        "age of a person in whole years, on the day of the article or on the date given",
    ),
    ("abs", 1, 1, "a number without its sign"),
    (
        "change",
        2,
        2,
        "change from the first number to the second, in percent of the first",
    ),
    ("today", 0, 0, "the day that the article is dated"),
];

/// Arithmetic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// `test "name" given "…" [dated …] expect …`
#[derive(Debug, Clone)]
pub struct RuleTest {
    /// What it shows.
    pub name: Text,
    /// The article.
    pub given: Text,
    /// The day it is dated.
    pub dated: Option<Date>,
    /// What must come out.
    pub expect: Vec<Expectation>,
    /// The item.
    pub location: Location,
}

/// One `expect` line.
#[derive(Debug, Clone)]
pub enum Expectation {
    /// `expect nothing`
    Nothing(Location),
    /// `expect rule-name [on "words"]`
    Finding {
        /// The rule, claim or check.
        rule: Text,
        /// The words of the finding.
        on: Option<Text>,
    },
}
