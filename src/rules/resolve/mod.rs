//! Syntax trees → [`Rulebook`]: names become ids, types are checked, dates and expressions are checked.
//!
//! Resolution goes on after mistakes: what could not be resolved is reported and left out. Entities of
//! all files are known before anything refers to them, so the order of items does not matter.

mod alone;
mod claim;
pub(in crate::rules) mod condition;
mod english;
mod entity;
mod inference;
mod lexicon;
mod names;
mod pattern;
mod rule;
mod scope;
mod test;
mod uses;

pub(crate) use condition::decimal;
pub(crate) use english::{Lines, kind_name};
pub(crate) use names::kebab_case;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::rules::book::{EntityId, Period, Rulebook};
use crate::rules::loader::Loader;
use crate::rules::syntax::{DateText, Form, PeriodText, RuleFile};
use crate::source::{FileId, Location, Source};
use crate::value::date::Date;

/// A parsed file.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) file: FileId,
    pub(crate) tree: Arc<RuleFile>,
    /// Whether it is part of the program.
    pub(crate) shipped: bool,
}

/// The work in progress.
pub(crate) struct Resolver<'a> {
    pub(crate) loader: &'a dyn Loader,
    pub(crate) book: Rulebook,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// Names and aliases of entities.
    entities: BTreeMap<String, names::Named>,
    /// Names of rules, claims, inferences: one namespace, because findings carry them.
    items: BTreeMap<String, names::ItemName>,
    /// Names of terms.
    terms: BTreeMap<String, Location>,
    /// Folders of the files that the user named.
    roots: Vec<String>,
    /// The number that the next item of a name that is taken may get.
    numbers: BTreeMap<String, usize>,
    /// How often a name that is near was looked for.
    suggestions: usize,
    /// The files that are part of the program.
    shipped: BTreeSet<FileId>,
    /// Index of the entity whose clauses come next.
    next_entity: usize,
}

/// Loads rule files with all that they use.
pub(crate) fn load(files: Vec<Source>, loader: &dyn Loader) -> (Rulebook, Vec<Diagnostic>, Vec<Loaded>) {
    let mut resolver = Resolver {
        loader,
        book: Rulebook::default(),
        diagnostics: Vec::new(),
        entities: BTreeMap::new(),
        items: BTreeMap::new(),
        terms: BTreeMap::new(),
        roots: files
            .iter()
            .map(|f| crate::rules::loader::folder(f.path()))
            .collect(),
        numbers: BTreeMap::new(),
        suggestions: 0,
        shipped: BTreeSet::new(),
        next_entity: 0,
    };
    let loaded = resolver.read_all(files);
    resolver.shipped = loaded.iter().filter(|l| l.shipped).map(|l| l.file).collect();
    resolver.declare_entities(&loaded);
    for one in &loaded {
        resolver.items(one);
    }
    // Tests name rules, claims and rows of data, so they come last.
    for one in &loaded {
        for item in &one.tree.items {
            if let Form::Test { name, clauses } = &item.form {
                resolver.test(one.file, item, name, clauses);
            }
        }
    }
    (resolver.book, resolver.diagnostics, loaded)
}

impl Resolver<'_> {
    fn items(&mut self, loaded: &Loaded) {
        let file = loaded.file;
        for item in &loaded.tree.items {
            match &item.form {
                Form::Entity(entity) => self.entity(file, entity),
                Form::Term { name, words } => self.term(file, item, name, words),
                Form::Opposite(words) => self.opposite(file, item, words),
                Form::Infer { name, clauses } => self.inference(file, item, name, clauses),
                Form::Claim { name, clauses } => self.claim(file, item, name, clauses),
                Form::Claims { path, clauses } => self.claims(file, item, path, clauses),
                Form::Closed(patterns) => self.closed(file, patterns),
                Form::Rule { name, clauses } => self.rule(loaded, item, name, clauses),
                Form::Use(_) | Form::Test { .. } | Form::Broken => {}
            }
        }
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        message: impl Into<String>,
        location: Location,
        label: impl Into<String>,
    ) {
        self.diagnostics
            .push(Diagnostic::error(code, message, location, label));
    }

    /// A date that the calendar has; reports one that it has not.
    pub(crate) fn date(&mut self, file: FileId, date: &DateText) -> Option<Date> {
        let location = Location::new(file, date.span);
        match parse_date(&date.text) {
            Ok(found) => Some(found),
            Err(problem) => {
                let mut d = Diagnostic::error(
                    "impossible-date",
                    format!("`{}` is no date", date.text),
                    location,
                    problem.reason,
                );
                if let Some(right) = problem.instead {
                    d = d.with_note(format!("write `{right}`")).with_fix(location, right);
                }
                self.diagnostics.push(d);
                None
            }
        }
    }

    /// A period whose first day does not come after its last.
    pub(crate) fn period(&mut self, file: FileId, text: &PeriodText) -> Period {
        let from = text.from.as_ref().and_then(|d| self.date(file, d));
        let to = text.to.as_ref().and_then(|d| self.date(file, d));
        if let (Some(first), Some(last), Some(a), Some(b)) = (from, to, &text.from, &text.to)
            && last_day(last) < first_day(first)
        {
            self.diagnostics.push(
                Diagnostic::error(
                    "period-reversed",
                    format!("the period ends on {last}, before it begins on {first}"),
                    Location::new(file, b.span),
                    "ends here",
                )
                .with_label(Location::new(file, a.span), "begins here")
                .with_fix(
                    Location::new(file, a.span.cover(b.span)),
                    format!("{} to {}", b.text, a.text),
                ),
            );
            return Period::default();
        }
        Period { from, to }
    }

    pub(crate) fn entity_id(index: usize) -> EntityId {
        EntityId(u32::try_from(index).unwrap_or(u32::MAX))
    }
}

/// Why a text is no date.
pub(crate) struct NoDate {
    pub(crate) reason: String,
    pub(crate) instead: Option<String>,
}

/// Reads `2025-08-15`, `2025-08`, `2025`.
pub(crate) fn parse_date(text: &str) -> Result<Date, NoDate> {
    let parts: Vec<&str> = text.split('-').collect();
    let padded = parts
        .iter()
        .enumerate()
        .map(|(i, p)| {
            if i > 0 && p.len() == 1 {
                format!("0{p}")
            } else {
                (*p).to_owned()
            }
        })
        .collect::<Vec<_>>()
        .join("-");
    let date = Date::parse(&padded);
    if padded != text {
        return Err(NoDate {
            reason: "month and day have two digits".into(),
            instead: date.map(|_| padded),
        });
    }
    if let Some(date) = date {
        return Ok(date);
    }
    let month = parts.get(1).and_then(|m| m.parse::<u8>().ok()).unwrap_or(0);
    let year = parts.first().and_then(|y| y.parse::<i16>().ok()).unwrap_or(0);
    let reason = if !(1..=12).contains(&month) {
        format!("there is no month {month}")
    } else {
        let days = (28..=31)
            .rev()
            .find(|&d| Date::ymd(year, month, d).is_some())
            .unwrap_or(31);
        format!("that month has {days} days")
    };
    Err(NoDate {
        reason,
        instead: None,
    })
}

/// The first day that a date can mean, as comparable numbers.
pub(crate) fn first_day(date: Date) -> (i16, u8, u8) {
    (date.year, date.month.unwrap_or(1), date.day.unwrap_or(1))
}

/// The last day that a date can mean.
pub(crate) fn last_day(date: Date) -> (i16, u8, u8) {
    (date.year, date.month.unwrap_or(12), date.day.unwrap_or(31))
}
