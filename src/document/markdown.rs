//! Markdown (CommonMark with tables, footnotes and front matter), by `pulldown-cmark`'s offsets.
//!
//! Code, struck-out text and the tags of template languages are left out; blocks of HTML are read as such;
//! the text of links is kept; a picture's description is a caption. Front matter gives title, author and date.

use std::borrow::Cow;

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options as Syntax, Parser, Tag, TagEnd};

use super::builder::{Builder, LEFT_OUT, Open};
use super::formats::Options;
use super::{BlockKind, Document, Format, dateline, html};
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
    /// Open tags within the paragraph whose text is left out; they are among `hidden`.
    tags: usize,
    /// The block of HTML that is open, as far as it was read.
    html: Option<Span>,
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
    let masked = mask_templates(text);
    let body = masked.get(bom..).unwrap_or_default();
    let mut builder = Builder::new();
    let mut state = State::default();
    let title = front_matter(&mut builder, text.get(bom..).unwrap_or_default(), bom);
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
            Event::End(TagEnd::HtmlBlock) => {
                if let Some(span) = state.html.take() {
                    html::add_fragment(&mut builder, text, span);
                }
            }
            Event::End(tag) => end(&mut builder, &mut state, &tag),
            Event::Text(t) => add_text(&mut builder, &state, &masked, &t, span),
            Event::Code(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {
                if state.hidden == 0 && !state.metadata {
                    builder.unit(LEFT_OUT, span);
                }
            }
            Event::SoftBreak | Event::HardBreak => builder.space(span),
            Event::Html(_) => state.html = Some(state.html.map_or(span, |whole| whole.cover(span))),
            Event::InlineHtml(html) => add_html(&mut builder, &mut state, &html, span),
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
        Tag::CodeBlock(_) => {
            builder.close();
            state.hidden += 1;
        }
        Tag::HtmlBlock => builder.close(),
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
    if matches!(
        tag,
        TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell | TagEnd::Heading(_)
    ) {
        // What is never closed hides no more than its paragraph.
        state.hidden = state.hidden.saturating_sub(std::mem::take(&mut state.tags));
    }
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
        TagEnd::CodeBlock | TagEnd::Strikethrough => {
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
    if file.get(span.start..span.end) != Some(text) {
        builder.unit(text, span);
        return;
    }
    let mut at = span.start;
    for piece in text.split_inclusive(PRINTS) {
        let words = piece.trim_end_matches(PRINTS);
        builder.literal(words, at);
        at += piece.len();
        let behind = piece.len() - words.len();
        // The tag's characters come one by one: the last one stands for all.
        if behind > 0 && !file.get(at..).is_some_and(|rest| rest.starts_with(PRINTS)) {
            let tag = file.get(..at).unwrap_or_default().trim_end_matches(PRINTS).len();
            builder.unit(LEFT_OUT, Span::new(tag, at));
        }
    }
}

/// Stands for each byte of a template's tag that prints something, as `{{ page.title }}`.
const PRINTS: char = '\u{2}';

/// Stands for each byte of a tag that prints nothing itself: `{% include x %}`, `{{< figure >}}`.
const DIRECTS: char = '\u{1}';

/// The text with the tags of template languages (Liquid, Jinja, Hugo's shortcodes) written over, byte by byte,
/// so that neither Markdown nor the reader of English takes them for words.
fn mask_templates(text: &str) -> Cow<'_, str> {
    /// Longer ones are no tags.
    const LONGEST: usize = 2000;
    let mut out = String::new();
    let mut done = 0;
    let mut at = 0;
    while let Some(open) = text.get(at..).and_then(|t| t.find('{')).map(|i| at + i) {
        at = open + 1;
        let rest = text.get(open..).unwrap_or_default();
        let (close, mark) = match rest.as_bytes() {
            [b'{', b'%', ..] => ("%}", DIRECTS),
            [b'{', b'{', b'<', ..] => (">}}", DIRECTS),
            [b'{', b'{', b'%', ..] => ("%}}", DIRECTS),
            [b'{', b'{', ..] => ("}}", PRINTS),
            _ => continue,
        };
        let near = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or(rest);
        let Some(len) = near.find(close).map(|i| i + close.len()) else {
            continue;
        };
        let tag = rest.get(..len).unwrap_or_default();
        if tag.contains("\n\n") {
            continue;
        }
        out.push_str(text.get(done..open).unwrap_or_default());
        // Lines stay lines.
        out.extend(tag.bytes().map(|b| if b == b'\n' { '\n' } else { mark }));
        done = open + len;
        at = done;
    }
    if done == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

/// A tag or comment within a line.
fn add_html(builder: &mut Builder<'_>, state: &mut State, tag: &str, span: Span) {
    builder.comment(span);
    let name = tag.trim_start_matches(['<', '/']);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric());
    let name = name.get(..end.unwrap_or(name.len())).unwrap_or_default();
    let closes = tag.starts_with("</");
    match name.to_ascii_lowercase().as_str() {
        "br" => builder.space(span),
        "q" if state.hidden == 0 => builder.unit(if closes { "”" } else { "“" }, span),
        "del" | "s" | "strike" | "code" | "kbd" | "samp" | "tt" | "var" | "script" | "style" => {
            if closes && state.tags > 0 {
                state.tags -= 1;
                state.hidden -= 1;
            } else if !closes {
                if state.hidden == 0 && matches!(name, "code" | "kbd" | "samp" | "tt" | "var") {
                    builder.unit(LEFT_OUT, span);
                }
                state.tags += 1;
                state.hidden += 1;
            }
        }
        _ => {}
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
        let scalar = scalar(value, value_start, kind);
        let value = body.get(scalar.inner.start..scalar.inner.end).unwrap_or_default();
        if value.is_empty() {
            continue;
        }
        match key.trim().trim_matches('"').to_ascii_lowercase().as_str() {
            "title" | "headline" => {
                scalar.add(builder, BlockKind::Headline, body, offset);
                title.get_or_insert_with(|| value.to_owned());
            }
            "author" | "byline" | "authors" if !value.starts_with(['[', '{']) => {
                scalar.add(builder, BlockKind::Byline, body, offset);
            }
            "date" | "published" | "publishdate" | "datepublished" | "pubdate" | "published_at"
            | "dateline" => {
                if let Some(found) = dateline::find(value) {
                    let start = scalar.inner.start + offset;
                    builder.date(found.date, Span::new(start + found.start, start + found.end));
                }
            }
            _ => {}
        }
    }
    title
}

/// The value of a line of front matter.
struct Scalar {
    /// Its bytes without white space, comment and quotation marks.
    inner: Span,
    /// What stands for another character: `\"` in double quotation marks, two single ones for one.
    escapes: Vec<(Span, String)>,
}

impl Scalar {
    fn add(&self, builder: &mut Builder<'_>, kind: BlockKind, body: &str, offset: usize) {
        builder.open(kind, None);
        let mut at = self.inner.start;
        for (span, text) in &self.escapes {
            builder.literal(body.get(at..span.start).unwrap_or_default(), at + offset);
            builder.unit(text, Span::new(span.start + offset, span.end + offset));
            at = span.end;
        }
        builder.literal(body.get(at..self.inner.end).unwrap_or_default(), at + offset);
        builder.close();
    }
}

/// Reads what stands behind the separator, at `at`.
fn scalar(raw: &str, at: usize, kind: MetadataBlockKind) -> Scalar {
    let trimmed = raw.trim_start();
    let at = at + raw.len() - trimmed.len();
    let trimmed = trimmed.trim_end();
    let mut escapes = Vec::new();
    let Some(quote) = trimmed.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
        let end = trimmed.find(" #").unwrap_or(trimmed.len());
        let plain = trimmed.get(..end).unwrap_or_default().trim_end();
        return Scalar {
            inner: Span::new(at, at + plain.len()),
            escapes,
        };
    };
    let mut skip = 0;
    for (i, c) in trimmed.char_indices().skip(1) {
        if i < skip {
            continue;
        }
        let rest = trimmed.get(i + c.len_utf8()..).unwrap_or_default();
        let escape = match (quote, c) {
            ('"', '\\') => escaped(rest),
            // TOML's single quotation marks hold no escapes.
            ('\'', '\'') if kind == MetadataBlockKind::YamlStyle && rest.starts_with('\'') => {
                Some((1, "'".to_owned()))
            }
            _ => None,
        };
        if let Some((len, text)) = escape {
            skip = i + c.len_utf8() + len;
            escapes.push((Span::new(at + i, at + skip), text));
        } else if c == quote {
            return Scalar {
                inner: Span::new(at + 1, at + i),
                escapes,
            };
        }
    }
    // The mark is never closed: it is a character like any other.
    Scalar {
        inner: Span::new(at, at + trimmed.len()),
        escapes: Vec::new(),
    }
}

/// What the characters behind a backslash stand for, and how many bytes they are.
fn escaped(rest: &str) -> Option<(usize, String)> {
    let c = rest.chars().next()?;
    let digits = match c {
        'x' => 2,
        'u' => 4,
        'U' => 8,
        _ => 0,
    };
    if digits > 0 {
        let code = u32::from_str_radix(rest.get(1..=digits)?, 16).ok()?;
        return Some((1 + digits, char::from_u32(code)?.to_string()));
    }
    let text = match c {
        'n' | 't' | 'r' => ' ',
        '"' | '\\' | '/' | ' ' => c,
        _ => return None,
    };
    Some((c.len_utf8(), text.to_string()))
}
