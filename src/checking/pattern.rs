//! A pattern against one statement: does the statement say it, is it said in the way asked for,
//! and what do the variables stand for?

use std::sync::{Arc, OnceLock};

use crate::document::{BlockKind, Document, TextSpan};
use crate::lexicon::{self, WordClass, classes};
use crate::reading::Reading;
use crate::reading::statement::{
    Certainty, CircumstanceKind, EntityRef, Mode, Phrase, Quantifier, Role, SourceKind, Statement, Tense,
    TimeMention, TimeValue,
};
use crate::rules::book::{Entity, EntityKind, Narrowing, Pattern, Speaker, VariableKind};

use super::binding::{Bindings, Thing, Value, has_kind, unify};
use super::fact::{Fact, Origin};
use super::join::Pool;
use super::relate::{
    BoundValue, ByPredicate, Knowledge, Relation, RelationKind, Side, may_relate, relate, relate_following,
    resolve,
};
use super::world::{World, overlaps};

/// A pattern of the rulebook, read.
#[derive(Debug, Clone)]
pub struct PreparedPattern {
    /// As the rulebook has it.
    pub pattern: Pattern,
    /// What its English was read as; empty for a pattern that is only `text /…/`.
    pub reading: Arc<Reading>,
    /// The statements that must all match: the sentence's own, not those embedded in them.
    pub statements: Vec<Arc<Statement>>,
    /// What of the rulebook matches, statement by statement; found when first asked for.
    known: Vec<OnceLock<Vec<Match>>>,
}

impl PreparedPattern {
    /// A pattern with what its English was read as.
    pub fn new(pattern: Pattern, reading: Arc<Reading>, statements: Vec<Arc<Statement>>) -> Self {
        let known = statements.iter().map(|_| OnceLock::new()).collect();
        Self {
            pattern,
            reading,
            statements,
            known,
        }
    }
    /// The matches of its first statement in the facts of the rulebook.
    pub fn known(&self, matcher: &Matcher<'_>, pool: Pool<'_>) -> Vec<Match> {
        self.known_at(matcher, 0, pool)
    }
    /// The matches of the `index`-th statement in the facts of the rulebook, so far as they hold
    /// today. These must be the same at every call, or none: the matches are kept.
    pub fn known_at(&self, matcher: &Matcher<'_>, index: usize, pool: Pool<'_>) -> Vec<Match> {
        let Some(slot) = self.known.get(index).filter(|_| !pool.known.is_empty()) else {
            return Vec::new();
        };
        slot.get_or_init(|| matcher.find(self, index, pool.known, pool.on_file, 0))
            .iter()
            .filter(|m| m.facts.iter().all(|f| matcher.world.holds_today(f.period)))
            .cloned()
            .collect()
    }
    /// What of the rulebook matches, statement by statement, so far as that was worked out.
    pub(crate) fn worked_out(&self) -> impl Iterator<Item = Option<&[Match]>> {
        self.known.iter().map(|slot| slot.get().map(Vec::as_slice))
    }
    /// Says what of the rulebook matches the `index`-th statement, where that was not worked out yet.
    pub(crate) fn fill(&self, index: usize, matches: Vec<Match>) {
        if let Some(slot) = self.known.get(index) {
            // What is there is the same.
            let _ = slot.set(matches);
        }
    }
    /// Whether it only looks at the text.
    pub fn is_text_only(&self) -> bool {
        self.statements.is_empty()
    }
    /// The English, for messages.
    pub fn text(&self) -> &str {
        &self.pattern.english.text.text
    }
    /// Whether it is `hedged`.
    fn asks_for_hedge(&self) -> bool {
        let narrowings = &self.pattern.narrowings;
        narrowings.iter().any(|n| matches!(n, Narrowing::Hedged))
    }
    /// Whether `said by` or `quoted` takes in what the narrator only reports.
    fn widened(&self) -> bool {
        self.pattern
            .narrowings
            .iter()
            .any(|n| matches!(n, Narrowing::SaidBy(_) | Narrowing::Quoted))
    }
}

/// What a statement must be matched with.
#[derive(Debug, Clone, Copy)]
pub struct Matcher<'a> {
    /// Rulebook and day.
    pub world: World<'a>,
    /// Words.
    pub knowledge: &'a Knowledge,
    /// The article; none when only the rulebook is looked at.
    pub document: Option<&'a Document>,
    /// Whether hedged statements are candidates, too (`require no hedge`).
    pub hedged_too: bool,
    /// Whether a speaker's statements are candidates, too: what follows from them is the speaker's word.
    pub any_voice: bool,
}

/// One way in which one statement matches.
#[derive(Debug, Clone)]
pub struct Match {
    /// The facts, one for each statement of the pattern.
    pub facts: Vec<Arc<Fact>>,
    /// What the variables stand for.
    pub bindings: Bindings,
    /// The words of the article that say it: the predicate with its object.
    pub words: Option<TextSpan>,
    /// The steps.
    pub proof: Vec<String>,
}

/// Why a statement does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Which part of the pattern failed: its English, or one of its narrowings, as they are written.
    pub part: String,
    /// Why.
    pub reason: String,
}

impl Mismatch {
    fn new(part: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            part: part.into(),
            reason: reason.into(),
        }
    }
}

impl Matcher<'_> {
    /// The matches of the `index`-th statement of `pattern` with the facts from `start` on, of which `by_predicate`
    /// may be the index.
    pub fn find(
        &self,
        pattern: &PreparedPattern,
        index: usize,
        facts: &[Arc<Fact>],
        by_predicate: Option<&ByPredicate>,
        start: usize,
    ) -> Vec<Match> {
        let wanted = pattern.statements.get(index);
        let places = wanted
            .zip(by_predicate)
            .and_then(|(wanted, index)| index.that_may_relate(wanted, start, self.knowledge));
        let found = |fact| self.find_one(pattern, index, fact);
        match places {
            Some(places) => places
                .into_iter()
                .filter_map(|p| facts.get(p))
                .filter_map(found)
                .collect(),
            None => facts.iter().skip(start).filter_map(found).collect(),
        }
    }

    /// The match of the `index`-th statement of `pattern` with `fact`, where there is one.
    pub fn find_one(&self, pattern: &PreparedPattern, index: usize, fact: &Arc<Fact>) -> Option<Match> {
        let wanted = pattern.statements.get(index)?;
        let statement = &fact.statement;
        if !statement.read {
            return None;
        }
        let narrator = statement.source.kind == SourceKind::Narrator;
        let voice = narrator || pattern.widened();
        let may_be = if is_from_article(fact) {
            self.allows(pattern, wanted, statement) && (voice || self.any_voice)
        } else {
            voice && (fact.is_asserted() || !narrator)
        };
        if !may_be {
            return None;
        }
        // Asked first: why the others don't match would be put in words for nobody. What follows from a
        // statement of another certainty is another matter.
        if fact.statement.certainty == wanted.certainty
            && !may_relate(fact.side(), &fact.follows, wanted, self.knowledge)
        {
            return None;
        }
        self.match_one(pattern, index, fact).ok()
    }

    /// Matches the `index`-th statement of `pattern` with `fact`; where it doesn't, says why.
    pub fn match_one(
        &self,
        pattern: &PreparedPattern,
        index: usize,
        fact: &Arc<Fact>,
    ) -> Result<Match, Mismatch> {
        let Some(wanted) = pattern.statements.get(index) else {
            return Err(Mismatch::new(pattern.text(), "the pattern has no such statement"));
        };
        let english = pattern.text();
        let statement = &fact.statement;
        if !statement.read {
            return Err(Mismatch::new(
                english,
                "the statement was not read with enough certainty",
            ));
        }
        let from_article = is_from_article(fact);
        let mut bindings = Bindings::new();
        if from_article {
            self.stance(pattern, wanted, statement)?;
        } else if !fact.is_asserted() && statement.source.kind == SourceKind::Narrator {
            return Err(Mismatch::new(english, "the claim does not assert it"));
        } else if statement.source.kind != SourceKind::Narrator && !pattern.widened() {
            return Err(Mismatch::new(
                english,
                "the claim says that somebody said so, not that it is so",
            ));
        }
        self.narrow(pattern, fact, &mut bindings)?;
        let text = fact.side();
        let relation = self.relate(fact, wanted, &pattern.reading);
        if relation.kind != RelationKind::Supports {
            return Err(Mismatch::new(english, relation.reason));
        }
        if self.only_a_kind(&statement.predicate.lemma, &wanted.predicate.lemma) {
            return Err(Mismatch::new(
                english,
                format!(
                    "to {} is no word for to {} here; a `term` or an `infer` would make it one",
                    statement.predicate.lemma, wanted.predicate.lemma
                ),
            ));
        }
        for (name, binding) in &relation.bindings {
            let kind = pattern
                .pattern
                .english
                .variables
                .iter()
                .find(|v| v.name == *name)
                .map_or(VariableKind::Any, |v| v.kind);
            let value = match &binding.value {
                BoundValue::Phrase { lemma, entity } => {
                    let thing = find_phrase(statement, binding.span).map_or_else(
                        || {
                            let phrase = bare_phrase(&binding.text, binding.span, lemma, entity.clone());
                            Thing::of(&phrase, &fact.reading, &self.world)
                        },
                        |phrase| Thing::of(resolve(text, phrase), &fact.reading, &self.world),
                    );
                    // "aims to cut emissions by 40 percent": the amount is the content's.
                    let inner = || {
                        fact.reading
                            .statements
                            .iter()
                            .filter(|s| s.sentence == statement.sentence)
                            .find_map(|s| amount(s, binding.span, kind))
                    };
                    amount(statement, binding.span, kind)
                        .or_else(inner)
                        .unwrap_or(Value::Thing(thing))
                }
                BoundValue::Number(quantity) => Value::Number(quantity.clone()),
                BoundValue::Time(time) => Value::Time(time.clone()),
            };
            if !has_kind(&value, kind, &self.world) {
                return Err(Mismatch::new(
                    english,
                    format!("“{}” is no {} ({{{name}}})", binding.text, kind_name(kind)),
                ));
            }
            let value = as_kind(value, kind, &self.world);
            let new = Bindings::from([(name.clone(), value)]);
            bindings = unify(&bindings, &new, &self.world).ok_or_else(|| {
                Mismatch::new(
                    english,
                    format!("{{{name}}} would stand for two different things"),
                )
            })?;
        }
        for variable in &pattern.pattern.english.variables {
            // "The bank was sold": nobody is named who did it, and anybody may have; whether it
            // was a country or a person is not said.
            let open = statement.predicate.passive
                && statement.subject.is_none()
                && wanted
                    .subject
                    .as_ref()
                    .is_some_and(|s| s.phrase.variable.as_ref() == Some(&variable.name))
                && variable.kind == VariableKind::Any;
            if open {
                continue;
            }
            // A pattern of several statements has its variables here or there.
            let here = pattern.statements.len() == 1 || holds_variable(wanted, &variable.name);
            if !here || bindings.contains_key(&variable.name) {
                continue;
            }
            let Some(value) = amount(statement, statement.span, variable.kind)
                .filter(|value| has_kind(value, variable.kind, &self.world))
            else {
                return Err(Mismatch::new(
                    english,
                    format!("nothing in the text stands for {{{}}}", variable.name),
                ));
            };
            bindings.insert(variable.name.clone(), value);
        }
        if from_article && let Some(event) = self.another_occasion(statement, wanted, &bindings) {
            return Err(Mismatch::new(
                english,
                format!("it was at another time than {}", event.name.text),
            ));
        }
        let words = fact
            .article_statement()
            .filter(|_| matches!(fact.origin, Origin::Article))
            .map(|_| words(statement, wanted));
        Ok(Match {
            facts: vec![Arc::clone(fact)],
            bindings,
            words,
            proof: relation.proof,
        })
    }

    /// The event on file that the place of the statement would stand for, were the statement not about
    /// another time: "at the White House in February" is not the meeting there in August.
    fn another_occasion(
        &self,
        statement: &Statement,
        wanted: &Statement,
        bindings: &Bindings,
    ) -> Option<&Entity> {
        let asked = entities_of(wanted, &|_| true).into_iter();
        let bound = bindings.values().filter_map(|value| match value {
            Value::Thing(thing) => thing.entity,
            Value::Number(_) | Value::Time(_) => None,
        });
        // "a strike in 2019", where the strike on file began in 2024.
        let named = entities_of(statement, &|p| p.quantifier != Quantifier::Some);
        asked
            .chain(bound)
            .filter(|id| !named.contains(id))
            .find_map(|id| {
                let event = self.world.entity(id)?;
                let on = event.on?;
                let there = |t: &TimeMention| match &t.time {
                    TimeValue::Date(date) => overlaps(on, *date),
                    TimeValue::Period(from, to) => overlaps(on, *from) || overlaps(on, *to),
                    TimeValue::Duration { .. } | TimeValue::Other(_) => true,
                };
                let days = || {
                    statement
                        .times
                        .iter()
                        .filter(|t| super::binding::days(&t.time).is_some())
                };
                // "on Monday" in the past tense is last Monday for the reader; of an event that is
                // wrongly told as past it is the Monday to come.
                let weekday = on.from.and_then(|day| day.civil()).map(|day| day.weekday());
                let on_its_day = |t: &TimeMention| there(t) || t.weekday.is_some() && t.weekday == weekday;
                let on_it = if days().any(|t| t.weekday.is_none()) {
                    days().filter(|t| t.weekday.is_none()).any(there)
                } else {
                    days().next().is_none() || days().any(on_its_day)
                };
                (!on_it).then_some(event)
            })
    }

    /// Whether the verb of the text is merely a kind of the pattern's ("welcome" of "accept"): enough to
    /// bear out a claim, too far off for what an editor wrote down word by word.
    fn only_a_kind(&self, text: &str, pattern: &str) -> bool {
        let (text, pattern) = (text.to_lowercase(), pattern.to_lowercase());
        text != pattern
            && !self.knowledge.is("taxonomic-verb", &pattern)
            && !self.knowledge.same_term(&text, &pattern)
            && !lexicon::synonyms(&text, &pattern, WordClass::Verb)
            && !lexicon::derived(&text, &pattern)
            && lexicon::is_kind_of(&text, &pattern, WordClass::Verb)
    }

    /// `relate`, with the certainty set aside where the pattern lets a hedged statement in.
    fn relate(&self, fact: &Fact, wanted: &Statement, reading: &Reading) -> Relation {
        let claim = Side {
            reading,
            statement: wanted,
        };
        if fact.statement.certainty == wanted.certainty {
            return relate_following(fact.side(), &fact.follows, claim, self.knowledge);
        }
        let mut statement = Statement::clone(&fact.statement);
        statement.certainty = wanted.certainty;
        // The hedge is let in, and its words with it: "reportedly" takes nothing back then.
        let hedge = |word: &String| {
            let classes = classes::standard();
            classes.is("possible", word) || classes.is("probably", word)
        };
        statement.predicate.adverbs.retain(|adverb| !hedge(adverb));
        let text = Side {
            reading: &fact.reading,
            statement: &statement,
        };
        relate(text, claim, self.knowledge)
    }

    /// Whether the statement is as certain as the pattern asks for.
    fn allows(&self, pattern: &PreparedPattern, wanted: &Statement, statement: &Statement) -> bool {
        let is_hedged = matches!(statement.certainty, Certainty::Probable | Certainty::Possible);
        if pattern.asks_for_hedge() {
            return is_hedged;
        }
        statement.certainty == wanted.certainty
            || (self.hedged_too && is_hedged)
            || is_reported_will(statement, wanted)
    }

    /// Whether the article says it in the way that a pattern asks for: as fact in its own voice,
    /// unless a narrowing says otherwise.
    fn stance(
        &self,
        pattern: &PreparedPattern,
        wanted: &Statement,
        statement: &Statement,
    ) -> Result<(), Mismatch> {
        if !self.allows(pattern, wanted, statement) {
            let part = if pattern.asks_for_hedge() {
                "hedged"
            } else {
                pattern.text()
            };
            return Err(Mismatch::new(
                part,
                format!("it is {}", certainty_words(statement.certainty)),
            ));
        }
        if statement.source.kind != SourceKind::Narrator && !pattern.widened() && !self.any_voice {
            return Err(Mismatch::new(
                pattern.text(),
                format!(
                    "{} says so, not the article in its own voice",
                    speaker_words(statement)
                ),
            ));
        }
        Ok(())
    }

    /// The narrowings, one after another.
    fn narrow(
        &self,
        pattern: &PreparedPattern,
        fact: &Fact,
        bindings: &mut Bindings,
    ) -> Result<(), Mismatch> {
        let statement = &fact.statement;
        for narrowing in &pattern.pattern.narrowings {
            let placed = matches!(
                narrowing,
                Narrowing::InHeadline | Narrowing::InLede | Narrowing::InBody | Narrowing::Regex { .. }
            );
            if placed && fact.article_statement().is_none() {
                return Err(Mismatch::new(
                    "in the article",
                    "it is on file, not in the article",
                ));
            }
            match narrowing {
                Narrowing::SaidBy(speaker) => {
                    if *speaker == Speaker::Anyone {
                        continue;
                    }
                    let Some(phrase) = &statement.source.speaker else {
                        return Err(Mismatch::new("said by", "it is not given to any speaker"));
                    };
                    let thing = Thing::of(phrase, &fact.reading, &self.world);
                    if !self.world.is_speaker(&thing, speaker) {
                        return Err(Mismatch::new("said by", format!("“{}” says it", phrase.text)));
                    }
                    if let Speaker::Variable(variable) = speaker {
                        let value = Value::Thing(thing);
                        if !has_kind(&value, variable.kind, &self.world) {
                            return Err(Mismatch::new(
                                "said by",
                                format!("“{}” is no {}", phrase.text, kind_name(variable.kind)),
                            ));
                        }
                        let new = Bindings::from([(variable.name.clone(), value)]);
                        *bindings = unify(bindings, &new, &self.world)
                            .ok_or_else(|| Mismatch::new("said by", "somebody else says it"))?;
                    }
                }
                Narrowing::ByNarrator => {
                    if statement.source.kind != SourceKind::Narrator {
                        return Err(Mismatch::new(
                            "by the narrator",
                            format!("{} says so", speaker_words(statement)),
                        ));
                    }
                }
                Narrowing::AsFact => {
                    if statement.source.kind != SourceKind::Narrator
                        || statement.certainty != Certainty::Asserted
                    {
                        return Err(Mismatch::new(
                            "as fact",
                            "it is not told as fact in the article's own voice",
                        ));
                    }
                }
                // Seen to in `stance`, which must let the hedged statement in first.
                Narrowing::Hedged => {}
                Narrowing::InHeadline => {
                    if !self.stands_in(statement.span, |kind, _| kind == BlockKind::Headline) {
                        return Err(Mismatch::new(
                            "in the headline",
                            "it does not stand in the headline",
                        ));
                    }
                }
                Narrowing::InLede => {
                    if !self.stands_in(statement.span, |_, lede| lede) {
                        return Err(Mismatch::new(
                            "in the lede",
                            "it does not stand in the first paragraph",
                        ));
                    }
                }
                Narrowing::InBody => {
                    if !self.stands_in(statement.span, is_body) {
                        return Err(Mismatch::new(
                            "in the body",
                            "it stands in a headline or the first paragraph",
                        ));
                    }
                }
                Narrowing::Quoted => {
                    if statement.source.mode != Mode::Quoted || statement.source.quotation.is_none() {
                        return Err(Mismatch::new("quoted", "it does not stand in quotation marks"));
                    }
                }
                Narrowing::Regex { regex, .. } => {
                    let text = self.document.map(|d| d.slice(statement.span)).unwrap_or_default();
                    if !regex.is_match(text) {
                        return Err(Mismatch::new(
                            format!("text /{}/", regex.as_str()),
                            "the words do not match the expression",
                        ));
                    }
                }
            }
        }
        Ok(())
    }

    /// Whether the block that holds `span` is as asked.
    pub fn stands_in(&self, span: TextSpan, is: impl Fn(BlockKind, bool) -> bool) -> bool {
        self.document
            .and_then(|d| d.block_at(span.start))
            .is_some_and(|block| is(block.kind, block.lede))
    }
}

/// The words of `statement` that say what `wanted` says: its verb group with the object and the
/// attribute. Subjects and circumstances are left out: they are what the rule lets vary.
pub fn words(statement: &Statement, wanted: &Statement) -> TextSpan {
    let mut span = statement.predicate.span;
    for object in &statement.objects {
        let asked = wanted.objects.iter().any(|o| o.role == object.role);
        let core = matches!(object.role, Role::Object | Role::Attribute);
        if (asked || core) && statement.span.contains(object.phrase.span) {
            span = span.cover(core_of(&object.phrase));
        }
    }
    // "was in Paris": what is said is where.
    if statement.predicate.lemma == "be" && statement.objects.is_empty() {
        for circumstance in &statement.circumstances {
            if circumstance.kind == CircumstanceKind::Place && statement.span.contains(circumstance.span) {
                span = span.cover(circumstance.span);
            }
        }
    }
    if span.is_empty() { statement.span } else { span }
}

/// A phrase up to its head, without what hangs behind it ("a binding deal on Ukraine in Alaska" → "a
/// binding deal").
fn core_of(phrase: &Phrase) -> TextSpan {
    let tail = phrase
        .modifiers
        .iter()
        .filter(|m| !m.case.is_empty() && m.phrase.span.start > phrase.span.start)
        .map(|m| (m.phrase.span.start, m.case.len()))
        .min();
    let Some((start, case)) = tail.filter(|_| phrase.conjuncts.is_empty()) else {
        return phrase.span;
    };
    // Up to the preposition, where the text has it right before the modifier.
    let before = phrase
        .text
        .get(..start.saturating_sub(phrase.span.start))
        .map(str::trim_end)
        .and_then(|t| t.get(..t.len().checked_sub(case)?))
        .map(str::trim_end)
        .filter(|t| !t.is_empty());
    match before {
        Some(head) => TextSpan::new(phrase.span.start, phrase.span.start + head.len()),
        None => phrase.span,
    }
}

/// The phrase of `statement` at `span`.
pub fn find_phrase(statement: &Statement, span: TextSpan) -> Option<&Phrase> {
    statement.phrases().find_map(|p| phrase_at(p, span, 0))
}

fn phrase_at(phrase: &Phrase, span: TextSpan, depth: usize) -> Option<&Phrase> {
    if phrase.span == span {
        return Some(phrase);
    }
    if depth > 8 {
        return None;
    }
    let modifiers = phrase.modifiers.iter().map(|m| &m.phrase);
    modifiers
        .chain(&phrase.conjuncts)
        .find_map(|p| phrase_at(p, span, depth + 1))
}

/// The entities of the rulebook that a statement names, in phrases that count.
fn entities_of(statement: &Statement, counts: &dyn Fn(&Phrase) -> bool) -> Vec<u32> {
    let mut out = Vec::new();
    let mut waiting: Vec<&Phrase> = statement.phrases().collect();
    while let Some(phrase) = waiting.pop() {
        if let Some(EntityRef::Known(id)) = phrase.entity
            && counts(phrase)
        {
            out.push(id);
        }
        waiting.extend(phrase.modifiers.iter().map(|m| &m.phrase));
        waiting.extend(&phrase.conjuncts);
    }
    out
}

fn bare_phrase(text: &str, span: TextSpan, lemma: &str, entity: Option<EntityRef>) -> Phrase {
    Phrase {
        span,
        text: text.to_owned(),
        head: 0,
        lemma: lemma.to_owned(),
        entity,
        antecedent: None,
        quantifier: Quantifier::Bare,
        count: None,
        modifiers: Vec::new(),
        conjuncts: Vec::new(),
        disjunction: false,
        variable: None,
    }
}

/// Whether the variable stands somewhere in the statement.
pub fn holds_variable(statement: &Statement, name: &str) -> bool {
    fn in_phrase(phrase: &Phrase, name: &str, depth: usize) -> bool {
        phrase.variable.as_deref() == Some(name)
            || depth < 8
                && (phrase
                    .modifiers
                    .iter()
                    .any(|m| in_phrase(&m.phrase, name, depth + 1))
                    || phrase.conjuncts.iter().any(|c| in_phrase(c, name, depth + 1)))
    }
    let amounts = statement.quantities.iter().filter_map(|q| q.variable.as_deref());
    let times = statement.times.iter().filter_map(|t| t.variable.as_deref());
    amounts.chain(times).any(|variable| variable == name)
        || statement
            .phrases()
            .chain(&statement.source.speaker)
            .any(|p| in_phrase(p, name, 0))
}

/// The number or time at `span`, where the variable asks for one ("{sum: money}" as an object).
fn amount(statement: &Statement, span: TextSpan, kind: VariableKind) -> Option<Value> {
    let number = || {
        let mention = statement.quantities.iter().find(|m| m.span.overlaps(span))?;
        Some(Value::Number(mention.quantity.clone()))
    };
    let time = || {
        let mention = statement.times.iter().find(|m| m.span.overlaps(span))?;
        Some(Value::Time(mention.time.clone()))
    };
    match kind {
        VariableKind::Number | VariableKind::Money | VariableKind::Percent => number(),
        VariableKind::Duration => time().or_else(number),
        VariableKind::Date => time(),
        VariableKind::Entity(_) | VariableKind::Any => None,
    }
}

/// A place that stands for an event becomes the event where the variable asks for one.
fn as_kind(value: Value, kind: VariableKind, world: &World<'_>) -> Value {
    if kind != VariableKind::Entity(EntityKind::Event) {
        return value;
    }
    let Value::Thing(thing) = &value else { return value };
    if thing.kind == Some(EntityKind::Event) {
        return value;
    }
    match world.event_at(thing).and_then(|id| Some((id, world.entity(id)?))) {
        Some((id, event)) => {
            let mut event = Thing::entity(id, event);
            event.text.clone_from(&thing.text);
            Value::Thing(event)
        }
        None => value,
    }
}

/// The type of a variable as the language writes it.
pub fn kind_name(kind: VariableKind) -> &'static str {
    match kind {
        VariableKind::Entity(EntityKind::Person) => "person",
        VariableKind::Entity(EntityKind::Organisation) => "organisation",
        VariableKind::Entity(EntityKind::Country) => "country",
        VariableKind::Entity(EntityKind::Place) => "place",
        VariableKind::Entity(EntityKind::Event) => "event",
        VariableKind::Entity(EntityKind::Thing) => "thing",
        VariableKind::Number => "number",
        VariableKind::Date => "date",
        VariableKind::Duration => "duration",
        VariableKind::Money => "money",
        VariableKind::Percent => "percent",
        VariableKind::Any => "anything",
    }
}

/// Whether it is a statement of the article, or rests on one.
fn is_from_article(fact: &Fact) -> bool {
    matches!(fact.origin, Origin::Article) || fact.article_statement().is_some()
}

/// "said that Kyiv would agree" for the pattern "Kyiv will agree": in reported speech "will" is "would".
fn is_reported_will(statement: &Statement, wanted: &Statement) -> bool {
    wanted.certainty == Certainty::Asserted
        && wanted.predicate.tense == Tense::Future
        && statement.certainty == Certainty::Intended
        && statement.predicate.modal.as_deref() == Some("would")
        && statement.source.kind != SourceKind::Narrator
}

/// "said to be possible", for a message.
pub fn certainty_words(certainty: Certainty) -> &'static str {
    match certainty {
        Certainty::Asserted => "told as fact",
        Certainty::Probable => "only said to be likely",
        Certainty::Possible => "only said to be possible",
        Certainty::Conditional => "conditional",
        Certainty::Intended => "a plan or an intention",
        Certainty::Asked => "a question",
        Certainty::Ordered => "a demand or an order",
    }
}

/// Who says it, for a message.
pub fn speaker_words(statement: &Statement) -> String {
    match &statement.source.speaker {
        Some(speaker) => format!("“{}”", speaker.text),
        None => "a speaker".to_owned(),
    }
}

/// Whether a block is part of the body: neither a headline nor the first paragraph.
pub(super) fn is_body(kind: BlockKind, lede: bool) -> bool {
    !lede && !matches!(kind, BlockKind::Headline | BlockKind::Subhead)
}
