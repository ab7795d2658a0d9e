//! `json` and `jsonl`: the report as it is.

use std::io::{self, Write};

use super::{DocumentReport, Printing};

/// The JSON Schema of the report.
pub const SCHEMA: &str = include_str!("../../schemas/report.schema.json");

/// Prints the whole report as one object.
pub fn print(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, p.report)?;
    out.write_all(b"\n")
}

/// Prints every document as an object on a line of its own.
pub fn lines(p: &Printing<'_>, out: &mut dyn Write) -> io::Result<()> {
    p.report.documents.iter().try_for_each(|d| line(d, out))
}

/// Prints one document as an object on a line of its own.
pub fn line(document: &DocumentReport, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, document)?;
    out.write_all(b"\n")
}
