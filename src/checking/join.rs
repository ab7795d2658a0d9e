//! Several patterns over the facts of an article and its rulebook: joins by shared variables, and
//! negation as failure.

use std::collections::HashMap;
use std::sync::Arc;

use super::binding::{Bindings, Value, unify};
use super::fact::Fact;
use super::pattern::{Match, Matcher, PreparedPattern};
use super::relate::ByPredicate;

/// Most ways in which one rule is matched in one article: a guard against rules whose patterns
/// match everything, not a limit that a real rule meets.
const MOST_MATCHES: usize = 4096;

/// The facts that patterns are matched with.
#[derive(Debug, Clone, Copy)]
pub struct Pool<'a> {
    /// What the article says, and what follows from it.
    pub article: &'a [Arc<Fact>],
    /// What the rulebook says, and what follows from it: all of it, or nothing.
    pub known: &'a [Arc<Fact>],
    /// The index of `article`, where there is one.
    pub said: Option<&'a ByPredicate>,
    /// The index of `known`, where there is one.
    pub on_file: Option<&'a ByPredicate>,
}

impl<'a> Pool<'a> {
    /// A few facts, and nothing on file.
    pub fn few(facts: &'a [Arc<Fact>]) -> Self {
        Self {
            article: facts,
            known: &[],
            said: None,
            on_file: None,
        }
    }
}

/// What patterns matched in facts that were looked at before, while more facts are being found: only the new
/// ones are matched again (semi-naive evaluation). For one matcher, and facts that are only added to.
#[derive(Debug, Default)]
pub struct Memo {
    /// By the pattern's place in memory and the number of its statement: how many facts were looked at, and
    /// what matched.
    found: HashMap<(usize, usize), (usize, Vec<Match>)>,
}

impl Memo {
    fn article(
        &mut self,
        matcher: &Matcher<'_>,
        pattern: &PreparedPattern,
        index: usize,
        pool: Pool<'_>,
    ) -> Vec<Match> {
        let place = std::ptr::from_ref(pattern).addr();
        let (seen, found) = self.found.entry((place, index)).or_default();
        found.extend(matcher.find(pattern, index, pool.article, pool.said, *seen));
        found.truncate(MOST_MATCHES);
        *seen = pool.article.len();
        found.clone()
    }
}

/// All matches of one pattern, over article and rulebook.
pub fn matches(matcher: &Matcher<'_>, pattern: &PreparedPattern, pool: Pool<'_>) -> Vec<Match> {
    matches_again(matcher, pattern, pool, &mut Memo::default())
}

fn matches_again(
    matcher: &Matcher<'_>,
    pattern: &PreparedPattern,
    pool: Pool<'_>,
    memo: &mut Memo,
) -> Vec<Match> {
    let mut so_far: Vec<Match> = Vec::new();
    for index in 0..pattern.statements.len() {
        let mut found = memo.article(matcher, pattern, index, pool);
        found.extend(pattern.known_at(matcher, index, pool));
        found.truncate(MOST_MATCHES);
        so_far = if index == 0 {
            found
        } else {
            product(matcher, &so_far, &found)
        };
        if so_far.is_empty() {
            break;
        }
    }
    so_far
}

/// All ways in which all `patterns` match at once, from the bindings `start`.
pub fn join(
    matcher: &Matcher<'_>,
    patterns: &[PreparedPattern],
    pool: Pool<'_>,
    start: &Bindings,
) -> Vec<Match> {
    join_found(matcher, patterns, start, |pattern| {
        own_word_first(matcher, matches(matcher, pattern, pool))
    })
}

/// Those of them in which a statement of the article has a part. Where the article says nothing of what `patterns` ask
/// for, the rulebook is not gone through.
pub fn join_with_article(
    matcher: &Matcher<'_>,
    patterns: &[PreparedPattern],
    pool: Pool<'_>,
    start: &Bindings,
) -> Vec<Match> {
    let mut memo = Memo::default();
    let of_article = |m: &Match| m.facts.iter().any(|f| f.article_statement().is_some());
    let mut any = false;
    for pattern in patterns {
        for (index, known) in pattern.worked_out().enumerate() {
            let found = memo.article(matcher, pattern, index, pool);
            if found.is_empty() && known.is_some_and(<[_]>::is_empty) {
                return Vec::new();
            }
            any |= found.iter().any(of_article);
        }
        if any {
            break;
        }
    }
    if !any {
        return Vec::new();
    }
    let mut found = join_found(matcher, patterns, start, |pattern| {
        own_word_first(matcher, matches_again(matcher, pattern, pool, &mut memo))
    });
    found.retain(of_article);
    found
}

/// The same for facts that are still being found.
pub fn join_again(
    matcher: &Matcher<'_>,
    patterns: &[PreparedPattern],
    pool: Pool<'_>,
    start: &Bindings,
    memo: &mut Memo,
) -> Vec<Match> {
    join_found(matcher, patterns, start, |pattern| {
        matches_again(matcher, pattern, pool, memo)
    })
}

/// What the rulebook has is left out where the article gives another number or time for the same: a rule that
/// reckons with the article's numbers must not mix them with those on file.
fn own_word_first(matcher: &Matcher<'_>, found: Vec<Match>) -> Vec<Match> {
    let own = |m: &Match| m.facts.iter().any(|f| f.article_statement().is_some());
    let is_value = |value: &Value| !matches!(value, Value::Thing(_));
    let part = |m: &Match, values: bool| -> Bindings {
        let bindings = m.bindings.iter().filter(|(_, v)| is_value(v) == values);
        bindings.map(|(k, v)| (k.clone(), v.clone())).collect()
    };
    let said: Vec<(Bindings, Bindings)> = found
        .iter()
        .filter(|m| own(m))
        .map(|m| (part(m, false), part(m, true)))
        .filter(|(_, values)| !values.is_empty())
        .collect();
    if said.is_empty() {
        return found;
    }
    let (world, mut kept) = (&matcher.world, found);
    kept.retain(|m| {
        let (things, values) = (part(m, false), part(m, true));
        own(m)
            || !said.iter().any(|(own_things, own_values)| {
                unify(own_things, &things, world).is_some() && unify(own_values, &values, world).is_none()
            })
    });
    kept
}

fn join_found(
    matcher: &Matcher<'_>,
    patterns: &[PreparedPattern],
    start: &Bindings,
    mut find: impl FnMut(&PreparedPattern) -> Vec<Match>,
) -> Vec<Match> {
    let mut so_far = vec![Match {
        facts: Vec::new(),
        bindings: start.clone(),
        words: None,
        proof: Vec::new(),
    }];
    // Patterns that only look at the text hold for the text, not for a statement; they are seen to
    // by the rule itself.
    for pattern in patterns.iter().filter(|p| !p.is_text_only()) {
        let found = find(pattern);
        so_far = product(matcher, &so_far, &found);
        if so_far.is_empty() {
            break;
        }
    }
    so_far
}

/// Every pair of matches whose bindings agree.
fn product(matcher: &Matcher<'_>, left: &[Match], right: &[Match]) -> Vec<Match> {
    let mut out = Vec::new();
    for a in left {
        for b in right {
            if let Some(bindings) = unify(&a.bindings, &b.bindings, &matcher.world) {
                let mut both = a.clone();
                both.facts.extend(b.facts.iter().cloned());
                both.bindings = bindings;
                both.proof.extend(b.proof.iter().cloned());
                both.words = a.words.or(b.words);
                out.push(both);
                if out.len() >= MOST_MATCHES {
                    return out;
                }
            }
        }
    }
    out
}

/// The first match of one of `patterns` that agrees with `bindings`: what makes an `unless` hold.
pub fn holds(
    matcher: &Matcher<'_>,
    patterns: &[PreparedPattern],
    pool: Pool<'_>,
    bindings: &Bindings,
) -> Option<Match> {
    holds_again(matcher, patterns, pool, bindings, &mut Memo::default())
}

/// The same for facts that are still being found.
pub fn holds_again(
    matcher: &Matcher<'_>,
    patterns: &[PreparedPattern],
    pool: Pool<'_>,
    bindings: &Bindings,
    memo: &mut Memo,
) -> Option<Match> {
    patterns.iter().filter(|p| !p.is_text_only()).find_map(|pattern| {
        matches_again(matcher, pattern, pool, memo)
            .into_iter()
            .find(|m| unify(bindings, &m.bindings, &matcher.world).is_some())
    })
}
