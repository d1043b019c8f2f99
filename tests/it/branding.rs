//! Whose pages they are: name, logo and colour of the desk's owner, on every page.

use std::fs;

use firstline::http::{Brand, Colour, Logo, Settings, Site};

use crate::{command_line::Place, desk::small};

const LOGO: &str = "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>window.hacked = 1</script></svg>";

/// The address of an asset that a page loads.
fn asset(page: &str, name: &str) -> String {
    let mut words = page.split('"');
    words.find(|word| word.starts_with("/assets/") && word.ends_with(name)).expect("an asset").to_owned()
}

#[tokio::test]
async fn every_page_has_the_name_the_logo_and_the_colour() {
    let brand = Brand {
        name: Some("Ferry & <b>Fell</b>".to_owned()),
        logo: Logo::of(LOGO.as_bytes().to_vec()),
        accent: Colour::parse("#ffd666"),
        ..Brand::default()
    };
    let desk = small().open().served(&Settings { brand, ..Settings::default() });
    for address in ["/", "/search?q=vpn", "/ask", "/login", "/articles/vpn/reset", "/nowhere", "/agent"] {
        let reply = desk.page(address).await;
        let page = reply.text();
        assert!(page.contains("<span>Ferry &#38; &#60;b&#62;Fell&#60;/b&#62;</span>"), "{address}: {page}");
        assert!(page.contains("Ferry &#38; &#60;b&#62;Fell&#60;/b&#62;</title>"), "{address}");
        assert!(!page.contains("class=\"tile\""), "the logo takes the place of ours");
    }
    let feed = desk.get("/feed.atom").await.text().to_owned();
    assert!(feed.contains("<title>Ferry &amp; &lt;b&gt;Fell&lt;/b&gt;: what changed</title>"), "{feed}");
    let page = desk.page("/").await.text().to_owned();
    let logo = desk.get(&asset(&page, "/logo.svg")).await;
    assert_eq!((logo.header("content-type"), logo.text()), ("image/svg+xml", LOGO));
    let policy = logo.header("content-security-policy");
    assert!(policy.contains("script-src 'self'"), "nothing in it runs, however it is opened: {policy}");
    let colours = desk.get(&asset(&page, "/brand.css")).await;
    assert_eq!(colours.header("content-type"), "text/css; charset=utf-8");
    let colours = colours.text();
    assert!(!colours.contains("light-dark(#ffd666"), "it cannot be read on white: {colours}");
    assert!(colours.contains(", #ffd666)"), "it can be read on black: {colours}");
}

#[tokio::test]
async fn the_button_on_other_sites_has_the_colour_too() {
    let sites = || Site::parse("https://shop.example").into_iter().collect();
    let button = async |accent| {
        let brand = Brand { accent, ..Brand::default() };
        let desk = small().open().served(&Settings { brand, widget_sites: sites(), ..Settings::default() });
        desk.get("/widget.js").await.text().to_owned()
    };
    let (ours, theirs) = (button(None).await, button(Colour::parse("#7a1fa2")).await);
    assert!(ours.contains("background: #0c5f57; color: #ffffff"), "{ours}");
    assert!(theirs.contains("background: #7a1fa2; color: #ffffff"), "{theirs}");
}

#[tokio::test]
async fn without_a_brand_the_pages_are_those_of_a_help_centre() {
    let desk = small().open();
    let page = desk.page("/").await.text().to_owned();
    assert!(page.contains("<span>Help centre</span>") && page.contains("class=\"tile\""));
    assert!(!page.contains("brand.css"));
}

#[test]
fn a_brand_that_cannot_be_used_is_told_before_anything_begins() {
    let place = Place::with(&[("vpn.md", "# VPN\n\nPress it.\n")]);
    fs::write(place.path("notes.txt"), "no picture").expect("a file");
    place.write("firstline.toml", "[pages]\nname = \"\"\nlogo = \"notes.txt\"\naccent = \"teal\"\n");
    let ran = place.run(&["serve", "--listen", "127.0.0.1:0"]);
    ran.complained(2, "`name` is");
    for words in ["line 2", "line 3", "line 4", "no picture that browsers show", "`\"#0c5f57\"`"] {
        assert!(ran.err.contains(words), "`{words}` is not in {}", ran.err);
    }
}
