//! The table of results, in Markdown.

/// One line: a measure over a class of items.
#[derive(Debug, Clone, Default)]
pub struct Row {
    /// What is measured (`LAS`, `statements`).
    pub measure: String,
    /// Which items (`nsubj`, `news`); empty for all.
    pub class: String,
    /// Right of those that are to be found, 0 to 1.
    pub recall: Option<f64>,
    /// Right of those that were found.
    pub precision: Option<f64>,
    /// F1, accuracy, or what `measure` says.
    pub score: Option<f64>,
    /// Number of items.
    pub count: usize,
}

impl Row {
    /// A row of counts: to be found, found, right.
    pub fn counts(measure: &str, class: &str, gold: usize, found: usize, right: usize) -> Self {
        let (recall, precision) = (ratio(right, gold), ratio(right, found));
        Self {
            measure: measure.to_owned(),
            class: class.to_owned(),
            recall,
            precision,
            score: f1(recall, precision),
            count: gold,
        }
    }
    /// A row with a share of items that are right.
    pub fn accuracy(measure: &str, class: &str, right: usize, count: usize) -> Self {
        Self::value(measure, class, ratio(right, count), count)
    }
    /// A row with a value only.
    pub fn value(measure: &str, class: &str, score: Option<f64>, count: usize) -> Self {
        Self {
            measure: measure.to_owned(),
            class: class.to_owned(),
            score,
            count,
            ..Self::default()
        }
    }
}

/// `part` of `whole`; nothing of an empty whole.
pub(crate) fn ratio(part: usize, whole: usize) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

/// Harmonic mean.
pub(crate) fn f1(recall: Option<f64>, precision: Option<f64>) -> Option<f64> {
    let (r, p) = (recall.unwrap_or(0.0), precision.unwrap_or(0.0));
    Some(if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 })
}

/// The first two lines of the table.
pub(crate) fn header() -> String {
    "| set | measure | class | recall | precision | F1 / accuracy | count | seconds |\n\
     | --- | --- | --- | ---: | ---: | ---: | ---: | ---: |"
        .to_owned()
}

/// One row as a line.
pub(crate) fn line(set: &str, row: &Row, seconds: Option<f64>) -> String {
    let number = |value: Option<f64>| value.map_or(String::new(), |v| format!("{v:.3}"));
    format!(
        "| {set} | {} | {} | {} | {} | {} | {} | {} |",
        row.measure,
        row.class,
        number(row.recall),
        number(row.precision),
        number(row.score),
        row.count,
        seconds.map_or(String::new(), |s| format!("{s:.2}")),
    )
}

/// A line that says why there is no score.
pub(crate) fn note(set: &str, note: &str) -> String {
    format!("| {set} | {note} | | | | | | |")
}
