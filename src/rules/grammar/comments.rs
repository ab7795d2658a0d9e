//! Gives every comment to the item or clause that it belongs to, so that none is lost in formatting.

use crate::rules::syntax::{Clause, Comment, Comments, Form, RuleFile};
use crate::source::Span;

/// Attaches all comments of a file.
pub(super) fn attach(file: &mut RuleFile, comments: Vec<Comment>, text: &str) {
    let mut comments = comments.into_iter().peekable();
    let mut end_of_last = 0;
    let mut item_starts: Vec<usize> = file.items.iter().skip(1).map(|i| i.span.start).collect();
    item_starts.push(usize::MAX);
    for (item, next_item) in file.items.iter_mut().zip(item_starts) {
        let first = comments
            .peek()
            .map_or(item.span.start, |c| c.span.start.min(item.span.start));
        item.gap = text
            .get(end_of_last..first)
            .is_some_and(|between| between.matches('\n').count() > 1);
        item.one_line = text
            .get(item.span.start..item.span.end)
            .is_some_and(|own| !own.contains('\n'));
        let mut parts: Vec<(Span, &mut Comments)> = vec![(item.header, &mut item.comments)];
        parts.append(&mut clause_parts(&mut item.form));
        let starts: Vec<usize> = parts.iter().map(|(span, _)| span.start).collect();
        for (index, (span, own)) in parts.into_iter().enumerate() {
            // Before it, or inside it: comments inside a clause move before it.
            while let Some(comment) = comments.next_if(|c| c.span.start < span.end) {
                own.before.push(comment);
            }
            let next = starts.get(index + 1).copied().unwrap_or(usize::MAX);
            own.after = comments.next_if(|c| {
                c.span.start < next.min(next_item)
                    && text
                        .get(span.end..c.span.start)
                        .is_some_and(|between| !between.contains('\n'))
            });
        }
        end_of_last = item.span.end;
        if let Some(after) = last_after(&item.comments, &item.form) {
            end_of_last = end_of_last.max(after);
        }
        while let Some(comment) =
            comments.next_if(|c| c.span.start < next_item && (!c.flush || c.span.start < item.span.end))
        {
            end_of_last = end_of_last.max(comment.span.end);
            item.end.push(comment);
        }
    }
    file.end = comments.collect();
}

fn last_after(header: &Comments, form: &Form) -> Option<usize> {
    fn last<T>(clauses: &[Clause<T>]) -> Option<&Comments> {
        clauses.last().map(|c| &c.comments)
    }
    let comments = match form {
        Form::Entity(e) => last(&e.clauses),
        Form::Infer { clauses, .. } => last(clauses),
        Form::Claim { clauses, .. } => last(clauses),
        Form::Claims { clauses, .. } => last(clauses),
        Form::Rule { clauses, .. } => last(clauses),
        Form::Test { clauses, .. } => last(clauses),
        Form::Use(_) | Form::Term { .. } | Form::Opposite(_) | Form::Closed(_) | Form::Broken => None,
    }
    .unwrap_or(header);
    comments.after.as_ref().map(|c| c.span.end)
}

fn clause_parts(form: &mut Form) -> Vec<(Span, &mut Comments)> {
    fn parts<T>(clauses: &mut [Clause<T>]) -> Vec<(Span, &mut Comments)> {
        clauses.iter_mut().map(|c| (c.span, &mut c.comments)).collect()
    }
    match form {
        Form::Entity(e) => parts(&mut e.clauses),
        Form::Infer { clauses, .. } => parts(clauses),
        Form::Claim { clauses, .. } => parts(clauses),
        Form::Claims { clauses, .. } => parts(clauses),
        Form::Rule { clauses, .. } => parts(clauses),
        Form::Test { clauses, .. } => parts(clauses),
        Form::Use(_) | Form::Term { .. } | Form::Opposite(_) | Form::Closed(_) | Form::Broken => Vec::new(),
    }
}
