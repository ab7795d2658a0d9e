//! Where output goes: standard output, or a file that is replaced as a whole.

use std::io::{self, BufWriter, IsTerminal, Seek, Write};
use std::path::{Path, PathBuf};

use super::Failure;

/// When to print colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Color {
    /// Whether output to `file` (standard output where there is none) is coloured.
    pub(crate) fn on(self, file: Option<&Path>) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => file.is_none() && io::stdout().is_terminal() && wants_color(),
        }
    }
}

/// Whether messages on standard error are coloured.
pub(crate) fn color_on_stderr() -> bool {
    io::stderr().is_terminal() && wants_color()
}

/// See <https://no-color.org>: any value but the empty one says no.
fn wants_color() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty())
        && std::env::var_os("TERM").is_none_or(|v| v != "dumb")
}

/// Standard output, or a file that comes into being only when all of it was written.
pub(crate) enum Output {
    /// Standard output.
    Stdout(BufWriter<io::Stdout>),
    /// What will be a file. Until then it has no name, so that a run that is broken off leaves nothing.
    File(tempfile::SpooledTempFile, PathBuf),
}

/// Up to this many bytes wait in memory, more on the disk.
const IN_MEMORY: usize = 8 << 20;

/// The folder that a file is or will be in.
fn folder(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

impl Output {
    /// Opens standard output, or gets ready to write `path`.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self, Failure> {
        let Some(path) = path else {
            return Ok(Self::Stdout(BufWriter::new(io::stdout())));
        };
        let shown = path.display().to_string();
        // Said before hours of work, not after.
        let folder = std::fs::metadata(folder(path)).map_err(|e| Failure::io(&shown, &e))?;
        if !folder.is_dir() || path.is_dir() {
            return Err(Failure::message(format!("{shown}: no file can be written there")));
        }
        Ok(Self::File(
            tempfile::SpooledTempFile::new(IN_MEMORY),
            path.to_owned(),
        ))
    }
    /// Writes what is still held back and puts the file in its place.
    pub(crate) fn finish(self) -> Result<(), Failure> {
        match self {
            Self::Stdout(mut out) => Ok(out.flush()?),
            Self::File(mut held, path) => {
                let shown = path.display().to_string();
                let io = |e: io::Error| Failure::io(&shown, &e);
                held.rewind().map_err(io)?;
                // A link stays a link, and a device or a pipe is written to, not replaced.
                let path = std::fs::canonicalize(&path).unwrap_or(path);
                if std::fs::metadata(&path).is_ok_and(|m| !m.is_file()) {
                    let mut out = std::fs::OpenOptions::new().write(true).open(&path).map_err(io)?;
                    io::copy(&mut held, &mut out).map_err(io)?;
                    return Ok(());
                }
                let mut file = tempfile::Builder::new()
                    .prefix(".copydesk-")
                    .tempfile_in(folder(&path))
                    .map_err(io)?;
                io::copy(&mut held, &mut file).map_err(io)?;
                set_permissions(&file, &path);
                file.persist(&path).map_err(|e| Failure::io(&shown, &e.error))?;
                Ok(())
            }
        }
    }
}

/// A temporary file is readable to its owner alone; the file that it becomes should be as any other.
#[cfg(unix)]
fn set_permissions(file: &tempfile::NamedTempFile, path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = std::fs::metadata(path).map_or(0o644, |m| m.permissions().mode());
    // A file system without permissions keeps its own.
    let _ = file
        .as_file()
        .set_permissions(std::fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn set_permissions(_: &tempfile::NamedTempFile, _: &Path) {}

impl Write for Output {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(buffer),
            Self::File(out, _) => out.write(buffer),
        }
    }
    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}
