//! `copydesk init`: a configuration and a first rule file.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::find::label;
use super::output::Output;
use super::{Failure, Outcome};
use crate::config;

const CONFIG: &str = include_str!("template/copydesk.toml");
const RULES: &str = include_str!("template/rules.desk");

/// Arguments of `init`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The folder
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// Writes the files that are not there yet; never replaces one.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut out = Output::open(None)?;
    let rules = args.folder.join("rules");
    std::fs::create_dir_all(&rules).map_err(|e| Failure::io(&rules.display().to_string(), &e))?;
    let files = [
        (args.folder.join(config::FILE_NAME), CONFIG),
        (rules.join("house.desk"), RULES),
    ];
    for (path, text) in &files {
        if path.exists() {
            writeln!(out, "{} is there already and stays as it is", label(path))?;
        } else {
            write(path, text)?;
            writeln!(out, "wrote {}", label(path))?;
        }
    }
    writeln!(
        out,
        "now edit {}, then run `copydesk test` and `copydesk check`",
        label(&rules.join("house.desk"))
    )?;
    out.finish()?;
    Ok(Outcome::Clean)
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    let mut file = Output::open(Some(path))?;
    file.write_all(text.as_bytes())?;
    file.finish()
}
