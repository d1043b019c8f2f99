//! What a server does when the system calls: end, end at once, take in what changed.

use std::{io::Write, net::TcpStream};

use crate::{command_line::Place, watching::until};

const RESET: (&str, &str) = ("reset.md", "# Reset the tunnel token\n\nPress it twice.\n");

#[test]
fn the_second_call_to_end_is_obeyed_at_once() {
    let place = Place::with(&[RESET]);
    let mut server = place.serve();
    // A request that is never sent to its end.
    let mut half = TcpStream::connect(server.address()).expect("a connection");
    let head = "POST /api/v1/suggest HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 50\r\n\r\n{";
    half.write_all(head.as_bytes()).expect("to send");
    until("the request is there", || server.get("/health/live").0 == 200);
    server.signal("TERM");
    server.line("no more requests are taken");
    server.signal("TERM");
    server.line("stopped at once");
    assert_eq!(server.ended(), Some(0));
    place.run(&["verify"]).ended(0);
}

#[test]
fn a_hang_up_takes_in_the_configuration_and_keeps_the_old_one_if_it_is_wrong() {
    let place = Place::with(&[RESET]);
    place.write("firstline.toml", "[privacy]\nkeep = \"words\"\n");
    let server = place.serve();
    let suggest = || {
        let body = r#"{"text": "my tunnel token zebrawood fails"}"#;
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        let (status, reply) =
            crate::killed::post(server.address(), "/api/v1/suggest", None, &body).expect("a reply");
        assert_eq!(status, 200, "{reply}");
        reply["suggestion_id"].as_str().expect("a number").to_owned()
    };
    let explained = |id: &str| place.run(&["explain", id, "--json"]).json(0);
    let first = suggest();
    place.write("firstline.toml", "[privacy]\nkeep = \"everything\"\n\n[sever]\n");
    server.signal("HUP");
    let told = server.line("line 2");
    assert!(told.contains("keep"), "{told}");
    server.line("line 4");
    server.line("the configuration stays as it was");
    let second = suggest();
    place.write("firstline.toml", "[privacy]\nkeep = \"excerpt\"\n\n[kb]\nexclude = [\"drafts/**\"]\n");
    server.signal("HUP");
    server.line("took in the configuration of `[privacy]` and `[suggest]`");
    server.line("the configuration of `[kb]` has changed");
    let third = suggest();
    assert!(explained(&first)["excerpt"].is_null() && explained(&second)["excerpt"].is_null());
    assert_eq!(explained(&third)["excerpt"], "my tunnel token zebrawood fails");
}
