//! Which reports are there?

use std::fmt::Write;

use serde_json::json;

use crate::cli::output::Style;
use crate::report::Name;

pub(super) fn list(as_json: bool) -> String {
    if as_json {
        let reports: Vec<_> = Name::ALL
            .iter()
            .map(|name| {
                let by: Vec<&str> = name.by().iter().map(|by| by.word()).collect();
                json!({"name": name.word(), "title": name.title(), "finds": name.finds(),
                    "advice": name.advice(), "by": by})
            })
            .collect();
        return format!("{:#}\n", json!({ "reports": reports }));
    }
    let style = Style::stdout();
    let mut out = String::new();
    for name in Name::ALL {
        let _ = writeln!(out, "{}", style.bold(name.word()));
        let _ = writeln!(out, "    {}", name.finds());
        if !name.by().is_empty() {
            let by: Vec<&str> = name.by().iter().map(|by| by.word()).collect();
            let _ = writeln!(out, "    {}", style.dim(&format!("--by {}", by.join(", "))));
        }
    }
    out
}
