//! Checks of the rulebook against itself, as far as names and texts allow. What needs reading
//! (claims that contradict each other, rules that never fire) is the checking's.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::diagnostic::Diagnostic;
use crate::lexicon::{self, WordClass};
use crate::rules::book::{Pattern, RuleBody, Rulebook};
use crate::source::{FileId, Location};

/// All warnings about the rulebook. `shipped` are the files that are part of the program.
pub(crate) fn lint(book: &Rulebook, shipped: &dyn Fn(FileId) -> bool) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    same_text(book, &mut found);
    unless_is_pattern(book, &mut found);
    unused_terms(book, shipped, &mut found);
    opposite_and_same(book, shipped, &mut found);
    found
}

/// Text and narrowings of a pattern, without regard to case and spaces.
fn key(pattern: &Pattern) -> String {
    use crate::rules::book::Narrowing as N;
    let mut key = pattern
        .english
        .text
        .text
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .to_lowercase();
    let mut narrowings: Vec<String> = pattern
        .narrowings
        .iter()
        .map(|n| match n {
            N::Regex { regex, .. } => format!("text {}", regex.as_str()),
            N::SaidBy(speaker) => match speaker {
                crate::rules::book::Speaker::Anyone => "anyone".into(),
                crate::rules::book::Speaker::Variable(v) => format!("{{{}}}", v.name),
                crate::rules::book::Speaker::Entity(id) => format!("entity {}", id.0),
                crate::rules::book::Speaker::Named(t) => t.text.clone(),
            },
            N::ByNarrator => "narrator".into(),
            N::AsFact => "fact".into(),
            N::Hedged => "hedged".into(),
            N::InHeadline => "headline".into(),
            N::InLede => "lede".into(),
            N::InBody => "body".into(),
            N::Quoted => "quoted".into(),
        })
        .collect();
    narrowings.sort();
    for narrowing in narrowings {
        key.push('|');
        key.push_str(&narrowing);
    }
    key
}

/// Two rules, or two claims, in the same words.
fn same_text(book: &Rulebook, found: &mut Vec<Diagnostic>) {
    let mut seen: BTreeMap<String, Location> = BTreeMap::new();
    for rule in &book.rules {
        let conditions = rule.conditions.len();
        let text = match &rule.body {
            RuleBody::Never { patterns, unless } => {
                format!("never {} unless {}", keys(patterns), keys(unless))
            }
            RuleBody::Same { variable, pattern } => format!("same {} {}", variable.name, key(pattern)),
            RuleBody::Verify { pattern } => format!("verify {}", key(pattern)),
            RuleBody::When { .. } => continue,
        };
        if conditions > 0 {
            continue;
        }
        match seen.get(&text) {
            Some(first) => found.push(
                Diagnostic::error(
                    "same-rule-twice",
                    format!("`{}` says what another rule says", rule.name.text),
                    rule.name.location,
                    "the second",
                )
                .with_label(*first, "the first")
                .warning(),
            ),
            None => {
                seen.insert(text, rule.name.location);
            }
        }
    }
    let mut seen: BTreeMap<String, Location> = BTreeMap::new();
    for claim in book.claims.iter().filter(|c| c.data.is_none()) {
        let text: Vec<_> = claim.english.iter().map(|e| e.text.text.to_lowercase()).collect();
        let text = format!("{} {:?}", text.join(" "), claim.period);
        match seen.get(&text) {
            Some(first) => found.push(
                Diagnostic::error(
                    "same-claim-twice",
                    format!("`{}` says what another claim says", claim.name.text),
                    claim.name.location,
                    "the second",
                )
                .with_label(*first, "the first")
                .warning(),
            ),
            None => {
                seen.insert(text, claim.name.location);
            }
        }
    }
}

fn keys(patterns: &[Pattern]) -> String {
    patterns.iter().map(key).collect::<Vec<_>>().join(" and ")
}

/// An exception in the words of what it is an exception to: the rule can never fire.
fn unless_is_pattern(book: &Rulebook, found: &mut Vec<Diagnostic>) {
    let mut check = |patterns: &[Pattern], unless: &[Pattern]| {
        if unless.is_empty() {
            return;
        }
        let keys: BTreeMap<String, Location> = patterns.iter().map(|p| (key(p), p.location)).collect();
        for exception in unless {
            if let Some(pattern) = keys.get(&key(exception)) {
                found.push(
                    Diagnostic::error(
                        "unless-is-pattern",
                        "the exception always holds where the pattern does",
                        exception.location,
                        "this can never fail",
                    )
                    .with_label(*pattern, "once this holds"),
                );
            }
        }
    };
    for rule in &book.rules {
        match &rule.body {
            RuleBody::Never { patterns, unless } | RuleBody::When { patterns, unless, .. } => {
                check(patterns, unless)
            }
            RuleBody::Same { .. } | RuleBody::Verify { .. } => {}
        }
    }
    for inference in &book.inferences {
        check(&inference.from, &inference.unless);
    }
}

/// A term none of whose words stands in a pattern or claim.
fn unused_terms(book: &Rulebook, shipped: &dyn Fn(FileId) -> bool, found: &mut Vec<Diagnostic>) {
    let own = |location: &Location| !shipped(location.file);
    let bare = book.rules.is_empty() && book.claims.is_empty() && book.inferences.is_empty();
    if bare || !book.terms.iter().any(|t| own(&t.location)) {
        // A file of words alone is for others to use.
        return;
    }
    let stems = used_stems(book);
    for term in book.terms.iter().filter(|t| own(&t.location)) {
        let used = term.words.iter().any(|phrase| {
            phrase
                .text
                .split_whitespace()
                .filter_map(stem)
                .any(|s| stems.contains(&s))
        });
        if !used {
            found.push(
                Diagnostic::error(
                    "unused-term",
                    format!(
                        "no rule and no claim uses a word of the term `{}`",
                        term.name.text
                    ),
                    term.name.location,
                    "never used",
                )
                .warning(),
            );
        }
    }
}

/// The beginning of a word: enough to know inflected forms again ("decide", "decision"); of an irregular verb
/// that of its dictionary form ("bought", "buy").
fn stem(word: &str) -> Option<String> {
    let word: String = word
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect();
    let word = lexicon::irregular_verb(&word).map_or(word, str::to_owned);
    // Verbs so short are told from others by all their letters ("cut", "cuts", "cutting").
    let short = ["", "s", "ed", "d", "ing"].iter().find_map(|ending| {
        let base = word.strip_suffix(ending)?;
        (base.len() == SHORT && lexicon::knows(base, WordClass::Verb)).then(|| base.to_owned())
    });
    short.or_else(|| {
        (word.chars().count() > SHORT || !word.is_ascii()).then(|| word.chars().take(4).collect())
    })
}

/// Letters of a word too short to have a beginning that says anything.
const SHORT: usize = 3;

fn used_stems<'b>(book: &'b Rulebook) -> std::collections::BTreeSet<String> {
    let mut stems = std::collections::BTreeSet::new();
    // The same few hundred words over and over.
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    let mut add = |text: &'b str| {
        let new = text.split_whitespace().filter(|word| seen.insert(word));
        stems.extend(new.filter_map(stem));
    };
    for claim in &book.claims {
        claim.english.iter().for_each(|e| add(&e.text.text));
    }
    for inference in &book.inferences {
        inference
            .from
            .iter()
            .chain(&inference.unless)
            .for_each(|p| add(&p.english.text.text));
        inference.infer.iter().for_each(|e| add(&e.text.text));
    }
    for pattern in &book.closed {
        add(&pattern.english.text.text);
    }
    for opposite in &book.opposites {
        opposite.words.iter().for_each(|w| add(&w.text));
    }
    for rule in &book.rules {
        let (patterns, unless): (Vec<&Pattern>, Vec<&Pattern>) = match &rule.body {
            RuleBody::Never { patterns, unless } => (patterns.iter().collect(), unless.iter().collect()),
            RuleBody::When {
                patterns,
                unless,
                require,
            } => {
                let mut all: Vec<&Pattern> = patterns.iter().collect();
                all.extend(require.iter().filter_map(|r| match &r.kind {
                    crate::rules::book::RequirementKind::Pattern(p) => Some(p),
                    _ => None,
                }));
                (all, unless.iter().collect())
            }
            RuleBody::Same { pattern, .. } | RuleBody::Verify { pattern } => (vec![pattern], Vec::new()),
        };
        patterns
            .into_iter()
            .chain(unless)
            .for_each(|p| add(&p.english.text.text));
    }
    stems
}

/// Two words that are opposites and the same term.
fn opposite_and_same(book: &Rulebook, shipped: &dyn Fn(FileId) -> bool, found: &mut Vec<Diagnostic>) {
    // Some shipped terms are classes of words, not words for one thing.
    let mut terms: BTreeMap<&str, Vec<&crate::rules::book::Text>> = BTreeMap::new();
    for term in book.terms.iter().filter(|t| !shipped(t.location.file)) {
        for word in &term.words {
            terms.entry(&word.text).or_default().push(&term.name);
        }
    }
    // What the packs hold for opposites, a rulebook may hold for the same of what it speaks of.
    for opposite in book.opposites.iter().filter(|o| !shipped(o.location.file)) {
        let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
        for word in &opposite.words {
            for term in terms.get(word.text.as_str()).into_iter().flatten() {
                let count = seen.entry(&term.text).or_default();
                *count += 1;
                if *count == 2 {
                    found.push(
                        Diagnostic::error(
                            "opposite-and-same",
                            format!("`{}` is the opposite and the same", word.text),
                            word.location,
                            "opposites here",
                        )
                        .with_label(term.location, "one term here")
                        .warning(),
                    );
                }
            }
        }
    }
}
