//! `standing`, `seed-reading`, `news-reading`: our own gold, in `tests/data`.
//!
//! `standing`: polarity, certainty and source of labelled clauses, of the sentences that the reader was mended
//! by and of those kept aside; precision is among the clauses that are sure enough to be used. `seed-reading`:
//! the parts of every statement of the seed article, which is read from the folder `seed` beside the data.
//! `news-reading`: the same of sentences of every genre, written before the reader was mended by them.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::shared_gold::{self as gold, Scores};
use crate::table::Row;
use crate::{Context, Failure, Outcome, Set};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[
    Set {
        name: "standing",
        run: standing,
    },
    Set {
        name: "seed-reading",
        run: seed,
    },
    Set {
        name: "news-reading",
        run: |context| Ok(outcome(gold::news(&own("news-reading.jsonl", context.limit)?))),
    },
];

pub(crate) fn own<T: DeserializeOwned>(name: &str, limit: usize) -> Result<Vec<T>, Failure> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name);
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Err(Failure::Absent(path));
    };
    text.lines()
        .take(limit)
        .map(|l| serde_json::from_str(l).map_err(|e| Failure::Broken(format!("{name}: {e}"))))
        .collect()
}

fn standing(context: &Context) -> Result<Outcome, Failure> {
    Ok(outcome(gold::standing(&own("standing.jsonl", context.limit)?)))
}

fn seed(context: &Context) -> Result<Outcome, Failure> {
    let path = context.data.join("../seed/article.txt");
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Err(Failure::Absent(path));
    };
    Ok(outcome(gold::seed(
        &own("seed-reading.jsonl", context.limit)?,
        &text,
    )))
}

fn outcome(scores: Scores) -> Outcome {
    let rows = scores
        .counts
        .iter()
        .map(|((measure, class), c)| Row::counts(measure, class, c.gold, c.found, c.right))
        .collect();
    Outcome {
        rows,
        mistakes: scores.mistakes,
    }
}
