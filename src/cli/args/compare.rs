//! What is asked again, and what may get worse?

use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;

use super::Columns;

/// What is compared, and how.
#[derive(Debug, Args)]
#[command(
    after_help = "`--kb` is the changed folder, with its articles, synonyms.toml and pins.toml; the folder of before is that of the\n\
    configuration. Asked again is what the ledger holds, or the tickets of a file. Nothing of your own index and store is\n\
    touched. Exit code 1 when more questions than `--max-worse` lose the article that resolves them from the first three,\n\
    or get an answer though nothing resolves them: by default one is too many."
)]
pub struct CompareArgs {
    /// Tickets to ask instead of the ledger's: JSON lines {"id", "text", "articles": [paths below the folder]}, or a table (.csv)
    #[arg(long, value_name = "FILE", env = "FIRSTLINE_TICKETS")]
    pub tickets: Option<PathBuf>,
    /// Where each thing stands in a table.
    #[command(flatten)]
    pub columns: Columns,
    /// Ask so many different questions of the ledger at most, the latest
    #[arg(long, default_value_t = 5_000, value_parser = clap::value_parser!(u32).range(1..), env = "FIRSTLINE_LIMIT")]
    pub limit: u32,
    /// Ask only what was asked on this day or later: `2026-11-01`
    #[arg(long, value_name = "DATE", env = "FIRSTLINE_SINCE")]
    pub since: Option<Date>,
    /// So many questions may lose what resolves them: a number, or a share of those of which it is known, as `1%`
    #[arg(long, value_name = "NUMBER", default_value = "0", value_parser = most, env = "FIRSTLINE_MAX_WORSE")]
    pub max_worse: Most,
    /// The folder of before [default: that of the configuration]
    #[arg(long, value_name = "DIR", env = "FIRSTLINE_BEFORE")]
    pub before: Option<PathBuf>,
    /// The configuration of the changed folder [default: the same]
    #[arg(long, value_name = "FILE", env = "FIRSTLINE_NEW_CONFIG")]
    pub new_config: Option<PathBuf>,
    /// Leave out what the ledger teaches, which may cover up what a change breaks
    #[arg(long, env = "FIRSTLINE_WITHOUT_LESSONS")]
    pub without_lessons: bool,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// Print one JSON document, with every question that changes
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// Which group is asked again.
#[derive(Debug, Args)]
#[command(
    after_help = "The group is one of `firstline report unanswered`. With `--kb` it is asked of another folder, in a throw-away index.\n\
    Exit code 1 when there is no such group, or when nothing is suggested for any of its questions."
)]
pub struct ReplayArgs {
    /// The group, eight digits and letters
    #[arg(value_name = "GROUP")]
    pub group: String,
    /// Count for this article alone, by its id or path
    #[arg(long, value_name = "ARTICLE", env = "FIRSTLINE_ARTICLE")]
    pub article: Option<String>,
    /// Only what was asked on this day or later, as the report said: `2026-11-01`
    #[arg(long, value_name = "DATE", env = "FIRSTLINE_SINCE")]
    pub since: Option<Date>,
    /// See only what these audiences see, separated by commas: `public,agents`
    #[arg(long = "as", value_name = "AUDIENCES", value_delimiter = ',', env = "FIRSTLINE_AS")]
    pub audiences: Vec<String>,
    /// Print one JSON document
    #[arg(long, env = "FIRSTLINE_JSON")]
    pub json: bool,
}

/// So many at most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Most {
    /// A number.
    Number(usize),
    /// A share, 0 to 1.
    Share(f64),
}

impl Most {
    /// Whether so many of so many are no more.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn holds(self, part: usize, of: usize) -> bool {
        match self {
            Most::Number(most) => part <= most,
            Most::Share(most) => part as f64 <= most * of as f64,
        }
    }
}

impl std::fmt::Display for Most {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Most::Number(most) => write!(f, "{most}"),
            Most::Share(most) => write!(f, "{}%", most * 100.0),
        }
    }
}

fn most(text: &str) -> Result<Most, String> {
    let wrong = || format!("`{text}` is neither a number nor a share; write `3` or `1.5%`");
    if let Some(percent) = text.trim().strip_suffix('%') {
        let percent: f64 = percent.trim().parse().map_err(|_| wrong())?;
        return if (0.0..=100.0).contains(&percent) {
            Ok(Most::Share(percent / 100.0))
        } else {
            Err(wrong())
        };
    }
    text.trim().parse().map(Most::Number).map_err(|_| wrong())
}

#[cfg(test)]
mod tests {
    use super::{Most, most};

    #[test]
    fn a_threshold_is_a_number_or_a_share() {
        assert_eq!(most("3"), Ok(Most::Number(3)));
        assert_eq!(most("1.5%"), Ok(Most::Share(0.015)));
        for wrong in ["", "-1", "101%", "many", "1.5", "%", "NaN%"] {
            assert!(most(wrong).is_err(), "{wrong}");
        }
        assert!(Most::Number(0).holds(0, 10) && !Most::Number(0).holds(1, 10));
        assert!(Most::Share(0.01).holds(1, 100) && !Most::Share(0.01).holds(2, 100));
        assert!(!Most::Share(0.01).holds(1, 0), "of nothing known");
        assert_eq!([Most::Number(2), Most::Share(0.01)].map(|most| most.to_string()), ["2", "1%"]);
    }
}
