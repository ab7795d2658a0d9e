//! Prints the statements of every line of standard input, for looking at.
use copydesk::reading::names::Names;
use copydesk::reading::{english, statement::*};
use std::io::BufRead;
fn ph(p: &Phrase) -> String {
    let mods: Vec<String> = p
        .modifiers
        .iter()
        .map(|m| format!("{}:{}:{}", m.relation, m.case, ph(&m.phrase)))
        .collect();
    let conj: Vec<String> = p.conjuncts.iter().map(ph).collect();
    format!(
        "{}<{:?}{}{}>{}{}",
        p.lemma,
        p.quantifier,
        p.entity.as_ref().map_or(String::new(), |e| format!(" {e:?}")),
        p.count.map_or(String::new(), |c| format!(" #{c}")),
        if mods.is_empty() {
            String::new()
        } else {
            format!("[{}]", mods.join(" "))
        },
        if conj.is_empty() {
            String::new()
        } else {
            format!(
                "{{{}}}{}",
                conj.join(" & "),
                if p.disjunction { "or" } else { "" }
            )
        }
    )
}
fn main() {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        println!("{line}");
        let (_, r) = english::read_english(&line, &[], &Names::default(), None);
        for s in &r.statements {
            println!(
                "  {} {:?} pred={} {:?}{} adv={:?} pol={:?} cert={:?} src={:?} parent={:?} read={} conf={:.2}",
                s.id,
                s.kind,
                s.predicate.lemma,
                s.predicate.tense,
                if s.predicate.passive { " pass" } else { "" },
                s.predicate.adverbs,
                s.polarity,
                s.certainty,
                s.source.kind,
                s.parent.map(|p| (p.statement, p.relation)),
                s.read,
                s.confidence
            );
            if let Some(a) = &s.subject {
                println!(
                    "     subj {}{}",
                    ph(&a.phrase),
                    a.phrase
                        .antecedent
                        .map_or(String::new(), |x| format!(" ante {x:?}"))
                );
            }
            for o in &s.objects {
                println!("     {:?} {}", o.role, ph(&o.phrase));
            }
            for c in &s.circumstances {
                println!(
                    "     ({:?}) {} {} val={:?}",
                    c.kind,
                    c.marker,
                    c.phrase.as_ref().map_or(c.text.clone(), ph),
                    c.value
                );
            }
            for t in &s.times {
                println!("     time {:?}", t.time);
            }
            for t in &s.quantities {
                println!("     q {:?} of {:?}", t.quantity, t.of);
            }
        }
        if std::env::args().any(|a| a == "-t") {
            for s in &r.sentences {
                for (i, w) in s.tree.words.iter().enumerate() {
                    println!(
                        "\t{} {} {} {} {} <- {:?}",
                        i,
                        w.form,
                        w.lemma,
                        w.xpos,
                        w.deprel.as_str(),
                        w.head
                    );
                }
            }
        }
    }
}
