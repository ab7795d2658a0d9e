//! Entities: first their names, of all files; then their clauses.

use super::names::Named;
use super::{Lines, Loaded, Resolver};
use crate::diagnostic::Diagnostic;
use crate::rules::book::{Entity, EntityKind, Period, RoleClause, Text};
use crate::rules::syntax::{Clause, EntityClause, EntityItem, Form, Name};
use crate::source::{FileId, Location};

impl Resolver<'_> {
    /// Gives every entity its id and its names.
    pub(super) fn declare_entities(&mut self, loaded: &[Loaded]) {
        let mut aliases: Vec<(Text, usize)> = Vec::new();
        for one in loaded {
            for item in &one.tree.items {
                let Form::Entity(entity) = &item.form else {
                    continue;
                };
                let name = self.name_text(one.file, &entity.name);
                let id = Self::entity_id(self.book.entities.len());
                let also: Vec<Text> = entity
                    .clauses
                    .iter()
                    .filter_map(|c| match &c.node {
                        EntityClause::Also(names) => Some(names),
                        _ => None,
                    })
                    .flatten()
                    .map(|q| self.text(one.file, q, Lines::Joined))
                    .collect();
                if let Some(other) = self.entities.get(&name.text) {
                    let d = Diagnostic::error(
                        "duplicate-entity",
                        format!("a second entity called `{}`", name.text),
                        name.location,
                        "the same name again",
                    )
                    .with_label(other.location, "the first")
                    .with_note("put the clauses of both into one item, or give one a fuller name");
                    self.diagnostics.push(d);
                } else if !name.text.is_empty() {
                    self.entities.insert(
                        name.text.clone(),
                        Named {
                            entity: id,
                            location: name.location,
                            main: true,
                        },
                    );
                }
                aliases.extend(also.iter().map(|text| (text.clone(), id.0 as usize)));
                self.book.entities.push(Entity {
                    kind: entity.kind,
                    name,
                    also,
                    never: Vec::new(),
                    roles: Vec::new(),
                    speaks_for: Vec::new(),
                    on: None,
                    born: None,
                    place: Vec::new(),
                    with: Vec::new(),
                    location: Location::new(one.file, item.span),
                });
            }
        }
        for (alias, index) in aliases {
            self.declare_alias(alias, index);
        }
        self.next_entity = 0;
    }

    fn declare_alias(&mut self, alias: Text, index: usize) {
        let id = Self::entity_id(index);
        let Some(other) = self.entities.get(&alias.text).copied() else {
            if !alias.text.is_empty() {
                self.entities.insert(
                    alias.text,
                    Named {
                        entity: id,
                        location: alias.location,
                        main: false,
                    },
                );
            }
            return;
        };
        let kind = |i: usize| self.book.entities.get(i).map(|e| e.kind);
        let d = if other.entity == id {
            Diagnostic::error(
                "repeated-name",
                format!("`{}` stands here twice", alias.text),
                alias.location,
                "again",
            )
            .with_label(other.location, "first here")
            .warning()
        } else {
            let d = Diagnostic::error(
                "alias-of-two",
                format!("`{}` is the name of two entities", alias.text),
                alias.location,
                "of this one",
            )
            .with_label(other.location, "and of this one");
            // "Moscow" the place and "Moscow" the government are told apart by what is said of them.
            if kind(index) == kind(other.entity.0 as usize) {
                d.with_note("keep the name with one of them: an article that uses it could mean either")
            } else {
                d.with_note(if other.main {
                    "the entity that is called so first of all is taken"
                } else {
                    "the one that stands first is taken"
                })
                .warning()
            }
        };
        self.diagnostics.push(d);
    }

    /// The clauses of one entity.
    pub(super) fn entity(&mut self, file: FileId, entity: &EntityItem) {
        let index = self.next_entity;
        self.next_entity += 1;
        let Some(mut made) = self.book.entities.get(index).cloned() else {
            return;
        };
        let mut seen_on: Option<Location> = None;
        for clause in &entity.clauses {
            let location = Location::new(file, clause.span);
            self.fits(entity.kind, clause, location);
            match &clause.node {
                EntityClause::Also(_) => {}
                EntityClause::Never(names) => {
                    for quoted in names {
                        let text = self.text(file, quoted, Lines::Joined);
                        self.never_and_also(&made, &text);
                        made.never.push(text);
                    }
                }
                EntityClause::Role { titles, period } => {
                    let period = self.period(file, period);
                    for title in titles {
                        let title = self.text(file, title, Lines::Joined);
                        made.roles.push(RoleClause {
                            title,
                            period,
                            location,
                        });
                    }
                }
                EntityClause::SpeaksFor(names) => {
                    for name in names {
                        let Some(id) = self.entity_ref(file, name) else {
                            continue;
                        };
                        if id.0 as usize == index {
                            self.error(
                                "speaks-for-itself",
                                format!("`{}` speaks for itself", made.name.text),
                                Location::new(file, name.span()),
                                "the same entity",
                            );
                        } else {
                            made.speaks_for.push(id);
                        }
                    }
                }
                EntityClause::On(period) | EntityClause::Period(period) => {
                    if let Some(first) = seen_on {
                        let d = Diagnostic::error(
                            "duplicate-clause",
                            "a second time for one event",
                            location,
                            "again",
                        )
                        .with_label(first, "the first");
                        self.diagnostics.push(d);
                    }
                    seen_on = Some(location);
                    let mut period = self.period(file, period);
                    if matches!(clause.node, EntityClause::On(_)) && period.to.is_none() {
                        period.to = period.from;
                    }
                    if period != Period::default() {
                        made.on = Some(period);
                    }
                }
                EntityClause::In(names) => made.place.extend(self.texts(file, names)),
                EntityClause::With(names) => made.with.extend(self.texts(file, names)),
                EntityClause::Born(date) => made.born = self.date(file, date),
            }
        }
        if let Some(slot) = self.book.entities.get_mut(index) {
            *slot = made;
        }
    }

    fn texts(&mut self, file: FileId, names: &[Name]) -> Vec<Text> {
        names.iter().map(|n| self.name_text(file, n)).collect()
    }

    /// A spelling that is forbidden and allowed at once.
    fn never_and_also(&mut self, entity: &Entity, never: &Text) {
        let allowed = std::iter::once(&entity.name)
            .chain(&entity.also)
            .find(|t| t.text == never.text);
        if let Some(allowed) = allowed {
            let d = Diagnostic::error(
                "never-and-also",
                format!("`{}` is allowed and forbidden", never.text),
                never.location,
                "forbidden here",
            )
            .with_label(allowed.location, "allowed here");
            self.diagnostics.push(d);
        }
    }

    /// Clauses that say nothing of this kind of entity.
    fn fits(&mut self, kind: EntityKind, clause: &Clause<EntityClause>, location: Location) {
        use EntityKind as K;
        let (word, kinds, of): (_, &[K], _) = match clause.node {
            EntityClause::On(_) | EntityClause::Period(_) => (
                "a time",
                &[K::Event],
                "an event has a time; for an office write `role \"…\" from D to D`",
            ),
            EntityClause::With(_) => ("`with`", &[K::Event], "`with` says who took part in an event"),
            EntityClause::Born(_) => ("`born`", &[K::Person], "`born` is said of a person"),
            EntityClause::Role { .. } => (
                "`role`",
                &[K::Person, K::Organisation, K::Thing],
                "`role` is said of a person or an organisation",
            ),
            EntityClause::In(_) => (
                "`in`",
                &[K::Event, K::Place, K::Organisation, K::Thing, K::Country],
                "`in` says where an event, a place or an organisation is",
            ),
            EntityClause::Also(_) | EntityClause::Never(_) | EntityClause::SpeaksFor(_) => return,
        };
        if !kinds.contains(&kind) {
            let d = Diagnostic::error(
                "clause-of-other-kind",
                format!(
                    "{word} is not said of {}",
                    super::names::article(entity_word(kind))
                ),
                location,
                "does not belong here",
            )
            .with_note(of);
            self.diagnostics.push(d);
        }
    }
}

/// The keyword of a kind.
pub(crate) fn entity_word(kind: EntityKind) -> &'static str {
    match kind {
        EntityKind::Person => "person",
        EntityKind::Organisation => "organisation",
        EntityKind::Country => "country",
        EntityKind::Place => "place",
        EntityKind::Event => "event",
        EntityKind::Thing => "thing",
    }
}
