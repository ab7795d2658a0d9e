//! `copydesk config`: which settings hold, and where each comes from.

use std::io::Write;
use std::path::PathBuf;

use super::output::Output;
use super::project::{Common, Project, Settings};
use super::{Failure, Outcome};
use crate::config::{Config, DatelineSource, FailOn, KEYS, Level, Setting};
use crate::source::Span;

/// Arguments of `config`.
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Show what holds for this article
    article: Option<PathBuf>,
    /// Say where each value comes from
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    common: Common,
}

/// Prints every setting.
pub(crate) fn run(args: &Args) -> Result<Outcome, Failure> {
    let mut project = Project::open(&args.common)?;
    let mut output = Output::open(None)?;
    let article = match &args.article {
        Some(path) => project.articles(std::slice::from_ref(path))?.into_iter().next(),
        None => None,
    };
    let settings = article.as_ref().map_or(project.base(), |a| project.settings(a));
    let file = settings.source.as_ref().map(|s| s.path().to_owned());
    writeln!(
        output,
        "# {}",
        file.as_deref()
            .unwrap_or("no copydesk.toml here or in any folder above")
    )?;
    for key in KEYS {
        match value(&settings.config, key.name) {
            Some((value, span)) => {
                let why = if args.why {
                    format!("  # {}", place(settings, span))
                } else {
                    String::new()
                };
                writeln!(output, "{} = {value}{why}", key.name)?;
            }
            None if args.why && !matches!(key.name, "severity" | "json" | "override") => {
                writeln!(output, "{} = {}  # default: {}", key.name, key.default, key.about)?;
            }
            None => {}
        }
    }
    let why = |span: Span| {
        if args.why {
            format!("  # {}", place(settings, span))
        } else {
            String::new()
        }
    };
    for (key, path) in &settings.config.json {
        writeln!(output, "json.{key} = {:?}{}", path.value, why(path.span))?;
    }
    for (rule, level) in &settings.config.severity {
        writeln!(
            output,
            "severity.{rule} = \"{}\"{}",
            level_name(level.value),
            why(level.span)
        )?;
    }
    for (index, one) in settings.config.overrides.iter().enumerate() {
        let holds = article.as_ref().map_or("", |a| {
            if settings.holds(index, &a.path) {
                "  # holds here"
            } else {
                "  # does not hold here"
            }
        });
        if let Some(paths) = &one.paths {
            writeln!(
                output,
                "override.{index}.paths = {:?}{}{holds}",
                paths.value,
                why(paths.span)
            )?;
        }
        for (rule, level) in &one.severity {
            writeln!(
                output,
                "override.{index}.severity.{rule} = \"{}\"{}",
                level_name(level.value),
                why(level.span)
            )?;
        }
        if let Some(rules) = &one.rules {
            writeln!(
                output,
                "override.{index}.rules = {:?}{}",
                rules.value,
                why(rules.span)
            )?;
        }
    }
    let paths = match &article {
        Some(article) => project
            .rule_sets()
            .get(article.rules)
            .cloned()
            .unwrap_or_default(),
        None => project.default_rules()?,
    };
    let shown: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
    let origin = if args.common.rules.is_empty() {
        ""
    } else {
        " (from --rules)"
    };
    writeln!(
        output,
        "# rules in use: {}{origin}",
        if shown.is_empty() {
            "none".to_owned()
        } else {
            shown.join(", ")
        }
    )?;
    output.finish()?;
    Ok(Outcome::Clean)
}

fn level_name(level: Level) -> &'static str {
    match level {
        Level::Off => "off",
        Level::At(severity) => severity.as_str(),
    }
}

fn place(settings: &Settings, span: Span) -> String {
    settings.source.as_ref().map_or(String::new(), |source| {
        let at = source.position(span.start);
        format!("{}:{}:{}", source.path(), at.line, at.column)
    })
}

/// The value of a key as TOML, with its place, where the file sets it.
fn value(config: &Config, key: &str) -> Option<(String, Span)> {
    let strings = |s: &Option<Setting<Vec<String>>>| s.as_ref().map(|s| (format!("{:?}", s.value), s.span));
    let string = |s: &Option<Setting<String>>| s.as_ref().map(|s| (format!("{:?}", s.value), s.span));
    match key {
        "rules" => strings(&config.rules),
        "paths" => strings(&config.paths),
        "include" => strings(&config.include),
        "exclude" => strings(&config.exclude),
        "against" => strings(&config.against),
        "format" => string(&config.format),
        "baseline" => string(&config.baseline),
        "fail-on" => config.fail_on.as_ref().map(|s| {
            let name = match s.value {
                FailOn::At(severity) => severity.as_str(),
                FailOn::Never => "never",
            };
            (format!("{name:?}"), s.span)
        }),
        "dateline" => config.dateline.as_ref().map(|s| {
            let names: Vec<&str> = s
                .value
                .iter()
                .map(|source| match source {
                    DatelineSource::Article => "article",
                    DatelineSource::FileName => "file-name",
                })
                .collect();
            (format!("{names:?}"), s.span)
        }),
        "max-bytes" => config.max_bytes.as_ref().map(|s| (s.value.to_string(), s.span)),
        _ => None,
    }
}
