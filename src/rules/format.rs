//! Syntax tree → canonical text: one clause a line, keywords in a column, lists broken between their
//! texts. Comments and empty lines between items stay. Formatting twice changes nothing, and what is
//! read back is what was written.

use std::fmt::Write as _;

use super::grammar;
use super::syntax::{
    Braced, Cell, ClaimClause, ClaimsClause, Clause, Comment, Comments, Condition, DateText, Demand,
    DemandKind, EntityClause, EntityItem, Expression, ExpressionKind, Form, InferClause, Item, Name,
    NarrowingKind, Pattern, PeriodText, Quoted, RuleClause, RuleFile, Speaker, TestClause,
};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::book::{EntityKind, Operator};
use crate::source::{FileId, Source};

/// Columns after which lists are broken.
const WIDTH: usize = 110;

/// Columns that a header or clause is padded to at most, in a run of one-line items.
const PADDING: usize = 48;

/// Formats a file. A file that cannot be parsed stays as it is: its mistakes come back.
pub fn format(source: &Source) -> Result<String, Vec<Diagnostic>> {
    let (file, diagnostics) = grammar::parse(FileId(0), source);
    if diagnostics.iter().any(|d| d.severity == Severity::Error) {
        return Err(diagnostics);
    }
    Ok(print(&file))
}

/// Prints a tree without mistakes in it.
pub fn print(file: &RuleFile) -> String {
    let printed: Vec<Printed> = file.items.iter().map(printed).collect();
    let mut out = String::new();
    let mut index = 0;
    while let Some(one) = printed.get(index) {
        let item = file.items.get(index);
        let gap = item.is_some_and(|i| i.gap);
        let before = index.checked_sub(1).and_then(|i| printed.get(i));
        let roomy = before.is_some_and(|b| !b.one_line() || !one.one_line());
        if index > 0 && (gap || roomy) {
            out.push('\n');
        }
        // One-line items without anything between them stand in columns.
        let run = 1 + printed
            .iter()
            .zip(&file.items)
            .skip(index + 1)
            .take_while(|(p, item)| p.joins(one) && !item.gap && item.comments.before.is_empty())
            .count();
        if one.one_line() {
            let lines = printed.get(index..index + run).unwrap_or_default();
            columns(lines, &mut out);
            index += run;
        } else {
            one.print(&mut out);
            index += 1;
        }
    }
    if !file.end.is_empty() {
        let last_gap = !out.is_empty();
        if last_gap {
            out.push('\n');
        }
        comments(&file.end, "", &mut out);
    }
    out
}

/// An item as lines.
struct Printed {
    before: Vec<Comment>,
    keyword: &'static str,
    header: String,
    /// Texts after the header that may be broken over lines.
    list: Vec<String>,
    after: Option<String>,
    clauses: Vec<Line>,
    end: Vec<Comment>,
    /// Whether it was written on one line.
    was_one_line: bool,
}

/// A clause.
struct Line {
    before: Vec<Comment>,
    /// Padded to the width of the item's longest.
    keyword: &'static str,
    /// Whether the keyword stands in the column with the others.
    padded: bool,
    /// After the keyword: the parts of a list.
    list: Vec<String>,
    /// After the list.
    tail: String,
    after: Option<String>,
}

impl Line {
    fn new(keyword: &'static str, text: impl Into<String>) -> Self {
        Self::of(keyword, vec![text.into()])
    }
    fn of(keyword: &'static str, list: Vec<String>) -> Self {
        Self {
            before: Vec::new(),
            keyword,
            padded: !matches!(keyword, "" | "error" | "warning" | "note" | "same"),
            list,
            tail: String::new(),
            after: None,
        }
    }
    fn short(&self) -> String {
        let mut out = self.keyword.to_owned();
        let list = self.list.join(", ");
        for part in [list.as_str(), self.tail.as_str()] {
            if !part.is_empty() {
                if !out.is_empty() {
                    out.push(' ');
                }
                out.push_str(part);
            }
        }
        out
    }
}

impl Printed {
    fn one_line(&self) -> bool {
        let plain = self.end.is_empty()
            && self
                .clauses
                .iter()
                .all(|c| c.before.is_empty() && (c.after.is_none() || self.clauses.len() == 1));
        let bare = self.clauses.is_empty() || (self.was_one_line && (self.after.is_none()));
        plain && bare && {
            let text = self.flat().join(" ");
            !text.contains('\n') && width(&text) <= WIDTH
        }
    }
    /// Whether it stands in the same columns as an item on the line before.
    fn joins(&self, other: &Self) -> bool {
        self.one_line()
            && other.one_line()
            && self.keyword == other.keyword
            && self.clauses.len() == other.clauses.len()
            && self
                .clauses
                .iter()
                .zip(&other.clauses)
                .all(|(a, b)| a.keyword == b.keyword)
    }
    /// Header, list and clauses, each as one text.
    fn flat(&self) -> Vec<String> {
        let mut cells = vec![self.header.clone()];
        if !self.list.is_empty() {
            cells.push(self.list.join(", "));
        }
        cells.extend(self.clauses.iter().map(Line::short));
        cells
    }
    fn print(&self, out: &mut String) {
        comments(&self.before, "", out);
        out.push_str(&self.header);
        if !self.list.is_empty() {
            out.push_str("\n  ");
            broken(&self.list, "", 2, out);
        }
        trailing(self.after.as_deref(), out);
        out.push('\n');
        let widest = self
            .clauses
            .iter()
            .filter(|c| c.padded)
            .map(|c| c.keyword.len())
            .max()
            .unwrap_or(0);
        for clause in &self.clauses {
            comments(&clause.before, "  ", out);
            out.push_str("  ");
            let mut column = 2;
            if !clause.keyword.is_empty() {
                let pad = if clause.padded {
                    widest
                } else {
                    clause.keyword.len()
                };
                let nothing = clause.list.iter().all(String::is_empty) && clause.tail.is_empty();
                if nothing {
                    out.push_str(clause.keyword);
                } else {
                    let _ = write!(out, "{:pad$} ", clause.keyword);
                }
                column += pad + 1;
            }
            broken(&clause.list, &clause.tail, column, out);
            trailing(clause.after.as_deref(), out);
            out.push('\n');
        }
        comments(&self.end, "  ", out);
    }
}

/// Items of one line each, their parts under each other.
fn columns(items: &[Printed], out: &mut String) {
    let rows: Vec<Vec<String>> = items.iter().map(Printed::flat).collect();
    let count = rows.first().map_or(0, Vec::len);
    let widths: Vec<usize> = (0..count)
        .map(|i| {
            rows.iter()
                .filter_map(|r| r.get(i))
                .map(|c| width(c))
                .max()
                .unwrap_or(0)
                .min(PADDING)
        })
        .collect();
    let total: usize = widths.iter().map(|w| w + 2).sum();
    for (item, row) in items.iter().zip(&rows) {
        comments(&item.before, "", out);
        for (i, cell) in row.iter().enumerate() {
            out.push_str(cell);
            if i + 1 < row.len() {
                let wanted = widths.get(i).copied().unwrap_or(0);
                let pad = if items.len() > 1 && total <= WIDTH + PADDING {
                    wanted.saturating_sub(width(cell))
                } else {
                    0
                };
                out.push_str(&" ".repeat(pad + 2));
            }
        }
        let last = item.clauses.last().and_then(|c| c.after.as_deref());
        trailing(last.or(item.after.as_deref()), out);
        out.push('\n');
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// A list, broken where it would run over the width; `column` is where it begins.
fn broken(list: &[String], tail: &str, column: usize, out: &mut String) {
    let mut at = column;
    for (i, part) in list.iter().enumerate() {
        let more = i + 1 < list.len();
        let length = width(part) + usize::from(more);
        if i > 0 {
            if at + 1 + length > WIDTH {
                out.push('\n');
                out.push_str(&" ".repeat(column));
                at = column;
            } else {
                out.push(' ');
                at += 1;
            }
        }
        out.push_str(part);
        if more {
            out.push(',');
        }
        at += length;
    }
    if !tail.is_empty() {
        if !list.is_empty() {
            out.push(' ');
        }
        out.push_str(tail);
    }
}

fn trailing(comment: Option<&str>, out: &mut String) {
    if let Some(comment) = comment {
        out.push_str("  ");
        out.push_str(comment);
    }
}

fn comments(list: &[Comment], indent: &str, out: &mut String) {
    for comment in list {
        out.push_str(indent);
        out.push_str(&comment.text);
        out.push('\n');
        if comment.gap && indent.is_empty() {
            out.push('\n');
        }
    }
}

fn printed(item: &Item) -> Printed {
    let Comments { before, after } = item.comments.clone();
    let mut out = Printed {
        before,
        keyword: "",
        header: String::new(),
        list: Vec::new(),
        after: after.map(|c| c.text),
        clauses: Vec::new(),
        end: item.end.clone(),
        was_one_line: item.one_line,
    };
    match &item.form {
        Form::Use(paths) => {
            let paths: Vec<String> = paths
                .iter()
                .map(|p| {
                    if p.quoted {
                        format!("\"{}\"", p.text)
                    } else {
                        p.text.clone()
                    }
                })
                .collect();
            out.keyword = "use";
            out.header = format!("use {}", paths.join(", "));
        }
        Form::Entity(entity) => {
            out.keyword = kind_word(entity.kind);
            out.header = format!("{} {}", out.keyword, name(&entity.name));
            out.clauses = entity_clauses(entity);
        }
        Form::Term { name, words } => {
            out.keyword = "term";
            out.header = format!("term {}", name.text);
            out.list = words.iter().map(quoted).collect();
        }
        Form::Opposite(words) => {
            let words: Vec<String> = words.iter().map(name).collect();
            out.keyword = "opposite";
            out.header = format!("opposite {}", words.join(", "));
        }
        Form::Closed(patterns) => {
            let patterns: Vec<String> = patterns.iter().map(pattern).collect();
            out.keyword = "closed";
            out.header = format!("closed {}", patterns.join(", "));
        }
        Form::Infer { name, clauses } => {
            out.keyword = "infer";
            out.header = format!("infer {}", name.text);
            out.clauses = lines(clauses, infer_line);
        }
        Form::Claim { name, clauses } => {
            out.keyword = "claim";
            out.header = format!("claim {}", name.text);
            out.clauses = lines(clauses, claim_line);
        }
        Form::Claims { path, clauses } => {
            out.keyword = "claims";
            out.header = format!("claims from {}", quoted(path));
            out.clauses = lines(clauses, claims_line);
        }
        Form::Rule { name, clauses } => {
            out.keyword = "rule";
            out.header = format!("rule {}", name.text);
            out.clauses = lines(clauses, rule_line);
        }
        Form::Test { name, clauses } => {
            out.keyword = "test";
            out.header = format!("test {}", quoted(name));
            out.clauses = lines(clauses, test_line);
        }
        Form::Broken => {}
    }
    out
}

fn lines<T>(clauses: &[Clause<T>], line: fn(&T) -> Line) -> Vec<Line> {
    clauses
        .iter()
        .map(|clause| {
            let mut line = line(&clause.node);
            line.before.clone_from(&clause.comments.before);
            line.after = clause.comments.after.as_ref().map(|c| c.text.clone());
            line
        })
        .collect()
}

fn kind_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Country => "country",
        EntityKind::Place => "place",
        EntityKind::Event => "event",
        EntityKind::Thing => "thing",
    }
}

fn entity_clauses(entity: &EntityItem) -> Vec<Line> {
    lines(&entity.clauses, |clause| match clause {
        EntityClause::Also(texts) => Line::of("also", texts.iter().map(quoted).collect()),
        EntityClause::Never(texts) => Line::of("never", texts.iter().map(quoted).collect()),
        EntityClause::Role { titles, period } => {
            let mut line = Line::of("role", titles.iter().map(quoted).collect());
            line.tail = period_words(period);
            line
        }
        EntityClause::SpeaksFor(names) => Line::of("speaks for", names.iter().map(name).collect()),
        EntityClause::On(period) => {
            let mut text = period.from.as_ref().map(|d| d.text.clone()).unwrap_or_default();
            if let Some(to) = &period.to {
                let _ = write!(text, " to {}", to.text);
            }
            Line::new("on", text)
        }
        EntityClause::Period(period) => period_line(period),
        EntityClause::In(names) => Line::of("in", names.iter().map(name).collect()),
        EntityClause::With(names) => Line::of("with", names.iter().map(name).collect()),
        EntityClause::Born(date) => Line::new("born", date.text.as_str()),
    })
}

fn period_words(period: &PeriodText) -> String {
    match (&period.from, &period.to) {
        (Some(from), Some(to)) => format!("from {} to {}", from.text, to.text),
        (Some(from), None) => format!("from {}", from.text),
        (None, Some(to)) => format!("until {}", to.text),
        (None, None) => String::new(),
    }
}

fn period_line(period: &PeriodText) -> Line {
    match (&period.from, &period.to) {
        (Some(from), Some(to)) => Line::new("from", format!("{} to {}", from.text, to.text)),
        (Some(from), None) => Line::new("from", from.text.as_str()),
        (None, Some(to)) => Line::new("until", to.text.as_str()),
        (None, None) => Line::new("", ""),
    }
}

fn infer_line(clause: &InferClause) -> Line {
    match clause {
        InferClause::From(p) => Line::new("from", pattern(p)),
        InferClause::And(p) => Line::new("and", pattern(p)),
        InferClause::Unless(p) => Line::new("unless", pattern(p)),
        InferClause::Where(list) => Line::new("where", conditions(list)),
        InferClause::Infer(texts) => Line::of("infer", texts.iter().map(quoted).collect()),
    }
}

fn claim_line(clause: &ClaimClause) -> Line {
    let mut line = match clause {
        ClaimClause::Says(text) => Line::new("", quoted(text)),
        ClaimClause::Source { text, on, url } => source_line(text, on.as_ref(), url.as_ref()),
        ClaimClause::Url(url) => Line::new("url", quoted(url)),
        ClaimClause::Unconfirmed(None) => Line::new("unconfirmed", ""),
        ClaimClause::Unconfirmed(Some(by)) => {
            Line::new("unconfirmed", format!("until confirmed by {}", speaker(by)))
        }
        ClaimClause::Period(period) => period_line(period),
        ClaimClause::On(date) => Line::new("on", date.text.as_str()),
    };
    line.padded = false;
    line
}

fn source_line(text: &Quoted, on: Option<&DateText>, url: Option<&Quoted>) -> Line {
    let mut out = quoted(text);
    if let Some(on) = on {
        let _ = write!(out, " on {}", on.text);
    }
    if let Some(url) = url {
        let _ = write!(out, " url {}", quoted(url));
    }
    Line::new("source", out)
}

fn claims_line(clause: &ClaimsClause) -> Line {
    let cell = |cell: &Cell| match cell {
        Cell::Date(date) => date.text.clone(),
        Cell::Column(column) => braced(column),
    };
    let mut line = match clause {
        ClaimsClause::As(texts) => Line::of("as", texts.iter().map(quoted).collect()),
        ClaimsClause::Role => Line::new("role", ""),
        ClaimsClause::Where(list) => Line::new("where", conditions(list)),
        ClaimsClause::Source { text, on, url } => source_line(text, on.as_ref(), url.as_ref()),
        ClaimsClause::Period { from, to } => match (from, to) {
            (Some(from), Some(to)) => Line::new("from", format!("{} to {}", cell(from), cell(to))),
            (Some(from), None) => Line::new("from", cell(from)),
            (None, Some(to)) => Line::new("until", cell(to)),
            (None, None) => Line::new("", ""),
        },
    };
    line.padded = false;
    line
}

fn rule_line(clause: &RuleClause) -> Line {
    match clause {
        RuleClause::Message(severity, text) => Line::new(severity.as_str(), quoted(text)),
        RuleClause::Never(p) => Line::new("never", pattern(p)),
        RuleClause::And(d) => Line::new("and", demand(d)),
        RuleClause::Unless(p) => Line::new("unless", pattern(p)),
        RuleClause::When(p) => Line::new("when", pattern(p)),
        RuleClause::Require(d) => Line::new("require", demand(d)),
        RuleClause::Same(variable, p) => Line::new("same", format!("{} in {}", braced(variable), pattern(p))),
        RuleClause::Verify(p) => Line::new("verify", pattern(p)),
        RuleClause::Where(list) => Line::new("where", conditions(list)),
        RuleClause::Help(text) => Line::new("help", quoted(text)),
        RuleClause::Flags(texts) => Line::of("flags", texts.iter().map(quoted).collect()),
        RuleClause::Allows(texts) => Line::of("allows", texts.iter().map(quoted).collect()),
    }
}

fn test_line(clause: &TestClause) -> Line {
    match clause {
        TestClause::Given(text) => Line::new("given", quoted(text)),
        TestClause::Dated(date) => Line::new("dated", date.text.as_str()),
        TestClause::Nothing => Line::new("expect", "nothing"),
        TestClause::Expect { rule, on: None } => Line::new("expect", rule.text.as_str()),
        TestClause::Expect { rule, on: Some(on) } => {
            Line::new("expect", format!("{} on {}", rule.text, quoted(on)))
        }
    }
}

/// The text in straight quotation marks, with the escapes that they need; line ends as `\n`.
fn quoted(text: &Quoted) -> String {
    let mut out = String::with_capacity(text.raw.len() + 2);
    out.push('"');
    let mut chars = text.raw.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                if chars.peek() != Some(&'\n') {
                    out.push('\n');
                }
            }
            '"' if text.curly => out.push_str("\\\""),
            '\\' if text.curly && !matches!(chars.peek(), Some('{' | '}' | '\\')) => out.push_str("\\\\"),
            '\\' => {
                out.push('\\');
                out.extend(chars.next());
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

fn name(name: &Name) -> String {
    match name {
        Name::Quoted(text) => quoted(text),
        Name::Bare(word) => word.text.clone(),
    }
}

/// `{ n :number }` → `{n: number}`
fn braced(variable: &Braced) -> String {
    match variable.raw.split_once(':') {
        Some((name, kind)) => format!("{{{}: {}}}", name.trim(), kind.trim()),
        None => format!("{{{}}}", variable.raw.trim()),
    }
}

fn speaker(speaker: &Speaker) -> String {
    match speaker {
        Speaker::Anyone => "anyone".into(),
        Speaker::Variable(variable) => braced(variable),
        Speaker::Name(n) => name(n),
    }
}

fn pattern(pattern: &Pattern) -> String {
    let mut parts: Vec<String> = pattern.english.iter().map(quoted).collect();
    for narrowing in &pattern.narrowings {
        parts.push(match &narrowing.kind {
            NarrowingKind::SaidBy(by) => format!("said by {}", speaker(by)),
            NarrowingKind::ByNarrator => "by the narrator".into(),
            NarrowingKind::AsFact => "as fact".into(),
            NarrowingKind::Hedged => "hedged".into(),
            NarrowingKind::InHeadline => "in the headline".into(),
            NarrowingKind::InLede => "in the lede".into(),
            NarrowingKind::InBody => "in the body".into(),
            NarrowingKind::Quoted => "quoted".into(),
            NarrowingKind::Text { regex, .. } => format!("text /{regex}/"),
        });
    }
    parts.join(" ")
}

fn demand(demand: &Demand) -> String {
    match &demand.kind {
        DemandKind::Pattern(p) => pattern(p),
        DemandKind::NamedSource => "named source".into(),
        DemandKind::Source(by) => format!("source {}", speaker(by)),
        DemandKind::Sources(count) => format!("{count} sources"),
        DemandKind::Quotation => "a quotation".into(),
        DemandKind::NoHedge => "no hedge".into(),
        DemandKind::Date => "a date".into(),
    }
}

fn conditions(list: &[Condition]) -> String {
    let parts: Vec<String> = list
        .iter()
        .map(|c| {
            let upper = c.upper.as_ref().map(|u| format!(" and {}", expression(u)));
            let upper = upper.unwrap_or_default();
            format!(
                "{} {} {}{upper}",
                expression(&c.left),
                c.sign,
                expression(&c.right)
            )
        })
        .collect();
    parts.join(" and ")
}

fn expression(e: &Expression) -> String {
    match &e.kind {
        ExpressionKind::Variable(variable) => braced(variable),
        ExpressionKind::Number { digits, scale, unit } => {
            // "£44m", "£44 million"
            let scale = match scale.as_deref() {
                None => String::new(),
                Some(letters) if letters.len() < 4 => letters.to_owned(),
                Some(word) => format!(" {word}"),
            };
            match unit.as_deref() {
                None => format!("{digits}{scale}"),
                Some("%") => format!("{digits}{scale}%"),
                Some(sign @ ("$" | "€" | "£")) => match digits.strip_prefix('-') {
                    Some(digits) => format!("-{sign}{digits}{scale}"),
                    None => format!("{sign}{digits}{scale}"),
                },
                Some(unit) => format!("{digits}{scale} {unit}"),
            }
        }
        ExpressionKind::Date(date) => date.text.clone(),
        ExpressionKind::Call { name, arguments } => {
            let arguments: Vec<String> = arguments.iter().map(expression).collect();
            format!("{}({})", name.text, arguments.join(", "))
        }
        ExpressionKind::Text(text) => name(text),
        ExpressionKind::Binary {
            left,
            operator,
            right,
        } => {
            let sign = match operator {
                Operator::Add => "+",
                Operator::Subtract => "-",
                Operator::Multiply => "*",
                Operator::Divide => "/",
            };
            format!("{} {sign} {}", expression(left), expression(right))
        }
        ExpressionKind::Group(inner) => format!("({})", expression(inner)),
    }
}
