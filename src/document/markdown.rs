//! Markdown (CommonMark with tables, footnotes and front matter), by `pulldown-cmark`'s offsets.
//!
//! Code, raw HTML and struck-out text are left out; the text of links is kept; a picture's
//! description is a caption. Front matter gives title, author and date.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options as Syntax, Parser, Tag, TagEnd};

use super::builder::{Builder, LEFT_OUT, Open};
use super::formats::Options;
use super::{BlockKind, Document, Format, dateline};
use crate::source::{Source, Span};

/// Where the reader is within nested elements.
#[derive(Debug, Default)]
struct State {
    quotes: usize,
    /// Groups of the open lists.
    lists: Vec<usize>,
    table: Option<usize>,
    heading: Option<BlockKind>,
    /// Depth of elements whose text is left out.
    hidden: usize,
    /// The block around a picture whose description is being read.
    around: Vec<Option<Open>>,
    autolink: bool,
    metadata: bool,
}

/// Reads Markdown.
pub(crate) fn read(source: Source, options: &Options) -> Document {
    let held = source.clone();
    let text = held.text();
    let bom = if text.starts_with('\u{feff}') {
        '\u{feff}'.len_utf8()
    } else {
        0
    };
    let body = text.get(bom..).unwrap_or_default();
    let mut builder = Builder::new();
    let mut state = State::default();
    let title = front_matter(&mut builder, body, bom);
    let syntax = Syntax::ENABLE_TABLES
        | Syntax::ENABLE_FOOTNOTES
        | Syntax::ENABLE_STRIKETHROUGH
        | Syntax::ENABLE_TASKLISTS
        | Syntax::ENABLE_HEADING_ATTRIBUTES
        | Syntax::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Syntax::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut titled = false;
    for (event, range) in Parser::new_ext(body, syntax).into_offset_iter() {
        let span = Span::new(range.start + bom, range.end + bom);
        match event {
            Event::Start(tag) => start(&mut builder, &mut state, &tag, &mut titled, title.is_some()),
            Event::End(tag) => end(&mut builder, &mut state, &tag),
            Event::Text(t) => add_text(&mut builder, &state, text, &t, span),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                if state.hidden == 0 && !state.metadata {
                    builder.unit(LEFT_OUT, span);
                }
            }
            Event::SoftBreak | Event::HardBreak => builder.space(span),
            Event::Html(html) | Event::InlineHtml(html) => add_html(&mut builder, text, &html, span),
            Event::FootnoteReference(_) | Event::Rule | Event::TaskListMarker(_) => {}
        }
    }
    let mut document = builder.finish(source, Format::Markdown, options.date);
    document.comments = comments(text, &document.comments);
    document
}

fn start(builder: &mut Builder<'_>, state: &mut State, tag: &Tag<'_>, titled: &mut bool, has_title: bool) {
    match tag {
        Tag::Paragraph => open(builder, state, BlockKind::Paragraph),
        Tag::Heading { level, .. } => {
            let first = !*titled && !builder.seen_paragraph() && (*level == HeadingLevel::H1 || !has_title);
            *titled |= first;
            let kind = if first {
                BlockKind::Headline
            } else {
                BlockKind::Subhead
            };
            state.heading = Some(kind);
            builder.open(kind, None);
        }
        Tag::BlockQuote(_) => {
            builder.close();
            state.quotes += 1;
        }
        Tag::CodeBlock(_) | Tag::HtmlBlock => {
            builder.close();
            state.hidden += 1;
        }
        Tag::MetadataBlock(_) => state.metadata = true,
        Tag::List(_) => {
            builder.close();
            let group = builder.new_group();
            state.lists.push(group);
        }
        Tag::Item | Tag::DefinitionListTitle | Tag::DefinitionListDefinition => {
            open(builder, state, BlockKind::ListItem);
        }
        Tag::Table(_) => {
            builder.close();
            state.table = Some(builder.new_group());
        }
        Tag::TableCell => builder.open(BlockKind::TableCell, state.table),
        Tag::Strikethrough => state.hidden += 1,
        Tag::Image { .. } => {
            let before = builder.begin_aside(BlockKind::Caption);
            state.around.push(before);
        }
        Tag::Link { link_type, .. } => {
            state.autolink = matches!(
                link_type,
                pulldown_cmark::LinkType::Autolink | pulldown_cmark::LinkType::Email
            );
        }
        Tag::FootnoteDefinition(_)
        | Tag::DefinitionList
        | Tag::TableHead
        | Tag::TableRow
        | Tag::Emphasis
        | Tag::Strong
        | Tag::Superscript
        | Tag::Subscript => {}
    }
}

/// Opens a block of the kind that the elements around it make it.
fn open(builder: &mut Builder<'_>, state: &State, kind: BlockKind) {
    let kind = if !state.lists.is_empty() {
        BlockKind::ListItem
    } else if state.quotes > 0 {
        BlockKind::BlockQuote
    } else {
        kind
    };
    builder.open(kind, state.lists.last().copied());
}

fn end(builder: &mut Builder<'_>, state: &mut State, tag: &TagEnd) {
    match tag {
        TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::FootnoteDefinition => builder.close(),
        TagEnd::Heading(_) => {
            state.heading = None;
            builder.close();
        }
        TagEnd::BlockQuote(_) => {
            builder.close();
            state.quotes = state.quotes.saturating_sub(1);
        }
        TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Strikethrough => {
            state.hidden = state.hidden.saturating_sub(1);
        }
        TagEnd::MetadataBlock(_) => state.metadata = false,
        TagEnd::List(_) => {
            builder.close();
            state.lists.pop();
        }
        TagEnd::Table => {
            builder.close();
            state.table = None;
        }
        TagEnd::Image => {
            if let Some(before) = state.around.pop() {
                builder.end_aside(before);
            }
        }
        TagEnd::Link => state.autolink = false,
        _ => {}
    }
}

fn add_text(builder: &mut Builder<'_>, state: &State, file: &str, text: &str, span: Span) {
    if state.hidden > 0 || state.metadata {
        return;
    }
    if state.autolink {
        builder.unit(LEFT_OUT, span);
        return;
    }
    if !builder.is_open() {
        // Text of a tight list item after a nested list, and the like.
        open(builder, state, BlockKind::Paragraph);
    }
    if file.get(span.start..span.end) == Some(text) {
        builder.literal(text, span.start);
    } else {
        builder.unit(text, span);
    }
}

fn add_html(builder: &mut Builder<'_>, file: &str, html: &str, span: Span) {
    builder.comment(span);
    let tag = html.trim_start_matches(['<', '/']);
    if tag.get(..2).is_some_and(|t| t.eq_ignore_ascii_case("br")) && file.get(span.start..span.end).is_some()
    {
        builder.space(span);
    }
}

/// The comments within the pieces of raw HTML. A comment over several lines comes in several pieces.
fn comments(file: &str, pieces: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.end == piece.start => last.end = piece.end,
            _ => joined.push(*piece),
        }
    }
    let mut out = Vec::new();
    for piece in joined {
        let mut at = piece.start;
        while let Some(found) = file.get(at..piece.end).and_then(|t| t.find("<!--")) {
            let start = at + found;
            let Some(len) = file.get(start + 4..piece.end).and_then(|t| t.find("-->")) else {
                break;
            };
            at = start + 4 + len + 3;
            out.push(Span::new(start, at));
        }
    }
    out
}

/// Reads title, author and date of front matter into blocks; returns the title.
fn front_matter(builder: &mut Builder<'_>, body: &str, offset: usize) -> Option<String> {
    let metadata = Parser::new_ext(
        body,
        Syntax::ENABLE_YAML_STYLE_METADATA_BLOCKS | Syntax::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS,
    )
    .into_offset_iter()
    .next();
    let Some((Event::Start(Tag::MetadataBlock(kind)), range)) = metadata else {
        return None;
    };
    let separator = match kind {
        MetadataBlockKind::YamlStyle => ':',
        MetadataBlockKind::PlusesStyle => '=',
    };
    let mut at = range.start;
    let mut title = None;
    for line in body.get(range.clone())?.split_inclusive('\n') {
        let start = at;
        at += line.len();
        // Only the outermost level: nested keys are about something else.
        if line.starts_with([' ', '\t', '#', '-', '+']) {
            continue;
        }
        let Some((key, value)) = line.split_once(separator) else {
            continue;
        };
        let value_start = start + key.len() + 1;
        let (value, value_start) = unquote(value, value_start);
        if value.is_empty() {
            continue;
        }
        match key.trim().trim_matches('"').to_ascii_lowercase().as_str() {
            "title" | "headline" => {
                builder.open(BlockKind::Headline, None);
                builder.literal(value, value_start + offset);
                builder.close();
                title.get_or_insert_with(|| value.to_owned());
            }
            "author" | "byline" | "authors" if !value.starts_with(['[', '{']) => {
                builder.open(BlockKind::Byline, None);
                builder.literal(value, value_start + offset);
                builder.close();
            }
            "date" | "published" | "publishdate" | "datepublished" | "pubdate" | "published_at"
            | "dateline" => {
                if let Some(found) = dateline::find(value) {
                    let start = value_start + offset;
                    builder.date(found.date, Span::new(start + found.start, start + found.end));
                }
            }
            _ => {}
        }
    }
    title
}

/// The value of a front matter line without white space, comment and quotation marks.
fn unquote(raw: &str, at: usize) -> (&str, usize) {
    let trimmed = raw.trim_start();
    let at = at + raw.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    for quote in ['"', '\''] {
        if let Some(inner) = trimmed.strip_prefix(quote)
            && let Some(end) = inner.find(quote)
        {
            return (inner.get(..end).unwrap_or_default(), at + 1);
        }
    }
    let end = trimmed.find(" #").unwrap_or(trimmed.len());
    (trimmed.get(..end).unwrap_or_default().trim_end(), at)
}
