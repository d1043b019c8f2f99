//! What people and attackers send: nothing of it breaks anything.

use crate::desk::{Opened, encoded, small};

/// What people and attackers type (FAULTS 1 to 8).
fn odd_texts() -> Vec<String> {
    let mut texts: Vec<String> = [
        "\"unclosed",
        "a AND",
        "foo:bar",
        "[a TO",
        "*",
        "-",
        "\"\"",
        "a^1e99",
        "body:/(a+)+$/",
        "audience:internal",
        "the of and",
        "😀🎉",
        "\u{202e}nekot\u{202c}",
        "\u{200b}\u{200d}\u{feff}",
        "a\u{301}\u{301}",
        "ＶＰＮ",
        "vрn",
        "e\u{301}",
        "日本",
        "เครื่อง",
        "C++",
        ".NET",
        "0x80070005",
        "ERR_CONNECTION_RESET",
        "10.0.0.1",
        "v2.14.3",
        "\0",
        "%",
        "%ff",
        "a\r\nSet-Cookie: x",
        "<script>alert(1)</script>",
        "'; DROP TABLE articles; --",
        "../../etc/passwd",
    ]
    .map(str::to_owned)
    .into();
    texts.extend(["(".repeat(800), "NOT ".repeat(500), "+(".repeat(700), "x ".repeat(900), "z".repeat(2000)]);
    texts.push((0..64).map(|n| format!("mispeltword{n} ")).collect::<Vec<_>>().concat());
    texts.push("a* b* c* ".repeat(50));
    texts
}

/// The addresses that take a query.
const QUERIES: [&str; 3] = ["/api/v1/search", "/api/v1/complete", "/search"];

async fn answers(desk: &Opened, address: &str) {
    let reply = desk.get(address).await;
    assert_eq!(reply.status, 200, "{address}: {}", reply.text());
}

#[tokio::test]
async fn no_text_is_a_wrong_query() {
    let desk = small().open();
    for text in odd_texts() {
        for path in QUERIES {
            answers(&desk, &format!("{path}?q={}", encoded(&text))).await;
        }
        for field in ["tag", "product", "lang"] {
            answers(&desk, &format!("/api/v1/search?q=vpn&{field}={}", encoded(&text))).await;
        }
    }
    answers(&desk, "/api/v1/search?q=%ff%fe%00&%zz=%z&&&==&q").await;
}

#[tokio::test]
async fn a_query_that_is_too_long_is_cut_and_one_that_is_far_too_long_is_refused() {
    let desk = small().open();
    let reply = desk.get(&format!("/api/v1/search?q=token+{}", "y".repeat(2000))).await.json();
    assert_eq!(reply["cut"], true);
    for path in QUERIES {
        desk.get(&format!("{path}?q={}", "y".repeat(20_000))).await.problem(414, "payload_too_large");
    }
}

#[tokio::test]
async fn numbers_that_are_none_are_refused_and_named() {
    let desk = small().open();
    let odd = [
        "0",
        "-1",
        "1e3",
        "NaN",
        "1000000000",
        "99999999999999999999999",
        "",
        "5.0",
        "ten",
        "0x10",
        "%D9%A3",
    ];
    for (path, name) in [
        ("/api/v1/search?q=vpn", "limit"),
        ("/api/v1/search?q=vpn", "offset"),
        ("/api/v1/articles?", "limit"),
        ("/api/v1/articles?", "offset"),
        ("/api/v1/changes?", "limit"),
        ("/search?q=vpn", "page"),
    ] {
        for value in odd.iter().filter(|value| (name, **value) != ("offset", "0")) {
            let problem = desk.get(&format!("{path}&{name}={value}")).await.problem(400, "invalid_parameter");
            assert_eq!(problem["errors"][0]["parameter"], name);
            assert!(problem["detail"].as_str().is_some_and(|text| text.contains("a whole number from")));
        }
    }
}
