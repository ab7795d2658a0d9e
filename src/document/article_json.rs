//! Articles that content systems export as JSON: schema.org `NewsArticle` (JSON-LD), or any other shape
//! with the paths that the configuration gives.

use super::builder::Builder;
use super::formats::Options;
use super::json_text::{self, Json};
use super::{BlockKind, Document, Format, OffsetMap, TextSpan, dateline, html, plain};
use crate::source::{Source, Span};
use crate::value::date::Date;

/// Names under which exports without a schema keep a title and a text.
const TITLES: &[&str] = &["headline", "title", "name"];
const BODIES: &[&str] = &["articleBody", "body", "content", "text", "html", "articlebody"];
const DATES: &[&str] = &[
    "datePublished",
    "date",
    "published",
    "publishedAt",
    "published_at",
    "dateCreated",
];
const AUTHORS: &[&str] = &["author", "byline", "creator", "authors"];

/// A part of the article: decoded text and its way back to the file.
struct Part {
    kind: BlockKind,
    text: String,
    map: OffsetMap,
}

/// Reads a JSON export.
pub(crate) fn read(source: Source, options: &Options) -> Document {
    let held = source.clone();
    let file = held.text();
    let root = json_text::parse(file).unwrap_or(Json::Other);
    let article = find_article(&root).unwrap_or(&root);
    let fields = &options.fields;
    let part = |kind: BlockKind, value: &Json| -> Vec<Part> {
        strings(value)
            .into_iter()
            .map(|span| {
                let (text, map) = json_text::decode(file, span);
                Part { kind, text, map }
            })
            .collect()
    };
    let pick = |path: &Option<String>, names: &[&str]| -> Vec<&Json> {
        match path {
            Some(path) => root.at_path(path),
            None => names.iter().find_map(|n| article.get(n)).into_iter().collect(),
        }
    };
    let parts = |kind: BlockKind, path: &Option<String>, names: &[&str]| -> Vec<Part> {
        pick(path, names)
            .into_iter()
            .flat_map(|v| part(kind, v))
            .collect()
    };
    let headline = parts(BlockKind::Headline, &fields.headline, TITLES);
    let author: Vec<Part> = pick(&fields.author, AUTHORS)
        .into_iter()
        .flat_map(people)
        .flat_map(|v| part(BlockKind::Byline, v))
        .collect();
    let body = parts(BlockKind::Paragraph, &fields.body, BODIES);
    let captions: Vec<Part> = article
        .get("image")
        .into_iter()
        .flat_map(each)
        .filter_map(|image| image.get("caption"))
        .flat_map(|v| part(BlockKind::Caption, v))
        .collect();
    let dates = parts(BlockKind::Byline, &fields.date, DATES);

    let mut builder = Builder::new();
    for part in headline.iter().take(1).chain(&author) {
        builder.force(Some(part.kind));
        add(&mut builder, part);
    }
    builder.force(None);
    for part in &body {
        add(&mut builder, part);
    }
    for part in &captions {
        builder.force(Some(part.kind));
        add(&mut builder, part);
    }
    for part in &dates {
        if let Some(found) = dateline::find(&part.text) {
            let span = part.map.to_source(TextSpan::new(found.start, found.end));
            builder.date(found.date, span);
        }
    }
    builder.finish(source, Format::ArticleJson, options.date)
}

/// Adds a part as what it is written in: bodies are often HTML.
fn add<'a>(builder: &mut Builder<'a>, part: &'a Part) {
    let text = part.text.trim_start();
    let lower = part.text.to_ascii_lowercase();
    let tagged = text.starts_with('<')
        || ["</p>", "<br", "</div>", "</a>", "<p>"]
            .iter()
            .any(|t| lower.contains(t));
    if tagged || (part.kind != BlockKind::Paragraph && text.contains('&') && text.contains(';')) {
        html::add(builder, &part.text, Some(&part.map));
    } else if part.kind == BlockKind::Paragraph {
        plain::add(builder, &part.text, Some(&part.map));
    } else {
        builder.set_base(Some(&part.map));
        builder.open(part.kind, None);
        builder.literal(&part.text, 0);
        builder.close();
        builder.set_base(None);
    }
}

/// The day in a piece of JSON-LD, with its bytes in it.
pub(crate) fn date_published(json: &str) -> Option<(Date, Span)> {
    let root = json_text::parse(json)?;
    let Json::Text(span) = find_article(&root)?.get("datePublished")? else {
        return None;
    };
    let (text, map) = json_text::decode(json, *span);
    let found = dateline::find(&text)?;
    Some((found.date, map.to_source(TextSpan::new(found.start, found.end))))
}

/// The first object that is an article by its type, or has the text of one.
fn find_article(root: &Json) -> Option<&Json> {
    let mut waiting = std::collections::VecDeque::from([root]);
    let mut bodied = None;
    while let Some(value) = waiting.pop_front() {
        match value {
            Json::Object(members) => {
                if value.get("headline").is_some()
                    && (value.get("articleBody").is_some() || value.get("@type").is_some())
                {
                    return Some(value);
                }
                if bodied.is_none() && BODIES.iter().any(|b| matches!(value.get(b), Some(Json::Text(_)))) {
                    bodied = Some(value);
                }
                waiting.extend(members.iter().map(|(_, v)| v));
            }
            Json::Array(items) => waiting.extend(items),
            Json::Text(_) | Json::Other => {}
        }
    }
    bodied
}

/// The names of one or several people: strings, or objects with a `name`.
fn people(value: &Json) -> Vec<&Json> {
    each(value)
        .into_iter()
        .map(|v| v.get("name").unwrap_or(v))
        .collect()
}

fn each(value: &Json) -> Vec<&Json> {
    match value {
        Json::Array(items) => items.iter().collect(),
        value => vec![value],
    }
}

/// The strings of a value: itself, or those of a list, or the `text` of objects.
fn strings(value: &Json) -> Vec<Span> {
    match value {
        Json::Text(span) => vec![*span],
        Json::Array(items) => items.iter().flat_map(strings).collect(),
        Json::Object(_) => value
            .get("text")
            .or_else(|| value.get("content"))
            .map(strings)
            .unwrap_or_default(),
        Json::Other => Vec::new(),
    }
}
