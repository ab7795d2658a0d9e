//! Comparisons after `where`: functions, units and the types of both sides.

use rust_decimal::Decimal;

use super::Resolver;
use super::scope::Scope;
use crate::diagnostic::Diagnostic;
use crate::rules::book::{ComparisonKind, Condition, Expression, FUNCTIONS, Operator, Text, VariableKind};
use crate::rules::grammar::condition::scale_factor;
use crate::rules::grammar::error::nearest;
use crate::rules::syntax::{self, ExpressionKind, Name, Word};
use crate::source::{FileId, Location, Span};

/// Units that make a number a duration.
const DURATIONS: &[&str] = &[
    "second", "seconds", "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month",
    "months", "year", "years",
];

const WEEKDAYS: &[&str] = &[
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// What an expression is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Number,
    /// A number with a unit that is neither time nor money.
    Measure,
    Date,
    Duration,
    Money,
    Percent,
    Text,
    /// The name of a day of the week.
    Weekday,
    /// Not known, or already reported.
    Unknown,
}

impl Kind {
    fn describe(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Measure => "a number with a unit",
            Self::Date => "a date",
            Self::Duration => "a duration",
            Self::Money => "an amount of money",
            Self::Percent => "a percentage",
            Self::Text => "a name",
            Self::Weekday => "a day of the week",
            Self::Unknown => "something",
        }
    }
}

/// An expression with its type and place, on the way.
struct Typed {
    expression: Expression,
    kind: Kind,
    location: Location,
    /// A variable without a type.
    untyped: Option<String>,
    /// A plain number as written, not a computed one.
    literal: bool,
}

/// `between 10 and 20 years`, `between 3 and 5 million`: the first number is measured as the second is.
pub(in crate::rules) fn measured_as(
    lower: &syntax::Expression,
    upper: &syntax::Expression,
) -> Option<syntax::Expression> {
    let (
        ExpressionKind::Number {
            digits,
            scale: None,
            unit: None,
        },
        ExpressionKind::Number { scale, unit, .. },
    ) = (&lower.kind, &upper.kind)
    else {
        return None;
    };
    Some(syntax::Expression {
        kind: ExpressionKind::Number {
            digits: digits.clone(),
            scale: scale.clone(),
            unit: unit.clone(),
        },
        span: lower.span,
    })
}

impl Resolver<'_> {
    /// One comparison; `bound_in` says which patterns give variables their values.
    pub(super) fn condition(
        &mut self,
        file: FileId,
        condition: &syntax::Condition,
        scope: &Scope,
        bound_in: &str,
    ) -> Option<Condition> {
        let left = self.expression(file, &condition.left, scope, bound_in)?;
        let lower = condition
            .upper
            .as_ref()
            .and_then(|u| measured_as(&condition.right, u));
        let lower = lower.as_ref().unwrap_or(&condition.right);
        let right = self.expression(file, lower, scope, bound_in)?;
        let upper = match &condition.upper {
            Some(upper) => Some(self.expression(file, upper, scope, bound_in)?),
            None => None,
        };
        let location = Location::new(file, condition.span);
        let ordered = upper.is_some()
            || !matches!(
                condition.comparison,
                ComparisonKind::Equal | ComparisonKind::NotEqual
            );
        if ordered {
            for side in [&left, &right].into_iter().chain(&upper) {
                self.needs_type(side, scope);
                if matches!(side.kind, Kind::Text | Kind::Weekday) {
                    self.error(
                        "not-ordered",
                        format!("{} is neither more nor less than another", side.kind.describe()),
                        side.location,
                        "can only be equal or not",
                    );
                }
            }
        } else {
            self.weekday_name(&left, &right);
            self.weekday_name(&right, &left);
        }
        self.same_kind(&left, &right);
        if let Some(upper) = &upper {
            self.same_kind(&left, upper);
            self.same_kind(&right, upper);
            self.ends_in_order(&right, upper);
        }
        Some(Condition {
            left: left.expression,
            comparison: condition.comparison,
            right: right.expression,
            upper: upper.map(|u| u.expression),
            location,
        })
    }

    fn expression(
        &mut self,
        file: FileId,
        expression: &syntax::Expression,
        scope: &Scope,
        bound_in: &str,
    ) -> Option<Typed> {
        let location = Location::new(file, expression.span);
        let typed = |expression, kind| Typed {
            expression,
            kind,
            location,
            untyped: None,
            literal: false,
        };
        match &expression.kind {
            ExpressionKind::Variable(braced) => {
                let mut variable = self.variable(file, braced)?;
                scope.must_be_bound(self, &variable, bound_in);
                let declared = scope.kind(&variable.name).unwrap_or(VariableKind::Any);
                let typed_here = variable.kind != VariableKind::Any && variable.kind != declared;
                if typed_here {
                    self.error(
                        "type-in-where",
                        "the type of a variable is said in the pattern",
                        location,
                        format!("`{{{}}}` gets its type where it gets its value", variable.name),
                    );
                }
                variable.kind = declared;
                let kind = match variable.kind {
                    VariableKind::Number => Kind::Number,
                    VariableKind::Date => Kind::Date,
                    VariableKind::Duration => Kind::Duration,
                    VariableKind::Money => Kind::Money,
                    VariableKind::Percent => Kind::Percent,
                    VariableKind::Entity(_) => Kind::Text,
                    VariableKind::Any => Kind::Unknown,
                };
                let untyped =
                    (variable.kind == VariableKind::Any && !typed_here && scope.is_bound(&variable.name))
                        .then(|| variable.name.clone());
                Some(Typed {
                    untyped,
                    ..typed(Expression::Variable(variable), kind)
                })
            }
            ExpressionKind::Number { digits, scale, unit } => {
                let (expression, kind) = self.number(digits, scale.as_deref(), unit.as_deref(), location)?;
                Some(Typed {
                    literal: true,
                    ..typed(expression, kind)
                })
            }
            ExpressionKind::Date(date) => Some(typed(Expression::Date(self.date(file, date)?), Kind::Date)),
            ExpressionKind::Text(name) => {
                let text = self.name_text(file, name);
                if matches!(name, Name::Bare(_)) && scope.kind(&text.text).is_some() {
                    let right = format!("{{{}}}", text.text);
                    self.diagnostics.push(
                        Diagnostic::error(
                            "variable-without-braces",
                            format!("`{}` is a text here, and no variable", text.text),
                            location,
                            "without braces",
                        )
                        .with_note(format!("write `{right}`"))
                        .with_fix(location, right),
                    );
                    return None;
                }
                let bare_day = matches!(name, Name::Bare(_)) && WEEKDAYS.contains(&text.text.as_str());
                let kind = if bare_day { Kind::Weekday } else { Kind::Text };
                Some(typed(Expression::Text(text), kind))
            }
            ExpressionKind::Group(inner) => {
                let inner = self.expression(file, inner, scope, bound_in)?;
                Some(Typed {
                    location,
                    literal: false,
                    ..inner
                })
            }
            ExpressionKind::Call { name, arguments } => {
                let mut values = Vec::new();
                let mut kinds = Vec::new();
                for argument in arguments {
                    let value = self.expression(file, argument, scope, bound_in)?;
                    kinds.push((value.kind, value.location));
                    values.push(value.expression);
                }
                let kind = self.function(file, name, &kinds, location)?;
                Some(typed(Expression::Call(name.text.clone(), values), kind))
            }
            ExpressionKind::Binary {
                left,
                operator,
                right,
            } => {
                let left = self.expression(file, left, scope, bound_in)?;
                let right = self.expression(file, right, scope, bound_in)?;
                self.needs_type(&left, scope);
                self.needs_type(&right, scope);
                let kind = self.arithmetic(&left, *operator, &right, location);
                let expression =
                    Expression::Binary(Box::new(left.expression), *operator, Box::new(right.expression));
                Some(typed(expression, kind))
            }
        }
    }

    fn number(
        &mut self,
        digits: &str,
        scale: Option<&str>,
        unit: Option<&str>,
        location: Location,
    ) -> Option<(Expression, Kind)> {
        let Some(number) = decimal(digits, scale) else {
            self.error(
                "number-too-big",
                format!("`{digits}` has more digits than can be reckoned with"),
                location,
                "at most 28 digits",
            );
            return None;
        };
        Some(match unit {
            None => (Expression::Number(number), Kind::Number),
            Some("%" | "percent") => (Expression::Percent(number), Kind::Percent),
            Some(unit @ ("$" | "€" | "£")) => (Expression::Quantity(number, unit.to_owned()), Kind::Money),
            Some(unit) if DURATIONS.contains(&unit) => {
                (Expression::Quantity(number, unit.to_owned()), Kind::Duration)
            }
            Some(unit @ ("dollars" | "euros" | "pounds" | "USD" | "EUR" | "GBP")) => {
                (Expression::Quantity(number, unit.to_owned()), Kind::Money)
            }
            Some(unit) => (Expression::Quantity(number, unit.to_owned()), Kind::Measure),
        })
    }

    /// Checks a call and gives the type of its value.
    fn function(
        &mut self,
        file: FileId,
        name: &Word,
        arguments: &[(Kind, Location)],
        location: Location,
    ) -> Option<Kind> {
        let Some((function, least, most, _)) = FUNCTIONS.iter().find(|(f, ..)| *f == name.text) else {
            let at = Location::new(file, name.span);
            let names = FUNCTIONS.iter().map(|(f, ..)| *f);
            let mut d = Diagnostic::error(
                "unknown-function",
                format!("no function is called `{}`", name.text),
                at,
                "unknown function",
            );
            if let Some(near) = nearest(&name.text, names.clone()) {
                d = d.with_note(format!("did you mean `{near}`?")).with_fix(at, near);
            } else {
                let all: Vec<_> = names.map(|n| format!("`{n}`")).collect();
                d = d.with_note(format!("the functions are {}", all.join(", ")));
            }
            self.diagnostics.push(d);
            return None;
        };
        if arguments.len() < *least || arguments.len() > *most {
            let wanted = match (least, most) {
                (0, 0) => "nothing".to_owned(),
                (a, b) if a == b => format!("{a} value{}", if *a == 1 { "" } else { "s" }),
                (a, b) => format!("{a} or {b} values"),
            };
            self.error(
                "wrong-arguments",
                format!("`{function}` takes {wanted}"),
                location,
                format!("{} given", arguments.len()),
            );
            return None;
        }
        let wanted = match *function {
            "weekday" | "year" | "month" | "day" => Some(Kind::Date),
            "age" => Some(Kind::Text),
            _ => None,
        };
        if let (Some(wanted), Some(&(kind, at))) = (wanted, arguments.first()) {
            let right = kind == wanted
                || kind == Kind::Unknown
                // An age is reckoned of a person, or from a date of birth.
                || (*function == "age" && kind == Kind::Date);
            if !right {
                self.error(
                    "type-mismatch",
                    format!(
                        "`{function}` is taken of {}, not of {}",
                        wanted.describe(),
                        kind.describe()
                    ),
                    at,
                    kind.describe(),
                );
            }
        }
        Some(match *function {
            "weekday" => Kind::Weekday,
            "today" => Kind::Date,
            "change" => Kind::Percent,
            "age" => Kind::Measure,
            "abs" => arguments.first().map_or(Kind::Number, |(kind, _)| *kind),
            _ => Kind::Number,
        })
    }

    /// The type of a sum, difference, product or quotient.
    fn arithmetic(&mut self, left: &Typed, operator: Operator, right: &Typed, location: Location) -> Kind {
        use Kind as K;
        let (a, b) = (left.kind, right.kind);
        if a == K::Unknown || b == K::Unknown {
            return K::Unknown;
        }
        let kind = match operator {
            Operator::Add | Operator::Subtract => match (a, b) {
                (K::Text | K::Weekday, _) | (_, K::Text | K::Weekday) => None,
                (K::Date, K::Date) => (operator == Operator::Subtract).then_some(K::Duration),
                (K::Date, K::Duration) => Some(K::Date),
                (K::Duration, K::Date) => (operator == Operator::Add).then_some(K::Date),
                (a, b) if a == b => Some(a),
                (K::Number, K::Measure) | (K::Measure, K::Number) => Some(K::Measure),
                _ => None,
            },
            Operator::Multiply => match (a, b) {
                (K::Text | K::Weekday | K::Date, _) | (_, K::Text | K::Weekday | K::Date) => None,
                (K::Number | K::Percent, other) | (other, K::Number | K::Percent) => Some(other),
                _ => None,
            },
            Operator::Divide => match (a, b) {
                (K::Text | K::Weekday | K::Date, _) | (_, K::Text | K::Weekday | K::Date) => None,
                (a, b) if a == b => Some(K::Number),
                (a, K::Number | K::Percent) => Some(a),
                _ => None,
            },
        };
        kind.unwrap_or_else(|| {
            let what = match operator {
                Operator::Add => "added to",
                Operator::Subtract => "taken from",
                Operator::Multiply => "multiplied by",
                Operator::Divide => "divided by",
            };
            let (first, second) = if operator == Operator::Subtract {
                (b, a)
            } else {
                (a, b)
            };
            let mut d = Diagnostic::error(
                "type-mismatch",
                format!("{} cannot be {what} {}", first.describe(), second.describe()),
                location,
                "these do not go together",
            );
            if matches!(
                (a, b),
                (K::Date | K::Duration, K::Number) | (K::Number, K::Date | K::Duration)
            ) {
                d = d.with_note("a duration has a unit, for example `3 days`");
            }
            self.diagnostics.push(d);
            K::Unknown
        })
    }

    /// `is between 20 and 10`: nothing is.
    fn ends_in_order(&mut self, lower: &Typed, upper: &Typed) {
        use Expression as E;
        let turned = match (&lower.expression, &upper.expression) {
            (E::Number(a), E::Number(b)) | (E::Percent(a), E::Percent(b)) => a > b,
            (E::Quantity(a, x), E::Quantity(b, y)) => x == y && a > b,
            (E::Date(a), E::Date(b)) => a > b,
            _ => false,
        };
        if turned {
            self.error(
                "ends-exchanged",
                "nothing lies between the two: the lesser end stands first",
                lower.location,
                "this is the greater end",
            );
        }
    }

    fn same_kind(&mut self, left: &Typed, right: &Typed) {
        use Kind as K;
        let (a, b) = (left.kind, right.kind);
        let fits = a == b
            || matches!((a, b), (K::Unknown, _) | (_, K::Unknown))
            || matches!(
                (a, b),
                (K::Weekday, K::Text)
                    | (K::Text, K::Weekday)
                    | (K::Number | K::Duration, K::Measure)
                    | (K::Measure, K::Number | K::Duration)
            )
            // `{part} / {whole} = 50%`, and `{share} > 50`: a bare number beside a percentage has one
            // meaning, while one beside money or a duration leaves the unit open.
            || (matches!((a, b), (K::Number, K::Percent) | (K::Percent, K::Number))
                && !(left.literal && right.literal));
        if fits {
            return;
        }
        let mut d = Diagnostic::error(
            "type-mismatch",
            format!("{} is compared with {}", a.describe(), b.describe()),
            right.location,
            b.describe(),
        )
        .with_label(left.location, a.describe());
        let end = |typed: &Typed| {
            let end = typed.location.span.end;
            Location::new(typed.location.file, Span::new(end, end))
        };
        match (a, b) {
            (K::Percent, K::Number) => {
                d = d
                    .with_note("write `%` after the number")
                    .with_fix(end(right), "%")
            }
            (K::Number, K::Percent) => d = d.with_note("write `%` after the number").with_fix(end(left), "%"),
            (K::Duration, K::Number) => {
                d = d
                    .with_note("a duration has a unit, for example `3 years`")
                    .with_fix(end(right), " days");
            }
            (K::Money, K::Number) => d = d.with_note("say of which currency, for example `$50`"),
            (K::Date, K::Number) => {
                d = d.with_note("a date is written `2025-08-15`; compare a year with `year({d})`")
            }
            _ => {}
        }
        self.diagnostics.push(d);
    }

    /// A variable that is reckoned with needs a type: else any word could stand there.
    fn needs_type(&mut self, side: &Typed, scope: &Scope) {
        let Some(name) = &side.untyped else { return };
        let mut d = Diagnostic::error(
            "untyped-variable",
            format!("`{{{name}}}` is reckoned with and has no type"),
            side.location,
            "what is it?",
        )
        .with_note(format!("say so in the pattern: `{{{name}: number}}`"));
        if let Some(place) = scope.place(name) {
            d = d
                .with_label(place, "here it gets its value")
                .with_fix(place, format!("{{{name}: number}}"));
        }
        self.diagnostics.push(d);
    }

    /// `weekday({d}) = "Fryday"`
    fn weekday_name(&mut self, day: &Typed, name: &Typed) {
        let (Kind::Weekday, Kind::Text, Expression::Text(text)) = (day.kind, name.kind, &name.expression)
        else {
            return;
        };
        let Text { text, location } = text;
        if WEEKDAYS.contains(&text.as_str()) {
            return;
        }
        let mut d = Diagnostic::error(
            "unknown-weekday",
            format!("`{text}` is no day of the week"),
            *location,
            "expected a name like `Friday`",
        );
        if let Some(near) = nearest(text, WEEKDAYS.iter().copied()) {
            d = d
                .with_note(format!("did you mean `{near}`?"))
                .with_fix(*location, near);
        }
        self.diagnostics.push(d);
    }
}

/// `1,200` and `million` → 1200000000; nothing where it does not fit.
pub(crate) fn decimal(digits: &str, scale: Option<&str>) -> Option<Decimal> {
    let number: Decimal = digits.replace(',', "").parse().ok()?;
    let zeros = scale.and_then(scale_factor).unwrap_or(0);
    let factor = Decimal::from(10_u64.checked_pow(zeros)?);
    number.checked_mul(factor)
}
