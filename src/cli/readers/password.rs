//! What password do they want?

use std::{
    fs,
    io::{self, BufRead, IsTerminal},
    path::Path,
};

use crate::cli::run::Failure;

/// The password for an account: asked for twice where somebody sits at a terminal, else the first line of a file or
/// of stdin.
pub(super) fn password(from: Option<&Path>, name: &str) -> Result<String, Failure> {
    if let Some(path) = from {
        let text = fs::read_to_string(path).map_err(|error| {
            Failure::new(
                format!("cannot read `{}`: {error}", path.display()),
                "name a file that holds the password",
            )
        })?;
        return Ok(text.lines().next().unwrap_or_default().to_owned());
    }
    if io::stdin().is_terminal() {
        return typed(name);
    }
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line).map_err(|error| {
        Failure::new(
            format!("cannot read the password from stdin: {error}"),
            "give it with `--password-file FILE`",
        )
    })?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

fn typed(name: &str) -> Result<String, Failure> {
    let ask = |prompt: &str| {
        rpassword::prompt_password(prompt).map_err(|error| {
            Failure::new(format!("cannot ask for a password: {error}"), "give it with `--password-file FILE`")
        })
    };
    let once = ask(&format!("password for {name}: "))?;
    if once != ask("once more: ")? {
        return Err(Failure::wrong_use(
            "these are two different passwords",
            "try again; nothing was changed",
        ));
    }
    Ok(once)
}
