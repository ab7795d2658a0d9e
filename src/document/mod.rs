//! Source → [`Document`]: the text that is read, in blocks, with a map back to the file's bytes.
//!
//! The read text is one string: the blocks one after another, two line breaks between them, with
//! entities decoded and mark-up and code left out. Everything downstream works on [`TextSpan`]s
//! of it; [`Document::to_source`] gives the bytes in the file.

pub(crate) mod article_json;
pub(crate) mod builder;
pub(crate) mod dateline;
pub mod formats;
pub(crate) mod html;
pub(crate) mod json_text;
pub(crate) mod markdown;
pub(crate) mod plain;
pub mod transcript;

use serde::{Deserialize, Serialize};

use crate::source::{Source, Span};
use crate::value::date::Date;

pub use formats::{FORMATS, FormatSpec, Options, date_in_path, format_by_name, format_of, read};

/// Half-open range of bytes in a document's *read text* (not in the file).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct TextSpan {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl TextSpan {
    /// The bytes from `start` up to `end`.
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }
    /// The smallest range that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self::new(self.start.min(other.start), self.end.max(other.end))
    }
    /// Whether the two share a byte.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }
    /// Whether `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
    /// Length in bytes.
    pub const fn len(self) -> usize {
        self.end.saturating_sub(self.start)
    }
    /// Whether it holds no byte.
    pub const fn is_empty(self) -> bool {
        self.end <= self.start
    }
}

/// What part of an article a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BlockKind {
    /// The title of the article.
    Headline,
    /// A heading below the title.
    Subhead,
    /// Body text.
    Paragraph,
    /// An item of a list.
    ListItem,
    /// A cell of a table.
    TableCell,
    /// Text set off as quoted.
    BlockQuote,
    /// The words under a picture or table.
    Caption,
    /// Who wrote it.
    Byline,
}

/// One block of read text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its bytes in the read text.
    pub span: TextSpan,
    /// Whether it is the first paragraph of the body.
    pub lede: bool,
    /// Number of the list or table it belongs to, counted from 0 over the document.
    pub group: Option<usize>,
}

/// The day an article is dated, and where it says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dateline {
    /// The day.
    pub date: Date,
    /// The bytes *in the file* that say it; `None` when it was handed in (`--date`).
    pub span: Option<Span>,
}

/// A file format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// One paragraph a line (or paragraphs set apart by blank lines).
    Plain,
    /// CommonMark with front matter.
    Markdown,
    /// A web page.
    Html,
    /// schema.org `NewsArticle` JSON-LD or another JSON export.
    ArticleJson,
}

/// An article, ready to be read.
#[derive(Debug, Clone)]
pub struct Document {
    /// The file.
    pub source: Source,
    /// How it was understood.
    pub format: Format,
    /// The read text.
    pub text: String,
    /// The blocks in order; they do not overlap.
    pub blocks: Vec<Block>,
    /// The day it is dated, where it says so or was told so.
    pub dateline: Option<Dateline>,
    /// Read text → file.
    pub map: OffsetMap,
    /// HTML comments of the file (Markdown, HTML), delimiters included: where suppressions stand.
    pub comments: Vec<Span>,
}

impl Document {
    /// The read text at `span`.
    pub fn slice(&self, span: TextSpan) -> &str {
        self.text.get(span.start..span.end).unwrap_or_default()
    }
    /// The bytes of the file that the read text at `span` stands for.
    pub fn to_source(&self, span: TextSpan) -> Span {
        self.map.to_source(span)
    }
    /// The range of read text that stands for the bytes `span` of the file; `None` where none does.
    pub fn to_text(&self, span: Span) -> Option<TextSpan> {
        self.map
            .segments()
            .iter()
            .filter(|s| s.source.overlaps(span))
            .map(|s| {
                if !s.exact {
                    return s.text;
                }
                let start = s.source.start.max(span.start) - s.source.start;
                let end = s.source.end.min(span.end) - s.source.start;
                TextSpan::new(s.text.start + start, s.text.start + end)
            })
            .reduce(TextSpan::cover)
    }
    /// The read text that stands for the bytes `span` of the file.
    pub fn text_of(&self, span: Span) -> String {
        let mut out = String::new();
        let mut last_end = None;
        for s in self.map.segments().iter().filter(|s| s.source.overlaps(span)) {
            let text = if s.exact {
                let start = s.source.start.max(span.start) - s.source.start;
                let end = s.source.end.min(span.end) - s.source.start;
                TextSpan::new(s.text.start + start, s.text.start + end)
            } else {
                s.text
            };
            if last_end.is_some_and(|end| end < text.start) {
                out.push(' ');
            }
            last_end = Some(text.end);
            out.push_str(self.slice(text));
        }
        out
    }
    /// The block that holds the byte `offset` of the read text.
    pub fn block_at(&self, offset: usize) -> Option<&Block> {
        let i = self.blocks.partition_point(|b| b.span.end <= offset);
        self.blocks.get(i).filter(|b| b.span.start <= offset)
    }
}

/// Piecewise map from read text to file bytes.
///
/// INVARIANT: segments are sorted by `text` and do not overlap.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OffsetMap {
    segments: Vec<Segment>,
}

/// A run of read text and the bytes that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Bytes of the read text.
    pub text: TextSpan,
    /// Bytes of the file.
    pub source: Span,
    /// Whether the bytes correspond one by one (white space may differ in kind); elsewhere (a
    /// decoded entity, an escape) the run is one unit.
    pub exact: bool,
}

impl OffsetMap {
    /// The runs in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }
    /// The runs, or parts of them, that stand for `span`.
    pub fn pieces(&self, span: TextSpan) -> impl Iterator<Item = Segment> + '_ {
        let first = self.segments.partition_point(|s| s.text.end <= span.start);
        self.segments
            .iter()
            .skip(first)
            .take_while(move |s| s.text.start < span.end)
            .map(move |s| {
                if !s.exact {
                    return *s;
                }
                let text = TextSpan::new(s.text.start.max(span.start), s.text.end.min(span.end));
                let start = s.source.start + (text.start - s.text.start);
                Segment {
                    text,
                    source: Span::new(start, start + text.len()),
                    exact: true,
                }
            })
    }
    /// Adds a run; runs come in the order of the read text. Runs of one length are taken to
    /// correspond byte by byte.
    pub fn push(&mut self, text: TextSpan, source: Span) {
        self.push_segment(Segment {
            text,
            source,
            exact: text.len() == source.len(),
        });
    }
    /// Adds a run as it is; runs come in the order of the read text.
    pub fn push_segment(&mut self, segment: Segment) {
        let Segment { text, source, exact } = segment;
        if text.is_empty() {
            return;
        }
        if let Some(last) = self.segments.last_mut()
            && last.exact
            && exact
            && last.text.end == text.start
            && last.source.end == source.start
        {
            last.text.end = text.end;
            last.source.end = source.end;
            return;
        }
        self.segments.push(segment);
    }
    /// The file bytes from the first to the last byte of `span`.
    pub fn to_source(&self, span: TextSpan) -> Span {
        let start = self.start_of(span.start);
        let end = if span.is_empty() {
            start
        } else {
            self.end_of(span.end)
        };
        Span::new(start, end.max(start))
    }
    fn start_of(&self, offset: usize) -> usize {
        let i = self.segments.partition_point(|s| s.text.end <= offset);
        match self.segments.get(i) {
            Some(s) if s.text.start > offset => s.source.start,
            Some(s) if s.exact => s.source.start + (offset - s.text.start),
            Some(s) => s.source.start,
            None => self.segments.last().map_or(0, |s| s.source.end),
        }
    }
    fn end_of(&self, offset: usize) -> usize {
        let i = self.segments.partition_point(|s| s.text.start < offset);
        match i.checked_sub(1).and_then(|i| self.segments.get(i)) {
            Some(s) if s.text.end < offset => s.source.end,
            Some(s) if s.exact => s.source.start + (offset - s.text.start),
            Some(s) => s.source.end,
            None => 0,
        }
    }
}
