//! JSON with places: as much of it as finding strings in an export takes. Broken JSON gives what stands
//! before the break.

use super::{OffsetMap, Segment, TextSpan};
use crate::source::Span;

/// Values may be nested this deep; deeper ones are left out.
const DEEPEST: usize = 96;

/// A value, with places where text may come from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json {
    /// A string: the bytes between its quotation marks.
    Text(Span),
    /// Members in order, keys decoded.
    Object(Vec<(String, Json)>),
    Array(Vec<Json>),
    /// A number, `true`, `false` or `null`.
    Other,
}

impl Json {
    /// The first member of this name.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Object(members) => members.iter().find(|(k, _)| k == key).map(|(_, v)| v),
            _ => None,
        }
    }
    /// The values at a dotted path; `*` stands for every element, a number for one.
    pub(crate) fn at_path(&self, path: &str) -> Vec<&Self> {
        let mut values = vec![self];
        for part in path.split('.') {
            values = values
                .into_iter()
                .flat_map(|value| match value {
                    Self::Array(items) if part == "*" => items.iter().collect(),
                    Self::Array(items) => part
                        .parse::<usize>()
                        .ok()
                        .and_then(|i| items.get(i))
                        .into_iter()
                        .collect(),
                    Self::Object(members) if part == "*" => members.iter().map(|(_, v)| v).collect(),
                    value => value.get(part).into_iter().collect::<Vec<_>>(),
                })
                .collect();
        }
        values
    }
}

/// Reads the value that `text` begins with.
pub(crate) fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        at: 0,
    };
    reader.value(0)
}

struct Reader<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
}

impl Reader<'_> {
    fn peek(&mut self) -> Option<u8> {
        while let Some(b) = self.bytes.get(self.at) {
            if b.is_ascii_whitespace() {
                self.at += 1;
            } else if self
                .text
                .get(self.at..)
                .is_some_and(|t| t.starts_with('\u{feff}'))
            {
                self.at += 3;
            } else {
                return Some(*b);
            }
        }
        None
    }
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }
    fn value(&mut self, depth: usize) -> Option<Json> {
        if depth > DEEPEST {
            return None;
        }
        match self.peek()? {
            b'"' => self.string().map(Json::Text),
            b'{' => {
                self.at += 1;
                let mut members = Vec::new();
                while self.peek() == Some(b'"') {
                    let Some(key) = self.string() else { break };
                    if !self.eat(b':') {
                        break;
                    }
                    let Some(value) = self.value(depth + 1) else { break };
                    members.push((decode(self.text, key).0, value));
                    if !self.eat(b',') {
                        break;
                    }
                }
                // Whatever keeps the object from ending also ends what is around it.
                self.eat(b'}');
                Some(Json::Object(members))
            }
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while self.peek().is_some_and(|b| b != b']') {
                    let Some(value) = self.value(depth + 1) else { break };
                    items.push(value);
                    if !self.eat(b',') {
                        break;
                    }
                }
                self.eat(b']');
                Some(Json::Array(items))
            }
            b if b.is_ascii_alphanumeric() || b == b'-' => {
                while self
                    .bytes
                    .get(self.at)
                    .is_some_and(|b| b.is_ascii_alphanumeric() || b"+-.".contains(b))
                {
                    self.at += 1;
                }
                Some(Json::Other)
            }
            _ => None,
        }
    }
    /// The bytes between the quotation marks of the string here.
    fn string(&mut self) -> Option<Span> {
        let start = self.at + 1;
        let mut at = start;
        loop {
            match self.bytes.get(at)? {
                b'"' => break,
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
        self.at = at + 1;
        Some(Span::new(start, at))
    }
}

/// The text of the string at `span`, and its way back to the file.
pub(crate) fn decode(text: &str, span: Span) -> (String, OffsetMap) {
    let raw = text.get(span.start..span.end).unwrap_or_default();
    let mut out = String::with_capacity(raw.len());
    let mut map = OffsetMap::default();
    let mut at = 0;
    while at < raw.len() {
        let rest = raw.get(at..).unwrap_or_default();
        let plain = rest.find('\\').unwrap_or(rest.len());
        let start = out.len();
        out.push_str(rest.get(..plain).unwrap_or_default());
        map.push(
            TextSpan::new(start, out.len()),
            Span::new(span.start + at, span.start + at + plain),
        );
        at += plain;
        if at < raw.len() {
            let (c, len) = escape(raw.get(at..).unwrap_or_default());
            let start = out.len();
            out.push(c);
            map.push_segment(Segment {
                text: TextSpan::new(start, out.len()),
                source: Span::new(span.start + at, span.start + at + len),
                exact: false,
            });
            at += len;
        }
    }
    (out, map)
}

/// The character that the escape at the beginning of `text` stands for, and its bytes.
fn escape(text: &str) -> (char, usize) {
    let unit = |at: usize| {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        u32::from_str_radix(digits, 16).ok()
    };
    let mut chars = text.chars();
    chars.next();
    match chars.next() {
        Some('n') => ('\n', 2),
        Some('r') => ('\r', 2),
        Some('t') => ('\t', 2),
        Some('b' | 'f') => (' ', 2),
        Some('u') => match (unit(0), unit(6)) {
            (Some(high @ 0xd800..0xdc00), Some(low @ 0xdc00..0xe000)) => {
                let c = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
                (char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER), 12)
            }
            (Some(c), _) => (char::from_u32(c).unwrap_or(char::REPLACEMENT_CHARACTER), 6),
            (None, _) => ('u', 2),
        },
        Some(c) => (c, 1 + c.len_utf8()),
        None => ('\\', text.len().max(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_decoded_and_mapped() {
        let text = r#"{"a": "x\n\u2019\ud83d\ude00y\"z"}"#;
        let json = parse(text).unwrap();
        let Some(Json::Text(span)) = json.get("a") else {
            panic!()
        };
        let (decoded, map) = decode(text, *span);
        assert_eq!(decoded, "x\n’😀y\"z");
        let y = decoded.find('y').unwrap();
        let place = map.to_source(TextSpan::new(y, y + 1));
        assert_eq!(&text[place.start..place.end], "y");
        let quote = decoded.find('’').unwrap();
        let place = map.to_source(TextSpan::new(quote, quote + 3));
        assert_eq!(&text[place.start..place.end], "\\u2019");
    }

    #[test]
    fn broken_json_gives_what_it_can() {
        let json = parse(r#"{"a": "x", "b": [1, {"c": "y""#).unwrap();
        assert_eq!(json.at_path("b.1.c").len(), 1);
        for text in ["", "{", "[", "\"", "\"\\", "{\"a", "{\"a\":", "\\u", "[[[["] {
            parse(text);
        }
        parse(&"[".repeat(100_000));
    }
}
