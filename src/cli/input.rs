//! Reads files: whatever is in them, the answer is a text or a message that says what is wrong.

use std::io::Read;
use std::path::Path;

use super::Failure;
use crate::source::Source;

/// Largest article that is read unless the configuration says otherwise, in bytes.
pub(crate) const MAX_BYTES: u64 = 20_000_000;

/// The text of `path` (standard input for `-`), shown under `label`.
pub(crate) fn read(path: &Path, label: &str, max_bytes: u64) -> Result<Source, Failure> {
    let bytes = if path == Path::new("-") {
        // One byte more than is allowed tells that there is too much.
        let mut bytes = Vec::new();
        std::io::stdin()
            .lock()
            .take(max_bytes.saturating_add(1))
            .read_to_end(&mut bytes)
            .map_err(|e| Failure::io(label, &e))?;
        bytes
    } else {
        let metadata = std::fs::metadata(path).map_err(|e| Failure::io(label, &e))?;
        if metadata.is_dir() {
            return Err(Failure::message(format!("{label}: is a folder, not a file")));
        }
        if metadata.len() > max_bytes {
            return Err(too_large(label, max_bytes));
        }
        let mut bytes = Vec::new();
        // A pipe or device has no length that could be asked for.
        std::fs::File::open(path)
            .and_then(|file| file.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes))
            .map_err(|e| Failure::io(label, &e))?;
        bytes
    };
    if u64::try_from(bytes.len()).is_ok_and(|len| len > max_bytes) {
        return Err(too_large(label, max_bytes));
    }
    decode(bytes, label).map(|text| Source::new(label, text))
}

fn too_large(label: &str, max_bytes: u64) -> Failure {
    Failure::with_help(
        format!("{label}: is larger than {} MB", max_bytes / 1_000_000),
        "`--max-bytes`, or `max-bytes` in copydesk.toml, sets another limit",
    )
}

fn decode(bytes: Vec<u8>, label: &str) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        let line = bytes.iter().take(at).filter(|&&b| b == b'\n').count() + 1;
        let head = bytes.get(..bytes.len().min(8192)).unwrap_or_default();
        if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
            Failure::with_help(format!("{label}: is UTF-16, not UTF-8"), "save it as UTF-8")
        } else if head.contains(&0) {
            Failure::message(format!("{label}: is a binary file, not a text"))
        } else {
            Failure::with_help(
                format!("{label}:{line}: is not UTF-8 (byte {at})"),
                "the file may be in an older encoding such as Windows-1252; save it as UTF-8",
            )
        }
    })
}
