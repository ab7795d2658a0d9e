//! Words of a small class of which one excludes the others: the headline has one, the text another.

use super::context::{Context, View};
use super::meta::Meta;
use super::words;
use crate::checking::finding::Finding;
use crate::document::TextSpan;
use crate::lexicon::{self, WordClass};
use crate::reading::statement::{Role, StatementKind};
use crate::reading::tree::{Upos, Word};

/// Sentences that tell what the headline is about.
const LEDE: usize = 3;

/// Headline and text, in lower case where words are looked for.
struct Sides<'c, 'a> {
    context: &'c Context<'a>,
    top: &'c View<'a>,
    body: Vec<&'c View<'a>>,
    /// The words of the text, datelines and bylines included.
    rest: String,
}

/// Adds the headline's word that the text has another of its class for, under the check `meta`.
pub(super) fn in_headline(context: &Context<'_>, meta: &'static Meta, out: &mut Vec<Finding>) {
    let mut tops = context.headline();
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return;
    };
    let rest = context.document.text.get(top.sentence.span.end..);
    let sides = Sides {
        context,
        top,
        body: context.told(),
        rest: rest.unwrap_or_default().to_lowercase(),
    };
    let found = sides
        .sex()
        .or_else(|| sides.stage())
        .or_else(|| sides.part_of_day())
        .or_else(|| sides.direction())
        .or_else(|| sides.office())
        .or_else(|| sides.season())
        .or_else(|| sides.degree())
        .or_else(|| sides.feat())
        .or_else(|| sides.role_of_name())
        .or_else(|| sides.occupation());
    let Some((here, there)) = found.filter(|(here, _)| !context.quoted(*here)) else {
        return;
    };
    out.push(context.otherwise_in_body(
        meta,
        here,
        there,
        format!(
            "The headline has “{}”, the text “{}”, and nowhere the first.",
            context.document.slice(here),
            context.document.slice(there)
        ),
    ));
}

/// The place in the headline and the one in the text.
type Pair = Option<(TextSpan, TextSpan)>;

fn lower(w: &Word) -> String {
    w.form.to_lowercase()
}

impl<'a> Sides<'_, 'a> {
    fn said(&self, phrase: &str) -> bool {
        words::contains_word(&self.rest, phrase)
    }

    fn lede(&self) -> &[&View<'a>] {
        self.body.get(..LEDE.min(self.body.len())).unwrap_or_default()
    }

    /// "widower" over "widow".
    fn sex(&self) -> Pair {
        let top = &self.top.tree().words;
        top.iter().find_map(|w| {
            // "widower" is no comparative.
            let form = lower(w);
            let lemma = if form.ends_with("er") {
                form
            } else {
                w.lemma.to_lowercase()
            };
            let (other, male) = words::list("sexes").iter().find_map(|pair| {
                let (man, woman) = pair.split_once('/')?;
                if man == lemma {
                    Some((woman, true))
                } else {
                    (woman == lemma).then_some((man, false))
                }
            })?;
            let forms = |word: &str| -> [String; 3] {
                let plural = word
                    .strip_suffix("man")
                    .map_or_else(|| format!("{word}s"), |s| format!("{s}men"));
                [word.to_owned(), plural, format!("{word}-in-law")]
            };
            let own = forms(&lemma);
            let both = top
                .iter()
                .any(|x| lower(x) == other || lower(x) == format!("{other}s"));
            let common = w.upos != Upos::Propn || w.form.starts_with(char::is_lowercase);
            let named = common && !both && !own.iter().any(|f| self.rest.contains(f.as_str()));
            if !named {
                return None;
            }
            // Kin and the like are many in a text: nobody of the headline's sex may be in it.
            let widowed = lemma.starts_with("widow");
            let of_sex = if male { "male-pronoun" } else { "female-pronoun" };
            if !widowed && words::list(of_sex).iter().any(|p| self.said(p)) {
                return None;
            }
            let there = self.body.iter().flat_map(|v| &v.tree().words).find(|x| {
                x.lemma.to_lowercase() == other && x.upos == Upos::Noun && !self.context.quoted(x.span)
            })?;
            Some((w.span, there.span))
        })
    }

    /// "into final" over a win "in the quarter-finals".
    fn stage(&self) -> Pair {
        let of = |v: &View<'_>| -> Vec<(u32, TextSpan, usize)> {
            let tree = &v.tree().words;
            let mut out = Vec::new();
            for (i, w) in tree.iter().enumerate() {
                let one = lower(w);
                let two = tree
                    .get(i + 1)
                    .map(|n| format!("{one} {}", lower(n)))
                    .unwrap_or_default();
                let part = i
                    .checked_sub(1)
                    .and_then(|p| tree.get(p))
                    .map(lower)
                    .unwrap_or_default();
                for line in words::list("stages") {
                    let Some((number, forms)) = line.split_once('=') else {
                        continue;
                    };
                    let Ok(number) = number.parse::<u32>() else {
                        continue;
                    };
                    let has = |x: &str| forms.split('|').any(|f| f == x);
                    // "quarter-finals" in three words
                    let split = matches!(part.as_str(), "semi" | "quarter" | "-");
                    let joined = i
                        .checked_sub(2)
                        .and_then(|p| tree.get(p))
                        .map(|p| format!("{}{part}{one}", lower(p)))
                        .unwrap_or_default();
                    if (has(&one) && !split) || has(&two) || part == "-" && has(&joined) {
                        out.push((number, w.span, i));
                    }
                }
            }
            out
        };
        let ours = of(self.top);
        let [(stage, here, at)] = ours.as_slice() else {
            return None;
        };
        let top = &self.top.tree().words;
        let lead: Vec<String> = top.iter().take(*at).map(lower).collect();
        let reaches = lead.iter().rev().take(4).any(|w| {
            matches!(
                w.as_str(),
                "into" | "reach" | "reaches" | "reached" | "enter" | "enters" | "make" | "makes"
            )
        });
        let wins = lead.iter().any(|w| matches!(w.as_str(), "win" | "wins"));
        let lede = self.body.get(..2.min(self.body.len()))?;
        let told: Vec<(u32, TextSpan)> = lede
            .iter()
            .flat_map(|v| {
                of(v).into_iter().filter(|(_, span, _)| {
                    let lead = v.words_before(*span, 5);
                    lead.iter().any(|w| w == "in")
                        && !lead
                            .iter()
                            .any(|w| matches!(w.as_str(), "place" | "spot" | "berth"))
                })
            })
            .map(|(n, span, _)| (n, span))
            .collect();
        let [(played, there)] = told.as_slice() else {
            return None;
        };
        if reaches && *played < 4 {
            return None;
        }
        let won = lede.iter().flat_map(|v| &v.tree().words).any(|w| {
            words::is(&w.lemma.to_lowercase(), "contest-verb")
                || matches!(w.lemma.as_str(), "win" | "victory" | "knock" | "send" | "edge")
        });
        let other_lede = lede.iter().flat_map(|v| of(v)).any(|(n, ..)| n == *stage);
        let off = reaches && won && *stage != played.checked_div(2)? || wins && !reaches && stage != played;
        (off && (!other_lede || stage == played)).then_some((*here, *there))
    }

    /// The part of the day that the word names.
    fn day_part(word: &str) -> Option<&'static str> {
        words::list("day-parts").iter().find_map(|line| {
            let (name, forms) = line.split_once('=')?;
            forms.split('|').any(|f| f == word).then_some(name)
        })
    }

    /// "daylight raid" over a raid "at 3.12 a.m."
    fn part_of_day(&self) -> Pair {
        let top = &self.top.tree().words;
        let (word, own) = top.iter().enumerate().find_map(|(i, w)| {
            let part = Self::day_part(&lower(w))?;
            let common = w.form.starts_with(char::is_lowercase) || i == 0 && w.upos != Upos::Propn;
            let loose = matches!(
                lower(w).as_str(),
                "late" | "early" | "dark" | "darkness" | "dinner" | "breakfast" | "lunch" | "asleep"
            );
            (common && !loose).then_some((w, part))
        })?;
        let mut parts: Vec<(&'static str, TextSpan, bool)> = Vec::new();
        // Far down, it is of something else.
        for (at, v) in self.body.iter().take(LEDE + 2).enumerate() {
            let words = &v.tree().words;
            for (i, w) in words.iter().enumerate() {
                let form = lower(w);
                if let Some(part) = Self::day_part(&form) {
                    parts.push((part, w.span, at < LEDE));
                }
                let half = form.replace('.', "");
                let hour = i
                    .checked_sub(1)
                    .and_then(|p| words.get(p))
                    .and_then(|p| p.form.split([':', '.']).next()?.parse::<u32>().ok());
                let clock = match (half.as_str(), hour) {
                    ("am", Some(h)) if !(4..12).contains(&h) => Some("night"),
                    ("am", Some(4..=5)) => Some("dawn"),
                    ("am", Some(_)) => Some("morning"),
                    ("pm", Some(12)) => Some("noon"),
                    ("pm", Some(h)) if h < 6 => Some("afternoon"),
                    ("pm", Some(h)) if h < 9 => Some("evening"),
                    ("pm", Some(_)) => Some("night"),
                    _ => None,
                };
                parts.extend(clock.map(|c| (c, w.span, at < LEDE)));
            }
        }
        // What may be one time of day.
        let near = |a: &str, b: &str| {
            let group = |x: &str| -> &'static [&'static str] {
                match x {
                    "night" => &["night", "evening", "dawn"],
                    "dawn" => &["dawn", "night", "morning"],
                    "morning" => &["morning", "dawn", "day", "noon"],
                    "noon" => &["noon", "morning", "afternoon", "day"],
                    "afternoon" => &["afternoon", "noon", "day", "evening"],
                    "evening" => &["evening", "night", "afternoon"],
                    _ => &["day", "morning", "noon", "afternoon"],
                }
            };
            group(a).contains(&b)
        };
        if parts.iter().any(|(p, ..)| near(own, p)) {
            return None;
        }
        let (_, there, _) = parts
            .iter()
            .find(|(_, span, lede)| *lede && !self.context.quoted(*span))?;
        Some((word.span, *there))
    }

    /// "southern province" over "northern province".
    fn direction(&self) -> Pair {
        let modified = |v: &View<'a>| -> Vec<(&'a Word, String)> {
            let words = &v.tree().words;
            words
                .iter()
                .enumerate()
                .filter(|(_, w)| words::is(&lower(w), "compass"))
                .filter_map(|(i, w)| Some((w, words.get(i + 1)?.lemma.to_lowercase())))
                .collect()
        };
        modified(self.top).into_iter().find_map(|(word, noun)| {
            let own = lower(word);
            let stem = own.strip_suffix("ern").unwrap_or(&own).to_owned();
            if self.rest.contains(&stem) {
                return None;
            }
            let (there, _) = self
                .lede()
                .iter()
                .flat_map(|v| modified(v))
                .find(|(w, n)| *n == noun && lower(w) != own)?;
            Some((word.span, there.span))
        })
    }

    /// "Prime Minister Castor" over "President Castor".
    fn office(&self) -> Pair {
        let held = |v: &View<'a>| -> Vec<(&'static str, TextSpan)> {
            let words = &v.tree().words;
            let mut out = Vec::new();
            for (i, w) in words.iter().enumerate() {
                let one = lower(w);
                let next = words.get(i + 1);
                let two = next.map(|n| format!("{one} {}", lower(n))).unwrap_or_default();
                let one = one.strip_suffix('s').map_or(one.clone(), str::to_owned);
                let two = two.strip_suffix('s').map_or(two.clone(), str::to_owned);
                // "a former mayor", "the deputy president"
                let before = i
                    .checked_sub(1)
                    .and_then(|p| words.get(p))
                    .map(lower)
                    .unwrap_or_default();
                if matches!(before.as_str(), "former" | "ex" | "vice" | "deputy" | "then") {
                    continue;
                }
                let office = words::list("high-office")
                    .iter()
                    .copied()
                    .find(|o| *o == two || *o == one);
                let Some(office) = office else { continue };
                let end = if office == two {
                    next.map_or(w.span, |n| n.span)
                } else {
                    w.span
                };
                out.push((office, w.span.cover(end)));
            }
            out
        };
        let ours = held(self.top);
        let [(office, here)] = ours.as_slice() else {
            return None;
        };
        let vice = self.top.words_before(*here, 1).pop().unwrap_or_default();
        let former = matches!(vice.as_str(), "vice" | "ex" | "ex-" | "deputy" | "former");
        // "PM", "presidential", "the presidency"
        let stem = office.rsplit(' ').next_back().unwrap_or(office);
        let stem = stem.get(..stem.len().saturating_sub(1)).unwrap_or(stem);
        let initials: String = office.split(' ').filter_map(|w| w.chars().next()).collect();
        let spoken = self.rest.contains(stem) || initials.len() > 1 && self.said(&initials);
        if former || spoken {
            return None;
        }
        let told: Vec<(&'static str, TextSpan)> = self.body.iter().flat_map(|v| held(v)).collect();
        let mut kinds: Vec<&str> = told.iter().map(|(o, _)| *o).collect();
        kinds.sort_unstable();
        kinds.dedup();
        let [_] = kinds.as_slice() else { return None };
        told.first().map(|(_, there)| (*here, *there))
    }

    /// "this spring" over "in autumn", "opens Monday" over "on Friday".
    fn season(&self) -> Pair {
        let top = &self.top.tree().words;
        for list in ["seasons", "weekdays"] {
            let class = |w: &Word| -> Option<&'static str> {
                let form = lower(w);
                words::list(list)
                    .iter()
                    .copied()
                    .find(|line| line.split('|').any(|f| f == form))
            };
            let noun = |w: &Word| matches!(w.upos, Upos::Noun | Upos::Propn);
            let ours: Vec<&Word> = top.iter().filter(|w| noun(w) && class(w).is_some()).collect();
            let [own] = ours.as_slice() else { continue };
            let Some(name) = class(own) else { continue };
            let stem = |word: &str| word.get(..3).unwrap_or(word).to_owned();
            let spoken = name
                .split('|')
                .any(|f| self.said(f) || list == "weekdays" && self.said(&stem(f)));
            let capital = list == "seasons" && own.form.starts_with(char::is_uppercase);
            if spoken || capital {
                continue;
            }
            let told: Vec<&Word> = self
                .lede()
                .iter()
                .flat_map(|v| &v.tree().words)
                .filter(|w| noun(w) && class(w).is_some())
                .collect();
            let mut kinds: Vec<&str> = told.iter().filter_map(|w| class(w)).collect();
            kinds.sort_unstable();
            kinds.dedup();
            // A day on which it was told is none on which it happened.
            let spoke = |w: &Word| {
                let view = self.lede().iter().find(|v| v.sentence.span.contains(w.span));
                view.is_some_and(|v| {
                    let at = v.tree().words.iter().position(|x| x.span == w.span);
                    at.and_then(|at| v.governor(at))
                        .and_then(|g| v.word(g))
                        .is_some_and(|g| words::is(&g.lemma.to_lowercase(), "disclose-verb"))
                })
            };
            let one = kinds.len() == 1 && (list == "seasons" || told.first().is_some_and(|w| !spoke(w)));
            if let Some(there) = told.first().filter(|_| one) {
                return Some((own.span, there.span));
            }
        }
        None
    }

    /// "Late Sills header" over "Okoro headed home": what somebody else does in the text, and he of the headline never.
    fn feat(&self) -> Pair {
        let top = &self.top.tree().words;
        top.windows(2).find_map(|pair| {
            let [name, noun] = pair else { return None };
            let capital = |w: &Word| w.upos == Upos::Propn && w.form.starts_with(char::is_uppercase);
            let (feat, verb) = words::list("feats").iter().find_map(|line| {
                let (feat, verb) = line.split_once('=').unwrap_or((line, line));
                (feat == noun.lemma.to_lowercase()).then_some((feat, verb))
            })?;
            if !capital(name) || !self.said(&lower(name)) {
                return None;
            }
            let told: Vec<(&View<'a>, &'a Word)> = self
                .body
                .iter()
                .filter_map(|v| {
                    let word = v.tree().words.iter().find(|w| {
                        let lemma = w.lemma.to_lowercase();
                        lemma == feat || lemma == verb && w.upos == Upos::Verb
                    })?;
                    Some((*v, word))
                })
                .collect();
            let open = told.iter().any(|(v, _)| {
                let words = &v.tree().words;
                let him = words.iter().any(|w| {
                    let form = lower(w);
                    form == lower(name) || matches!(form.as_str(), "he" | "she" | "his" | "her" | "who")
                });
                let other = words.iter().any(|w| capital(w) && w.deprel.base() != "compound");
                him || !other
            });
            let (first, there) = told.first()?;
            let top = self.lede().iter().any(|v| v.index == first.index);
            (!open && top && !self.context.quoted(there.span))
                .then(|| (name.span.cover(noun.span), there.span))
        })
    }

    /// "more likely" over "less likely".
    fn degree(&self) -> Pair {
        let degrees = |v: &View<'a>| -> Vec<(bool, String, TextSpan)> {
            let words = &v.tree().words;
            words
                .windows(2)
                .filter_map(|pair| {
                    let [a, b] = pair else { return None };
                    let more = match lower(a).as_str() {
                        "more" => true,
                        "less" => false,
                        _ => return None,
                    };
                    (b.upos == Upos::Adj || b.upos == Upos::Adv)
                        .then(|| (more, lower(b), a.span.cover(b.span)))
                })
                .collect()
        };
        let ours = degrees(self.top);
        let [(more, word, here)] = ours.as_slice() else {
            return None;
        };
        let all: Vec<(bool, String, TextSpan)> = self
            .body
            .iter()
            .flat_map(|v| degrees(v))
            .filter(|(_, w, _)| w == word)
            .collect();
        if all.iter().any(|(m, ..)| m == more) {
            return None;
        }
        let (_, _, there) = all
            .iter()
            .find(|(_, _, span)| self.lede().iter().any(|v| v.sentence.span.contains(*span)))?;
        (!self.context.quoted(*there)).then_some((*here, *there))
    }

    /// "Violinist Oskar Lindh" over "the pianist Oskar Lindh".
    fn role_of_name(&self) -> Pair {
        let top = &self.top.tree().words;
        let capital = |i: usize| {
            top.get(i)
                .filter(|w| w.form.starts_with(char::is_uppercase) && self.said(&lower(w)))
        };
        let all: Vec<String> = self.words(&[Upos::Noun, Upos::Propn, Upos::Verb, Upos::Adj]);
        let reading = self.context.reading;
        top.iter().enumerate().find_map(|(i, w)| {
            let lemma = lower(w);
            if !occupation(&lemma) || all.iter().any(|b| akin(&lemma, b)) {
                return None;
            }
            // "Violinist Oskar Lindh", "Ruth Ellingham, weaver"
            let comma = i
                .checked_sub(1)
                .and_then(|c| top.get(c))
                .is_some_and(|c| c.form == ",");
            let name = match i.checked_sub(2).filter(|_| comma) {
                Some(before) => capital(before)?,
                None => (i + 1..i + 4)
                    .take_while(|&j| capital(j).is_some())
                    .filter_map(capital)
                    .last()?,
            };
            let (there, _) = reading
                .statements
                .iter()
                .filter(|s| s.kind == StatementKind::Role && s.sentence != self.top.index)
                .filter_map(|s| {
                    let who = &s.subject.as_ref()?.phrase;
                    let known = self.context.named(who).and_then(|n| reading.names.get(n));
                    let called = known.map_or(who.text.as_str(), |n| n.text.as_str());
                    let what = &s.objects.iter().find(|o| o.role == Role::Attribute)?.phrase;
                    let word = reading.sentences.get(s.sentence)?.tree.words.get(what.head)?;
                    let other = singular(word);
                    let same = called.split_whitespace().any(|p| p == name.form);
                    (same && one_trade(&lemma, &other) && !akin(&lemma, &other)).then_some((word.span, other))
                })
                .next()?;
            Some((w.span, there))
        })
    }

    /// The lemmas of the text's words of these classes.
    fn words(&self, classes: &[Upos]) -> Vec<String> {
        self.body
            .iter()
            .flat_map(|v| &v.tree().words)
            .filter(|w| classes.contains(&w.upos))
            .map(|w| w.lemma.to_lowercase())
            .collect()
    }

    /// "Porters suspend strike" over "Nurses suspended their strike".
    fn occupation(&self) -> Pair {
        let top = &self.top.tree().words;
        let all: Vec<String> = self.words(&[Upos::Noun, Upos::Propn, Upos::Verb]);
        let (word, lemma) = top.iter().find_map(|w| {
            let lemma = singular(w);
            let plural = lower(w) != lemma;
            let subject = w.deprel.is("nsubj")
                || w.deprel.is("compound")
                || w.head.is_none()
                || w.span.start == self.top.sentence.span.start;
            let named = matches!(w.upos, Upos::Noun | Upos::Propn) && occupation(&lemma);
            (plural && subject && named).then_some((w, lemma))
        })?;
        if all.iter().any(|b| akin(&lemma, b)) {
            return None;
        }
        let lemmas = |v: &View<'a>| -> Vec<String> {
            v.tree()
                .words
                .iter()
                .filter(|w| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Verb))
                .map(|w| w.lemma.to_lowercase())
                .collect()
        };
        let own = lemmas(self.top);
        let lede = self.body.first()?;
        let told = lemmas(lede);
        let shared = own.iter().filter(|w| told.contains(w)).count();
        let there = lede.tree().words.iter().find(|w| {
            let other = singular(w);
            w.upos == Upos::Noun && w.deprel.is("nsubj") && lower(w) != other && occupation(&other)
        })?;
        let other = singular(there);
        let in_top = own.iter().any(|o| akin(&other, o));
        (shared >= 2 && !in_top && !akin(&lemma, &other)).then_some((word.span, there.span))
    }
}

/// The word in the singular: in a headline it is often read as a name.
fn singular(w: &Word) -> String {
    let lemma = w.lemma.to_lowercase();
    if lexicon::knows(&lemma, WordClass::Noun) {
        return lemma;
    }
    lemma.strip_suffix('s').map_or(lemma.clone(), str::to_owned)
}

/// "violinist", "pianist": two trades of one kind; many a singer is an actor, too.
fn one_trade(a: &str, b: &str) -> bool {
    /// Steps up to what both are.
    const STEPS: usize = 4;
    let above = |word: &str| -> Vec<_> {
        lexicon::senses(word, WordClass::Noun)
            .take(1)
            .flat_map(|s| {
                lexicon::ancestors(s.synset)
                    .iter()
                    .take(STEPS)
                    .copied()
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    let general: Vec<_> = ["person", "worker", "professional", "adult", "creator", "leader"]
        .into_iter()
        .filter_map(|w| lexicon::senses(w, WordClass::Noun).next())
        .map(|s| s.synset)
        .collect();
    let (x, y) = (above(a), above(b));
    occupation(a) && occupation(b) && x.iter().any(|s| y.contains(s) && !general.contains(s))
}

/// Whether the noun's first meaning is one of what people do for a living.
fn occupation(lemma: &str) -> bool {
    let Some(person) = lexicon::senses("person", WordClass::Noun).next() else {
        return false;
    };
    let first = lexicon::senses(lemma, WordClass::Noun).next();
    words::list("occupation-kinds").iter().any(|kind| {
        lexicon::senses(kind, WordClass::Noun)
            .filter(|s| lexicon::ancestors(s.synset).contains(&person.synset))
            .any(|of| {
                first.is_some_and(|a| {
                    a.synset != of.synset && lexicon::ancestors(a.synset).contains(&of.synset)
                })
            })
    })
}

/// Whether the two may be one: a word within the other, words of one meaning or stem, one a kind of the other.
fn akin(a: &str, b: &str) -> bool {
    let kind = |x: &str, y: &str| lexicon::is_kind_of(x, y, WordClass::Noun);
    a == b
        || a.len() >= 4 && b.contains(a)
        || b.len() >= 4 && a.contains(b)
        || lexicon::synonyms(a, b, WordClass::Noun)
        || lexicon::derived(a, b)
        || kind(a, b)
        || kind(b, a)
}
