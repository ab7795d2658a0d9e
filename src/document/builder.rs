//! Puts a [`Document`] together: blocks of text with white space collapsed, each byte mapped back.
//!
//! A format's reader opens a block, adds literal runs of the file ([`Builder::literal`]) and decoded
//! units ([`Builder::unit`]: `&rsquo;` → `’`), and closes the block. Runs of white space become one
//! space; zero-width characters and control characters are left out.

use super::dateline;
use super::{Block, BlockKind, Dateline, Document, Format, OffsetMap, Segment, TextSpan};
use crate::source::{Source, Span};
use crate::value::date::Date;

/// Stands in the read text for what is left out within a sentence (inline code, a bare link), so that
/// the sentence keeps its shape and no words are glued together.
pub(crate) const LEFT_OUT: &str = "\u{fffc}";

/// A document being put together.
#[derive(Debug, Default)]
pub(crate) struct Builder<'a> {
    /// Map under the text that is added, when that is itself decoded (an article body within JSON).
    base: Option<&'a OffsetMap>,
    text: String,
    blocks: Vec<Block>,
    map: OffsetMap,
    comments: Vec<Span>,
    dateline: Option<Dateline>,
    groups: usize,
    open: Option<Open>,
    /// Blocks that wait for the open one to be closed (captions of pictures within a paragraph).
    waiting: Vec<Open>,
    seen_paragraph: bool,
    /// Blocks that are added from now on are of this kind, whatever they are opened as.
    forced: Option<BlockKind>,
}

/// The block that is being filled. Places are relative to its own text.
#[derive(Debug, Clone)]
pub(crate) struct Open {
    kind: BlockKind,
    group: Option<usize>,
    text: String,
    runs: Vec<Segment>,
    space: Option<Span>,
}

impl Open {
    fn new(kind: BlockKind, group: Option<usize>) -> Self {
        Self {
            kind,
            group,
            text: String::new(),
            runs: Vec::new(),
            space: None,
        }
    }
    fn add(&mut self, text: &str, source: Span, exact: bool) {
        if text.is_empty() {
            return;
        }
        if let Some(space) = self.space.take()
            && !self.text.is_empty()
        {
            let at = self.text.len();
            self.text.push(' ');
            self.runs.push(Segment {
                text: TextSpan::new(at, at + 1),
                source: space,
                exact: space.len() == 1,
            });
        }
        let at = self.text.len();
        self.text.push_str(text);
        self.runs.push(Segment {
            text: TextSpan::new(at, at + text.len()),
            source,
            exact,
        });
    }
    fn add_space(&mut self, source: Span) {
        // The first piece of white space stands for the whole run.
        match &mut self.space {
            Some(space) if space.end == source.start => space.end = source.end,
            Some(_) => {}
            None => self.space = Some(source),
        }
    }
    /// File bytes of `span` of the open text.
    fn to_source(&self, span: TextSpan) -> Span {
        let mut map = OffsetMap::default();
        for run in &self.runs {
            map.push_segment(*run);
        }
        map.to_source(span)
    }
    /// Cuts off everything from `at` on and returns it as a block of its own.
    fn split_off(&mut self, at: usize) -> Self {
        let mut rest = Self::new(self.kind, self.group);
        rest.text = self.text.split_off(at);
        let mut kept = Vec::new();
        for run in self.runs.drain(..) {
            if run.text.end <= at {
                kept.push(run);
            } else if run.text.start >= at {
                rest.runs.push(Segment {
                    text: TextSpan::new(run.text.start - at, run.text.end - at),
                    ..run
                });
            } else if run.exact {
                let cut = run.source.start + (at - run.text.start);
                kept.push(Segment {
                    text: TextSpan::new(run.text.start, at),
                    source: Span::new(run.source.start, cut),
                    exact: true,
                });
                rest.runs.push(Segment {
                    text: TextSpan::new(0, run.text.end - at),
                    source: Span::new(cut, run.source.end),
                    exact: true,
                });
            } else {
                kept.push(Segment {
                    text: TextSpan::new(run.text.start, at),
                    ..run
                });
                rest.runs.push(Segment {
                    text: TextSpan::new(0, run.text.end - at),
                    ..run
                });
            }
        }
        self.runs = kept;
        rest
    }
}

impl<'a> Builder<'a> {
    /// A builder whose added places are bytes of the file.
    pub(crate) fn new() -> Self {
        Self::default()
    }
    /// From here on added places are bytes of a text that `base` maps to the file.
    pub(crate) fn set_base(&mut self, base: Option<&'a OffsetMap>) {
        self.base = base;
    }
    /// From here on every block is of this kind.
    pub(crate) fn force(&mut self, kind: Option<BlockKind>) {
        self.forced = kind;
    }
    /// A new number for a list or table.
    pub(crate) fn new_group(&mut self) -> usize {
        self.groups += 1;
        self.groups - 1
    }
    /// Closes the open block and opens another.
    pub(crate) fn open(&mut self, kind: BlockKind, group: Option<usize>) {
        self.close();
        self.open = Some(Open::new(self.forced.unwrap_or(kind), group));
    }
    /// Whether a block is open.
    pub(crate) fn is_open(&self) -> bool {
        self.open.is_some()
    }
    /// Whether a block of this kind was closed before.
    pub(crate) fn has(&self, kind: BlockKind) -> bool {
        self.blocks.iter().any(|b| b.kind == kind)
    }
    /// The text of the first closed block of this kind.
    pub(crate) fn first(&self, kind: BlockKind) -> Option<&str> {
        let block = self.blocks.iter().find(|b| b.kind == kind)?;
        self.text.get(block.span.start..block.span.end)
    }
    /// Whether body text was closed before.
    pub(crate) fn seen_paragraph(&self) -> bool {
        self.seen_paragraph
    }
    /// Adds text that stands in the file (or in the base text) as it is, at `at`.
    pub(crate) fn literal(&mut self, text: &str, at: usize) {
        let mut start = 0;
        for (i, c) in text.char_indices() {
            let after = i + c.len_utf8();
            if c.is_whitespace() {
                self.run(text.get(start..i).unwrap_or_default(), at + start);
                self.space(Span::new(at + i, at + after));
                start = after;
            } else if is_invisible(c) {
                self.run(text.get(start..i).unwrap_or_default(), at + start);
                start = after;
            }
        }
        self.run(text.get(start..).unwrap_or_default(), at + start);
    }
    fn run(&mut self, text: &str, at: usize) {
        if text.is_empty() {
            return;
        }
        let Some(open) = self.open.as_mut() else { return };
        let Some(base) = self.base else {
            open.add(text, Span::new(at, at + text.len()), true);
            return;
        };
        for piece in base.pieces(TextSpan::new(at, at + text.len())) {
            let from = piece.text.start.max(at) - at;
            let to = piece.text.end.min(at + text.len()) - at;
            open.add(text.get(from..to).unwrap_or_default(), piece.source, piece.exact);
        }
    }
    /// Adds white space that stands at `span`.
    pub(crate) fn space(&mut self, span: Span) {
        let span = self.based(span);
        if let Some(open) = self.open.as_mut() {
            open.add_space(span);
        }
    }
    /// Adds `text`, for which the bytes at `span` stand as a whole.
    pub(crate) fn unit(&mut self, text: &str, span: Span) {
        let source = self.based(span);
        let Some(open) = self.open.as_mut() else { return };
        if !text.is_empty() && text.chars().all(char::is_whitespace) {
            open.add_space(source);
            return;
        }
        if text.contains(|c: char| c.is_whitespace() || is_invisible(c)) {
            let clean: String = text
                .chars()
                .filter(|&c| !is_invisible(c))
                .map(|c| if c.is_whitespace() { ' ' } else { c })
                .collect();
            open.add(&clean, source, false);
        } else {
            open.add(text, source, false);
        }
    }
    /// Length of the open block's text, for [`Builder::truncate`].
    pub(crate) fn open_len(&self) -> usize {
        self.open.as_ref().map_or(0, |o| o.text.len())
    }
    /// Takes back what was added to the open block after it had `len` bytes.
    pub(crate) fn truncate(&mut self, len: usize) {
        if let Some(open) = self.open.as_mut()
            && len < open.text.len()
            && open.text.is_char_boundary(len)
        {
            drop(open.split_off(len));
        }
    }
    /// A block that comes after the one that is open (a picture's caption within a paragraph).
    pub(crate) fn begin_aside(&mut self, kind: BlockKind) -> Option<Open> {
        self.open.replace(Open::new(kind, None))
    }
    /// Ends what [`Builder::begin_aside`] began and goes on with the block that was open before.
    pub(crate) fn end_aside(&mut self, before: Option<Open>) {
        if let Some(aside) = std::mem::replace(&mut self.open, before) {
            self.waiting.push(aside);
        }
    }
    /// An HTML comment at `span`.
    pub(crate) fn comment(&mut self, span: Span) {
        let span = self.based(span);
        self.comments.push(span);
    }
    /// The day the article is dated; the first one that is found stays.
    pub(crate) fn date(&mut self, date: Date, span: Span) {
        let span = self.based(span);
        self.dateline.get_or_insert(Dateline {
            date,
            span: Some(span),
        });
    }
    fn based(&self, span: Span) -> Span {
        self.base
            .map_or(span, |base| base.to_source(TextSpan::new(span.start, span.end)))
    }
    /// Closes the open block.
    pub(crate) fn close(&mut self) {
        if let Some(open) = self.open.take() {
            self.finish_block(open);
        }
        for open in std::mem::take(&mut self.waiting) {
            self.finish_block(open);
        }
    }
    fn finish_block(&mut self, mut open: Open) {
        if open.text.is_empty() {
            return;
        }
        if matches!(open.kind, BlockKind::Paragraph) && !self.seen_paragraph {
            if let Some(found) = dateline::line(&open.text) {
                self.found_date(&open, &found);
                open.kind = BlockKind::Byline;
            } else if let Some(prefix) = dateline::prefix(&open.text) {
                if let Some(found) = &prefix.date {
                    self.found_date(&open, found);
                }
                let rest = open.split_off(prefix.body);
                open.split_off(prefix.end);
                open.kind = BlockKind::Byline;
                self.push_block(&open);
                open = rest;
            } else if dateline::is_byline(&open.text) {
                open.kind = BlockKind::Byline;
            }
        }
        self.push_block(&open);
    }
    fn found_date(&mut self, open: &Open, found: &dateline::Found) {
        let span = open.to_source(TextSpan::new(found.start, found.end));
        self.dateline.get_or_insert(Dateline {
            date: found.date,
            span: Some(span),
        });
    }
    fn push_block(&mut self, open: &Open) {
        if open.text.is_empty() {
            return;
        }
        // A title that stands in the front matter and above the text is one title.
        if matches!(open.kind, BlockKind::Headline) && self.first(BlockKind::Headline) == Some(&open.text) {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        self.text.push_str(&open.text);
        for run in &open.runs {
            self.map.push_segment(Segment {
                text: TextSpan::new(start + run.text.start, start + run.text.end),
                ..*run
            });
        }
        let lede = matches!(open.kind, BlockKind::Paragraph) && !self.seen_paragraph;
        self.seen_paragraph |= lede;
        self.blocks.push(Block {
            kind: open.kind,
            span: TextSpan::new(start, self.text.len()),
            lede,
            group: open.group,
        });
    }
    /// The document. A `date` that was handed in goes before one that the text tells.
    pub(crate) fn finish(mut self, source: Source, format: Format, date: Option<Date>) -> Document {
        self.close();
        Document {
            source,
            format,
            text: self.text,
            blocks: self.blocks,
            dateline: date.map(|date| Dateline { date, span: None }).or(self.dateline),
            map: self.map,
            comments: self.comments,
        }
    }
}

/// Characters that are never seen: they would split words for the reader.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') || (c.is_control() && !c.is_whitespace())
}
