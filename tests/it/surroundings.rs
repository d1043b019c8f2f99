//! Where the program is started: with little memory, no home, no place for temporary files, another language.

use std::{
    fs,
    os::unix::{fs::chown, process::CommandExt},
    path::PathBuf,
    process::Command,
};

use crate::command_line::{Place, Server, ran};

fn place() -> Place {
    Place::with(&[
        ("vpn.md", "# The VPN token\n\nPress the zebrawood button.\n"),
        ("de.md", "---\ntitle: Schlüssel zurücksetzen\nlang: de\n---\nZweimal drücken.\n"),
    ])
}

/// Whoever runs the tests should know what was left out.
#[expect(clippy::print_stdout, reason = "whoever runs the tests should know what was left out")]
fn skipped(why: &str) {
    println!("skipped: {why}");
}

/// What the program prints when it was started in this way, which goes well.
fn searched(mut command: Command) {
    let ran = ran(&mut command);
    assert!(ran.ended(0).contains("vpn.md"), "{}", ran.err);
}

/// Searches, tickets and changes of a server.
fn works(place: &Place, server: &mut Server) {
    server.wait_until_ready();
    assert_eq!(server.search("zebrawood"), ["vpn.md"]);
    place.write("kb/new.md", "# Another\n\ncobalt\n");
    crate::watching::until("the new one is found", || server.search("cobalt") == ["new.md"]);
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn limits_that_are_too_small_to_begin_are_told_in_one_line() {
    if Command::new("prlimit").arg("--version").output().is_err() {
        return skipped("there is no `prlimit` here");
    }
    let place = place();
    for (limit, name) in [("--as=134217728", "Max address space"), ("--data=67108864", "Max data size")] {
        for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["search", "token"], &["user", "list"]]
        {
            let plain = place.command(arguments);
            let mut command = Command::new("prlimit");
            command.arg(limit).arg(plain.get_program()).args(arguments).current_dir(place.path(""));
            let ran = ran(&mut command);
            ran.complained(3, name);
            assert_eq!(ran.err.lines().count(), 2, "one reason and one hint: {}", ran.err);
            assert!(!place.path("index").exists(), "nothing is begun");
        }
    }
}

/// A group of processes that share so much memory; gone when it is dropped.
struct Group(PathBuf);

impl Group {
    fn of(megabytes: u64) -> Option<Group> {
        let name = format!("firstline-test-{}", std::process::id());
        let kinds = [
            ("/sys/fs/cgroup/memory", "memory.limit_in_bytes"),
            ("/sys/fs/cgroup", "memory.max"),
            ("/sys/fs/cgroup/unified", "memory.max"),
        ];
        kinds.into_iter().find_map(|(root, limit)| {
            let group = Group(PathBuf::from(root).join(&name));
            fs::create_dir(&group.0).ok()?;
            let limited = group.0.join(limit).exists()
                && fs::write(group.0.join(limit), (megabytes << 20).to_string()).is_ok();
            limited.then_some(group)
        })
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        // Only an empty one can go, and by now it is.
        let _ = fs::remove_dir(&self.0);
    }
}

#[test]
fn sixty_four_megabytes_are_enough_for_a_small_knowledge_base() {
    let Some(group) = Group::of(64) else {
        return skipped("no group of processes with a limit can be made here");
    };
    let place = place();
    let plain = place.command(&[]);
    let script = format!(
        "echo $$ > {}/cgroup.procs && exec {} serve --listen 127.0.0.1:0",
        group.0.display(),
        plain.get_program().to_str().expect("UTF-8")
    );
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(place.path(""));
    works(&place, &mut Server::start(&mut command));
}

#[test]
fn it_needs_no_home_and_no_place_for_temporary_files() {
    let place = place();
    for nowhere in ["/nonexistent", "/proc"] {
        let mut command = place.command(&["search", "token"]);
        command.env("TMPDIR", nowhere);
        searched(command);
        let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
        command.env("TMPDIR", nowhere).env("HOME", nowhere);
        works(&place, &mut Server::start(&mut command));
        fs::remove_file(place.path("kb/new.md")).expect("to remove");
        // What has to have one says so.
        place.write("tickets.jsonl", "{\"id\": \"1\", \"text\": \"token\", \"articles\": [\"vpn.md\"]}\n");
        let mut command = place.command(&["eval", "--tickets", "tickets.jsonl"]);
        let ran = ran(command.env("TMPDIR", nowhere));
        ran.complained(3, "no temporary folder can be made");
        assert!(ran.err.contains("`TMPDIR`"), "{}", ran.err);
    }
}

#[test]
fn whoever_has_no_name_on_the_machine_may_run_it() {
    let place = place();
    let nobody = 54_321;
    let owned = [place.path(""), place.path("kb")]
        .iter()
        .try_for_each(|path| chown(path, Some(nobody), Some(nobody)));
    if owned.is_err() {
        return skipped("only root can start a program as somebody else");
    }
    let mut command = place.command(&["serve", "--listen", "127.0.0.1:0"]);
    command.uid(nobody).gid(nobody);
    works(&place, &mut Server::start(&mut command));
}

#[test]
fn words_are_the_same_whatever_the_language_of_the_system() {
    let place = place();
    for locale in ["C", "POSIX", "de_DE.ISO-8859-1", "nonsense"] {
        let mut command = place.command(&["search", "zurücksetzen"]);
        command.env("LC_ALL", locale).env("LANG", locale);
        let ran = ran(&mut command);
        assert!(ran.ended(0).contains("Schlüssel zurücksetzen"), "{locale}: {}", ran.err);
    }
}

#[test]
#[cfg(not(feature = "oidc"))]
fn a_program_without_it_does_not_start_as_if_people_could_sign_in_elsewhere() {
    let place = place();
    place.write(
        "firstline.toml",
        "[server]\npublic_url = \"https://help.example\"\n[oidc]\nissuer = \"https://id.example\"\nclient_id = \"x\"\n\
         default_role = \"customer\"\n",
    );
    place
        .run(&["serve", "--listen", "127.0.0.1:0"])
        .complained(3, "built without signing in through another program");
    place.run(&["search", "token"]).ended(0);
}
