//! The syntax tree of a rule file: what was written, where, in the order in which it was written.
//!
//! The tree can be printed back ([`super::format`]); names are not looked up and English is not
//! looked into here. That is [`super::resolve`]'s work.

use crate::diagnostic::Severity;
use crate::rules::book::{ComparisonKind, EntityKind, Operator};
use crate::source::Span;

/// A whole rule file.
#[derive(Debug, Clone, Default)]
pub struct RuleFile {
    /// The items in order.
    pub items: Vec<Item>,
    /// Comments after the last item.
    pub end: Vec<Comment>,
}

/// One item.
#[derive(Debug, Clone)]
pub struct Item {
    /// What it is.
    pub form: Form,
    /// From the keyword to the last clause.
    pub span: Span,
    /// The keyword and name.
    pub header: Span,
    /// Comments at the item and its first line.
    pub comments: Comments,
    /// Indented comments after its last clause.
    pub end: Vec<Comment>,
    /// Whether an empty line stands before it and its comments.
    pub gap: bool,
    /// Whether it was written on one line.
    pub one_line: bool,
    /// Whether a part of it could not be parsed: what follows from missing parts is not reported then.
    pub broken: bool,
}

/// The comments that belong to an item's header or to a clause.
#[derive(Debug, Clone, Default)]
pub struct Comments {
    /// On lines of their own before it.
    pub before: Vec<Comment>,
    /// At the end of its line.
    pub after: Option<Comment>,
}

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// From the `#` to the end of the line, without trailing space.
    pub text: String,
    /// Where.
    pub span: Span,
    /// Whether an empty line follows it.
    pub gap: bool,
    /// Whether it stands at the very start of its line.
    pub flush: bool,
}

/// A clause with its place and its comments.
#[derive(Debug, Clone)]
pub struct Clause<T> {
    /// The clause.
    pub node: T,
    /// From its keyword to its end.
    pub span: Span,
    /// Its comments.
    pub comments: Comments,
}

/// The items of the language.
#[derive(Debug, Clone)]
pub enum Form {
    /// `use std/attribution`
    Use(Vec<Path>),
    /// Something whose header could not be parsed.
    Broken,
    /// `person "Marco Rubio" …`
    Entity(EntityItem),
    /// `term decide "decide", "take a decision"`
    Term {
        /// Its name.
        name: Word,
        /// The words.
        words: Vec<Quoted>,
    },
    /// `opposite accept, reject`
    Opposite(Vec<Name>),
    /// `infer absent-is-not-present …`
    Infer {
        /// Its name.
        name: Word,
        /// Its clauses.
        clauses: Vec<Clause<InferClause>>,
    },
    /// `claim ukraine-absent …`
    Claim {
        /// Its name.
        name: Word,
        /// Its clauses.
        clauses: Vec<Clause<ClaimClause>>,
    },
    /// `claims from "facts/staff.csv" …`
    Claims {
        /// The data file.
        path: Quoted,
        /// Its clauses.
        clauses: Vec<Clause<ClaimsClause>>,
    },
    /// `closed "{party} was present at {meeting}"`
    Closed(Vec<Pattern>),
    /// `rule no-deal …`
    Rule {
        /// Its name.
        name: Word,
        /// Its clauses.
        clauses: Vec<Clause<RuleClause>>,
    },
    /// `test "a deal is caught" …`
    Test {
        /// Its name.
        name: Quoted,
        /// Its clauses.
        clauses: Vec<Clause<TestClause>>,
    },
}

/// A path after `use`.
#[derive(Debug, Clone)]
pub struct Path {
    /// As written, without quotation marks.
    pub text: String,
    /// Without the quotation marks.
    pub span: Span,
    /// Whether it stood in quotation marks.
    pub quoted: bool,
}

/// A word: the kebab-case name of an item.
#[derive(Debug, Clone)]
pub struct Word {
    /// The word.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// A text in quotation marks.
#[derive(Debug, Clone)]
pub struct Quoted {
    /// Between the quotation marks, byte for byte as in the file (escapes and line ends as written).
    pub raw: String,
    /// Between the quotation marks.
    pub span: Span,
    /// Whether the marks are curly (`“…”`); straight ones inside need no escape then.
    pub curly: bool,
}

/// A name of somebody or something, in quotation marks or bare.
#[derive(Debug, Clone)]
pub enum Name {
    /// `"the Alaska summit"`
    Quoted(Quoted),
    /// `Ukraine`, `United Kingdom`
    Bare(Word),
}

impl Name {
    /// Where it stands, without quotation marks.
    pub fn span(&self) -> Span {
        match self {
            Self::Quoted(q) => q.span,
            Self::Bare(w) => w.span,
        }
    }
}

/// `{n: number}` outside quotation marks.
#[derive(Debug, Clone)]
pub struct Braced {
    /// Between the braces, as written.
    pub raw: String,
    /// With the braces.
    pub span: Span,
}

/// A date as written; whether the calendar has it is checked later.
#[derive(Debug, Clone)]
pub struct DateText {
    /// `2025-08-15`, `2025-08` or `2025`.
    pub text: String,
    /// Where.
    pub span: Span,
}

/// `from D`, `to D`, `until D`, `on D` in one row.
#[derive(Debug, Clone, Default)]
pub struct PeriodText {
    /// First day.
    pub from: Option<DateText>,
    /// Last day.
    pub to: Option<DateText>,
}

/// An entity.
#[derive(Debug, Clone)]
pub struct EntityItem {
    /// Which keyword.
    pub kind: EntityKind,
    /// Its name.
    pub name: Name,
    /// Its clauses.
    pub clauses: Vec<Clause<EntityClause>>,
}

/// Clauses of entities.
#[derive(Debug, Clone)]
pub enum EntityClause {
    /// `also "…", "…"`
    Also(Vec<Quoted>),
    /// `never "…", "…"`
    Never(Vec<Quoted>),
    /// `role "…" from D to D`
    Role {
        /// The titles.
        titles: Vec<Quoted>,
        /// When.
        period: PeriodText,
    },
    /// `speaks for NAME, NAME`
    SpeaksFor(Vec<Name>),
    /// `on D` or `on D to D`
    On(PeriodText),
    /// `from D to D`
    Period(PeriodText),
    /// `in "…"`
    In(Vec<Name>),
    /// `with "…", "…"`
    With(Vec<Name>),
    /// `born D`
    Born(DateText),
}

/// Clauses of `infer`.
#[derive(Debug, Clone)]
pub enum InferClause {
    /// `from P`
    From(Pattern),
    /// `and P`
    And(Pattern),
    /// `unless P`
    Unless(Pattern),
    /// `where …`
    Where(Vec<Condition>),
    /// `infer "…"`
    Infer(Vec<Quoted>),
}

/// Clauses of `claim`.
#[derive(Debug, Clone)]
pub enum ClaimClause {
    /// The sentences.
    Says(Quoted),
    /// `source "…" on D url "…"`
    Source {
        /// Who.
        text: Quoted,
        /// When.
        on: Option<DateText>,
        /// Where to find it.
        url: Option<Quoted>,
    },
    /// `url "…"` on its own
    Url(Quoted),
    /// `unconfirmed until confirmed by X`
    Unconfirmed(Option<Speaker>),
    /// `from D to D`, `until D`
    Period(PeriodText),
    /// `on D`
    On(DateText),
}

/// Clauses of `claims from`.
#[derive(Debug, Clone)]
pub enum ClaimsClause {
    /// `as "{name} is {title}."`
    As(Vec<Quoted>),
    /// `role`
    Role,
    /// `where …`
    Where(Vec<Condition>),
    /// `source "…" on D url "…"`
    Source {
        /// Who.
        text: Quoted,
        /// When.
        on: Option<DateText>,
        /// Where to find it.
        url: Option<Quoted>,
    },
    /// `from {start} to {end}`: columns or dates
    Period {
        /// First day.
        from: Option<Cell>,
        /// Last day.
        to: Option<Cell>,
    },
}

/// A date, or a column that holds one.
#[derive(Debug, Clone)]
pub enum Cell {
    /// `2025-01-01`
    Date(DateText),
    /// `{start}`
    Column(Braced),
}

/// Clauses of `rule`.
#[derive(Debug, Clone)]
pub enum RuleClause {
    /// `error "…"`, `warning "…"`, `note "…"`
    Message(Severity, Quoted),
    /// `never P`
    Never(Pattern),
    /// `and P`, or after `require` a further demand
    And(Demand),
    /// `unless P`
    Unless(Pattern),
    /// `when P`
    When(Pattern),
    /// `require R`
    Require(Demand),
    /// `same {x} in P`
    Same(Braced, Pattern),
    /// `verify P`
    Verify(Pattern),
    /// `where …`
    Where(Vec<Condition>),
    /// `help "…"`
    Help(Quoted),
    /// `flags "…"`
    Flags(Vec<Quoted>),
    /// `allows "…"`
    Allows(Vec<Quoted>),
}

/// Clauses of `test`.
#[derive(Debug, Clone)]
pub enum TestClause {
    /// `given "…"`
    Given(Quoted),
    /// `dated D`
    Dated(DateText),
    /// `expect nothing`
    Nothing,
    /// `expect NAME on "…"`
    Expect {
        /// Rule, claim or check.
        rule: Word,
        /// The words.
        on: Option<Quoted>,
    },
}

/// A pattern: English, narrowings, or both.
#[derive(Debug, Clone)]
pub struct Pattern {
    /// The statement.
    pub english: Option<Quoted>,
    /// What narrows it.
    pub narrowings: Vec<Narrowing>,
    /// The whole.
    pub span: Span,
}

/// One narrowing.
#[derive(Debug, Clone)]
pub struct Narrowing {
    /// Which.
    pub kind: NarrowingKind,
    /// Where.
    pub span: Span,
}

/// The narrowings.
#[derive(Debug, Clone)]
pub enum NarrowingKind {
    /// `said by X`
    SaidBy(Speaker),
    /// `by the narrator`
    ByNarrator,
    /// `as fact`
    AsFact,
    /// `hedged`
    Hedged,
    /// `in the headline`
    InHeadline,
    /// `in the lede`
    InLede,
    /// `in the body`: neither in a headline nor in the lede
    InBody,
    /// `quoted`
    Quoted,
    /// `text /…/`
    Text {
        /// Between the slashes, as written.
        regex: String,
        /// Between the slashes.
        span: Span,
    },
}

/// After `said by`, `confirmed by`, `source`.
#[derive(Debug, Clone)]
pub enum Speaker {
    /// `anyone`
    Anyone,
    /// `{x}`
    Variable(Braced),
    /// A name.
    Name(Name),
}

/// What `require` asks for.
#[derive(Debug, Clone)]
pub struct Demand {
    /// Which.
    pub kind: DemandKind,
    /// Where.
    pub span: Span,
}

/// The demands.
#[derive(Debug, Clone)]
pub enum DemandKind {
    /// A pattern.
    Pattern(Pattern),
    /// `named source`
    NamedSource,
    /// `source X`
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

/// `{a} + {b} = {total}`
#[derive(Debug, Clone)]
pub struct Condition {
    /// Left side.
    pub left: Expression,
    /// Relation.
    pub comparison: ComparisonKind,
    /// How it was written: a sign or words.
    pub sign: &'static str,
    /// Right side.
    pub right: Expression,
    /// `is between A and B`, `is not between A and B`: the right side is A, this is B, and the relation says whether
    /// the left side lies within the two.
    pub upper: Option<Expression>,
    /// The whole.
    pub span: Span,
}

/// An expression with its place.
#[derive(Debug, Clone)]
pub struct Expression {
    /// Which.
    pub kind: ExpressionKind,
    /// Where.
    pub span: Span,
}

/// The expressions.
#[derive(Debug, Clone)]
pub enum ExpressionKind {
    /// `{a}`
    Variable(Braced),
    /// `1,200`, `3.5 million`, `5 km`, `10%`, `$5 million`, as written
    Number {
        /// Digits with commas and point.
        digits: String,
        /// `million`
        scale: Option<String>,
        /// `km`, `%`, `$`
        unit: Option<String>,
    },
    /// `2025-08-15`
    Date(DateText),
    /// `weekday({d})`
    Call {
        /// The function.
        name: Word,
        /// What it is given.
        arguments: Vec<Expression>,
    },
    /// `"Marco Rubio"` or `Friday`
    Text(Name),
    /// `{a} + {b}`
    Binary {
        /// Left operand.
        left: Box<Expression>,
        /// Which operation.
        operator: Operator,
        /// Right operand.
        right: Box<Expression>,
    },
    /// `( … )`
    Group(Box<Expression>),
}
