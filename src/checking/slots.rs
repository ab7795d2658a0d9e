//! The variables of a rulebook's English as the reader takes them.

use crate::reading::english::{Slot, SlotKind};
use crate::rules::book::{English, EntityKind, Variable, VariableKind};
use crate::source::Span;

/// The variables of a text, each with the kind of words that may stand in its place.
pub(super) fn slots(english: &English) -> Vec<Slot> {
    english.variables.iter().map(slot).collect()
}

fn slot(variable: &Variable) -> Slot {
    Slot {
        name: variable.name.clone(),
        span: Span::new(variable.start, variable.end),
        kind: match variable.kind {
            VariableKind::Entity(EntityKind::Person) => SlotKind::Person,
            VariableKind::Entity(EntityKind::Organisation) => SlotKind::Organisation,
            VariableKind::Entity(EntityKind::Country) => SlotKind::Country,
            VariableKind::Entity(EntityKind::Place) => SlotKind::Place,
            VariableKind::Entity(EntityKind::Event) => SlotKind::Event,
            VariableKind::Entity(EntityKind::Thing) => SlotKind::Thing,
            VariableKind::Number => SlotKind::Number,
            VariableKind::Date => SlotKind::Date,
            VariableKind::Duration => SlotKind::Duration,
            VariableKind::Money => SlotKind::Money,
            VariableKind::Percent => SlotKind::Percent,
            VariableKind::Any => SlotKind::Any,
        },
    }
}
