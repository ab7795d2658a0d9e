//! `copydesk.toml`: what a project wants checked, against which rules, how strictly.
//!
//! ```toml
//! rules = ["rules"]
//! paths = ["articles"]
//! exclude = ["drafts/**"]
//! fail-on = "warning"
//!
//! [severity]
//! acronym = "off"
//!
//! [[override]]
//! paths = ["opinion/**"]
//! severity = { contested-unattributed = "note" }
//! ```
//!
//! Every value keeps its place, so that a mistake is shown where it stands and `copydesk config --why`
//! can say where a value comes from. All mistakes of a file are reported at once.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::formats::Fields;
use crate::source::{FileId, Location, Source, Span};

/// Name of the file.
pub const FILE_NAME: &str = "copydesk.toml";

/// A value with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Bytes of the value in the file.
    pub span: Span,
}

/// From which severity on findings make a run fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailOn {
    /// Findings of this severity and above.
    At(Severity),
    /// Findings never fail a run.
    Never,
}

impl FailOn {
    /// The names that can be written.
    pub const NAMES: [&'static str; 4] = ["error", "warning", "note", "never"];
    /// The value of this name.
    pub fn parse(name: &str) -> Option<Self> {
        if name == "never" {
            return Some(Self::Never);
        }
        severity(name).map(Self::At)
    }
    /// Whether a finding of this severity makes the run fail.
    pub fn fails(self, severity: Severity) -> bool {
        matches!(self, Self::At(least) if severity >= least)
    }
}

/// What becomes of the findings of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// They are not reported.
    Off,
    /// They are reported with this severity.
    At(Severity),
}

/// Where the day of an article is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatelineSource {
    /// In the article: front matter, dateline, page metadata.
    Article,
    /// In its path: `2025-08-17-title.md`, `2025/08/17/title.md`.
    FileName,
}

/// Settings for some of the articles.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Override {
    /// Globs relative to the folder of the file.
    pub paths: Option<Setting<Vec<String>>>,
    /// The rules for these articles, in place of the others.
    pub rules: Option<Setting<Vec<String>>>,
    /// Severities for these articles, on top of the others.
    pub severity: BTreeMap<String, Setting<Level>>,
}

/// What a `copydesk.toml` says. Paths and globs are relative to its folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    /// Rule files and folders.
    pub rules: Option<Setting<Vec<String>>>,
    /// What is checked when the command names nothing.
    pub paths: Option<Setting<Vec<String>>>,
    /// Which files of a folder are articles, as globs.
    pub include: Option<Setting<Vec<String>>>,
    /// Which files are left out, as globs.
    pub exclude: Option<Setting<Vec<String>>>,
    /// Documents whose statements are claims.
    pub against: Option<Setting<Vec<String>>>,
    /// From which severity on a run fails.
    pub fail_on: Option<Setting<FailOn>>,
    /// Output format.
    pub format: Option<Setting<String>>,
    /// File of accepted findings.
    pub baseline: Option<Setting<String>>,
    /// Where the day of an article is looked for.
    pub dateline: Option<Setting<Vec<DatelineSource>>>,
    /// Largest article that is read, in bytes.
    pub max_bytes: Option<Setting<u64>>,
    /// Severities by rule.
    pub severity: BTreeMap<String, Setting<Level>>,
    /// Where the parts of an article stand in a JSON export.
    pub fields: Fields,
    /// The same by key, with the place of each.
    pub json: BTreeMap<&'static str, Setting<String>>,
    /// Settings for some of the articles; later ones go before earlier ones.
    pub overrides: Vec<Override>,
}

/// A key of the outermost table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub about: &'static str,
    /// What holds when it isn't there.
    pub default: &'static str,
}

/// All keys of the outermost table.
pub const KEYS: &[Key] = &[
    Key {
        name: "rules",
        about: "rule files and folders of them",
        default: "[\"rules\"]",
    },
    Key {
        name: "paths",
        about: "what `check` reads when it is given no path",
        default: "[\".\"]",
    },
    Key {
        name: "include",
        about: "globs: which files of a folder are articles",
        default: "[\"*.txt\", \"*.text\", \"*.md\", \"*.markdown\", \"*.html\", \"*.htm\"]",
    },
    Key {
        name: "exclude",
        about: "globs: which files are left out",
        default: "[]",
    },
    Key {
        name: "against",
        about: "source documents whose statements are claims",
        default: "[]",
    },
    Key {
        name: "fail-on",
        about: "the severity that fails a run: error, warning, note, never",
        default: "\"error\"",
    },
    Key {
        name: "format",
        about: "output format",
        default: "\"human\"",
    },
    Key {
        name: "baseline",
        about: "file of accepted findings",
        default: "none",
    },
    Key {
        name: "dateline",
        about: "where an article's day is looked for: article, file-name",
        default: "[\"article\"]",
    },
    Key {
        name: "max-bytes",
        about: "largest article that is read",
        default: "20000000",
    },
    Key {
        name: "severity",
        about: "table: rule = error, warning, note or off",
        default: "{}",
    },
    Key {
        name: "json",
        about: "table: headline, body, date, author = dotted path in a JSON export",
        default: "schema.org names",
    },
    Key {
        name: "override",
        about: "tables with `paths` and their own `rules` and `severity`",
        default: "none",
    },
];

const OVERRIDE_KEYS: &[&str] = &["paths", "rules", "severity"];
const JSON_KEYS: &[&str] = &["headline", "body", "date", "author"];

/// Reads a configuration; `file` is the index of `source` among the sources of the run.
pub fn parse(source: &Source, file: FileId) -> (Config, Vec<Diagnostic>) {
    let mut reader = Reader {
        file,
        diagnostics: Vec::new(),
    };
    let (table, errors) = DeTable::parse_recoverable(source.text());
    for error in errors {
        let span = error
            .span()
            .map_or(Span::default(), |s| Span::new(s.start, s.end));
        reader.error("syntax", error.message().trim(), span, "");
    }
    let config = reader.config(table.get_ref());
    reader
        .diagnostics
        .sort_by_key(|d| d.labels.first().map(|l| l.location.span.start));
    (config, reader.diagnostics)
}

struct Reader {
    file: FileId,
    diagnostics: Vec<Diagnostic>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Reader {
    fn error(&mut self, code: &'static str, message: &str, span: Span, label: &str) {
        self.diagnostics.push(Diagnostic::error(
            code,
            message,
            Location::new(self.file, span),
            label,
        ));
    }
    fn config(&mut self, table: &DeTable<'_>) -> Config {
        let mut config = Config::default();
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "rules" => config.rules = self.strings(value),
                "paths" => config.paths = self.strings(value),
                "include" => config.include = self.strings(value),
                "exclude" => config.exclude = self.strings(value),
                "against" => config.against = self.strings(value),
                "fail-on" => config.fail_on = self.one_of(value, &FailOn::NAMES, FailOn::parse),
                "format" => {
                    let names: Vec<&str> = crate::report::PRINTERS.iter().map(|p| p.name).collect();
                    config.format = self.one_of(value, &names, |n| names.contains(&n).then(|| n.to_owned()));
                }
                "baseline" => config.baseline = self.string(value),
                "dateline" => config.dateline = self.dateline(value),
                "max-bytes" => config.max_bytes = self.number(value),
                "severity" => config.severity = self.severities(value),
                "json" => (config.fields, config.json) = self.fields(value),
                "override" => config.overrides = self.overrides(value),
                name => {
                    let names: Vec<&str> = KEYS.iter().map(|k| k.name).collect();
                    self.unknown(name, span(key.span()), &names);
                }
            }
        }
        config
    }
    fn unknown(&mut self, name: &str, at: Span, known: &[&str]) {
        let mut d = Diagnostic::error(
            "unknown-key",
            format!("unknown key `{name}`"),
            Location::new(self.file, at),
            "not a key of this table",
        );
        d = match nearest(name, known) {
            Some(near) => d.with_note(format!("did you mean `{near}`?")),
            None => d.with_note(format!("the keys are {}", list(known))),
        };
        self.diagnostics.push(d);
    }
    fn wrong_type(&mut self, value: &Value<'_>, expected: &str) {
        let found = value.get_ref().type_str();
        self.error(
            "wrong-type",
            &format!("expected {expected}, found {found}"),
            span(value.span()),
            &format!("should be {expected}"),
        );
    }
    fn string(&mut self, value: &Value<'_>) -> Option<Setting<String>> {
        let Some(text) = value.get_ref().as_str() else {
            self.wrong_type(value, "a string");
            return None;
        };
        Some(Setting {
            value: text.to_owned(),
            span: span(value.span()),
        })
    }
    /// A list of strings; a single string is a list of one.
    fn strings(&mut self, value: &Value<'_>) -> Option<Setting<Vec<String>>> {
        let at = span(value.span());
        if let Some(text) = value.get_ref().as_str() {
            return Some(Setting {
                value: vec![text.to_owned()],
                span: at,
            });
        }
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(value, "a list of strings");
            return None;
        };
        let items = array
            .iter()
            .filter_map(|item| self.string(item))
            .map(|s| s.value)
            .collect();
        Some(Setting {
            value: items,
            span: at,
        })
    }
    fn number(&mut self, value: &Value<'_>) -> Option<Setting<u64>> {
        let parsed = value
            .get_ref()
            .as_integer()
            .and_then(|i| u64::from_str_radix(i.as_str(), i.radix()).ok());
        let Some(number) = parsed else {
            self.wrong_type(value, "a number of bytes");
            return None;
        };
        Some(Setting {
            value: number,
            span: span(value.span()),
        })
    }
    fn one_of<T>(
        &mut self,
        value: &Value<'_>,
        names: &[&str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<Setting<T>> {
        let text = self.string(value)?;
        if let Some(value) = parse(&text.value) {
            return Some(Setting {
                value,
                span: text.span,
            });
        }
        let mut d = Diagnostic::error(
            "unknown-value",
            format!("unknown value `{}`", text.value),
            Location::new(self.file, text.span),
            format!("expected {}", list(names)),
        );
        if let Some(near) = nearest(&text.value, names) {
            d = d.with_note(format!("did you mean `{near}`?"));
        }
        self.diagnostics.push(d);
        None
    }
    fn dateline(&mut self, value: &Value<'_>) -> Option<Setting<Vec<DatelineSource>>> {
        let parse = |name: &str| match name {
            "article" => Some(DatelineSource::Article),
            "file-name" => Some(DatelineSource::FileName),
            _ => None,
        };
        let names = ["article", "file-name"];
        let at = span(value.span());
        let values = match value.get_ref().as_array() {
            Some(array) => array
                .iter()
                .filter_map(|v| self.one_of(v, &names, parse))
                .map(|s| s.value)
                .collect(),
            None => vec![self.one_of(value, &names, parse)?.value],
        };
        Some(Setting {
            value: values,
            span: at,
        })
    }
    fn table<'v, 'i>(&mut self, value: &'v Value<'i>) -> Option<&'v DeTable<'i>> {
        if value.get_ref().as_table().is_none() {
            self.wrong_type(value, "a table");
        }
        value.get_ref().as_table()
    }
    fn severities(&mut self, value: &Value<'_>) -> BTreeMap<String, Setting<Level>> {
        let mut out = BTreeMap::new();
        for (key, value) in self.table(value).into_iter().flatten() {
            let parse = |name: &str| match name {
                "off" => Some(Level::Off),
                name => severity(name).map(Level::At),
            };
            if let Some(level) = self.one_of(value, &["error", "warning", "note", "off"], parse) {
                let at = span(key.span()).cover(level.span);
                out.insert(key.get_ref().to_string(), Setting { span: at, ..level });
            }
        }
        out
    }
    fn fields(&mut self, value: &Value<'_>) -> (Fields, BTreeMap<&'static str, Setting<String>>) {
        let mut fields = Fields::default();
        let mut places = BTreeMap::new();
        for (key, value) in self.table(value).into_iter().flatten() {
            let name = key.get_ref().as_ref();
            let (known, field) = match name {
                "headline" => ("headline", &mut fields.headline),
                "body" => ("body", &mut fields.body),
                "date" => ("date", &mut fields.date),
                "author" => ("author", &mut fields.author),
                name => {
                    self.unknown(name, span(key.span()), JSON_KEYS);
                    continue;
                }
            };
            if let Some(path) = self.string(value) {
                *field = Some(path.value.clone());
                places.insert(known, path);
            }
        }
        (fields, places)
    }
    fn overrides(&mut self, value: &Value<'_>) -> Vec<Override> {
        let Some(array) = value.get_ref().as_array() else {
            self.wrong_type(value, "a list of tables, `[[override]]`");
            return Vec::new();
        };
        let mut out = Vec::new();
        for item in array.iter() {
            let mut one = Override::default();
            for (key, value) in self.table(item).into_iter().flatten() {
                match key.get_ref().as_ref() {
                    "paths" => one.paths = self.strings(value),
                    "rules" => one.rules = self.strings(value),
                    "severity" => one.severity = self.severities(value),
                    name => self.unknown(name, span(key.span()), OVERRIDE_KEYS),
                }
            }
            if one.paths.as_ref().is_none_or(|s| s.value.is_empty()) {
                self.error(
                    "missing-key",
                    "an override needs `paths`",
                    span(item.span()),
                    "for which articles?",
                );
            }
            out.push(one);
        }
        out
    }
}

fn span(range: Range<usize>) -> Span {
    Span::new(range.start, range.end)
}

fn severity(name: &str) -> Option<Severity> {
    [Severity::Note, Severity::Warning, Severity::Error]
        .into_iter()
        .find(|s| s.as_str() == name)
}

fn list(names: &[&str]) -> String {
    names
        .iter()
        .map(|n| format!("`{n}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The known name that is most like `name`, where one is near.
pub(crate) fn nearest<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    known
        .iter()
        .map(|k| (strsim::damerau_levenshtein(name, k), *k))
        .filter(|(distance, k)| *distance <= (k.len().max(name.len()) / 3).max(1))
        .min()
        .map(|(_, k)| k)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Config, Vec<Diagnostic>) {
        parse(&Source::new(FILE_NAME, text), FileId(0))
    }

    #[test]
    fn a_whole_file() {
        let (config, diagnostics) = read(
            "rules = ['rules', 'house.desk']\nfail-on = 'warning'\ndateline = ['article', 'file-name']\nmax-bytes = 1_000\n\
             [severity]\nacronym = 'off'\n[json]\nbody = 'content.body'\n[[override]]\npaths = 'opinion/**'\nseverity = { name-variant = 'note' }\n",
        );
        assert_eq!(diagnostics, []);
        assert_eq!(config.rules.unwrap().value, ["rules", "house.desk"]);
        assert_eq!(config.fail_on.unwrap().value, FailOn::At(Severity::Warning));
        assert_eq!(config.max_bytes.unwrap().value, 1000);
        assert_eq!(config.severity["acronym"].value, Level::Off);
        assert_eq!(config.fields.body.as_deref(), Some("content.body"));
        assert_eq!(config.overrides[0].paths.as_ref().unwrap().value, ["opinion/**"]);
        assert_eq!(config.json["body"].value, "content.body");
    }

    #[test]
    fn every_mistake_has_its_place() {
        let text = "rule = ['rules']\nfail-on = 'warn'\npaths = 3\n[severity]\nx = 'of'\n[[override]]\nrules = 'a'\n";
        let (_, diagnostics) = read(text);
        let shown: Vec<String> = diagnostics
            .iter()
            .map(|d| {
                let span = d.labels[0].location.span;
                format!(
                    "{} {} [{}] {}",
                    d.code,
                    d.message,
                    &text[span.start..span.end],
                    d.notes.join("; ")
                )
            })
            .collect();
        insta::assert_snapshot!(shown.join("\n"));
    }

    #[test]
    fn broken_toml_is_no_panic() {
        for text in [
            "[",
            "a = ",
            "= 1",
            "[[override",
            "severity = [1]",
            "\u{0}",
            "rules = [1, 'a']",
        ] {
            assert!(!read(text).1.is_empty(), "{text:?}");
        }
    }
}
