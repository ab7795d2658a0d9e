//! Quoted words against the words that were spoken, as a transcript has them.
//!
//! How it was written down is no difference: capitals, contractions ("we'll"), numbers in words, spellings of two
//! countries, hesitations ("uh", "we -- we will"), stage directions. A beginning and an end may be left out, and so may what an
//! ellipsis or square brackets stand for, as long as the meaning does not turn.

use crate::document::TextSpan;

use super::quotations;

/// A word, or a mark of what is left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// In lower case and in one spelling; `…` and `[]` as in [`quotations::words`], and `[no]` for brackets that
    /// hold a negation.
    pub word: String,
    /// Its bytes in the text.
    pub span: TextSpan,
    /// What stands before it.
    pub before: Break,
}

/// What parts a word from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Break {
    /// A space.
    Nothing,
    /// A comma, a dash, a word that begins a clause.
    Clause,
    /// The end of a sentence.
    Sentence,
}

/// How quoted words stand to those that were spoken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fit {
    /// They are the spoken words, or a fair part of them; the range of spoken words.
    Same(std::ops::Range<usize>),
    /// They are spoken words, and what is left out turns them.
    Turned(Turned),
    /// They aren't.
    No,
}

/// A cut that turns the meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Turned {
    /// The word left out.
    pub word: String,
    /// Its index among the spoken words.
    pub at: usize,
    /// Whether it is a condition and no negation.
    pub condition: bool,
    /// The spoken words that the quotation reaches over.
    pub range: std::ops::Range<usize>,
    /// Indices of the quoted words at which something is left out: the words before and behind.
    pub gap: (usize, usize),
}

/// Quoted words that were spoken a little otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Indices of the quoted words that differ; where a word is left out, of the next one.
    pub words: Vec<usize>,
    /// The spoken words that they stand for.
    pub range: std::ops::Range<usize>,
    /// Whether no word of weight differs: articles, "that", "so".
    pub slight: bool,
}

/// The words of `text`. In what was `spoken`, words in parentheses and brackets that nobody said are left out.
pub fn tokens(text: &str, spoken: bool) -> Vec<Token> {
    let clean = if spoken {
        without_directions(text)
    } else {
        text.to_owned()
    };
    let mut out: Vec<Token> = Vec::new();
    let mut end = 0;
    for (word, span) in quotations::spans(&clean) {
        let before = parted(&clean, end, span.start);
        let doubled = clean.get(end..span.start).is_some_and(is_dash);
        end = span.end;
        if is_hesitation(&word) || (spoken && is_mark(&word)) {
            continue;
        }
        let mut before = if begins_clause(&word) {
            before.max(Break::Clause)
        } else {
            before
        };
        if out.is_empty() {
            before = Break::Sentence;
        }
        let word = match clean.get(span.start..span.end) {
            Some(inside) if word == "[]" && says_no(inside) => "[no]".to_owned(),
            _ => word,
        };
        for (n, word) in in_one_spelling(&word).into_iter().enumerate() {
            let before = if n == 0 { before } else { Break::Nothing };
            out.push(Token { word, span, before });
        }
        if doubled {
            fresh_start(&mut out);
        }
    }
    without_fillers(out)
}

/// Whether a token stands for what is left out.
pub fn is_mark(word: &str) -> bool {
    matches!(word, "…" | "[]" | "[no]")
}

/// "[did not]"
fn says_no(bracket: &str) -> bool {
    let inside = bracket.split_once('[').map_or(bracket, |(_, inside)| inside);
    denies(&tokens(inside.trim_end_matches(']'), false))
}

fn parted(text: &str, from: usize, to: usize) -> Break {
    let Some(between) = text.get(from..to) else {
        return Break::Nothing;
    };
    let capital = text.get(to..).is_some_and(|t| t.starts_with(char::is_uppercase));
    if between.contains(['!', '?', '\n']) || between.contains('.') && capital {
        Break::Sentence
    } else if between.contains(['.', ',', ';', ':', '—', '–', '(', ')']) || is_dash(between) {
        Break::Clause
    } else {
        Break::Nothing
    }
}

fn is_dash(between: &str) -> bool {
    between.contains("--") || between.contains(['—', '–']) || between.contains(" - ")
}

fn begins_clause(word: &str) -> bool {
    matches!(
        word,
        "and" | "but" | "or" | "so" | "because" | "when" | "while" | "although" | "though" | "which" | "who"
    )
}

fn is_hesitation(word: &str) -> bool {
    matches!(
        word,
        "uh" | "um" | "uhm" | "er" | "erm" | "ah" | "mm" | "hmm" | "eh"
    )
}

/// `(Laughter.)`, `(CROSSTALK)`, `[ph]`: blanks in their place, so that offsets stay.
fn without_directions(text: &str) -> String {
    /// Longer ones are asides that somebody spoke.
    const MOST: usize = 4;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find(['(', '[']) {
        let (head, tail) = rest.split_at(open);
        out.push_str(head);
        let close = if tail.starts_with('(') { ')' } else { ']' };
        let inside = tail.get(1..).and_then(|t| t.split_once(close)).map(|(i, _)| i);
        let nobodys = inside.filter(|i| {
            let few = i.split_whitespace().count() <= MOST;
            let shouted = !i.chars().any(char::is_lowercase);
            few && (close == ']' || shouted || i.ends_with('.') || is_direction(i))
        });
        let len = nobodys.map_or(1, |i| i.len() + 2);
        let Some(piece) = tail.get(..len) else { break };
        if nobodys.is_some() {
            out.extend(std::iter::repeat_n(' ', len));
        } else {
            out.push_str(piece);
        }
        rest = tail.get(len..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

fn is_direction(inside: &str) -> bool {
    matches!(
        inside.to_lowercase().as_str(),
        "laughter"
            | "laughs"
            | "applause"
            | "crosstalk"
            | "inaudible"
            | "unintelligible"
            | "pause"
            | "ph"
            | "sic"
    )
}

/// The word in the one spelling in which words are compared; a contraction is its words.
fn in_one_spelling(word: &str) -> Vec<String> {
    let whole = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect();
    match word {
        "can't" | "cannot" => return whole(&["can", "not"]),
        "won't" => return whole(&["will", "not"]),
        "shan't" => return whole(&["shall", "not"]),
        "let's" => return whole(&["let", "us"]),
        "gonna" => return whole(&["going", "to"]),
        "wanna" => return whole(&["want", "to"]),
        "gotta" => return whole(&["got", "to"]),
        "ok" => return whole(&["okay"]),
        "percent" => return whole(&["%"]),
        _ => {}
    }
    for (ending, full) in [
        ("n't", "not"),
        ("'ll", "will"),
        ("'re", "are"),
        ("'ve", "have"),
        ("'m", "am"),
    ] {
        if let Some(stem) = word.strip_suffix(ending).filter(|s| !s.is_empty()) {
            return whole(&[stem, full]);
        }
    }
    if let Some(stem) = word.strip_suffix("'s")
        && matches!(
            stem,
            "it" | "he" | "she" | "that" | "there" | "what" | "who" | "here" | "where" | "how"
        )
    {
        return whole(&[stem, "is"]);
    }
    if let Some(number) = word.strip_suffix('%').filter(|n| !n.is_empty()) {
        return whole(&[number, "%"]);
    }
    vec![small_number(word).map_or_else(|| spelled(word), str::to_owned)]
}

fn small_number(word: &str) -> Option<&'static str> {
    const WORDS: [(&str, &str); 21] = [
        ("two", "2"),
        ("three", "3"),
        ("four", "4"),
        ("five", "5"),
        ("six", "6"),
        ("seven", "7"),
        ("eight", "8"),
        ("nine", "9"),
        ("ten", "10"),
        ("eleven", "11"),
        ("twelve", "12"),
        ("fifteen", "15"),
        ("twenty", "20"),
        ("thirty", "30"),
        ("forty", "40"),
        ("fifty", "50"),
        ("sixty", "60"),
        ("seventy", "70"),
        ("eighty", "80"),
        ("ninety", "90"),
        ("zero", "0"),
    ];
    WORDS.iter().find(|(w, _)| *w == word).map(|(_, n)| *n)
}

/// "colour" and "color", "organise" and "organize", "defence" and "defense": a key, not a spelling.
fn spelled(word: &str) -> String {
    let mut word = word.trim_end_matches('\'').to_owned();
    if word.len() > 4 {
        for (other, one) in [
            ("isation", "ization"),
            ("ising", "izing"),
            ("ised", "ized"),
            ("ise", "ize"),
            ("ours", "ors"),
            ("our", "or"),
            ("ence", "ense"),
            ("entre", "enter"),
            ("ogramme", "ogram"),
        ] {
            if let Some(stem) = word.strip_suffix(other) {
                word = format!("{stem}{one}");
                break;
            }
        }
    }
    word
}

/// "We -- we will": the words begun anew behind a dash stand once.
fn fresh_start(out: &mut Vec<Token>) {
    const MOST: usize = 4;
    // Called behind each word that follows a dash; longer beginnings are found when their last word comes.
    for length in 1..=MOST {
        let Some(from) = out.len().checked_sub(2 * length) else {
            break;
        };
        let alike = (0..length).all(|i| {
            out.get(from + i).map(|t| t.word.as_str()) == out.get(from + length + i).map(|t| t.word.as_str())
        });
        if alike {
            let before = out.get(from).map_or(Break::Nothing, |t| t.before);
            out.drain(from..from + length);
            if let Some(first) = out.get_mut(from) {
                first.before = before;
            }
            return;
        }
    }
}

/// "you know", "I mean": said to gain time, and left out by whoever writes it down; "per cent" is one word.
fn without_fillers(tokens: Vec<Token>) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(tokens.len());
    let mut rest = tokens.into_iter().peekable();
    while let Some(mut token) = rest.next() {
        if let Some(cent) = rest.next_if(|next| token.word == "per" && next.word == "cent") {
            token.word = "%".to_owned();
            token.span = token.span.cover(cent.span);
        }
        let filler = rest.peek().is_some_and(|next| {
            next.before == Break::Nothing
                && matches!(
                    (token.word.as_str(), next.word.as_str()),
                    ("you", "know") | ("i", "mean")
                )
        });
        if filler {
            rest.next();
            if let Some(next) = rest.peek_mut() {
                next.before = next.before.max(token.before);
            }
        } else {
            out.push(token);
        }
    }
    out
}

/// Words of a quotation between two marks of something left out.
struct Piece<'a> {
    /// Index of its first token in the quotation.
    at: usize,
    words: &'a [Token],
    /// Whether brackets stand before it.
    bracket: bool,
    /// Whether they hold a negation themselves.
    says_no: bool,
}

fn pieces(said: &[Token]) -> Vec<Piece<'_>> {
    let mut out = Vec::new();
    let mut from = 0;
    let (mut bracket, mut says_no) = (false, false);
    for i in 0..=said.len() {
        let mark = said.get(i).map(|t| t.word.as_str());
        if mark.is_some_and(|m| !is_mark(m)) {
            continue;
        }
        if let Some(words) = said.get(from..i).filter(|w| !w.is_empty()) {
            out.push(Piece {
                at: from,
                words,
                bracket,
                says_no,
            });
            (bracket, says_no) = (false, false);
        }
        bracket |= mark.is_some_and(|m| m != "…");
        says_no |= mark == Some("[no]");
        from = i + 1;
    }
    out
}

/// Where `said` stands in `spoken`; `whole` for words that are an utterance of their own and not worked into a
/// sentence of somebody else's.
pub fn fit(said: &[Token], spoken: &[Token], whole: bool) -> Fit {
    let pieces = pieces(said);
    let Some(first) = pieces.first() else {
        return Fit::No;
    };
    let mut turned: Option<Turned> = None;
    for start in places(first.words, spoken, 0) {
        let Some(ranges) = placed(&pieces, spoken, start) else {
            continue;
        };
        match turns(&pieces, &ranges, spoken, whole) {
            None => {
                let end = ranges.last().map_or(start, |r| r.end);
                return Fit::Same(start..end);
            }
            Some(t) => turned = turned.or(Some(t)),
        }
    }
    turned.map_or(Fit::No, Fit::Turned)
}

/// Where `words` begin in `spoken`, from `from` on.
fn places<'a>(words: &'a [Token], spoken: &'a [Token], from: usize) -> impl Iterator<Item = usize> + 'a {
    spoken
        .windows(words.len().max(1))
        .enumerate()
        .skip(from)
        .filter(move |(_, window)| window.iter().zip(words).all(|(a, b)| a.word == b.word))
        .map(|(i, _)| i)
}

/// Words that brackets stand for at most.
const MOST_IN_BRACKETS: usize = 10;

/// The ranges of the pieces, the first one at `start`.
fn placed(pieces: &[Piece<'_>], spoken: &[Token], start: usize) -> Option<Vec<std::ops::Range<usize>>> {
    let mut out = Vec::with_capacity(pieces.len());
    let mut at = start;
    for (n, piece) in pieces.iter().enumerate() {
        let from = if n == 0 {
            start
        } else {
            places(piece.words, spoken, at).next()?
        };
        if n > 0 && piece.bracket && from - at > MOST_IN_BRACKETS {
            return None;
        }
        at = from + piece.words.len();
        out.push(from..at);
    }
    Some(out)
}

/// What turns the meaning of the pieces where they stand.
fn turns(
    pieces: &[Piece<'_>],
    ranges: &[std::ops::Range<usize>],
    spoken: &[Token],
    whole: bool,
) -> Option<Turned> {
    /// A negation further off governs something else.
    const NEAR: usize = 8;
    let (first, last) = (ranges.first()?, ranges.last()?);
    let range = first.start..last.end;
    let turned = |at: usize, condition: bool, gap: (usize, usize)| {
        Some(Turned {
            word: spoken.get(at)?.word.clone(),
            at,
            condition,
            range: range.clone(),
            gap,
        })
    };
    if whole
        && let Some(at) = governing(spoken, first.start.saturating_sub(NEAR)..first.start)
        && !denies(pieces.first()?.words)
        && !pieces.iter().any(|p| p.says_no)
    {
        return turned(at, false, (0, 0));
    }
    for (pair, piece) in ranges.windows(2).zip(pieces.windows(2)) {
        let ([a, b], [left, right]) = (pair, piece) else {
            continue;
        };
        let gap = (left.at + left.words.len() - 1, right.at);
        let says_no = right.says_no || denies(clause_end(left.words)) || denies(clause_start(right.words));
        if let Some(at) = governing(spoken, a.end..b.start)
            && !says_no
        {
            return turned(at, false, gap);
        }
        if let Some(at) = opens_condition(spoken, a.end).filter(|at| *at < b.start) {
            return turned(at, true, gap);
        }
    }
    let end = pieces.last().map_or(0, |p| p.at + p.words.len() - 1);
    let at = opens_condition(spoken, last.end).filter(|_| whole)?;
    turned(at, true, (end, end))
}

/// The negation among the words of `range` that governs the word behind them.
fn governing(spoken: &[Token], range: std::ops::Range<usize>) -> Option<usize> {
    let end = range.end;
    range
        .rev()
        .take_while(|&i| {
            // Nothing parts it from what follows.
            spoken
                .get(i + 1)
                .filter(|_| i < end)
                .is_none_or(|next| next.before == Break::Nothing)
        })
        .find(|&i| is_negation(spoken, i))
}

fn is_negation(spoken: &[Token], i: usize) -> bool {
    let word = |i: usize| spoken.get(i).map_or("", |t| t.word.as_str());
    let next = word(i + 1);
    matches!(
        word(i),
        "not" | "never" | "no" | "nobody" | "nothing" | "none" | "neither" | "nor" | "hardly" | "without"
    ) && !matches!(
        next,
        "only" | "just" | "merely" | "least" | "doubt" | "question" | "matter" | "wonder" | "longer"
    )
}

fn denies(words: &[Token]) -> bool {
    (0..words.len()).any(|i| is_negation(words, i))
}

/// The words up to the first end of a clause.
fn clause_start(words: &[Token]) -> &[Token] {
    let end = words.iter().skip(1).position(|t| t.before != Break::Nothing);
    end.map_or(words, |n| words.get(..n + 1).unwrap_or_default())
}

/// The words from the last end of a clause on.
fn clause_end(words: &[Token]) -> &[Token] {
    let start = words.iter().rposition(|t| t.before != Break::Nothing);
    start.map_or(words, |n| words.get(n..).unwrap_or_default())
}

/// The word that opens a condition right at `at`, in the same sentence: "if", "unless", "only if".
fn opens_condition(spoken: &[Token], at: usize) -> Option<usize> {
    let token = spoken.get(at).filter(|t| t.before != Break::Sentence)?;
    match token.word.as_str() {
        "if" | "unless" | "provided" | "assuming" => Some(at),
        "only" => {
            let next = spoken.get(at + 1)?;
            (next.word == "if").then_some(at + 1)
        }
        _ => None,
    }
}

/// Fewest quoted words that are known again with one of them changed.
const FEWEST: usize = 5;

/// The spoken words that `said` gives otherwise: three in four are the same, in order.
pub fn nearest(said: &[Token], spoken: &[Token]) -> Option<Changed> {
    if said.len() < FEWEST || said.iter().any(|t| is_mark(&t.word)) {
        return None;
    }
    // Pairs of words that both have vote for where the quotation begins.
    let mut votes: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    let pair = |w: &[Token]| {
        w.first()
            .zip(w.get(1))
            .map(|(a, b)| (a.word.clone(), b.word.clone()))
    };
    let mut pairs: std::collections::BTreeMap<(String, String), Vec<usize>> =
        std::collections::BTreeMap::new();
    for (i, window) in said.windows(2).enumerate() {
        if let Some(p) = pair(window) {
            pairs.entry(p).or_default().push(i);
        }
    }
    for (i, window) in spoken.windows(2).enumerate() {
        let places = pair(window).and_then(|p| pairs.get(&p));
        for k in places.into_iter().flatten() {
            *votes.entry((i + said.len()).saturating_sub(*k)).or_default() += 1;
        }
    }
    let mut starts: Vec<(usize, usize)> = votes.into_iter().map(|(start, n)| (n, start)).collect();
    starts.sort_by_key(|(n, start)| (std::cmp::Reverse(*n), *start));
    starts
        .into_iter()
        .take(5)
        .filter_map(|(_, start)| changed(said, spoken, start.saturating_sub(said.len())))
        .min_by_key(|c| (c.words.len(), c.range.start))
}

fn changed(said: &[Token], spoken: &[Token], start: usize) -> Option<Changed> {
    /// Words on either side that may belong to it.
    const AROUND: usize = 4;
    let from = start.saturating_sub(AROUND);
    let to = (start + said.len() + AROUND).min(spoken.len());
    let there: Vec<&str> = spoken.get(from..to)?.iter().map(|t| t.word.as_str()).collect();
    let here: Vec<&str> = said.iter().map(|t| t.word.as_str()).collect();
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &there, &here);
    let mut same = 0;
    let mut words: Vec<usize> = Vec::new();
    let mut slight = true;
    let mut range: Option<std::ops::Range<usize>> = None;
    for op in &ops {
        let (tag, old, new) = op.as_tag_tuple();
        let light = |list: &[&str], r: std::ops::Range<usize>| {
            list.get(r).is_some_and(|l| l.iter().all(|w| is_light(w)))
        };
        match tag {
            similar::DiffTag::Equal => {
                same += new.len();
                range = Some(range.map_or(old.start, |r| r.start)..old.end);
            }
            similar::DiffTag::Delete => {
                // What lies before the first and behind the last word in common is left out, not changed.
                if new.start > 0 && new.start < said.len() {
                    slight &= light(&there, old);
                    words.push(new.start);
                }
            }
            similar::DiffTag::Insert | similar::DiffTag::Replace => {
                slight &= light(&here, new.clone()) && light(&there, old);
                words.extend(new);
            }
        }
    }
    let range = range?;
    let alike = same * 4 >= said.len() * 3 && same >= FEWEST - 1;
    (alike && !words.is_empty()).then_some(Changed {
        words,
        range: from + range.start..from + range.end,
        slight,
    })
}

/// Whether who writes down what was spoken may hear it or not.
fn is_light(word: &str) -> bool {
    matches!(
        word,
        "a" | "an"
            | "the"
            | "that"
            | "and"
            | "so"
            | "well"
            | "just"
            | "really"
            | "very"
            | "now"
            | "then"
            | "also"
            | "of"
            | "oh"
            | "yes"
            | "look"
            | "kind"
            | "sort"
            | "like"
            | "which"
            | "this"
            | "these"
            | "those"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(said: &str, spoken: &str) -> Fit {
        fit(&tokens(said, false), &tokens(spoken, true), true)
    }
    fn fair(said: &str, spoken: &str) -> bool {
        matches!(of(said, spoken), Fit::Same(_))
    }
    fn turned_by(said: &str, spoken: &str) -> Option<String> {
        match of(said, spoken) {
            Fit::Turned(t) => Some(t.word),
            Fit::Same(_) | Fit::No => None,
        }
    }

    const WHOLE: &str = "Look, we will -- we will, uh, never close the last mine in this valley, but we're not naive. (Laughter.) \
                         I don't think that we will sell it. We will pay 20% more if the price rises.";

    #[test]
    fn what_is_fairly_cut_is_the_same() {
        for said in [
            "We will never close the last mine in this valley",
            "we’ll never close … this valley",
            "[The company] will never close the last mine",
            "never close the last mine in [the Orrin] valley",
            "We will never close the “last mine” in this valley, but we are not naive.",
            "[W]e will never close the last mine",
            "We are not naive. I don’t think that we’ll sell it.",
            "I do not think … we will sell it",
            "We will … not … sell it",
        ] {
            let spoken = if said.contains("not … sell") {
                "We will, I promise you, not even now sell it."
            } else {
                WHOLE
            };
            assert!(fair(said, spoken), "{said}: {:?}", of(said, spoken));
        }
        assert!(fair("we will win", "It isn't easy, but we will win."));
        assert!(fair(
            "They are not only good … they are great",
            "They are not only good but, believe me, they are great."
        ));
        assert!(fair(
            "It is … a good deal",
            "It is not only a fair deal, it is a good deal."
        ));
    }

    #[test]
    fn what_turns_the_meaning_is_found() {
        assert_eq!(
            turned_by("We will … close the last mine", WHOLE).as_deref(),
            Some("never")
        );
        assert_eq!(turned_by("We will sell it", WHOLE).as_deref(), Some("not"));
        assert_eq!(
            turned_by("We will pay twenty percent more", WHOLE).as_deref(),
            Some("if")
        );
        let spoken = "We will under no circumstances leave.";
        assert_eq!(turned_by("We will … leave", spoken).as_deref(), Some("no"));
        assert_eq!(turned_by("We will [in no way] leave", spoken), None);
    }

    #[test]
    fn another_word_is_found_and_a_small_one_is_slight() {
        let near = |said: &str| nearest(&tokens(said, false), &tokens(WHOLE, true));
        let found = near("We will never sell the last mine in this valley").map(|c| (c.words, c.slight));
        assert_eq!(found, Some((vec![3], false)));
        let found = near("We will never close the last mine in the valley").map(|c| (c.words, c.slight));
        assert_eq!(found, Some((vec![8], true)));
        assert_eq!(near("There will be no peace before the spring comes"), None);
    }
}
