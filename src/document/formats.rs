//! The file formats: one slice, [`FORMATS`], and [`read`], the one way from a [`Source`] to a [`Document`].

use std::sync::LazyLock;

use regex::Regex;

use super::{Dateline, Document, Format, article_json, html, markdown, plain};
use crate::source::Source;
use crate::value::date::Date;

/// How to read a document, beside its text.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The day the article is dated (`--date`); goes before what the article says.
    pub date: Option<Date>,
    /// Where the parts stand in a JSON export.
    pub fields: Fields,
}

/// Dotted paths to the parts of an article in a JSON export (`content.body`); where a path is `None`
/// the schema.org name is used.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fields {
    /// Title; schema.org `headline`.
    pub headline: Option<String>,
    /// Text; schema.org `articleBody`.
    pub body: Option<String>,
    /// Day; schema.org `datePublished`.
    pub date: Option<String>,
    /// Who wrote it; schema.org `author`.
    pub author: Option<String>,
}

/// One format that can be read.
#[derive(Debug)]
pub struct FormatSpec {
    /// Which.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// Extensions of its files, in lower case.
    pub extensions: &'static [&'static str],
    /// Its reader.
    pub read: fn(Source, &Options) -> Document,
}

/// All formats that can be read.
pub const FORMATS: &[FormatSpec] = &[
    FormatSpec {
        format: Format::Plain,
        name: "text",
        extensions: &["txt", "text"],
        read: plain::read,
    },
    FormatSpec {
        format: Format::Markdown,
        name: "markdown",
        extensions: &["md", "markdown", "mdown", "mkd"],
        read: markdown::read,
    },
    FormatSpec {
        format: Format::Html,
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        read: html::read,
    },
    FormatSpec {
        format: Format::ArticleJson,
        name: "json",
        extensions: &["json", "jsonld"],
        read: article_json::read,
    },
];

/// The format that the extension of a path names.
pub fn format_by_name(path: &str) -> Option<Format> {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let (_, extension) = name.rsplit_once('.')?;
    let extension = extension.to_ascii_lowercase();
    let spec = FORMATS
        .iter()
        .find(|s| s.extensions.contains(&extension.as_str()))?;
    Some(spec.format)
}

/// The format of a file with this path: by its extension, otherwise by how its text begins.
pub fn format_of(path: &str, text: &str) -> Format {
    if let Some(format) = format_by_name(path) {
        return format;
    }
    let head = text.trim_start_matches('\u{feff}').trim_start();
    let starts = |prefix: &str| {
        head.get(..prefix.len())
            .is_some_and(|h| h.eq_ignore_ascii_case(prefix))
    };
    if starts("<!doctype html") || starts("<html") {
        Format::Html
    } else if head.starts_with("{\"") || head.starts_with("{\n") || head.starts_with("[{") {
        Format::ArticleJson
    } else if head.starts_with("---\n") || head.starts_with("---\r\n") || head.starts_with("# ") {
        Format::Markdown
    } else {
        Format::Plain
    }
}

/// Reads `source` as `format`. Any text can be read as any format; what makes no sense in it is left out.
pub fn read(source: Source, format: Format, options: &Options) -> Document {
    let spec = FORMATS.iter().find(|s| s.format == format);
    spec.map_or(plain::read as fn(Source, &Options) -> Document, |s| s.read)(source, options)
}

/// The day in a path: `2025-08-17-title.md`, `2025/08/17/title.md`; the one nearest to the file's name.
pub fn date_in_path(path: &str) -> Option<Dateline> {
    static DAY: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(r"(?:^|[^0-9])([12][0-9]{3})[-/_.]?([0-9]{2})[-/_.]?([0-9]{2})(?:[^0-9]|$)").ok()
    });
    let found = DAY.as_ref()?.captures_iter(path).filter_map(|found| {
        let part = |n: usize| found.get(n).map(|m| m.as_str());
        Date::ymd(
            part(1)?.parse().ok()?,
            part(2)?.parse().ok()?,
            part(3)?.parse().ok()?,
        )
    });
    found.last().map(|date| Dateline { date, span: None })
}
