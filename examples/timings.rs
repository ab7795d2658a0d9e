//! How long whole runs take, from start to end: `cargo build --release && cargo run --release --example timings -- RUN…`
//!
//! RUN is one of those named below; without one, all are timed. Each is run once to fill the cache, then
//! timed with it (warm); `--cold` times runs without. The texts and rules are made up, the same every time.
//!
//! ```text
//! article   one article of 900 words against rules/alaska-summit.desk
//! diff      two articles of 10,000 words with 100 changes
//! gate      200 Markdown articles in a folder with a copydesk.toml
//! rules     one small article against 10,000 claims and rules
//! rows      one small article against 10,000 rows of a CSV file
//! ```

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

type Anyhow<T> = Result<T, Box<dyn std::error::Error>>;

/// Runs that are timed.
const RUNS: usize = 9;

const NAMES: [&str; 5] = ["article", "diff", "gate", "rules", "rows"];

fn main() -> Anyhow<()> {
    let (options, wanted): (Vec<String>, Vec<String>) =
        std::env::args().skip(1).partition(|a| a.starts_with("--"));
    let cold = options.iter().any(|o| o == "--cold");
    let folder = tempfile::tempdir()?;
    let rules = std::env::current_dir()?.join("rules/alaska-summit.desk");
    for name in NAMES {
        if wanted.is_empty() || wanted.iter().any(|w| w == name) {
            let here = folder.path().join(name);
            std::fs::create_dir(&here)?;
            let arguments = prepare(name, &here, &rules)?;
            let mut times = Vec::new();
            for run in 0..=RUNS {
                let seconds = time(&here, &arguments, cold)?;
                // The first fills the cache.
                if run > 0 {
                    times.push(seconds * 1e3);
                }
            }
            times.sort_by(f64::total_cmp);
            println!(
                "{name:8} {:7.1} ms (least {:.1}, most {:.1})",
                times[RUNS / 2],
                times[0],
                times[RUNS - 1]
            );
        }
    }
    Ok(())
}

/// Seconds that one run takes.
fn time(here: &Path, arguments: &[String], cold: bool) -> Anyhow<f64> {
    let mut command = Command::new(program()?);
    command
        .args(arguments)
        .current_dir(here)
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    let cache = here.join(".cache");
    command.env("COPYDESK_CACHE_DIR", if cold { Path::new("") } else { &cache });
    let begin = Instant::now();
    let status = command.status()?;
    let seconds = begin.elapsed().as_secs_f64();
    match status.code() {
        Some(0 | 1) => Ok(seconds),
        _ => Err(format!("copydesk {} failed", arguments.join(" ")).into()),
    }
}

/// The program beside the folder of this example.
fn program() -> Anyhow<PathBuf> {
    let example = std::env::current_exe()?;
    let folder = example.parent().and_then(Path::parent).ok_or("no folder")?;
    Ok(folder.join(format!("copydesk{}", std::env::consts::EXE_SUFFIX)))
}

/// Writes the files of a run; its arguments.
fn prepare(name: &str, here: &Path, summit: &Path) -> Anyhow<Vec<String>> {
    let write = |file: &str, text: &str| std::fs::write(here.join(file), text);
    let check = |rules: &str| {
        ["check", "a.txt", "--no-config", "--rules", rules]
            .map(str::to_owned)
            .to_vec()
    };
    match name {
        "article" => {
            write("a.txt", &article(0, 900, None))?;
            Ok(check(&summit.display().to_string()))
        }
        "diff" => {
            write("a.txt", &article(0, 10_000, None))?;
            write("b.txt", &article(0, 10_000, Some(100)))?;
            Ok(["diff", "a.txt", "b.txt", "--no-config"]
                .map(str::to_owned)
                .to_vec())
        }
        "gate" => {
            write("copydesk.toml", "rules = [\"a.desk\"]\npaths = [\"articles\"]\n")?;
            write(
                "a.desk",
                "rule no-closing\n  error \"It is open.\"\n  never \"{someone} closed the bridge\"\n  flags \"Ada closed the bridge.\"\n  allows \"Ada opened the bridge.\"\n",
            )?;
            std::fs::create_dir(here.join("articles"))?;
            for i in 0..200 {
                let text = article(i, 400, None).replace("\n\n", "\n\n## Next\n\n");
                write(&format!("articles/{i}.md"), &format!("# {}\n\n{text}", word(i)))?;
            }
            Ok(vec!["check".to_owned()])
        }
        "rules" => {
            let mut rules = String::new();
            for i in 0..10_000 {
                let (name, verb, noun) = (word(i), pick(&VERBS, i), pick(&NOUNS, i / 7));
                match i % 3 {
                    0 => writeln!(
                        rules,
                        "claim c-{i} \"{name} {verb} the {noun} in {}.\"",
                        1950 + i % 70
                    )?,
                    1 => writeln!(
                        rules,
                        "rule r-{i}\n  error \"No.\"\n  never \"{{someone}} {verb} the {name} {noun}\"\n  flags \"A.\" allows \"B.\""
                    )?,
                    _ => writeln!(
                        rules,
                        "rule r-{i}\n  error \"No.\"\n  when \"{name} {verb} the {noun}\" require a quotation\n  flags \"A.\" allows \"B.\""
                    )?,
                }
            }
            write("a.desk", &rules)?;
            write("a.txt", &article(0, 40, None))?;
            Ok(check("a.desk"))
        }
        _ => {
            let mut rows = "country,capital\n".to_owned();
            for i in 0..10_000 {
                writeln!(rows, "{},{}", word(i), word(i * 7 + 1))?;
            }
            write("rows.csv", &rows)?;
            write(
                "a.desk",
                "claims from \"rows.csv\" as \"The capital of {country} is {capital}.\"\n",
            )?;
            write(
                "a.txt",
                &format!(
                    "The capital of {} is {}. {}",
                    word(5),
                    word(36),
                    article(0, 40, None)
                ),
            )?;
            Ok(check("a.desk"))
        }
    }
}

const VERBS: [&str; 12] = [
    "signed", "bought", "sold", "opened", "closed", "praised", "visited", "funded", "built", "tested",
    "hired", "repaired",
];
const NOUNS: [&str; 11] = [
    "deal", "ship", "bridge", "plant", "school", "report", "treaty", "budget", "museum", "stadium",
    "hospital",
];
const ENDINGS: [&str; 7] = [
    "in May 2024, according to the council",
    "for £4.2m after months of talks",
    "although the mayor had opposed it",
    "and said that 40 people would lose their jobs",
    "on Monday, two years after the flood",
    "because it was “too old to be saved”",
    "with the help of three partners from abroad",
];

fn pick<'w>(words: &[&'w str], i: usize) -> &'w str {
    words[i % words.len()]
}

/// A name for a number.
fn word(i: usize) -> String {
    const SYLLABLES: [&str; 10] = ["ba", "ke", "lo", "mi", "ru", "ta", "ve", "no", "zi", "pa"];
    let mut out: String = format!("{i:05}")
        .bytes()
        .map(|b| SYLLABLES[usize::from(b - b'0')])
        .collect();
    out[..1].make_ascii_uppercase();
    out
}

/// An article of about so many words, in paragraphs of three sentences; with `changes`, in so many places another
/// number, name or verb.
fn article(seed: usize, words: usize, changes: Option<usize>) -> String {
    let sentences = words.div_ceil(13);
    let mut out = String::new();
    for i in 0..sentences {
        let changed = changes.is_some_and(|c| i % (sentences / c).max(1) == 0);
        let n = seed * 1009 + i;
        let verb = pick(&VERBS, n * 5 + n / 12 + usize::from(changed));
        let noun = pick(&NOUNS, n * 3 + n / 11);
        let _ = write!(
            out,
            "{} {verb} the {noun} of {} {}. ",
            word(n % 97),
            word(n % 53 + 100),
            pick(&ENDINGS, n + n / 7)
        );
        if i % 3 == 2 {
            out.push_str("\n\n");
        }
    }
    out
}
