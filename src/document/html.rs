//! Web pages: the main text with its roles, every byte mapped through entities and tags.
//!
//! `html5gum` gives tokens with their places. A first pass decides which element holds the article
//! ([`find_main`]); a second one turns what is in it into blocks. Navigation, scripts, forms, code and
//! what is hidden are left out.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::builder::{Builder, LEFT_OUT};
use super::formats::Options;
use super::{BlockKind, Document, Format, OffsetMap, article_json, dateline};
use crate::source::{Source, Span};

/// What of a page matters here, in order.
#[derive(Debug)]
enum Piece {
    Open(Element),
    Close(String, Span),
    Text(Span),
    Comment(Span),
}

/// A start tag.
#[derive(Debug)]
struct Element {
    name: String,
    span: Span,
    /// Class, id, role, itemprop, rel and the like in lower case.
    names: BTreeSet<String>,
    /// The same, split into words.
    words: BTreeSet<String>,
    /// `datetime` or `content` attribute with its place.
    value: Option<(String, Span)>,
    /// `property`, `name` or `itemprop` of a `meta`.
    property: String,
    hidden: bool,
    json_ld: bool,
}

/// Words of class names that mark what is not the article.
static BOILERPLATE: LazyLock<BTreeSet<&'static str>> = LazyLock::new(|| {
    include_str!("boilerplate.txt")
        .lines()
        .filter(|l| !l.is_empty() && !l.starts_with('#'))
        .collect()
});

/// Elements whose content is never part of the text.
const LEFT_OUT_ELEMENTS: &[&str] = &[
    "script", "style", "noscript", "template", "nav", "aside", "footer", "form", "button", "select",
    "textarea", "option", "pre", "svg", "math", "iframe", "object", "audio", "video", "canvas", "dialog",
    "title", "del", "s", "strike", "menu", "datalist", "samp", "label",
];

/// Elements may be nested this deep; deeper ones are read as if they were not there.
const DEEPEST: usize = 512;

/// Elements without content.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr",
];

/// Elements that stand within a line of text.
const INLINE: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i",
    "ins", "kbd", "mark", "q", "rp", "rt", "ruby", "small", "span", "strong", "sub", "sup", "time", "tt",
    "u", "var", "wbr", "del", "s", "strike", "script", "style", "template", "noscript", "svg", "math",
    "button", "label", "samp", "select",
];

/// Reads a web page.
pub(crate) fn read(source: Source, options: &Options) -> Document {
    let held = source.clone();
    let mut builder = Builder::new();
    add(&mut builder, held.text(), None);
    builder.finish(source, Format::Html, options.date)
}

/// Adds the blocks of a page or a piece of one; `base` maps it to the file where it isn't the file itself.
pub(crate) fn add<'a>(builder: &mut Builder<'a>, text: &str, base: Option<&'a OffsetMap>) {
    builder.set_base(base);
    let pieces = pieces(text);
    let main = find_main(&pieces, text);
    date_of(builder, &pieces, text);
    let mut page = Page {
        text,
        pieces: &pieces,
        ..Page::default()
    };
    page.headline_before(builder, &main);
    page.blocks(builder, &main);
    builder.close();
    builder.set_base(None);
}

/// Adds the blocks of a piece of HTML that stands at `span` within a file of another format.
pub(crate) fn add_fragment(builder: &mut Builder<'_>, file: &str, span: Span) {
    let mut pieces = pieces(file.get(span.start..span.end).unwrap_or_default());
    for piece in &mut pieces {
        piece.shift(span.start);
    }
    let mut page = Page {
        text: file,
        pieces: &pieces,
        headline: builder.has(BlockKind::Headline),
        ..Page::default()
    };
    page.blocks(builder, &(0..pieces.len()));
    builder.close();
}

impl Piece {
    /// Moves the places by so many bytes.
    fn shift(&mut self, by: usize) {
        let moved = |span: &mut Span| *span = Span::new(span.start + by, span.end + by);
        match self {
            Self::Open(element) => {
                moved(&mut element.span);
                element.value.iter_mut().for_each(|(_, span)| moved(span));
            }
            Self::Close(_, span) | Self::Text(span) | Self::Comment(span) => moved(span),
        }
    }
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    emitter.naively_switch_states(true);
    let mut out = Vec::new();
    for token in Tokenizer::new_with_emitter(text, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let element = element(&tag);
                let closes = tag.self_closing && matches!(element.name.as_str(), "svg" | "math" | "path");
                let (name, span) = (element.name.clone(), element.span);
                out.push(Piece::Open(element));
                if closes {
                    out.push(Piece::Close(name, span));
                }
            }
            Token::EndTag(tag) => {
                out.push(Piece::Close(
                    lossy(&tag.name),
                    Span::new(tag.span.start, tag.span.end),
                ));
            }
            Token::String(run) => out.push(Piece::Text(Span::new(run.span.start, run.span.end))),
            // `<![CDATA[` and `<?php` are comments to a tokenizer, and to nobody else.
            Token::Comment(c) => out.extend(comment_span(text, c.span.start, c.span.end).map(Piece::Comment)),
            Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    out
}

/// The whole comment around the place that the tokenizer gives for it.
fn comment_span(text: &str, start: usize, end: usize) -> Option<Span> {
    let before = text
        .get(..(start + 4).min(text.len()))
        .unwrap_or_else(|| text.get(..start).unwrap_or_default());
    let open = before.rfind("<!--")?;
    // What lies between belongs to the comment: the place of a bogus one begins behind `<!` or `<?`.
    if start.saturating_sub(open) > 4 {
        return None;
    }
    let after = end.saturating_sub(3).max(open);
    let close = text
        .get(after..)
        .and_then(|t| t.find("-->"))
        .map_or(end, |i| after + i + 3);
    Some(Span::new(open, close))
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).to_ascii_lowercase()
}

fn element(tag: &StartTag<usize>) -> Element {
    let get = |name: &str| {
        tag.attributes
            .get(name.as_bytes())
            .map(|v| (lossless(&v.value), v.span))
    };
    let text = |name: &str| get(name).map(|(v, _)| v).unwrap_or_default();
    let (mut names, mut words) = (BTreeSet::new(), BTreeSet::new());
    for name in [
        "class",
        "id",
        "role",
        "itemprop",
        "rel",
        "data-testid",
        "data-component",
    ] {
        for token in text(name).split_whitespace() {
            names.insert(token.to_ascii_lowercase());
            split_words(token, &mut words);
        }
    }
    let style = text("style").to_ascii_lowercase().replace(' ', "");
    let name = lossy(&tag.name);
    let value = get("datetime").or_else(|| get("content"));
    let property = ["property", "name", "itemprop"]
        .into_iter()
        .map(text)
        .find(|p| !p.is_empty())
        .unwrap_or_default();
    Element {
        hidden: tag.attributes.contains_key("hidden".as_bytes())
            || text("aria-hidden") == "true"
            || style.contains("display:none")
            || style.contains("visibility:hidden"),
        json_ld: name == "script" && text("type").eq_ignore_ascii_case("application/ld+json"),
        name,
        span: Span::new(tag.span.start, tag.span.end),
        names,
        words,
        value: value.map(|(v, s)| (v, Span::new(s.start, s.end))),
        property: property.to_ascii_lowercase(),
    }
}

fn lossless(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// `article-body`, `articleBody` → article, body. A name that says what a thing has or is filed under
/// says nothing of what it is.
fn split_words(name: &str, words: &mut BTreeSet<String>) {
    let lower = name.to_ascii_lowercase();
    if [
        "tag-",
        "category-",
        "has-",
        "is-",
        "no-",
        "with-",
        "without-",
        "type-",
        "status-",
    ]
    .iter()
    .any(|p| lower.starts_with(p))
    {
        return;
    }
    let mut word = String::new();
    let mut small = false;
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && small) {
            words.insert(std::mem::take(&mut word));
        }
        small = c.is_lowercase();
        if c.is_alphanumeric() {
            word.extend(c.to_lowercase());
        }
    }
    words.insert(word);
}

impl Element {
    fn is_inline(&self) -> bool {
        INLINE.contains(&self.name.as_str())
    }
    /// Not part of the text, wherever it stands.
    fn is_left_out(&self) -> bool {
        if self.hidden || LEFT_OUT_ELEMENTS.contains(&self.name.as_str()) {
            return true;
        }
        // The root of the page is never boilerplate, whatever its classes are.
        !matches!(
            self.name.as_str(),
            "html" | "body" | "article" | "main" | "h1" | "p"
        ) && self.words.iter().any(|w| BOILERPLATE.contains(w.as_str()))
            && !self.is_main_named()
    }
    fn is_main_named(&self) -> bool {
        [
            "articlebody",
            "article-body",
            "main",
            "story-body",
            "entry-content",
            "post-content",
        ]
        .iter()
        .any(|w| self.names.contains(*w))
    }
    fn is_byline(&self) -> bool {
        matches!(self.name.as_str(), "address")
            || self.words.contains("byline")
            || [
                "author",
                "authors",
                "post-author",
                "entry-author",
                "article-author",
                "article__author",
            ]
            .iter()
            .any(|w| self.names.contains(*w))
    }
}

/// The pieces between the tags of the element that holds the article: the `article` with the most
/// text, else `main`, else the element named as the body of an article, else the one whose paragraphs
/// hold the most text, else all.
fn find_main(pieces: &[Piece], text: &str) -> std::ops::Range<usize> {
    struct Candidate {
        range: std::ops::Range<usize>,
        rank: usize,
        letters: usize,
    }
    let mut open: Vec<(usize, &Element, usize, usize)> = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut skipping = 0usize;
    let mut letters = 0usize;
    let mut paragraphs = 0usize;
    let mut in_paragraph = false;
    for (i, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Open(e) if !VOID.contains(&e.name.as_str()) && open.len() < DEEPEST => {
                skipping += usize::from(e.is_left_out());
                in_paragraph |= e.name == "p";
                open.push((i, e, letters, paragraphs));
            }
            Piece::Close(name, _) => {
                let Some(at) = open.iter().rposition(|(_, e, ..)| e.name == *name) else {
                    continue;
                };
                for (start, e, before, paragraphs_before) in open.drain(at..).rev() {
                    skipping -= usize::from(e.is_left_out());
                    in_paragraph &= e.name != "p";
                    let rank = if e.is_left_out() {
                        continue;
                    } else if e.name == "article" {
                        0
                    } else if e.name == "main" || (e.name == "div" && e.names.contains("main")) {
                        1
                    } else if e.is_main_named() {
                        2
                    } else if matches!(e.name.as_str(), "div" | "section" | "td") {
                        3
                    } else {
                        continue;
                    };
                    let letters = if rank == 3 {
                        paragraphs - paragraphs_before
                    } else {
                        letters - before
                    };
                    candidates.push(Candidate {
                        range: start..i + 1,
                        rank,
                        letters,
                    });
                }
            }
            Piece::Text(span) if skipping == 0 => {
                let len = text.get(span.start..span.end).unwrap_or_default().trim().len();
                letters += len;
                // A few words in a paragraph are a caption or a button.
                paragraphs += if in_paragraph && len > 40 { len } else { 0 };
            }
            _ => {}
        }
    }
    let all = 0..pieces.len();
    for rank in 0..=3 {
        let best = candidates
            .iter()
            .filter(|c| c.rank == rank)
            .max_by_key(|c| (c.letters, usize::MAX - c.range.len()));
        let Some(best) = best else { continue };
        let enough = match rank {
            3 => best.letters * 10 >= paragraphs * 6 && paragraphs > 0,
            // A page of teasers has many small articles; then the text is elsewhere.
            _ => best.letters * 10 >= letters * 3,
        };
        if enough {
            return best.range.clone();
        }
    }
    all
}

/// The day in the page's metadata, in the order of trust: JSON-LD, `meta`, `time`.
fn date_of(builder: &mut Builder<'_>, pieces: &[Piece], text: &str) {
    let mut script = false;
    for piece in pieces {
        match piece {
            Piece::Open(e) => script = e.json_ld,
            Piece::Text(span) if script => {
                let json = text.get(span.start..span.end).unwrap_or_default();
                if let Some((date, at)) = article_json::date_published(json) {
                    builder.date(date, Span::new(span.start + at.start, span.start + at.end));
                }
            }
            _ => script = false,
        }
    }
    let elements = || {
        pieces
            .iter()
            .filter_map(|p| if let Piece::Open(e) = p { Some(e) } else { None })
    };
    let metas = elements().filter(|e| {
        e.name == "meta"
            && matches!(
                e.property.as_str(),
                "article:published_time"
                    | "og:published_time"
                    | "datepublished"
                    | "date"
                    | "dc.date"
                    | "dc.date.issued"
                    | "dcterms.date"
                    | "dcterms.created"
                    | "parsely-pub-date"
                    | "pubdate"
                    | "publish-date"
                    | "citation_publication_date"
            )
    });
    let times = elements().filter(|e| e.name == "time");
    for e in metas.chain(times) {
        let Some((value, span)) = &e.value else { continue };
        let raw = text.get(span.start..span.end).unwrap_or_default();
        // The value must stand in the file as it is: only then is its place exact.
        if let (Some(found), Some(at)) = (dateline::find(value), raw.find(value.as_str())) {
            builder.date(
                found.date,
                Span::new(span.start + at + found.start, span.start + at + found.end),
            );
        }
    }
}

/// The second pass.
#[derive(Default)]
struct Page<'p> {
    text: &'p str,
    pieces: &'p [Piece],
    open: Vec<Opened<'p>>,
    /// Number of open elements that are left out.
    skipping: usize,
    /// Groups of open lists and tables.
    groups: Vec<usize>,
    headline: bool,
}

/// An open element.
struct Opened<'p> {
    element: &'p Element,
    left_out: bool,
    grouped: bool,
    /// Length of the block's text when it was opened.
    before: usize,
    /// Whether a link stands in it.
    linked: bool,
}

impl<'p> Page<'p> {
    /// Where the article itself has no `h1`, the page's first one is the headline.
    fn headline_before(&mut self, builder: &mut Builder<'_>, main: &std::ops::Range<usize>) {
        let is_h1 = |p: &Piece| matches!(p, Piece::Open(e) if e.name == "h1" && !e.hidden);
        if self.pieces.get(main.clone()).is_some_and(|m| m.iter().any(is_h1)) {
            return;
        }
        let Some(start) = self.pieces.iter().position(is_h1) else {
            return;
        };
        let end = self
            .pieces
            .iter()
            .skip(start)
            .position(|p| matches!(p, Piece::Close(n, _) if n == "h1"))
            .map_or(start, |n| start + n + 1);
        self.blocks(builder, &(start..end));
        builder.close();
        self.open.clear();
    }
    fn blocks(&mut self, builder: &mut Builder<'_>, range: &std::ops::Range<usize>) {
        for piece in self.pieces.get(range.clone()).unwrap_or_default() {
            match piece {
                Piece::Open(element) => self.start(builder, element),
                Piece::Close(name, span) => self.end(builder, name, *span),
                Piece::Text(span) => self.add_text(builder, *span),
                Piece::Comment(span) => builder.comment(*span),
            }
        }
    }
    fn start(&mut self, builder: &mut Builder<'_>, element: &'p Element) {
        match element.name.as_str() {
            "br" if self.skipping == 0 => return self.line_break(builder, element.span),
            "wbr" => return,
            "hr" => builder.close(),
            _ => {}
        }
        if VOID.contains(&element.name.as_str()) || self.open.len() >= DEEPEST {
            return;
        }
        self.close_implied(builder, &element.name, element.span);
        let left_out = element.is_left_out() || (element.name == "header" && !self.within_main());
        let block = !element.is_inline();
        if block && self.skipping == 0 {
            builder.close();
        }
        let mut grouped = false;
        if !left_out && self.skipping == 0 {
            if matches!(element.name.as_str(), "ul" | "ol" | "dl" | "table") {
                self.groups.push(builder.new_group());
                grouped = true;
            }
            match element.name.as_str() {
                "code" | "kbd" | "tt" | "var" => self.left_out_inline(builder, element.span),
                "q" => self.unit(builder, "“", element.span),
                _ => {}
            }
        }
        if element.name == "a" {
            for o in &mut self.open {
                o.linked = true;
            }
        }
        self.skipping += usize::from(left_out || is_code(&element.name));
        self.open.push(Opened {
            element,
            left_out: left_out || is_code(&element.name),
            grouped,
            before: builder.open_len(),
            linked: false,
        });
    }
    fn end(&mut self, builder: &mut Builder<'_>, name: &str, span: Span) {
        let Some(at) = self.open.iter().rposition(|o| o.element.name == name) else {
            // `</p>` without a start makes an empty paragraph.
            if name == "p" || name == "br" {
                builder.close();
            }
            return;
        };
        while self.open.len() > at {
            self.pop(builder, span);
        }
    }
    /// Ends the innermost element; `span` is the tag that ends it.
    fn pop(&mut self, builder: &mut Builder<'_>, span: Span) {
        let Some(last) = self.open.pop() else { return };
        self.skipping -= usize::from(last.left_out);
        if self.skipping > 0 || last.left_out {
            return;
        }
        match last.element.name.as_str() {
            // A link raised above the line is the number of a note.
            "sup" if last.linked => builder.truncate(last.before),
            "q" => self.unit(builder, "”", span),
            _ => {}
        }
        if last.grouped {
            self.groups.pop();
        }
        if !last.element.is_inline() {
            builder.close();
        }
    }
    /// Elements whose end tag may be left out end where the next of their kind begins.
    fn close_implied(&mut self, builder: &mut Builder<'_>, name: &str, span: Span) {
        let closes: (&[&str], &[&str]) = match name {
            "li" => (&["li"], &["ul", "ol"]),
            "dt" | "dd" => (&["dt", "dd"], &["dl"]),
            "td" | "th" => (&["td", "th"], &["tr", "table"]),
            "tr" => (&["tr"], &["table"]),
            _ if !INLINE.contains(&name) => (
                &["p"],
                &["button", "table", "td", "li", "div", "article", "blockquote"],
            ),
            _ => return,
        };
        let (ends, walls) = closes;
        let found = self
            .open
            .iter()
            .enumerate()
            .rev()
            .take_while(|(_, o)| !walls.contains(&o.element.name.as_str()))
            .find(|(_, o)| ends.contains(&o.element.name.as_str()))
            .map(|(i, _)| i);
        if let Some(at) = found {
            while self.open.len() > at {
                self.pop(builder, span);
            }
        }
    }
    fn within_main(&self) -> bool {
        self.open
            .iter()
            .any(|o| matches!(o.element.name.as_str(), "article" | "main") || o.element.is_main_named())
    }
    /// One line break is white space; two make a new paragraph.
    fn line_break(&mut self, builder: &mut Builder<'_>, span: Span) {
        let before = self.text.get(..span.start).unwrap_or_default().trim_end();
        let tail = before.len().saturating_sub(6);
        let doubled = before.get(tail..).is_some_and(|t| {
            let t = t.to_ascii_lowercase();
            t.ends_with("<br>") || t.ends_with("<br/>") || t.ends_with("<br />")
        });
        if doubled {
            builder.close()
        } else {
            builder.space(span)
        }
    }
    /// What the elements around make of a block.
    fn kind(&mut self) -> BlockKind {
        for o in self.open.iter().rev() {
            let kind = match o.element.name.as_str() {
                "article" | "main" | "body" => break,
                "h1" => BlockKind::Headline,
                "h2" | "h3" | "h4" | "h5" | "h6" => BlockKind::Subhead,
                "figcaption" | "caption" => BlockKind::Caption,
                "li" | "dt" | "dd" => BlockKind::ListItem,
                "td" | "th" => BlockKind::TableCell,
                "blockquote" => BlockKind::BlockQuote,
                _ if o.element.is_byline() => BlockKind::Byline,
                "time" => BlockKind::Byline,
                _ => continue,
            };
            // A time within a sentence is part of the sentence.
            if o.element.name == "time" && self.open.iter().any(|o| o.element.name == "p") {
                continue;
            }
            if kind == BlockKind::Headline && std::mem::replace(&mut self.headline, true) {
                return BlockKind::Subhead;
            }
            return kind;
        }
        BlockKind::Paragraph
    }
    fn ready(&mut self, builder: &mut Builder<'_>) {
        if !builder.is_open() {
            let kind = self.kind();
            let grouped = matches!(kind, BlockKind::ListItem | BlockKind::TableCell);
            builder.open(kind, self.groups.last().copied().filter(|_| grouped));
        }
    }
    fn unit(&mut self, builder: &mut Builder<'_>, text: &str, span: Span) {
        self.ready(builder);
        builder.unit(text, span);
    }
    fn left_out_inline(&mut self, builder: &mut Builder<'_>, span: Span) {
        self.unit(builder, LEFT_OUT, span);
    }
    fn add_text(&mut self, builder: &mut Builder<'_>, span: Span) {
        if self.skipping > 0 {
            return;
        }
        let raw = self.text.get(span.start..span.end).unwrap_or_default();
        if raw.trim().is_empty() {
            if builder.is_open() {
                builder.space(span);
            }
            return;
        }
        self.ready(builder);
        let mut at = 0;
        while let Some(amp) = raw.get(at..).and_then(|r| r.find('&')).map(|i| at + i) {
            builder.literal(raw.get(at..amp).unwrap_or_default(), span.start + at);
            let len = entity_len(raw.get(amp..).unwrap_or_default());
            let entity = raw.get(amp..amp + len).unwrap_or_default();
            let decoded = decode(entity);
            if decoded == entity {
                builder.literal(entity, span.start + amp);
            } else {
                builder.unit(&decoded, Span::new(span.start + amp, span.start + amp + len));
            }
            at = amp + len;
        }
        builder.literal(raw.get(at..).unwrap_or_default(), span.start + at);
    }
}

fn is_code(name: &str) -> bool {
    matches!(name, "code" | "kbd" | "tt" | "var")
}

/// Bytes of the character reference at the beginning of `text`.
fn entity_len(text: &str) -> usize {
    let name = text
        .bytes()
        .skip(1)
        .take(40)
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'#')
        .count();
    let end = 1 + name;
    if text.as_bytes().get(end) == Some(&b';') {
        end + 1
    } else {
        end
    }
}

/// `&rsquo;` → `’`, by the tokenizer's own table.
fn decode(entity: &str) -> String {
    let mut out = String::new();
    for token in Tokenizer::new(entity).flatten() {
        if let Token::String(run) = token {
            out.push_str(&String::from_utf8_lossy(&run.value));
        }
    }
    out
}
