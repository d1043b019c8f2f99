//! `firstline check`: what is wrong or doubtful in the articles?

use std::fmt::Write;

use serde_json::json;

use crate::cli::{
    asking,
    config::Config,
    exit::Exit,
    output::{Style, counted},
    progress::Bar,
    run::{Failure, print},
};
use crate::{article::Severity, desk};

pub(crate) fn check(config: &Config, golden: bool, json: bool) -> Result<Exit, Failure> {
    let mut checked = desk::check(&config.desk, &Bar::of("checking"))?;
    let golden = if golden { Some(asking::open(config)?.golden()?) } else { None };
    checked.findings.extend(golden.iter().flat_map(|golden| golden.findings.iter().cloned()));
    checked.findings.sort();
    checked.findings.dedup();
    let of = |severity| checked.findings.iter().filter(|finding| finding.severity == severity).count();
    let (errors, warnings) = (of(Severity::Error), of(Severity::Warning));
    let mut out = String::new();
    if json {
        let findings: Vec<_> = checked
            .findings
            .iter()
            .map(|finding| {
                json!({"path": finding.path, "line": finding.line, "severity": finding.severity.word(),
                    "kind": finding.kind, "message": finding.message, "hint": finding.hint})
            })
            .collect();
        let mut document = json!({"files": checked.files, "articles": checked.articles, "errors": errors,
            "warnings": warnings, "findings": findings});
        if let Some(golden) = &golden {
            document["golden"] = json!({"asked": golden.asked, "found": golden.found});
        }
        let _ = writeln!(out, "{document:#}");
    } else {
        let style = Style::stdout();
        for finding in &checked.findings {
            let word = finding.severity.word();
            let word = if finding.severity == Severity::Error { style.red(word) } else { style.yellow(word) };
            let _ = writeln!(out, "{}:{}: {word}: {}", finding.path, finding.line, finding.message);
            let _ = writeln!(out, "  {}: {}", style.dim("hint"), finding.hint);
        }
        let _ = writeln!(
            out,
            "{}, {}, {}, {}",
            counted(checked.files, "file", "files"),
            counted(checked.articles, "article", "articles"),
            counted(errors, "error", "errors"),
            counted(warnings, "warning", "warnings")
        );
        if let Some(golden) = &golden {
            let asked = counted(golden.asked, "golden query", "golden queries");
            let _ = writeln!(out, "{} of {asked} found", golden.found);
        }
    }
    print(&out)?;
    Ok(if errors > 0 { Exit::Found } else { Exit::Good })
}
