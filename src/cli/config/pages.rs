//! What do the keys of `[pages]` mean?

use std::{fs, io::Read};

use toml::de::DeTable;

use super::{Config, reading::Reading};
use crate::http::{Colour, Logo, Speech};

pub(super) const PAGES: [&str; 4] = ["name", "logo", "accent", "language"];

/// A longer name would not fit beside the search field of a phone.
const LONGEST_NAME: usize = 40;

impl Reading<'_> {
    pub(super) fn pages(&mut self, section: &DeTable<'_>, config: &mut Config) {
        let brand = &mut config.http.brand;
        if let Some(name) = self.string(section, "name") {
            let name = name.trim();
            let fits = (1..=LONGEST_NAME).contains(&name.chars().count()) && !name.contains(char::is_control);
            if fits {
                brand.name = Some(name.to_owned());
            } else {
                self.wrong("name", &section["name"], &format!("1 to {LONGEST_NAME} characters in one line"));
            }
        }
        if let Some(colour) = self.string(section, "accent") {
            brand.accent = Colour::parse(&colour);
            if brand.accent.is_none() {
                self.wrong("accent", &section["accent"], "a colour as `\"#0c5f57\"`");
            }
        }
        if let Some(code) = self.string(section, "language") {
            match Speech::of_code(&code) {
                Some(speech) => brand.language = speech,
                None => self.wrong("language", &section["language"], "`\"en\"`, `\"de\"` or `\"es\"`"),
            }
        }
        if let Some(path) = self.string(section, "logo") {
            match picture(&path) {
                Ok(logo) => brand.logo = Some(logo),
                Err(why) => {
                    let hint = "name an SVG, PNG, JPEG or WebP file of 256 kB at most";
                    self.mistake(section["logo"].span().start, format!("`logo` is `{path}`, {why}"), hint);
                }
            }
        }
    }
}

/// The picture of a file.
fn picture(path: &str) -> Result<Logo, String> {
    let cannot = |error| format!("which cannot be read: {error}");
    let file = fs::File::open(path).map_err(cannot)?;
    let mut bytes = Vec::new();
    file.take(Logo::LARGEST + 1).read_to_end(&mut bytes).map_err(cannot)?;
    if bytes.len() as u64 > Logo::LARGEST {
        return Err("which is too large".to_owned());
    }
    Logo::of(bytes).ok_or_else(|| "which is no picture that browsers show".to_owned())
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::Config;
    use crate::http::{Brand, Colour};

    fn read(text: &str) -> Result<Brand, Vec<String>> {
        let told = Config::read(Path::new("firstline.toml"), text);
        told.map(|config| config.http.brand).map_err(|mistakes| {
            mistakes.iter().map(|one| format!("{} {}; {}", one.line, one.message, one.hint)).collect()
        })
    }

    #[test]
    fn a_brand_is_read() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("logo.bin");
        fs::write(&path, "<svg></svg>").expect("a file");
        let brand = read(&format!(
            "[pages]\nname = \" Ferry Help \"\naccent = \"#C2185B\"\nlogo = \"{}\"\n",
            path.display()
        ));
        let brand = brand.expect("a good file");
        assert_eq!(brand.name.as_deref(), Some("Ferry Help"));
        assert_eq!((brand.accent, brand.logo.is_some()), (Colour::parse("#c2185b"), true));
        assert_eq!(read("").expect("a good file"), Brand::default());
    }

    #[test]
    fn what_cannot_be_used_is_told_with_what_can() {
        let dir = tempfile::tempdir().expect("a folder");
        let file = |name: &str, bytes: &[u8]| {
            let path = dir.path().join(name);
            fs::write(&path, bytes).expect("a file");
            path.display().to_string()
        };
        let (large, text) = (file("large.svg", &vec![b' '; 300_000]), file("x.svg", b"no picture"));
        let told = |text: &str| read(text).expect_err("a mistake").concat();
        assert!(told("[pages]\naccent = \"teal\"\n").ends_with("write a colour as `\"#0c5f57\"`"));
        assert!(told("[pages]\nname = \"\"\n").ends_with("write 1 to 40 characters in one line"));
        assert!(
            told("[pages]\nlogo = \"/nowhere/x.svg\"\n")
                .contains("2 `logo` is `/nowhere/x.svg`, which cannot be read")
        );
        assert!(told(&format!("[pages]\nlogo = \"{large}\"\n")).contains("which is too large"));
        assert!(told(&format!("[pages]\nlogo = \"{text}\"\n")).contains("no picture that browsers show"));
        assert!(told("[pages]\nacent = 1\n").ends_with("did you mean `accent`?"));
    }
}
