//! `claims from`: one claim a row of a CSV, JSON or NDJSON file.
//!
//! A row that cannot be read is reported in the data file and makes no claim; the rows after it are read.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use serde_json::Value;

use crate::diagnostic::Diagnostic;
use crate::rules::book::{
    Claim, ClaimSource, ComparisonKind, English, Operator, Period, Text, Variable, VariableKind,
};
use crate::rules::grammar::error::nearest;
use crate::rules::resolve::condition::measured_as;
use crate::rules::resolve::{Resolver, decimal, kind_name, parse_date};
use crate::rules::syntax::{self, ExpressionKind, Name};
use crate::source::{FileId, Location, Source, Span};
use crate::value::date::Date;

/// Reports of one kind after which a data file's further ones are only counted.
const REPORTS: usize = 20;

/// What a `claims from` item says about every row.
#[derive(Debug)]
pub(crate) struct Template {
    pub(crate) item: Location,
    pub(crate) path: Text,
    pub(crate) english: Vec<English>,
    pub(crate) role: bool,
    pub(crate) source: Option<ClaimSource>,
    pub(crate) conditions: Vec<syntax::Condition>,
    pub(crate) from: Option<When>,
    pub(crate) to: Option<When>,
}

/// End of a row's period.
#[derive(Debug, Clone)]
pub(crate) enum When {
    /// The same for all rows.
    Date(Date),
    /// In this column.
    Column(Variable),
}

/// One row: its cells by column, and its bytes in the file.
struct Row {
    cells: BTreeMap<String, String>,
    span: Span,
}

/// A data file as rows.
struct Table {
    /// In the order of the file.
    columns: Vec<String>,
    rows: Vec<Row>,
    problems: Vec<(&'static str, String, Span)>,
}

/// Reads the data file and adds its claims.
pub(crate) fn claims(resolver: &mut Resolver<'_>, template: &Template, source: Source) {
    let file = resolver.book.sources.add(source.clone());
    let extension = source
        .path()
        .rsplit_once('.')
        .map(|(_, e)| e.to_ascii_lowercase())
        .unwrap_or_default();
    let text = source.text();
    let table = match extension.as_str() {
        "csv" => csv_rows(text, b','),
        "tsv" => csv_rows(text, b'\t'),
        "json" => json_rows(text),
        "ndjson" | "jsonl" => json_lines(text),
        _ => {
            resolver.error(
                "unknown-data-format",
                format!("`{}` is no data file", template.path.text),
                template.path.location,
                "expected a name ending in `.csv`, `.json` or `.ndjson`",
            );
            return;
        }
    };
    let mut work = Work {
        resolver,
        template,
        file,
        counts: BTreeMap::new(),
        mistakes_in_where: false,
    };
    for (code, message, span) in &table.problems {
        work.report(code, message.clone(), *span, "this row", false);
    }
    if !work.columns_exist(&table) {
        return;
    }
    if table.rows.is_empty() && table.problems.is_empty() {
        let d = Diagnostic::error(
            "no-rows",
            format!("`{}` holds no rows", template.path.text),
            template.path.location,
            "no claim comes of it",
        )
        .warning();
        work.resolver.diagnostics.push(d);
    }
    for row in &table.rows {
        work.row(row);
    }
    work.summary();
}

struct Work<'w, 'r> {
    resolver: &'w mut Resolver<'r>,
    template: &'w Template,
    file: FileId,
    counts: BTreeMap<&'static str, usize>,
    mistakes_in_where: bool,
}

impl Work<'_, '_> {
    fn report(&mut self, code: &'static str, message: String, span: Span, label: &str, warning: bool) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count > REPORTS {
            return;
        }
        let mut d = Diagnostic::error(code, message, Location::new(self.file, span), label)
            .with_label(self.template.path.location, "read from here");
        if warning {
            d = d.warning();
        }
        self.resolver.diagnostics.push(d);
    }

    fn summary(&mut self) {
        for (code, count) in std::mem::take(&mut self.counts) {
            if count > REPORTS {
                self.resolver.error(
                    code,
                    format!(
                        "{} more rows of `{}` like this",
                        count - REPORTS,
                        self.template.path.text
                    ),
                    self.template.path.location,
                    "and more",
                );
            }
        }
    }

    /// Every column that the item names must be one of the file.
    fn columns_exist(&mut self, table: &Table) -> bool {
        if table.columns.is_empty() {
            return true;
        }
        let template = self.template;
        let mut named: Vec<(String, Location)> = Vec::new();
        for english in &template.english {
            named.extend(english.variables.iter().map(|v| (v.name.clone(), v.location)));
        }
        for when in [&template.from, &template.to].into_iter().flatten() {
            if let When::Column(v) = when {
                named.push((v.name.clone(), v.location));
            }
        }
        for condition in &template.conditions {
            for side in [&condition.left, &condition.right]
                .into_iter()
                .chain(&condition.upper)
            {
                variables_of(side, template.item.file, &mut named);
            }
        }
        let mut all = true;
        for (name, location) in named {
            if table.columns.contains(&name) {
                continue;
            }
            all = false;
            let mut d = Diagnostic::error(
                "missing-column",
                format!("`{}` has no column `{name}`", template.path.text),
                location,
                "no such column",
            );
            if let Some(near) = nearest(&name, table.columns.iter().map(String::as_str)) {
                d = d
                    .with_note(format!("did you mean `{{{near}}}`?"))
                    .with_fix(location, format!("{{{near}}}"));
            } else {
                let columns: Vec<_> = table.columns.iter().take(12).map(|c| format!("`{c}`")).collect();
                d = d.with_note(format!("its columns are {}", columns.join(", ")));
            }
            self.resolver.diagnostics.push(d);
        }
        all
    }

    fn row(&mut self, row: &Row) {
        let template = self.template;
        for condition in &template.conditions {
            match self.holds(condition, row) {
                Some(true) => {}
                Some(false) | None => return,
            }
        }
        let (Some(from), Some(to)) = (
            self.when(template.from.as_ref(), row),
            self.when(template.to.as_ref(), row),
        ) else {
            return;
        };
        let mut english = Vec::new();
        for one in &template.english {
            let Some(text) = self.fill(one, row) else { return };
            english.push(English {
                text: Text {
                    text,
                    location: one.text.location,
                },
                variables: Vec::new(),
            });
        }
        let location = Location::new(self.file, row.span);
        let name = self.resolver.data_name(&self.name(row), location);
        self.resolver.book.claims.push(Claim {
            name: Text { text: name, location },
            english,
            source: template.source.clone(),
            unconfirmed: None,
            period: Period { from, to },
            data: Some(location),
            role: template.role,
            location: template.item,
        });
    }

    /// `facts/staff.csv`, row of Ada Lovelace → `staff-ada-lovelace`: stays when rows are added.
    fn name(&self, row: &Row) -> String {
        let path = &self.template.path.text;
        let stem = path.rsplit(['/', '\\']).next().unwrap_or(path);
        let stem = stem.split('.').next().unwrap_or(stem);
        let key = self
            .template
            .english
            .first()
            .and_then(|e| e.variables.first())
            .and_then(|v| row.cells.get(&v.name))
            .map(|cell| cell.chars().take(60).collect::<String>())
            .unwrap_or_default();
        let name = super::resolve::kebab_case(&format!("{stem} {key}"));
        if name.is_empty() { "data".into() } else { name }
    }

    /// The template with the row's cells in it.
    fn fill(&mut self, english: &English, row: &Row) -> Option<String> {
        let mut text = String::with_capacity(english.text.text.len() + 32);
        let mut at = 0;
        for variable in &english.variables {
            let cell = self.cell(variable, row)?;
            text.push_str(english.text.text.get(at..variable.start)?);
            text.push_str(&cell);
            at = variable.end;
        }
        text.push_str(english.text.text.get(at..)?);
        Some(text)
    }

    /// A cell that is there and of the type that the template asks for.
    fn cell(&mut self, variable: &Variable, row: &Row) -> Option<String> {
        let cell = row.cells.get(&variable.name).map_or("", |c| c.trim());
        if cell.is_empty() {
            self.report(
                "empty-cell",
                format!(
                    "this row has nothing in `{}`, so it makes no claim",
                    variable.name
                ),
                row.span,
                "this row",
                true,
            );
            return None;
        }
        let fits = match variable.kind {
            VariableKind::Number | VariableKind::Percent | VariableKind::Money => number_in(cell).is_some(),
            VariableKind::Date => Date::parse(cell).is_some(),
            _ => true,
        };
        if !fits {
            self.report(
                "wrong-cell",
                format!(
                    "`{cell}` in `{}` is no {}",
                    variable.name,
                    kind_name(variable.kind)
                ),
                row.span,
                "this row",
                false,
            );
            return None;
        }
        Some(cell.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// The date of an end of the period; an empty cell leaves it open. `None` where the cell is no date.
    #[expect(clippy::option_option, reason = "no date, and an open end, are two things")]
    fn when(&mut self, when: Option<&When>, row: &Row) -> Option<Option<Date>> {
        match when {
            None => Some(None),
            Some(When::Date(date)) => Some(Some(*date)),
            Some(When::Column(variable)) => {
                let cell = row.cells.get(&variable.name).map_or("", |c| c.trim());
                if cell.is_empty() {
                    return Some(None);
                }
                match parse_date(cell) {
                    Ok(date) => Some(Some(date)),
                    Err(problem) => {
                        self.report(
                            "wrong-cell",
                            format!("`{cell}` in `{}` is no date: {}", variable.name, problem.reason),
                            row.span,
                            "this row",
                            false,
                        );
                        None
                    }
                }
            }
        }
    }

    /// Whether the row meets a condition; `None` where the condition cannot be reckoned, reported once.
    fn holds(&mut self, condition: &syntax::Condition, row: &Row) -> Option<bool> {
        let sides = || {
            let lower = condition
                .upper
                .as_ref()
                .and_then(|u| measured_as(&condition.right, u));
            let upper = condition.upper.as_ref().map(|u| value(u, row)).transpose()?;
            let right = value(lower.as_ref().unwrap_or(&condition.right), row)?;
            Ok::<_, String>((value(&condition.left, row)?, right, upper))
        };
        let (left, right, upper) = match sides() {
            Ok(sides) => sides,
            Err(message) => {
                if !self.mistakes_in_where {
                    self.mistakes_in_where = true;
                    self.resolver.error(
                        "where-on-data",
                        message,
                        Location::new(self.template.item.file, condition.span),
                        "not possible for rows of data",
                    );
                }
                return None;
            }
        };
        let order = left.compare(&right);
        if let Some(upper) = upper {
            let within = order.is_ge() && left.compare(&upper).is_le();
            return Some(within == (condition.comparison == ComparisonKind::Equal));
        }
        Some(match condition.comparison {
            ComparisonKind::Equal => order.is_eq(),
            ComparisonKind::NotEqual => order.is_ne(),
            ComparisonKind::Less => order.is_lt(),
            ComparisonKind::LessOrEqual => order.is_le(),
            ComparisonKind::Greater => order.is_gt(),
            ComparisonKind::GreaterOrEqual => order.is_ge(),
        })
    }
}

/// A cell or constant: a number where it is one, else text. Dates compare as text, year first.
#[derive(Debug)]
enum CellValue {
    Number(Decimal),
    Text(String),
}

impl CellValue {
    fn of(text: &str) -> Self {
        match number_in(text) {
            Some(number) => Self::Number(number),
            None => Self::Text(text.trim().to_owned()),
        }
    }
    fn compare(&self, other: &Self) -> std::cmp::Ordering {
        match (self, other) {
            (Self::Number(a), Self::Number(b)) => a.cmp(b),
            (a, b) => a.text().cmp(&b.text()),
        }
    }
    fn text(&self) -> String {
        match self {
            Self::Number(n) => n.normalize().to_string(),
            Self::Text(t) => t.clone(),
        }
    }
}

fn value(expression: &syntax::Expression, row: &Row) -> Result<CellValue, String> {
    Ok(match &expression.kind {
        ExpressionKind::Variable(braced) => {
            let name = braced.raw.split(':').next().unwrap_or_default().trim();
            CellValue::of(row.cells.get(name).map_or("", String::as_str))
        }
        ExpressionKind::Number { digits, scale, .. } => CellValue::Number(
            decimal(digits, scale.as_deref()).ok_or_else(|| format!("`{digits}` is too big"))?,
        ),
        ExpressionKind::Date(date) => CellValue::Text(date.text.clone()),
        ExpressionKind::Text(Name::Quoted(quoted)) => CellValue::Text(quoted.raw.clone()),
        ExpressionKind::Text(Name::Bare(word)) => CellValue::Text(word.text.clone()),
        ExpressionKind::Group(inner) => value(inner, row)?,
        ExpressionKind::Call { name, .. } => {
            return Err(format!("`{}` cannot be reckoned on rows of data", name.text));
        }
        ExpressionKind::Binary {
            left,
            operator,
            right,
        } => {
            let (CellValue::Number(a), CellValue::Number(b)) = (value(left, row)?, value(right, row)?) else {
                // A row with a word where others have a number does not meet the condition.
                return Ok(CellValue::Text(String::new()));
            };
            let result = match operator {
                Operator::Add => a.checked_add(b),
                Operator::Subtract => a.checked_sub(b),
                Operator::Multiply => a.checked_mul(b),
                Operator::Divide => a.checked_div(b),
            };
            result.map_or(CellValue::Text(String::new()), CellValue::Number)
        }
    })
}

fn variables_of(expression: &syntax::Expression, file: FileId, named: &mut Vec<(String, Location)>) {
    match &expression.kind {
        ExpressionKind::Variable(braced) => {
            let name = braced.raw.split(':').next().unwrap_or_default().trim();
            named.push((name.to_owned(), Location::new(file, braced.span)));
        }
        ExpressionKind::Group(inner) => variables_of(inner, file, named),
        ExpressionKind::Binary { left, right, .. } => {
            variables_of(left, file, named);
            variables_of(right, file, named);
        }
        ExpressionKind::Call { arguments, .. } => {
            for argument in arguments {
                variables_of(argument, file, named);
            }
        }
        ExpressionKind::Number { .. } | ExpressionKind::Date(_) | ExpressionKind::Text(_) => {}
    }
}

/// `$1,200.50`, `12%`, `40` → the number.
fn number_in(cell: &str) -> Option<Decimal> {
    let cell = cell
        .trim()
        .trim_start_matches(['$', '€', '£'])
        .trim_end_matches('%');
    cell.replace(',', "").trim().parse().ok()
}

fn csv_rows(text: &str, delimiter: u8) -> Table {
    let mut table = Table {
        columns: Vec::new(),
        rows: Vec::new(),
        problems: Vec::new(),
    };
    let mark = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let body = text.get(mark..).unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(true)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(body.as_bytes());
    match reader.headers() {
        Ok(headers) => table.columns = headers.iter().map(str::to_owned).collect(),
        Err(error) => {
            table
                .problems
                .push(("bad-row", error.to_string(), Span::new(mark, text.len())));
            return table;
        }
    }
    let mut record = csv::StringRecord::new();
    loop {
        let start = reader.position().byte();
        let read = reader.read_record(&mut record);
        let end = reader.position().byte();
        let span = trimmed(
            text,
            mark + usize::try_from(start).unwrap_or(0),
            mark + usize::try_from(end).unwrap_or(usize::MAX - mark),
        );
        match read {
            Ok(false) => break,
            Ok(true) if record.len() != table.columns.len() => {
                table.problems.push((
                    "bad-row",
                    format!(
                        "this row has {} cells, and the file {} columns",
                        record.len(),
                        table.columns.len()
                    ),
                    span,
                ));
            }
            Ok(true) => table.rows.push(Row {
                cells: table
                    .columns
                    .iter()
                    .cloned()
                    .zip(record.iter().map(str::to_owned))
                    .collect(),
                span,
            }),
            Err(error) => {
                table.problems.push(("bad-row", error.to_string(), span));
                if start == end {
                    break;
                }
            }
        }
    }
    table
}

/// The span without the line ends and spaces around it, inside the text.
fn trimmed(text: &str, start: usize, end: usize) -> Span {
    let end = end.min(text.len());
    let start = start.min(end);
    let Some(row) = text.get(start..end) else {
        return Span::new(start, end);
    };
    let left = row.len() - row.trim_start().len();
    let inner = row.trim();
    Span::new(start + left, start + left + inner.len())
}

/// `[{…}, {…}]`, read one object after the other so that each has its place.
fn json_rows(text: &str) -> Table {
    let mut table = Table {
        columns: Vec::new(),
        rows: Vec::new(),
        problems: Vec::new(),
    };
    let mut columns = BTreeSet::new();
    let skip = |at: usize| {
        let rest = text.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start_matches(['\u{feff}', ' ', '\t', '\n', '\r']).len();
        at + blank
    };
    let mut at = skip(0);
    if text.get(at..).and_then(|t| t.chars().next()) != Some('[') {
        let end = text
            .get(at..)
            .and_then(|t| t.find('\n'))
            .map_or(text.len(), |i| at + i);
        table.problems.push((
            "bad-row",
            "a JSON file of claims is an array of objects: `[{…}, {…}]`".into(),
            Span::new(at, end),
        ));
        return table;
    }
    at = skip(at + 1);
    loop {
        match text.get(at..).and_then(|t| t.chars().next()) {
            Some(']') => break,
            None => {
                table.problems.push((
                    "bad-row",
                    "the array has no end".into(),
                    Span::new(text.len(), text.len()),
                ));
                break;
            }
            Some(_) => {}
        }
        let rest = text.get(at..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                let span = Span::new(at, at + values.byte_offset());
                object(&value, span, &mut table, &mut columns);
                at = skip(span.end);
            }
            Some(Err(error)) => {
                let end = rest.find('\n').map_or(text.len(), |i| at + i);
                table.problems.push((
                    "bad-row",
                    format!("not JSON: {}", without_place(&error)),
                    trimmed(text, at, end),
                ));
                break;
            }
            None => break,
        }
        match text.get(at..).and_then(|t| t.chars().next()) {
            Some(',') => at = skip(at + 1),
            Some(']') => break,
            _ => {
                table.problems.push((
                    "bad-row",
                    "expected `,` or `]` after this row".into(),
                    Span::new(at.min(text.len()), at.min(text.len())),
                ));
                break;
            }
        }
    }
    table.columns = columns.into_iter().collect();
    table
}

/// One object a line.
fn json_lines(text: &str) -> Table {
    let mut table = Table {
        columns: Vec::new(),
        rows: Vec::new(),
        problems: Vec::new(),
    };
    let mut columns = BTreeSet::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = trimmed(text, at, at + line.len());
        at += line.len();
        let row = text
            .get(span.start..span.end)
            .unwrap_or_default()
            .trim_start_matches('\u{feff}');
        if row.is_empty() {
            continue;
        }
        match serde_json::from_str::<Value>(row) {
            Ok(value) => object(&value, span, &mut table, &mut columns),
            Err(error) => {
                table
                    .problems
                    .push(("bad-row", format!("not JSON: {}", without_place(&error)), span))
            }
        }
    }
    table.columns = columns.into_iter().collect();
    table
}

/// An object becomes a row; anything else is a problem.
fn object(value: &Value, span: Span, table: &mut Table, columns: &mut BTreeSet<String>) {
    let Value::Object(object) = value else {
        table
            .problems
            .push(("bad-row", "this row is no JSON object".into(), span));
        return;
    };
    let mut cells = BTreeMap::new();
    for (key, value) in object {
        if !columns.contains(key) {
            columns.insert(key.clone());
        }
        let cell = match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(yes) => yes.to_string(),
            // Lists and objects are no cells; a template that names the column finds it empty.
            Value::Array(_) | Value::Object(_) => String::new(),
        };
        cells.insert(key.clone(), cell);
    }
    table.rows.push(Row { cells, span });
}

/// The message without its own line and column, which count from the row.
fn without_place(error: &serde_json::Error) -> String {
    let message = error.to_string();
    match message.rfind(" at line ") {
        Some(i) => message.get(..i).unwrap_or_default().to_owned(),
        None => message,
    }
}
