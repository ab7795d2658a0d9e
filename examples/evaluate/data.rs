//! Files of the sets: plain or gzip, text, JSON, JSON lines, tab-separated.

use std::io::Read as _;
use std::path::Path;

use serde_json::Value;

use crate::{Context, Failure};

/// The text of `path` below the data folder, unpacked where its name ends in `.gz`.
pub(crate) fn text(context: &Context, path: &str) -> Result<String, Failure> {
    let path = context.data.join(path);
    let broken = |e: std::io::Error| Failure::Broken(format!("{}: {e}", name(&path)));
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Err(Failure::Absent(path)),
        Err(e) => return Err(broken(e)),
    };
    let mut out = Vec::new();
    if path.extension().is_some_and(|e| e == "gz") {
        flate2::read::MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut out)
            .map_err(broken)?;
    } else {
        out = bytes;
    }
    Ok(String::from_utf8_lossy(&out).into_owned())
}

fn name(path: &Path) -> String {
    path.file_name()
        .map_or(String::new(), |n| n.to_string_lossy().into_owned())
}

/// The values of a file of JSON lines, at most `limit`.
pub(crate) fn json_lines(context: &Context, path: &str) -> Result<Vec<Value>, Failure> {
    text(context, path)?
        .lines()
        .filter(|l| !l.trim().is_empty())
        .take(context.limit)
        .map(|l| serde_json::from_str(l).map_err(|e| Failure::Broken(format!("{path}: {e}"))))
        .collect()
}

/// The value of a JSON file.
pub(crate) fn json(context: &Context, path: &str) -> Result<Value, Failure> {
    serde_json::from_str(&text(context, path)?).map_err(|e| Failure::Broken(format!("{path}: {e}")))
}

/// A string field; empty where it is missing.
pub(crate) fn string<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// Text of an XML element with its entities decoded.
pub(crate) fn unescape_xml(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
