//! `firstline rebuild`: throw away what follows from the articles, and build it anew.

use std::{fs, io, time::Instant};

use serde_json::json;

use crate::cli::{
    config::Config,
    exit::Exit,
    output::counted,
    progress::Bar,
    run::{Failure, print},
};
use crate::{
    desk::Desk,
    kb::{Depth, Hint},
    library,
};

pub(crate) fn rebuild(config: &Config, json: bool) -> Result<Exit, Failure> {
    let articles = config.desk.articles();
    // Opening it tells whether another process writes here, before anything is thrown away.
    let busy = Desk::open(config.desk.clone()).is_ok_and(|(_, opened)| opened.read_only);
    if busy {
        return Err(library::Error::Busy { path: articles }.into());
    }
    // Looking comes first too: an index must not be thrown away for a folder that cannot be read.
    crate::kb::list(&config.desk.kb).map_err(crate::desk::Error::from)?;
    match fs::remove_dir_all(&articles) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            return Err(library::Error::Place { path: articles, source: error }.into());
        }
        _ => {}
    }
    let begun = Instant::now();
    let (desk, _) = Desk::open(config.desk.clone())?;
    let published = desk.catch_up(&Hint::Everything, Depth::Stamps, &Bar::of("indexing"))?;
    let seconds = begun.elapsed().as_secs_f64();
    let out = if json {
        let document = json!({"articles": published.put, "left_out": published.left_out, "seconds": seconds});
        format!("{document:#}\n")
    } else {
        let articles = counted(published.put, "article", "articles");
        let left_out = match published.left_out {
            0 => String::new(),
            some => format!("; {} left out, see `firstline check`", counted(some, "file", "files")),
        };
        format!("indexed {articles} in {seconds:.2} s{left_out}\n")
    };
    print(&out)?;
    Ok(Exit::Good)
}
