//! `sentence-splitting`: the share of texts that are split exactly as expected, by suite and group.

use std::collections::BTreeMap;

use copydesk::document::BlockKind;
use copydesk::reading::sentence;

use crate::table::Row;
use crate::{Context, Failure, Outcome, Set, data};

/// The sets of this family.
pub(crate) const SETS: &[Set] = &[Set {
    name: "sentence-splitting",
    run,
}];

fn run(context: &Context) -> Result<Outcome, Failure> {
    let mut groups: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    let mut mistakes = Vec::new();
    for case in data::json_lines(context, "sentence-splitting/dev.jsonl")? {
        let text = data::string(&case, "text");
        let expected: Vec<String> = case
            .get("sentences")
            .and_then(|s| s.as_array())
            .into_iter()
            .flatten()
            .filter_map(|s| s.as_str())
            .map(str::trim)
            .map(str::to_owned)
            .collect();
        let found: Vec<&str> = sentence::split(text, 0, BlockKind::Paragraph)
            .iter()
            .filter_map(|s| text.get(s.start..s.end))
            .collect();
        let group = format!(
            "{} {}",
            data::string(&case, "suite"),
            data::string(&case, "group")
        );
        let (right, count) = groups.entry(group.clone()).or_default();
        *count += 1;
        if found == expected {
            *right += 1;
        } else {
            mistakes.push(format!(
                "{group} {}\n    expected {expected:?}\n    found    {found:?}",
                data::string(&case, "name")
            ));
        }
    }
    let rows = groups
        .iter()
        .map(|(group, (right, count))| Row::accuracy("cases", group, *right, *count))
        .collect();
    Ok(Outcome { rows, mistakes })
}
