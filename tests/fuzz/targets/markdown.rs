//! Does a browser that reads the page of any Markdown find nothing that runs?

#![no_main]

use firstline::article::html;
use html5ever::{parse_document, tendril::TendrilSink};
use libfuzzer_sys::fuzz_target;
use markup5ever_rcdom::{Handle, NodeData, RcDom};

const NEVER: [&str; 16] = [
    "script", "style", "svg", "math", "iframe", "object", "embed", "base", "form", "input", "meta", "link",
    "template", "noscript", "textarea", "title",
];

fuzz_target!(|source: &str| {
    let page = html(source, "vpn/reset.md", &|target| Some(format!("/a/{target}")));
    let whole = format!("<!DOCTYPE html><head></head><body><main>{}</main>", page.as_str());
    let dom = parse_document(RcDom::default(), Default::default()).one(whole);
    let body = dom.document.children.borrow()[1].children.borrow()[1].clone();
    let mut nodes = vec![body];
    while let Some(node) = nodes.pop() {
        harmless(&node, page.as_str());
        nodes.extend(node.children.borrow().iter().cloned());
    }
});

fn harmless(node: &Handle, page: &str) {
    let NodeData::Element { name, attrs, .. } = &node.data else { return };
    assert!(!NEVER.contains(&&*name.local), "an element {} in {page:?}", name.local);
    for attribute in attrs.borrow().iter() {
        let name = attribute.name.local.to_ascii_lowercase();
        assert!(
            !name.starts_with("on") && &*name != "style" && &*name != "srcset",
            "an attribute {name} in {page:?}"
        );
        // As a browser reads an address: without controls and blanks.
        let value: String =
            attribute.value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
        let value = value.to_ascii_lowercase();
        let bad = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| value.starts_with(scheme));
        assert!(!(matches!(&*name, "href" | "src") && bad), "an address {value} in {page:?}");
    }
}
