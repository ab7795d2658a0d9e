//! Tokens of a rule file, and the stream of them that the `nom` parsers read.

use crate::source::Span;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A keyword, a name, a path.
    Word,
    /// Digits with commas and a point.
    Number,
    /// `2025-08-15` or `2025-08`, whether or not the calendar has it.
    Date,
    /// A text in straight quotation marks.
    Text,
    /// A text in curly quotation marks.
    CurlyText,
    /// `{…}`
    Variable,
    /// `/…/`
    Regex,
    /// An operator or a punctuation mark.
    Symbol,
    /// What the language has no use for; already reported.
    Junk,
}

/// One token.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Token<'a> {
    pub(crate) kind: TokenKind,
    /// The token as written; for texts and regular expressions what is between the marks.
    pub(crate) text: &'a str,
    /// Bytes of the mark before the text.
    pub(crate) mark: usize,
    /// The token with its marks.
    pub(crate) span: Span,
    /// Whether it is the first of its line.
    pub(crate) first: bool,
    /// Whether it stands at the very start of its line.
    pub(crate) flush: bool,
}

impl Token<'_> {
    /// Where the token's text is, without quotation marks or slashes.
    pub(crate) fn inner(&self) -> Span {
        let start = self.span.start + self.mark;
        Span::new(start, start + self.text.len())
    }
    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text == word
    }
    pub(crate) fn is_text(&self) -> bool {
        matches!(self.kind, TokenKind::Text | TokenKind::CurlyText)
    }
}

/// The rest of an item's tokens: the input of the `nom` parsers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tokens<'a> {
    rest: &'a [Token<'a>],
    /// Where the item ends, for "found the end of the item".
    end: usize,
    /// End of the token before, for spans.
    before: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(rest: &'a [Token<'a>], start: usize) -> Self {
        let end = rest.last().map_or(start, |t| t.span.end);
        Self {
            rest,
            end,
            before: start,
        }
    }
    pub(crate) fn first(&self) -> Option<&'a Token<'a>> {
        self.rest.first()
    }
    pub(crate) fn get(&self, index: usize) -> Option<&'a Token<'a>> {
        self.rest.get(index)
    }
    pub(crate) fn len(&self) -> usize {
        self.rest.len()
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }
    /// Where the next token is, or the end of the item.
    pub(crate) fn here(&self) -> Span {
        self.first()
            .map_or(Span::new(self.end, self.end), |token| token.span)
    }
    /// Where the last token taken ended.
    pub(crate) fn before(&self) -> usize {
        self.before
    }
    /// From `start` to the last token taken.
    pub(crate) fn span_from(&self, start: usize) -> Span {
        Span::new(start, self.before.max(start))
    }
    pub(crate) fn skip(&self, count: usize) -> Self {
        let count = count.min(self.rest.len());
        let (taken, rest) = self.rest.split_at(count);
        Self {
            rest,
            end: self.end,
            before: taken.last().map_or(self.before, |t| t.span.end),
        }
    }
}

impl<'a> nom::Input for Tokens<'a> {
    type Item = &'a Token<'a>;
    type Iter = std::slice::Iter<'a, Token<'a>>;
    type IterIndices = std::iter::Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.rest.len()
    }
    fn take(&self, index: usize) -> Self {
        Self {
            rest: self.rest.get(..index).unwrap_or(self.rest),
            ..*self
        }
    }
    fn take_from(&self, index: usize) -> Self {
        self.skip(index)
    }
    fn take_split(&self, index: usize) -> (Self, Self) {
        (self.take_from(index), self.take(index))
    }
    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.rest.iter().position(predicate)
    }
    fn iter_elements(&self) -> Self::Iter {
        self.rest.iter()
    }
    fn iter_indices(&self) -> Self::IterIndices {
        self.rest.iter().enumerate()
    }
    fn slice_index(&self, count: usize) -> Result<usize, nom::Needed> {
        if count <= self.rest.len() {
            Ok(count)
        } else {
            Err(nom::Needed::new(count - self.rest.len()))
        }
    }
}
