//! Suppressions: single findings that an editor has looked at and lets stand, with a reason.
//!
//! In Markdown and HTML an HTML comment stands before a paragraph or within it:
//!
//! ```html
//! <!-- copydesk: allow name-variant -- he spells it so himself; until 2026-12-31 -->
//! <!-- copydesk: allow name-variant "Zelensky" -- only this one of several in the paragraph -->
//! ```
//!
//! For any article `article.txt` a file `article.txt.allow` beside it holds one a line, where the words
//! (or the finding's `id`) say which finding is meant:
//!
//! ```text
//! name-variant "Zelensky" -- he spells it so himself
//! weekday-date id 1f0c9d2b7a6e5d43 -- the calendar of the time was another
//! ```
//!
//! One suppression silences one finding, at either of its ends. One that silences nothing, names no
//! rule, can't be read or has expired is a finding itself.

use super::fingerprint::Fingerprints;
use super::{DocumentReport, Item, Place};
use crate::checking::finding::{FindingKind, RelatedRole};
use crate::config::nearest;
use crate::diagnostic::Severity;
use crate::document::Document;
use crate::source::{Source, Span};
use crate::value::date::Date;

/// A suppression that silenced nothing.
pub const UNUSED: &str = "suppression-unused";
/// A suppression of a rule that nobody knows.
pub const UNKNOWN: &str = "suppression-unknown";
/// A suppression that can't be read.
pub const MALFORMED: &str = "suppression-malformed";
/// A suppression whose last day is over.
pub const EXPIRED: &str = "suppression-expired";

/// The names of the findings about suppressions, with a line on each.
pub const RULES: &[(&str, &str)] = &[
    (UNUSED, "a suppression that silences nothing"),
    (UNKNOWN, "a suppression of a rule that nobody knows"),
    (MALFORMED, "a suppression that can't be read"),
    (EXPIRED, "a suppression whose last day is over"),
];

/// How a suppression is written, for messages.
const FORM: &str = "allow RULE \"words\" -- reason; until YYYY-MM-DD";

/// One suppression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// Its place in the file that holds it.
    pub span: Span,
    /// What it says, or why it can't be read.
    pub parsed: Result<Allowed, String>,
}

/// What a suppression says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allowed {
    /// The rule, claim or check.
    pub rule: String,
    /// Words of the finding that is meant.
    pub words: Option<String>,
    /// Fingerprint of the finding that is meant.
    pub id: Option<String>,
    /// Why.
    pub reason: String,
    /// Last day.
    pub until: Option<Date>,
}

/// The suppressions in a document's own comments.
pub fn in_document(document: &Document) -> Vec<Allow> {
    let mut out = Vec::new();
    for &span in &document.comments {
        let text = document.source.slice(span);
        let inner = text.trim_start_matches("<!--").trim_end_matches("-->").trim();
        // A comment that begins otherwise is about something else, even where it mentions us.
        if let Some(rest) = inner.strip_prefix("copydesk:") {
            out.push(Allow {
                span,
                parsed: parse(rest.trim(), true),
            });
        }
    }
    out
}

/// The suppressions in a file beside an article, one a line; `#` begins a comment.
pub fn in_sidecar(source: &Source) -> Vec<Allow> {
    let mut out = Vec::new();
    let mut at = 0;
    for raw in source.text().split_inclusive('\n') {
        let line = raw.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        if !line.is_empty() && !line.starts_with('#') {
            let start = at + (line.as_ptr() as usize - raw.as_ptr() as usize);
            let span = Span::new(start, start + line.len());
            out.push(Allow {
                span,
                parsed: parse(line, false),
            });
        }
        at += raw.len();
    }
    out
}

/// Reads `[allow] RULE ["words" | id ID] -- reason [; until DATE]`.
fn parse(text: &str, placed: bool) -> Result<Allowed, String> {
    let text = match (text.strip_prefix("allow "), placed) {
        (Some(rest), _) => rest.trim_start(),
        (None, false) => text,
        (None, true) => return Err(format!("expected `{FORM}`")),
    };
    let Some((head, tail)) = text.split_once("--").or_else(|| text.split_once('—')) else {
        return Err("a reason is missing: write `-- ` and why it may stand".to_owned());
    };
    let (rule, rest) = head
        .trim()
        .split_once(char::is_whitespace)
        .unwrap_or((head.trim(), ""));
    if rule.is_empty() || !rule.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '/') {
        return Err(format!("expected the name of a rule: `{FORM}`"));
    }
    let (mut words, mut id) = (None, None);
    match rest.trim() {
        "" if placed => {}
        "" => return Err("which finding? Write its words in quotation marks after the rule".to_owned()),
        rest => {
            if let Some(quoted) = rest.strip_prefix('"').and_then(|r| r.strip_suffix('"')) {
                words = Some(quoted.to_owned()).filter(|w| !w.trim().is_empty());
            } else if let Some(name) = rest.strip_prefix("id ") {
                id = Some(name.trim().to_owned());
            }
            if words.is_none() && id.is_none() {
                return Err(format!(
                    "expected words in quotation marks or `id` and a fingerprint, found `{rest}`"
                ));
            }
        }
    }
    let (reason, until) = match tail.rsplit_once(';').map(|(r, u)| (r, u.trim())) {
        Some((reason, until)) if until == "until" || until.starts_with("until ") => {
            let day = until.trim_start_matches("until").trim();
            let date = Date::parse(day).filter(|d| d.day.is_some());
            let date = date.ok_or_else(|| format!("`{day}` is no day: write `until 2026-12-31`"))?;
            (reason, Some(date))
        }
        _ => (tail, None),
    };
    let reason = reason.trim();
    if !reason.chars().any(char::is_alphanumeric) {
        return Err("a reason is missing: write `-- ` and why it may stand".to_owned());
    }
    Ok(Allowed {
        rule: rule.to_owned(),
        words,
        id,
        reason: reason.to_owned(),
        until,
    })
}

/// What the suppressions of a document are checked against.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// Names of all rules, claims and checks.
    pub names: &'a [&'a str],
    /// The day on which the check runs.
    pub today: Date,
}

/// Takes out of `report` what the comments of `document` allow, and adds findings about the comments.
pub fn apply(document: &Document, report: &mut DocumentReport, known: Known<'_>) {
    let allows = in_document(document);
    let complaints = silence(document, report, &allows, true, known);
    if complaints.is_empty() {
        return;
    }
    report.findings.extend(items(&document.source, complaints));
    report
        .findings
        .sort_by(|a, b| (a.span.start, a.span.end, &a.rule).cmp(&(b.span.start, b.span.end, &b.rule)));
}

/// Takes out of `report` what the file beside the article allows, and returns findings about that file.
pub fn apply_sidecar(
    document: &Document,
    report: &mut DocumentReport,
    sidecar: &Source,
    known: Known<'_>,
) -> Vec<Item> {
    let allows = in_sidecar(sidecar);
    let complaints = silence(document, report, &allows, false, known);
    items(sidecar, complaints)
}

/// A complaint about a suppression: its place, the rule's name, the message.
type Complaint = (Span, &'static str, String);

fn silence(
    document: &Document,
    report: &mut DocumentReport,
    allows: &[Allow],
    placed: bool,
    known: Known<'_>,
) -> Vec<Complaint> {
    let mut complaints = Vec::new();
    for allow in allows {
        let allowed = match &allow.parsed {
            Ok(allowed) => allowed,
            Err(why) => {
                complaints.push((
                    allow.span,
                    MALFORMED,
                    format!("this suppression can't be read: {why}"),
                ));
                continue;
            }
        };
        let rule = &allowed.rule;
        if !known.names.contains(&rule.as_str()) {
            let near = nearest(rule, known.names).map_or(String::new(), |n| format!("; did you mean `{n}`?"));
            complaints.push((
                allow.span,
                UNKNOWN,
                format!("no rule, claim or check is named `{rule}`{near}"),
            ));
            continue;
        }
        if let Some(until) = allowed.until.filter(|&until| until < known.today) {
            complaints.push((
                allow.span,
                EXPIRED,
                format!("this suppression of `{rule}` expired on {until}"),
            ));
            continue;
        }
        let target = placed.then(|| target(document, allow.span)).flatten();
        let meant = report.findings.iter().position(|item| {
            item.rule == *rule
                && (!placed || target.is_some_and(|t| ends(item, &report.path).any(|end| t.contains(end))))
                && allowed
                    .words
                    .as_ref()
                    .is_none_or(|w| has_words(item, &report.path, w))
                && allowed.id.as_ref().is_none_or(|id| item.id == *id)
        });
        match meant {
            Some(index) => {
                report.findings.remove(index);
            }
            None => complaints.push((
                allow.span,
                UNUSED,
                format!("this suppression of `{rule}` silences nothing"),
            )),
        }
    }
    complaints
}

/// The file bytes that a comment is about: the block around it, or the next one.
fn target(document: &Document, comment: Span) -> Option<Span> {
    let mut next: Option<Span> = None;
    for block in &document.blocks {
        let span = document.to_source(block.span);
        if span.contains(comment) {
            return Some(span);
        }
        if span.start >= comment.end && next.is_none_or(|n| span.start < n.start) {
            next = Some(span);
        }
    }
    next
}

/// The places of a finding that stand in the article `path`.
fn ends<'a>(item: &'a Item, path: &'a str) -> impl Iterator<Item = Span> + 'a {
    let own = Span::new(item.span.start, item.span.end);
    let others = item
        .related
        .iter()
        .filter(move |r| r.role == RelatedRole::Statement && r.path == path)
        .map(|r| Span::new(r.span.start, r.span.end));
    std::iter::once(own).chain(others)
}

fn has_words(item: &Item, path: &str, words: &str) -> bool {
    let squeeze = |t: &str| t.split_whitespace().collect::<Vec<_>>().join(" ");
    let words = squeeze(words);
    let others = item
        .related
        .iter()
        .filter(|r| r.role == RelatedRole::Statement && r.path == path);
    std::iter::once(&item.span)
        .chain(others.map(|r| &r.span))
        .any(|place| squeeze(&place.text).contains(&words))
}

fn items(source: &Source, complaints: Vec<Complaint>) -> Vec<Item> {
    let mut fingerprints = Fingerprints::default();
    complaints
        .into_iter()
        .map(|(span, rule, message)| {
            let (reason, help) = match rule {
                UNUSED => (
                    "the finding is gone, or stands elsewhere",
                    "delete it, or put it before the paragraph that it is about",
                ),
                UNKNOWN => ("so it silences nothing", "write the name as the report shows it"),
                EXPIRED => (
                    "so its finding is reported again",
                    "mend the text, or set another day",
                ),
                _ => (
                    "so it silences nothing",
                    "write `allow RULE -- reason; until YYYY-MM-DD`",
                ),
            };
            Item {
                id: fingerprints.next(rule, "", source.slice(span)),
                rule: rule.to_owned(),
                kind: FindingKind::Violation,
                severity: Severity::Warning,
                message,
                reason: reason.to_owned(),
                help: Some(help.to_owned()),
                span: Place::new(source, span),
                related: Vec::new(),
                proof: Vec::new(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checking::finding::{Checked, Finding, Related};
    use crate::document::{self, Format, Options};
    use crate::report::document_report;

    fn finding(document: &Document, words: &str, other: Option<&str>) -> Finding {
        let at = |w: &str| {
            let start = document.source.text().rfind(w).unwrap();
            Span::new(start, start + w.len())
        };
        Finding {
            rule: "name-variant".to_owned(),
            kind: FindingKind::Violation,
            severity: Severity::Warning,
            message: "two spellings".to_owned(),
            reason: String::new(),
            help: None,
            span: at(words),
            related: other
                .map(|w| Related {
                    role: RelatedRole::Statement,
                    source: document.source.clone(),
                    span: at(w),
                    message: String::new(),
                })
                .into_iter()
                .collect(),
            normal_form: String::new(),
            proof: Vec::new(),
        }
    }

    /// Rules that are reported for `text` when `words` (and `other`) are found in it.
    fn left(text: &str, words: &str, other: Option<&str>) -> Vec<String> {
        let document = document::read(Source::new("a.md", text), Format::Markdown, &Options::default());
        let checked = Checked {
            findings: vec![finding(&document, words, other)],
            ..Checked::default()
        };
        let mut report = document_report(&document, &checked);
        let known = Known {
            names: &["name-variant", "weekday-date"],
            today: Date::ymd(2026, 1, 1).unwrap(),
        };
        apply(&document, &mut report, known);
        report.findings.into_iter().map(|f| f.rule).collect()
    }

    #[test]
    fn a_comment_silences_the_next_block_and_its_own() {
        let before = "<!-- copydesk: allow name-variant -- he spells it so -->\n\nZelensky came.\n\nMore.";
        assert_eq!(left(before, "Zelensky", None), [""; 0]);
        let within = "Zelensky <!-- copydesk: allow name-variant -- so --> came.\n";
        assert_eq!(left(within, "Zelensky", None), [""; 0]);
        let elsewhere = "<!-- copydesk: allow name-variant -- so -->\n\nMore.\n\nZelensky came.";
        assert_eq!(left(elsewhere, "Zelensky", None), [UNUSED, "name-variant"]);
    }

    #[test]
    fn either_end_silences() {
        let text = "Zelensky came.\n\n<!-- copydesk: allow name-variant -- so -->\n\nZelenskyy left.";
        assert_eq!(left(text, "Zelensky came", Some("Zelenskyy")), [""; 0]);
    }

    #[test]
    fn mentions_suppress_nothing() {
        for text in [
            "Write `<!-- copydesk: allow name-variant -- so -->` before it. Zelensky came.",
            "Write copydesk: allow name-variant -- so. Zelensky came.",
            "<!-- see copydesk: allow name-variant -- so -->\n\nZelensky came.",
            "```\n<!-- copydesk: allow name-variant -- so -->\n```\n\nZelensky came.",
        ] {
            assert_eq!(left(text, "Zelensky", None), ["name-variant"], "{text}");
        }
    }

    #[test]
    fn bad_ones_are_findings() {
        let rule = |comment: &str| left(&format!("<!-- {comment} -->\n\nZelensky came."), "Zelensky", None);
        assert_eq!(rule("copydesk: allow name-variant"), [MALFORMED, "name-variant"]);
        assert_eq!(
            rule("copydesk: allow name-variant -- "),
            [MALFORMED, "name-variant"]
        );
        assert_eq!(
            rule("copydesk: alow name-variant -- so"),
            [MALFORMED, "name-variant"]
        );
        assert_eq!(
            rule("copydesk: allow name-variant -- so; until tomorrow"),
            [MALFORMED, "name-variant"]
        );
        assert_eq!(
            rule("copydesk: allow name-varient -- so"),
            [UNKNOWN, "name-variant"]
        );
        assert_eq!(
            rule("copydesk: allow name-variant -- so; until 2025-12-31"),
            [EXPIRED, "name-variant"]
        );
        assert_eq!(
            rule("copydesk: allow name-variant -- so; until 2026-01-01"),
            [""; 0]
        );
        assert_eq!(
            rule("copydesk: allow weekday-date -- so"),
            [UNUSED, "name-variant"]
        );
        assert_eq!(rule("copydesk: allow name-variant \"Zelensky\" -- so"), [""; 0]);
        assert_eq!(
            rule("copydesk: allow name-variant \"Putin\" -- so"),
            [UNUSED, "name-variant"]
        );
    }

    #[test]
    fn a_sidecar_names_words() {
        let source = Source::new(
            "a.txt.allow",
            "# comment\n\nname-variant \"Zelensky\" -- so\nname-variant -- so\n",
        );
        let allows = in_sidecar(&source);
        assert_eq!(allows.len(), 2);
        assert_eq!(source.slice(allows[0].span), "name-variant \"Zelensky\" -- so");
        assert_eq!(
            allows[0].parsed.as_ref().unwrap().words.as_deref(),
            Some("Zelensky")
        );
        assert!(allows[1].parsed.is_err());
    }
}
