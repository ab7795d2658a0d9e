//! `claim` and `claims from`.

use super::{Lines, Resolver};
use crate::diagnostic::Diagnostic;
use crate::rules::book::{Claim, ClaimSource, English, Period, Unconfirmed};
use crate::rules::data;
use crate::rules::syntax::{Cell, ClaimClause, ClaimsClause, Clause, DateText, Item, Quoted, Word};
use crate::source::{FileId, Location};

impl Resolver<'_> {
    pub(super) fn claim(&mut self, file: FileId, item: &Item, word: &Word, clauses: &[Clause<ClaimClause>]) {
        let name = self.item_name(file, word, "claim");
        let mut english: Vec<English> = Vec::new();
        let mut sources = Vec::new();
        let mut urls = Vec::new();
        let mut unconfirmed = Vec::new();
        let mut periods = Vec::new();
        for clause in clauses {
            let at = Location::new(file, clause.span);
            match &clause.node {
                ClaimClause::Says(text) => {
                    let text = self.english(file, text);
                    self.no_variables(&text);
                    english.push(text);
                }
                ClaimClause::Source { text, on, url } => {
                    sources.push((self.claim_source(file, text, on.as_ref(), url.as_ref()), at));
                }
                ClaimClause::Url(url) => urls.push((self.url(file, url), at)),
                ClaimClause::Unconfirmed(by) => {
                    let by = by.as_ref().and_then(|s| self.speaker(file, s));
                    unconfirmed.push((Unconfirmed { by, location: at }, at));
                }
                ClaimClause::Period(period) => periods.push((self.period(file, period), at)),
                ClaimClause::On(date) => {
                    let day = self.date(file, date);
                    periods.push((Period { from: day, to: day }, at));
                }
            }
        }
        self.once(&sources.iter().map(|s| s.1).collect::<Vec<_>>(), "`source`");
        self.once(
            &unconfirmed.iter().map(|s| s.1).collect::<Vec<_>>(),
            "`unconfirmed`",
        );
        self.once(&periods.iter().map(|s| s.1).collect::<Vec<_>>(), "period");
        if english.is_empty() && !item.broken {
            self.diagnostics.push(
                Diagnostic::error(
                    "claim-without-text",
                    "this claim says nothing",
                    Location::new(file, item.header),
                    "expected a sentence in quotation marks beneath it",
                )
                .with_note("for example `\"Ukraine was not represented at the Alaska summit.\"`"),
            );
        }
        let mut source = sources.into_iter().next().map(|(source, _)| source);
        if let Some((url, at)) = urls.into_iter().next() {
            match &mut source {
                Some(source) => source.url = source.url.take().or(Some(url)),
                None => self.diagnostics.push(
                    Diagnostic::error(
                        "url-without-source",
                        "a `url` without a `source`",
                        at,
                        "whose words stand there?",
                    )
                    .with_note("write `source \"…\" url \"…\"`"),
                ),
            }
        }
        if english.is_empty() {
            return;
        }
        self.book.claims.push(Claim {
            name,
            english,
            source,
            unconfirmed: unconfirmed.into_iter().next().map(|(u, _)| u),
            period: periods.into_iter().next().map(|(p, _)| p).unwrap_or_default(),
            data: None,
            role: false,
            location: Location::new(file, item.span),
        });
    }

    fn no_variables(&mut self, english: &English) {
        if let Some(variable) = english.variables.first() {
            let d = Diagnostic::error(
                "variable-in-claim",
                "a claim has no variables",
                variable.location,
                "a claim is about somebody or something in particular",
            )
            .with_note("what holds for everybody is said with `infer`; a brace in the text is written `\\{`");
            self.diagnostics.push(d);
        }
    }

    pub(super) fn claim_source(
        &mut self,
        file: FileId,
        text: &Quoted,
        on: Option<&DateText>,
        url: Option<&Quoted>,
    ) -> ClaimSource {
        ClaimSource {
            text: self.text(file, text, Lines::Joined),
            on: on.and_then(|d| self.date(file, d)),
            url: url.map(|u| self.url(file, u)),
        }
    }

    fn url(&mut self, file: FileId, quoted: &Quoted) -> crate::rules::book::Text {
        let url = self.text(file, quoted, Lines::Joined);
        let scheme = url.text.split_once("://").map(|(scheme, _)| scheme);
        if !url.text.is_empty() && !matches!(scheme, Some("http" | "https" | "ftp" | "file")) {
            let d = Diagnostic::error(
                "not-a-url",
                format!("`{}` is no link", url.text),
                url.location,
                "expected `https://…`",
            );
            let d = if url.text.contains('.') && !url.text.contains(' ') && scheme.is_none() {
                d.with_fix(url.location, format!("https://{}", url.text))
            } else {
                d
            };
            self.diagnostics.push(d);
        }
        url
    }

    pub(super) fn claims(
        &mut self,
        file: FileId,
        item: &Item,
        path: &Quoted,
        clauses: &[Clause<ClaimsClause>],
    ) {
        let named = self.text(file, path, Lines::Joined);
        let mut template = data::Template {
            item: Location::new(file, item.span),
            path: named.clone(),
            english: Vec::new(),
            role: false,
            source: None,
            conditions: Vec::new(),
            from: None,
            to: None,
        };
        for clause in clauses {
            match &clause.node {
                ClaimsClause::As(texts) => {
                    for text in texts {
                        template.english.push(self.english(file, text));
                    }
                }
                ClaimsClause::Role => template.role = true,
                ClaimsClause::Where(list) => template.conditions.extend(list.iter().cloned()),
                ClaimsClause::Source { text, on, url } => {
                    template.source = Some(self.claim_source(file, text, on.as_ref(), url.as_ref()));
                }
                ClaimsClause::Period { from, to } => {
                    template.from = from.as_ref().and_then(|c| self.cell(file, c)).or(template.from);
                    template.to = to.as_ref().and_then(|c| self.cell(file, c)).or(template.to);
                }
            }
        }
        if template.english.is_empty() {
            if !item.broken {
                self.missing(
                    "claims-without-as",
                    "claims from",
                    "as",
                    "as \"{name} is {title}.\"",
                    Location::new(file, item.header),
                );
            }
            return;
        }
        if named.text.is_empty() {
            return;
        }
        let label = self
            .book
            .sources
            .get(file)
            .map(|s| s.path().to_owned())
            .unwrap_or_default();
        let Some(joined) = self.joined(&label, &named.text, named.location) else {
            return;
        };
        match self.loader.load(&joined) {
            Ok(source) => data::claims(self, &template, source),
            Err(error) => self.not_loaded(&named.text, &joined, named.location, &error),
        }
    }

    fn cell(&mut self, file: FileId, cell: &Cell) -> Option<data::When> {
        match cell {
            Cell::Date(date) => self.date(file, date).map(data::When::Date),
            Cell::Column(braced) => self.variable(file, braced).map(data::When::Column),
        }
    }
}
