//! Where an article says its own date: `BRUSSELS, Aug. 17, 2025 (Agency) —`, `Published: 2025-08-17`.
//!
//! Only what is unmistakable is taken; a date in running text never dates the article.

use std::sync::LazyLock;

use regex::Regex;

use crate::value::date::Date;

/// A date that was found, with its bytes in the text that was searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) date: Date,
}

/// A dateline at the beginning of the first paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Prefix {
    /// One past its last byte, the dash not included.
    pub(crate) end: usize,
    /// Where the article's own text begins.
    pub(crate) body: usize,
    pub(crate) date: Option<Found>,
}

const MONTH: &str = r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)";
const WEEKDAY: &str =
    r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?,?\s+(?:the\s+)?)?";

/// One alternative a way of writing a date, with named groups for its parts.
static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(&format!(
        r"(?x)
        (?P<iy>\d{{4}})-(?P<im>\d{{2}})-(?P<id>\d{{2}}) (?: [T\ ]\d{{2}}:\d{{2}}(?::\d{{2}})?(?:\.\d+)?\s*(?:Z|UTC|GMT|[+-]\d{{2}}:?\d{{2}})? )?
        | {WEEKDAY} (?P<am>{MONTH})\s+(?P<ad>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<ay>\d{{4}})
        | {WEEKDAY} (?P<ed>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<em>{MONTH}),?\s+(?P<ey>\d{{4}})
        "
    ))
    .ok()
});

static PREFIX: LazyLock<Option<Regex>> = LazyLock::new(|| {
    // PLACE in capitals, perhaps with a country; perhaps a date; perhaps the agency; a dash.
    Regex::new(
        r"(?x)^
        (?P<line>
          \p{Lu}[\p{Lu}.'’\-]+ (?:\s\p{Lu}[\p{Lu}.'’\-]*){0,3}
          (?: (?:,|\s/|\sand)\s+ \p{L}[\p{L}.'’\-]* (?:\s\p{L}[\p{L}.'’\-]*){0,2} (?:,\s+\p{Lu}[\p{L}.]+)? )?
          (?: ,?\s+ (?P<date> (?:\p{Lu}\p{L}+\.?,?\s+)? (?: \p{Lu}\p{L}{2,8}\.?\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4})? | \d{1,2}\s+\p{Lu}\p{L}{2,8}\.?(?:,?\s+\d{4})? | \d{4}-\d{2}-\d{2} ) ) )?
          (?: ,?\s* \( [^()]{1,40} \) )?
        )
        \s* (?: —|–|--+|-\s|:\s—? ) \s*",
    )
    .ok()
});

static LABEL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^ (?: date | dated | published | publication\ date | first\ published | posted | issued | last\ updated | updated | release\ date | for\ release )
        (?: \s+ (?: on | at ) )? \s* :? \s+",
    )
    .ok()
});

static BYLINE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x)^ (?: [Bb]y | BY | Reporting\ by | Words | Author: | Written\ by | Story\ by | Text: ) \s+ \p{Lu}[\p{L}.'’\-]* (?: ,?\s+ (?: and | & | in | for | at | of | de | von | van | \p{Lu}[\p{L}.'’\-]* ) ){0,9} $",
    )
    .ok()
});

/// The first date in `text` that is written with its year.
pub(crate) fn find(text: &str) -> Option<Found> {
    // An expression takes longer to build than an article to lay out: it is not built for nothing.
    if !text.contains(char::is_numeric) {
        return None;
    }
    let regex = DATE.as_ref()?;
    regex.captures_iter(text).find_map(|found| {
        let part = |names: [&str; 3]| names.into_iter().find_map(|n| found.name(n)).map(|m| m.as_str());
        let whole = found.get(0)?;
        // A longer run of digits around it is another number.
        let before = text.get(..whole.start())?.chars().next_back();
        let after = text.get(whole.end()..)?.chars().next();
        if before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric) {
            return None;
        }
        let year = part(["iy", "ay", "ey"])?.parse().ok()?;
        let month = part(["im", "am", "em"])?;
        let month = month.parse().ok().or_else(|| month_of(month))?;
        let day = part(["id", "ad", "ed"])?.parse().ok()?;
        Some(Found {
            start: whole.start(),
            end: whole.end(),
            date: Date::ymd(year, month, day)?,
        })
    })
}

/// The date of a line that says nothing but a date: `17 August 2025`, `Published: 2025-08-17 10:40`.
pub(crate) fn line(text: &str) -> Option<Found> {
    if text.len() > 120 || !text.contains(char::is_numeric) {
        return None;
    }
    let label = LABEL.as_ref().and_then(|l| l.find(text)).map_or(0, |m| m.end());
    let found = find(text.get(label..)?)?;
    let found = Found {
        start: found.start + label,
        end: found.end + label,
        ..found
    };
    let before = text.get(label..found.start)?;
    let after = text.get(found.end..)?;
    // Only a time of day and the like may stand around it.
    let clock = |s: &str| {
        s.split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .all(|w| {
                w.bytes().all(|b| b.is_ascii_digit())
                    || matches!(
                        w.to_ascii_lowercase().as_str(),
                        "at" | "am"
                            | "pm"
                            | "a"
                            | "p"
                            | "m"
                            | "utc"
                            | "gmt"
                            | "cet"
                            | "cest"
                            | "bst"
                            | "est"
                            | "edt"
                            | "et"
                            | "pt"
                            | "pst"
                            | "pdt"
                    )
            })
    };
    (before.trim().is_empty() && clock(after)).then_some(found)
}

/// The dateline at the beginning of a paragraph.
pub(crate) fn prefix(text: &str) -> Option<Prefix> {
    let mut first = text.chars();
    let capital = first.next().is_some_and(char::is_uppercase);
    if !capital || first.next().is_some_and(char::is_lowercase) {
        return None;
    }
    let mut head = text.len().min(160);
    while !text.is_char_boundary(head) {
        head -= 1;
    }
    let found = PREFIX.as_ref()?.captures(text.get(..head)?)?;
    let line = found.name("line")?;
    let body = found.get(0)?.end();
    // Without a date or an agency, capitals and a dash alone could be anything ("NATO – a red line").
    let has_agency = line.as_str().ends_with(')');
    if found.name("date").is_none() && !has_agency {
        return None;
    }
    text.get(body..)?
        .chars()
        .next()
        .filter(|c| c.is_uppercase() || !c.is_alphabetic())?;
    let date = found.name("date").and_then(|d| {
        let f = find(d.as_str())?;
        Some(Found {
            start: f.start + d.start(),
            end: f.end + d.start(),
            ..f
        })
    });
    Some(Prefix {
        end: line.end(),
        body,
        date,
    })
}

/// Whether a line says only who wrote the article: `By Jane Doe in Brussels`.
pub(crate) fn is_byline(text: &str) -> bool {
    const STARTS: [&str; 9] = [
        "By",
        "by",
        "BY",
        "Reporting",
        "Words",
        "Author",
        "Written",
        "Story",
        "Text",
    ];
    text.len() <= 120
        && STARTS.iter().any(|start| text.starts_with(start))
        && BYLINE.as_ref().is_some_and(|b| b.is_match(text))
}

fn month_of(name: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let name = name.get(..3)?.to_ascii_lowercase();
    MONTHS
        .iter()
        .position(|m| *m == name)
        .and_then(|i| u8::try_from(i + 1).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_they_are_written() {
        for text in [
            "2025-08-17",
            "2025-08-17T10:40:00Z",
            "Aug. 17, 2025",
            "August 17th, 2025",
            "Sunday, 17 August 2025",
            "17th of August, 2025",
            "Sun., Aug 17 2025",
        ] {
            assert_eq!(find(text).map(|f| f.date), Date::ymd(2025, 8, 17), "{text}");
            assert_eq!(
                find(text).map(|f| (f.start, f.end)),
                Some((0, text.len())),
                "{text}"
            );
        }
        assert_eq!(find("2025-13-17"), None);
        assert_eq!(find("on 17 August"), None);
        assert_eq!(find("12025-08-17"), None);
    }

    #[test]
    fn datelines() {
        for text in [
            "BRUSSELS, Aug. 17, 2025 (Agency) — The talks ended.",
            "NEW YORK, August 17, 2025 (Agency) -- The talks ended.",
            "ANCHORAGE, Alaska, Aug. 17, 2025 – The talks ended.",
        ] {
            let p = prefix(text).unwrap();
            assert_eq!(p.date.map(|d| d.date), Date::ymd(2025, 8, 17), "{text}");
            assert_eq!(&text[p.body..], "The talks ended.");
        }
        assert_eq!(
            prefix("LONDON (Agency) — The talks ended.").map(|p| p.date),
            Some(None)
        );
        assert_eq!(prefix("NATO – a red line for Moscow – was not named."), None);
        assert_eq!(prefix("The EU (27 members) — a union — met."), None);
    }

    #[test]
    fn lines() {
        assert!(line("Published: 17 August 2025, 10:40 GMT").is_some());
        assert!(line("Date: 2025-08-17").is_some());
        assert!(line("Sunday, August 17, 2025").is_some());
        assert!(line("The talks were held on 17 August 2025.").is_none());
        assert!(is_byline("By Jane Doe and John Roe in Brussels"));
        assert!(!is_byline("By Friday the talks had ended."));
    }
}
