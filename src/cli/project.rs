//! What a command works with: the configuration that holds for an article, and its rules.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use super::find::{self, Wanted};
use super::{Failure, input};
use crate::config::{self, Config, DatelineSource, Level, Setting};
use crate::document::formats::FormatSpec;
use crate::document::{self, Dateline, Document, FORMATS, Format, Options};
use crate::source::{Source, Sources};
use crate::value::date::Date;

/// Arguments of every command that reads articles.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Common {
    /// Rule files and folders of them; articles behind the first are articles
    /// [default: as copydesk.toml says, otherwise rules/]
    #[arg(long, value_name = "PATH", num_args = 1.., value_delimiter = None)]
    pub(crate) rules: Vec<PathBuf>,
    /// Source documents whose statements are taken as claims
    #[arg(long, value_name = "SOURCE", num_args = 1..)]
    pub(crate) against: Vec<PathBuf>,
    /// Configuration file, in place of the nearest copydesk.toml upward from the article
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Use no configuration file
    #[arg(long, conflicts_with = "config")]
    pub(crate) no_config: bool,
    /// The day the articles are dated, in place of what they say themselves
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) date: Option<Date>,
    /// How the articles are written [default: by the file's extension]
    #[arg(long, value_name = "FORMAT", value_parser = input_format)]
    pub(crate) input_format: Option<Format>,
    /// The path under which standard input (`-`) is shown and configured
    #[arg(long, value_name = "PATH", default_value = "stdin.txt")]
    pub(crate) stdin_path: PathBuf,
    /// Largest article that is read, in bytes
    #[arg(long, value_name = "BYTES")]
    pub(crate) max_bytes: Option<u64>,
    /// Leave out what `exclude` names even where it is given as an argument
    #[arg(long)]
    pub(crate) force_exclude: bool,
}

/// Reads a day given on the command line.
pub(crate) fn day(text: &str) -> Result<Date, String> {
    Date::parse(text)
        .filter(|d| d.day.is_some())
        .ok_or_else(|| "write a day as 2025-08-17".to_owned())
}

fn input_format(name: &str) -> Result<Format, String> {
    FORMATS
        .iter()
        .find(|f| f.name == name)
        .map(|f| f.format)
        .ok_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|f: &FormatSpec| f.name).collect();
            format!("the formats are {}", names.join(", "))
        })
}

/// A configuration with the folder that its paths are relative to.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Folder of the file; the current folder where there is no file.
    pub(crate) root: PathBuf,
    /// The file.
    pub(crate) source: Option<Source>,
    /// What it says.
    pub(crate) config: Config,
    wanted: Wanted,
    /// The globs of each override.
    overrides: Vec<Wanted>,
}

/// An article that is to be read.
#[derive(Debug, Clone)]
pub(crate) struct Article {
    /// Where it is; `-` for standard input.
    pub(crate) path: PathBuf,
    /// The path as it is shown.
    pub(crate) label: String,
    /// Index of its settings.
    pub(crate) settings: usize,
    /// Index of its rules.
    pub(crate) rules: usize,
}

/// Everything about the articles of a run but their text.
#[derive(Debug)]
pub(crate) struct Project {
    common: Common,
    /// The settings, each once.
    settings: Vec<Settings>,
    by_folder: BTreeMap<PathBuf, usize>,
    /// The rule paths, each set once.
    rule_sets: Vec<Vec<PathBuf>>,
}

impl Project {
    /// The project as seen from the current folder.
    pub(crate) fn open(common: &Common) -> Result<Self, Failure> {
        let mut project = Self {
            common: common.clone(),
            settings: Vec::new(),
            by_folder: BTreeMap::new(),
            rule_sets: Vec::new(),
        };
        project.settings_for(Path::new(""))?;
        Ok(project)
    }
    /// The settings of the current folder, which hold for the run as a whole.
    pub(crate) fn base(&self) -> &Settings {
        // INVARIANT: `open` puts them there.
        &self.settings[0]
    }
    /// The settings of this article.
    pub(crate) fn settings(&self, article: &Article) -> &Settings {
        self.settings.get(article.settings).unwrap_or(self.base())
    }
    /// The settings of the run, where they say which rules hold: without `--rules`.
    pub(crate) fn settings_in_force(&self) -> &[Settings] {
        if self.common.rules.is_empty() {
            &self.settings
        } else {
            &[]
        }
    }
    /// The rule paths that articles refer to by index.
    pub(crate) fn rule_sets(&self) -> &[Vec<PathBuf>] {
        &self.rule_sets
    }
    /// The source documents whose statements are claims.
    pub(crate) fn sources(&self) -> Result<Vec<Document>, Failure> {
        let mut documents = Vec::new();
        for path in self.against() {
            let label = find::label(&path);
            let source = input::read(&path, &label, self.common.max_bytes.unwrap_or(input::MAX_BYTES))?;
            let format = document::format_of(&label, source.text());
            let options = Options {
                date: None,
                fields: self.base().config.fields.clone(),
            };
            let mut document = document::read(source, format, &options);
            // A source without a date is of the article's day: "last year" is one year in both.
            document.dateline = document
                .dateline
                .or_else(|| self.common.date.map(|date| Dateline { date, span: None }));
            documents.push(document);
        }
        Ok(documents)
    }
    fn against(&self) -> Vec<PathBuf> {
        if !self.common.against.is_empty() {
            return self.common.against.clone();
        }
        let base = self.base();
        base.config
            .against
            .iter()
            .flat_map(|s| &s.value)
            .map(|p| shorten(&base.root.join(p)))
            .collect()
    }
    /// Index of the settings for articles in `folder`.
    fn settings_for(&mut self, folder: &Path) -> Result<usize, Failure> {
        if let Some(&known) = self.by_folder.get(folder) {
            return Ok(known);
        }
        let file = if self.common.no_config {
            None
        } else if let Some(named) = &self.common.config {
            Some(named.clone())
        } else {
            search(folder)?
        };
        let root = file
            .as_ref()
            .and_then(|f| f.parent())
            .unwrap_or(Path::new(""))
            .to_owned();
        let known = self
            .settings
            .iter()
            .position(|s| s.root == root && s.source.is_some() == file.is_some());
        let index = match known {
            Some(index) => index,
            None => {
                self.settings.push(Settings::load(root, file.as_deref())?);
                self.settings.len() - 1
            }
        };
        self.by_folder.insert(folder.to_owned(), index);
        Ok(index)
    }
    /// The articles that `paths` name, in the order given, those of a folder by name. Without paths,
    /// those that the configuration names.
    pub(crate) fn articles(&mut self, paths: &[PathBuf]) -> Result<Vec<Article>, Failure> {
        let behind_rules = self.articles_behind_rules()?;
        let paths = if paths.is_empty() && behind_rules.is_empty() {
            self.sources_are_not_all()?;
            self.default_paths()
        } else {
            paths.iter().cloned().chain(behind_rules).collect()
        };
        let mut articles: Vec<Article> = Vec::new();
        let mut excluded = 0;
        for path in &paths {
            if path == Path::new("-") {
                let label = find::label(&self.common.stdin_path);
                let stdin = self.common.stdin_path.clone();
                articles.push(self.article(path.clone(), label, &stdin)?);
            } else if path.is_dir() {
                let index = self.settings_for(path)?;
                let files = self
                    .settings
                    .get(index)
                    .map_or(Ok(Vec::new()), |s| find::walk(path, &s.wanted))?;
                for file in files {
                    let label = find::label(&file);
                    articles.push(self.article(file.clone(), label, &file)?);
                }
            } else {
                let article = self.article(path.clone(), find::label(path), path)?;
                if self.common.force_exclude && self.settings(&article).wanted.excludes(path) {
                    excluded += 1;
                } else {
                    articles.push(article);
                }
            }
        }
        let mut seen = std::collections::BTreeSet::new();
        articles.retain(|a| seen.insert(a.label.clone()));
        if articles.is_empty() && excluded == 0 {
            let names: Vec<String> = paths.iter().map(|p| p.display().to_string()).collect();
            return Err(Failure::with_help(
                format!("no article found in {}", names.join(", ")),
                format!(
                    "articles are {}; `include` in copydesk.toml says otherwise",
                    find::ARTICLES.join(", ")
                ),
            ));
        }
        Ok(articles)
    }
    /// `--rules RULES ARTICLE`: the option takes all that follows, and what of it are articles is given back.
    /// The first value is always rules; a folder is one of articles when it holds some and no rule file.
    fn articles_behind_rules(&mut self) -> Result<Vec<PathBuf>, Failure> {
        let mut articles = Vec::new();
        let mut rules: Vec<PathBuf> = Vec::new();
        for path in std::mem::take(&mut self.common.rules) {
            if !rules.is_empty() && is_of_articles(&path)? {
                articles.push(path);
            } else {
                rules.push(path);
            }
        }
        self.common.rules = rules;
        Ok(articles)
    }
    /// `--against SOURCE ARTICLE`: which of them is the article nobody can tell.
    fn sources_are_not_all(&self) -> Result<(), Failure> {
        if self.common.against.len() < 2 || self.base().source.is_some() {
            return Ok(());
        }
        let names: Vec<String> = self
            .common
            .against
            .iter()
            .map(|p| p.display().to_string())
            .collect();
        Err(Failure::with_help(
            format!(
                "no article is named: `--against` took {} as sources",
                names.join(", ")
            ),
            "name the article first: `copydesk check ARTICLE --against SOURCE`",
        ))
    }
    fn default_paths(&self) -> Vec<PathBuf> {
        let base = self.base();
        match &base.config.paths {
            Some(paths) => paths.value.iter().map(|p| shorten(&base.root.join(p))).collect(),
            None if base.source.is_some() => vec![shorten(&base.root)],
            None => vec![PathBuf::from(".")],
        }
    }
    /// The article at `path`, whether or not the file is there.
    pub(crate) fn article_at(&mut self, path: &Path) -> Result<Article, Failure> {
        self.article(path.to_owned(), find::label(path), path)
    }
    fn article(&mut self, path: PathBuf, label: String, place: &Path) -> Result<Article, Failure> {
        let settings = self.settings_for(place.parent().unwrap_or(Path::new("")))?;
        let paths = self.rule_paths(settings, place)?;
        let rules = self
            .rule_sets
            .iter()
            .position(|set| *set == paths)
            .unwrap_or_else(|| {
                self.rule_sets.push(paths);
                self.rule_sets.len() - 1
            });
        Ok(Article {
            path,
            label,
            settings,
            rules,
        })
    }
    /// The rule files and folders for an article at `place`.
    fn rule_paths(&self, settings: usize, place: &Path) -> Result<Vec<PathBuf>, Failure> {
        if !self.common.rules.is_empty() {
            return Ok(self.common.rules.clone());
        }
        let settings = self.settings.get(settings).unwrap_or(self.base());
        let own = settings.overriding(place).rev().find_map(|o| o.rules.as_ref());
        Ok(settings.paths_of_rules(own.or(settings.config.rules.as_ref())))
    }
    /// The rule paths that hold where no article is named.
    pub(crate) fn default_rules(&self) -> Result<Vec<PathBuf>, Failure> {
        self.rule_paths(0, Path::new(""))
    }
    /// Reads an article.
    pub(crate) fn read(&self, article: &Article) -> Result<Document, Failure> {
        let settings = self.settings(article);
        let limit = self
            .common
            .max_bytes
            .or(settings.config.max_bytes.as_ref().map(|s| s.value))
            .unwrap_or(input::MAX_BYTES);
        let source = input::read(&article.path, &article.label, limit)?;
        Ok(self.document(article, source))
    }
    /// Lays out the text of an article.
    pub(crate) fn document(&self, article: &Article, source: Source) -> Document {
        let settings = self.settings(article);
        let format = self
            .common
            .input_format
            .unwrap_or_else(|| document::format_of(&article.label, source.text()));
        let sources = settings
            .config
            .dateline
            .as_ref()
            .map_or(&[DatelineSource::Article][..], |s| &s.value);
        let options = Options {
            date: self.common.date,
            fields: settings.config.fields.clone(),
        };
        let mut document = document::read(source, format, &options);
        if self.common.date.is_none() {
            let own = document.dateline.take();
            document.dateline = sources.iter().find_map(|source| match source {
                DatelineSource::Article => own,
                DatelineSource::FileName => document::date_in_path(&article.label),
            });
        }
        document
    }
    /// What the configuration makes of the findings of `rule` in this article.
    pub(crate) fn level(&self, article: &Article, rule: &str) -> Option<Level> {
        let settings = self.settings(article);
        let own = settings
            .overriding(&article.path)
            .rev()
            .find_map(|o| o.severity.get(rule));
        own.or_else(|| settings.config.severity.get(rule))
            .map(|s| s.value)
    }
}

/// Whether a path names an article or a folder of articles, and no rules.
fn is_of_articles(path: &Path) -> Result<bool, Failure> {
    if path == Path::new("-") {
        return Ok(true);
    }
    if !path.is_dir() {
        return Ok(document::format_by_name(&find::label(path)).is_some());
    }
    let holds =
        |globs: &[&str]| find::walk(path, &Wanted::new(path, globs, &[])?).map(|found| !found.is_empty());
    Ok(!holds(&[find::RULES])? && holds(find::ARTICLES)?)
}

/// The rule paths of a command that works on rules alone: those named, otherwise those of the project.
/// `verb` is what is done to them.
pub(crate) fn rule_paths(
    named: &[PathBuf],
    config: Option<&Path>,
    verb: &str,
) -> Result<Vec<PathBuf>, Failure> {
    let common = Common {
        config: config.map(Path::to_owned),
        rules: named.to_vec(),
        ..Common::default()
    };
    let paths = Project::open(&common)?.default_rules()?;
    if paths.is_empty() {
        return Err(Failure::with_help(
            format!("no rules to {verb}: there is no copydesk.toml and no folder rules/"),
            "name rule files, or run `copydesk init`",
        ));
    }
    Ok(paths)
}

impl Settings {
    fn load(root: PathBuf, file: Option<&Path>) -> Result<Self, Failure> {
        let mut sources = Sources::default();
        let (source, config, diagnostics) = match file {
            None => (None, Config::default(), Vec::new()),
            Some(file) => {
                let source = input::read(file, &find::label(file), input::MAX_BYTES)?;
                let id = sources.add(source.clone());
                let (config, diagnostics) = config::parse(&source, id);
                (Some(source), config, diagnostics)
            }
        };
        if !diagnostics.is_empty() {
            return Err(Failure::Diagnostics { diagnostics, sources });
        }
        let strings = |s: &Option<Setting<Vec<String>>>| s.as_ref().map(|s| s.value.clone());
        let include = strings(&config.include)
            .unwrap_or_else(|| find::ARTICLES.iter().map(|&s| s.to_owned()).collect());
        let exclude = strings(&config.exclude).unwrap_or_default();
        let base = if root.as_os_str().is_empty() {
            Path::new(".")
        } else {
            &root
        };
        let wanted = Wanted::new(base, &include, &exclude)?;
        let overrides = config
            .overrides
            .iter()
            .map(|o| {
                let paths = o.paths.as_ref().map_or(&[][..], |s| &s.value);
                Wanted::new::<String>(base, &[], paths)
            })
            .collect::<Result<_, _>>()?;
        Ok(Self {
            root,
            source,
            config,
            wanted,
            overrides,
        })
    }
    /// What `rules` comes to, seen from the current folder.
    fn paths_of_rules(&self, named: Option<&Setting<Vec<String>>>) -> Vec<PathBuf> {
        if let Some(Setting { value, .. }) = named {
            return value.iter().map(|p| shorten(&self.root.join(p))).collect();
        }
        let default = shorten(&self.root.join("rules"));
        if default.is_dir() {
            vec![default]
        } else {
            Vec::new()
        }
    }
    /// The rule paths of every article that this file could speak of.
    pub(crate) fn all_rules(&self) -> Vec<Vec<PathBuf>> {
        let own = self.config.overrides.iter().filter_map(|o| o.rules.as_ref());
        std::iter::once(self.config.rules.as_ref())
            .chain(own.map(Some))
            .map(|named| self.paths_of_rules(named))
            .collect()
    }
    /// The rules and checks that the file gives a severity to.
    pub(crate) fn levels(&self) -> impl Iterator<Item = (&str, &Setting<Level>)> {
        let own = self.config.overrides.iter().flat_map(|o| &o.severity);
        self.config
            .severity
            .iter()
            .chain(own)
            .map(|(name, level)| (name.as_str(), level))
    }
    /// Whether the override of this index holds for the article at `place`.
    pub(crate) fn holds(&self, index: usize, place: &Path) -> bool {
        self.overrides
            .get(index)
            .is_some_and(|globs| globs.excludes(place))
    }
    /// The overrides that hold for the article at `place`, in the order of the file.
    fn overriding<'a>(&'a self, place: &'a Path) -> impl DoubleEndedIterator<Item = &'a config::Override> {
        self.config
            .overrides
            .iter()
            .zip(&self.overrides)
            .filter(move |(_, globs)| globs.excludes(place))
            .map(|(o, _)| o)
    }
}

/// The nearest configuration upward from `folder`, as a path relative to the current folder where it
/// stands below it.
fn search(folder: &Path) -> Result<Option<PathBuf>, Failure> {
    let here = std::env::current_dir().map_err(|e| Failure::io(".", &e))?;
    let start = clean(&here.join(folder));
    for dir in start.ancestors() {
        let file = dir.join(config::FILE_NAME);
        if file.is_file() {
            return Ok(Some(shorten(&file)));
        }
    }
    Ok(None)
}

/// `path` without `.` and with `..` taken back by name.
pub(crate) fn clean(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(out.components().next_back(), Some(Component::Normal(_))) => {
                out.pop();
            }
            part => out.push(part),
        }
    }
    out
}

/// `path` relative to the current folder, where it stands below it or not far from it.
pub(crate) fn shorten(path: &Path) -> PathBuf {
    /// More steps up than this are harder to read than a whole path.
    const MOST_UP: usize = 3;
    let Ok(here) = std::env::current_dir() else {
        return clean(path);
    };
    let whole = clean(&here.join(path));
    for (up, folder) in here.ancestors().enumerate().take(MOST_UP + 1) {
        if folder.parent().is_none() {
            break;
        }
        if let Ok(rest) = whole.strip_prefix(folder) {
            let mut out: PathBuf = std::iter::repeat_n("..", up).collect();
            out.push(rest);
            return if out.as_os_str().is_empty() {
                PathBuf::from(".")
            } else {
                out
            };
        }
    }
    whole
}
