//! Trees ↔ CoNLL-U, the exchange format of Universal Dependencies, and trees as drawings.
//!
//! [`write()`] prints what the standard tools score: `# sent_id`, `# text`, multiword token lines
//! (`1-2  don't`), `SpaceAfter=No`, and `TokenRange=start:end` (bytes of the read text, half-open)
//! in the last column. [`read`] takes the same format back; [`draw`] shows a tree to people.

use std::fmt::Write as _;

use super::Sentence;
use super::labels;
use super::token;
use super::tree::{Tree, Upos, Word};
use crate::document::{Block, BlockKind, TextSpan};

/// A sentence read from CoNLL-U.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// `# sent_id`
    pub id: String,
    /// `# text`, or the words put together where it is missing.
    pub text: String,
    /// Identifier of the document that begins here (`# newdoc`).
    pub new_document: Option<String>,
    /// Whether a paragraph begins here (`# newpar`, `# newdoc`).
    pub new_paragraph: bool,
    /// The words; their spans are bytes of `text`.
    pub tree: Tree,
    /// Surface tokens of several words (`1-2 don't`): first and last word, counted from 0.
    pub multiword: Vec<(usize, usize)>,
}

/// Why a text is not CoNLL-U.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError {
    /// 1-based line.
    pub line: usize,
    /// What is wrong there.
    pub message: String,
}

impl std::fmt::Display for ReadError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for ReadError {}

/// The sentences of a CoNLL-U text. Empty nodes (`8.1`) and enhanced dependencies are left out;
/// confidences are 1.
pub fn read(text: &str) -> Result<Vec<Entry>, ReadError> {
    let mut entries = Vec::new();
    let mut draft = Draft::default();
    for (i, line) in text.lines().enumerate() {
        let fail = |message: String| ReadError { line: i + 1, message };
        if line.trim().is_empty() {
            draft.finish(&mut entries).map_err(fail)?;
        } else if let Some(comment) = line.strip_prefix('#') {
            draft.comment(comment.trim());
        } else {
            draft.token(line).map_err(fail)?;
        }
    }
    let line = text.lines().count();
    draft
        .finish(&mut entries)
        .map_err(|message| ReadError { line, message })?;
    Ok(entries)
}

/// The lines of one sentence, as they come in.
#[derive(Debug, Default)]
struct Draft {
    id: String,
    text: Option<String>,
    new_document: Option<String>,
    new_paragraph: bool,
    words: Vec<Word>,
    /// (first word, last word, form, space after)
    surface: Vec<(usize, usize, String, bool)>,
}

impl Draft {
    fn comment(&mut self, comment: &str) {
        let (key, value) = comment
            .split_once('=')
            .map_or((comment, ""), |(k, v)| (k.trim(), v.trim()));
        match key {
            "sent_id" => self.id = value.to_owned(),
            "text" => self.text = Some(value.to_owned()),
            "newdoc" | "newdoc id" => {
                self.new_document = Some(value.to_owned());
                self.new_paragraph = true;
            }
            "newpar" | "newpar id" => self.new_paragraph = true,
            _ => {}
        }
    }

    fn token(&mut self, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[id, form, lemma, upos, xpos, feats, head, deprel, _, misc] = columns.as_slice() else {
            return Err(format!("expected 10 columns, found {}", columns.len()));
        };
        if id.contains('.') {
            return Ok(());
        }
        let space_after = !misc.split('|').any(|m| m == "SpaceAfter=No");
        if let Some((first, last)) = id.split_once('-') {
            let number = |s: &str| s.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
            let (Some(first), Some(last)) = (number(first), number(last)) else {
                return Err(format!("`{id}` is no range of words"));
            };
            if first != self.words.len() || last < first {
                return Err(format!("the range `{id}` does not begin at the next word"));
            }
            self.surface.push((first, last, form.to_owned(), space_after));
            return Ok(());
        }
        let index = self.words.len();
        if id.parse() != Ok(index + 1) {
            return Err(format!("expected word {}, found `{id}`", index + 1));
        }
        let head = head
            .parse::<usize>()
            .map_err(|_| format!("`{head}` is no head"))?
            .checked_sub(1);
        if self.surface.last().is_none_or(|&(_, last, ..)| last < index) {
            self.surface.push((index, index, form.to_owned(), space_after));
        }
        self.words.push(Word {
            form: form.to_owned(),
            span: TextSpan::default(),
            lemma: if lemma == "_" { form } else { lemma }.to_owned(),
            upos: Upos::parse(upos).unwrap_or_default(),
            xpos: labels::xpos(xpos),
            feats: feats.to_owned(),
            head,
            deprel: labels::deprel(deprel),
            head_confidence: 1.0,
            label_confidence: 1.0,
            space_after,
        });
        Ok(())
    }

    fn finish(&mut self, entries: &mut Vec<Entry>) -> Result<(), String> {
        let draft = std::mem::take(self);
        if draft.words.is_empty() {
            // Comments may stand before a blank line; a paragraph or document they open is not lost.
            self.new_document = draft.new_document;
            self.new_paragraph = draft.new_paragraph;
            return Ok(());
        }
        let mut words = draft.words;
        check_heads(&words)?;
        let text = draft.text.unwrap_or_else(|| {
            let mut text = String::new();
            for (.., form, space) in &draft.surface {
                text.push_str(form);
                if *space {
                    text.push(' ');
                }
            }
            text.trim_end().to_owned()
        });
        let mut multiword = Vec::new();
        let mut at = 0;
        for (first, last, form, space) in &draft.surface {
            let span = find(&text, at, form);
            at = span.end;
            let last = (*last).min(words.len().saturating_sub(1));
            if last > *first {
                multiword.push((*first, last));
            }
            place(
                words.get_mut(*first..=last).unwrap_or_default(),
                span,
                &text,
                *space,
            );
        }
        entries.push(Entry {
            id: draft.id,
            text,
            new_document: draft.new_document,
            new_paragraph: draft.new_paragraph,
            tree: Tree::new(words),
            multiword,
        });
        Ok(())
    }
}

/// The heads form a tree: one root, no cycle, no head outside the sentence.
fn check_heads(words: &[Word]) -> Result<(), String> {
    if words.iter().filter(|w| w.head.is_none()).count() != 1 {
        return Err("a sentence needs exactly one root".to_owned());
    }
    // 0 unseen, otherwise the number of the walk that came here first; a walk that meets itself is a cycle.
    let mut seen = vec![0; words.len()];
    for start in 0..words.len() {
        let mut at = Some(start);
        while let Some(i) = at {
            let (Some(mark), Some(word)) = (seen.get_mut(i), words.get(i)) else {
                return Err(format!("head {} is not in the sentence", i + 1));
            };
            if *mark == start + 1 {
                return Err(format!("word {} is its own ancestor", i + 1));
            }
            if *mark != 0 {
                break;
            }
            *mark = start + 1;
            at = word.head;
        }
    }
    Ok(())
}

/// Where `form` stands in `text` at or after `at`; an empty span at `at` where it doesn't.
fn find(text: &str, at: usize, form: &str) -> TextSpan {
    let rest = text.get(at..).unwrap_or_default();
    let skipped = at + (rest.len() - rest.trim_start().len());
    // Only directly ahead: a form that differs from the text must not drag all later ones away.
    if text.get(skipped..).unwrap_or_default().starts_with(form) {
        return TextSpan::new(skipped, skipped + form.len());
    }
    match rest.find(form) {
        Some(found) if found <= 20 => TextSpan::new(at + found, at + found + form.len()),
        _ => TextSpan::new(at, at),
    }
}

/// Gives the words of one surface token their spans.
fn place(words: &mut [Word], span: TextSpan, text: &str, space: bool) {
    let surface = text.get(span.start..span.end).unwrap_or_default();
    let joined: String = words.iter().map(|w| w.form.as_str()).collect();
    let fits = joined == surface;
    let mut at = span.start;
    let count = words.len();
    for (i, word) in words.iter_mut().enumerate() {
        word.space_after = space && i + 1 == count;
        word.span = if fits {
            let start = at;
            at += word.form.len();
            TextSpan::new(start, at)
        } else {
            span
        };
    }
}

/// A document put together from entries: its read text, its blocks (one a paragraph) and its
/// sentences with spans in that text. Sentences of a paragraph are set apart by a space,
/// paragraphs by a blank line. For work on gold trees.
pub fn assemble(entries: &[Entry]) -> (String, Vec<Block>, Vec<Sentence>) {
    let mut text = String::new();
    let mut blocks: Vec<Block> = Vec::new();
    let mut sentences = Vec::new();
    for entry in entries {
        if entry.new_paragraph || blocks.is_empty() {
            if !blocks.is_empty() {
                text.push_str("\n\n");
            }
            blocks.push(Block {
                kind: BlockKind::Paragraph,
                span: TextSpan::new(text.len(), text.len()),
                lede: blocks.is_empty(),
                group: None,
            });
        } else {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(&entry.text);
        let mut words = entry.tree.words.clone();
        for word in &mut words {
            word.span = TextSpan::new(word.span.start + start, word.span.end + start);
        }
        if let Some(block) = blocks.last_mut() {
            block.span.end = text.len();
        }
        sentences.push(Sentence {
            span: TextSpan::new(start, text.len()),
            block: blocks.len().saturating_sub(1),
            tree: Tree::new(words),
        });
    }
    (text, blocks, sentences)
}

/// The sentences as CoNLL-U; `text` is the read text that their spans index, `id` begins every `sent_id`.
pub fn write(text: &str, sentences: &[Sentence], id: &str) -> String {
    let mut out = String::new();
    let mut block = None;
    for (i, sentence) in sentences.iter().enumerate() {
        if i == 0 {
            let _ = writeln!(out, "# newdoc id = {id}");
        }
        if block != Some(sentence.block) {
            out.push_str("# newpar\n");
            block = Some(sentence.block);
        }
        write_sentence(&mut out, text, sentence, &format!("{id}-{}", i + 1));
    }
    out
}

fn write_sentence(out: &mut String, text: &str, sentence: &Sentence, id: &str) {
    let words = &sentence.tree.words;
    let one_line = text
        .get(sentence.span.start..sentence.span.end)
        .unwrap_or_default()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let _ = writeln!(out, "# sent_id = {id}\n# text = {one_line}");
    // One past the last word of the surface token that is being printed.
    let mut inside = 0;
    for (i, word) in words.iter().enumerate() {
        if i >= inside {
            inside = token_end(words, i);
            if let Some(last) = words.get(inside - 1).filter(|_| inside > i + 1) {
                let span = word.span.cover(last.span);
                let form = text.get(span.start..span.end).unwrap_or_default();
                let misc = misc(span, last.space_after);
                let _ = writeln!(out, "{}-{inside}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}", i + 1);
            }
        }
        let spaced = word.space_after || i + 1 < inside;
        let _ = writeln!(
            out,
            "{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t_\t{}",
            i + 1,
            field(&word.form),
            field(&word.lemma),
            word.upos.as_str(),
            word.xpos,
            field(&word.feats),
            word.head.map_or(0, |h| h + 1),
            word.deprel.as_str(),
            misc(word.span, spaced),
        );
    }
    out.push('\n');
}

/// One past the last word of the surface token that begins at word `i` ("do" + "n't" is one).
fn token_end(words: &[Word], i: usize) -> usize {
    let mut end = i + 1;
    while let (Some(previous), Some(next)) = (words.get(end - 1), words.get(end)) {
        if previous.space_after || !token::is_joined(&previous.form, &next.form) {
            break;
        }
        end += 1;
    }
    end
}

fn misc(span: TextSpan, space_after: bool) -> String {
    let space = if space_after { "" } else { "SpaceAfter=No|" };
    format!("{space}TokenRange={}:{}", span.start, span.end)
}

/// A field may hold no tab and no line break, and not be empty.
fn field(value: &str) -> String {
    if value.is_empty() {
        return "_".to_owned();
    }
    value
        .chars()
        .map(|c| if matches!(c, '\t' | '\n' | '\r') { ' ' } else { c })
        .collect()
}

/// A drawing of the tree for the terminal: one word a line, with arcs on the left from every head
/// to its dependents, then the word, its tag and its relation.
///
/// ```text
/// ┌─► Nobody  PRON   nsubj
/// ├─  agreed  VERB   root
/// └─► .       PUNCT  punct
/// ```
pub fn draw(tree: &Tree) -> String {
    let lanes = lanes(tree);
    let width = lanes.iter().flatten().map(|&lane| lane + 1).max().unwrap_or(0);
    let n = tree.len();
    // Cells of the arcs: rows are words; columns lanes, outermost first.
    let mut grid = vec![vec![' '; width * 2 + 2]; n];
    // Inner arcs are drawn last, so that a head's tee to the text is not crossed out.
    let mut order: Vec<usize> = (0..n)
        .filter(|&i| lanes.get(i).is_some_and(Option::is_some))
        .collect();
    order.sort_by_key(|&i| std::cmp::Reverse(lanes.get(i).copied().flatten()));
    for i in order {
        let (Some(head), Some(lane)) = (
            tree.words.get(i).and_then(|w| w.head),
            lanes.get(i).copied().flatten(),
        ) else {
            continue;
        };
        let column = (width - 1 - lane) * 2;
        let (top, bottom) = (i.min(head), i.max(head));
        for (row, cells) in grid.iter_mut().enumerate().take(bottom + 1).skip(top) {
            let (up, down) = (row > top, row < bottom);
            let right = row == top || row == bottom;
            merge(cells, column, up, down, false, right);
            if right {
                for c in column + 1..width * 2 {
                    merge(cells, c, false, false, true, true);
                }
                if row == i
                    && let Some(cell) = cells.get_mut(width * 2)
                {
                    *cell = '►';
                }
            }
        }
    }
    let longest = tree
        .words
        .iter()
        .map(|w| w.form.chars().count())
        .max()
        .unwrap_or(0)
        .min(24);
    let mut out = String::new();
    for (word, cells) in tree.words.iter().zip(&grid) {
        let mut arcs: String = cells.iter().collect();
        if word.head.is_none() {
            arcs = arcs.replace('►', "─");
        }
        let _ = writeln!(
            out,
            "{arcs}{:longest$}  {:5}  {}",
            word.form,
            word.upos.as_str(),
            word.deprel.as_str()
        );
    }
    out
}

/// The lane (0 nearest to the words) of the arc above every word: short arcs inside, arcs that
/// overlap in different lanes.
fn lanes(tree: &Tree) -> Vec<Option<usize>> {
    /// More lanes than these would push the words off the screen; arcs beyond share the last one.
    const LIMIT: usize = 24;
    let mut arcs: Vec<(usize, usize, usize)> = tree
        .words
        .iter()
        .enumerate()
        .filter_map(|(i, w)| {
            w.head
                .filter(|&h| h < tree.len() && h != i)
                .map(|h| (i.min(h), i.max(h), i))
        })
        .collect();
    arcs.sort_by_key(|&(low, high, i)| (high - low, i));
    let mut lanes = vec![None; tree.len()];
    let mut taken: Vec<Vec<bool>> = Vec::new();
    for (low, high, i) in arcs {
        // An arc may share its end rows with others of the same head, but not the rows between.
        let free = taken
            .iter()
            .position(|lane| lane.get(low..=high).is_some_and(|rows| rows.iter().all(|&r| !r)));
        let lane = match free {
            Some(lane) => lane,
            None if taken.len() < LIMIT => {
                taken.push(vec![false; tree.len()]);
                taken.len() - 1
            }
            None => LIMIT - 1,
        };
        if let Some(rows) = taken.get_mut(lane) {
            for row in rows.iter_mut().take(high + 1).skip(low) {
                *row = true;
            }
        }
        if let Some(slot) = lanes.get_mut(i) {
            *slot = Some(lane);
        }
    }
    lanes
}

/// Adds strokes to a cell of box drawing.
fn merge(cells: &mut [char], column: usize, up: bool, down: bool, left: bool, right: bool) {
    const BOXES: [char; 16] = [
        ' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼',
    ];
    let Some(cell) = cells.get_mut(column) else { return };
    let old = BOXES.iter().position(|b| b == cell).unwrap_or(0);
    let new = usize::from(up) | usize::from(down) << 1 | usize::from(left) << 2 | usize::from(right) << 3;
    // A line that passes under another one is drawn through, not joined to it.
    let joined = match (old, new) {
        (3, 12) | (12, 3) => 15,
        _ => old | new,
    };
    *cell = BOXES.get(joined).copied().unwrap_or(' ');
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "# newdoc id = talks\n# sent_id = t-1\n# text = They didn't sign it.\n\
        1\tThey\tthey\tPRON\tPRP\tCase=Nom\t4\tnsubj\t_\t_\n\
        2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\t_\n\
        2\tdid\tdo\tAUX\tVBD\t_\t4\taux\t_\t_\n\
        3\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_\n\
        4\tsign\tsign\tVERB\tVB\t_\t0\troot\t_\t_\n\
        5\tit\tit\tPRON\tPRP\t_\t4\tobj\t_\tSpaceAfter=No\n\
        6\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_\n\n";

    #[test]
    fn reads_spans_and_multiword_tokens() {
        let entries = read(SAMPLE).unwrap();
        let entry = &entries[0];
        assert_eq!(entry.multiword, [(1, 2)]);
        let forms: Vec<&str> = entry
            .tree
            .words
            .iter()
            .map(|w| &entry.text[w.span.start..w.span.end])
            .collect();
        assert_eq!(forms, ["They", "did", "n't", "sign", "it", "."]);
        assert_eq!(entry.tree.root(), Some(3));
    }

    #[test]
    fn writes_what_it_reads() {
        let entries = read(SAMPLE).unwrap();
        let (text, _, sentences) = assemble(&entries);
        let printed = write(&text, &sentences, "talks");
        assert!(printed.contains("2-3\tdidn't\t_"), "{printed}");
        assert!(printed.contains("TokenRange=5:8"), "{printed}");
        let again = read(&printed).unwrap();
        assert_eq!(again[0].tree, entries[0].tree);
        assert_eq!(again[0].multiword, entries[0].multiword);
    }

    #[test]
    fn says_where_a_file_is_broken() {
        assert_eq!(read("1\ta\n").unwrap_err().line, 1);
        let cycle = "1\ta\ta\tX\tX\t_\t2\tdep\t_\t_\n2\tb\tb\tX\tX\t_\t1\tdep\t_\t_\n3\tc\tc\tX\tX\t_\t0\troot\t_\t_\n";
        assert!(read(cycle).is_err());
    }

    #[test]
    fn draws_every_word() {
        let entries = read(SAMPLE).unwrap();
        let drawing = draw(&entries[0].tree);
        assert_eq!(drawing.lines().count(), 6);
        insta::assert_snapshot!(drawing);
    }
}
