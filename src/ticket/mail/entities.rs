//! Which character does an entity stand for?

const NAMED: [(&str, &str); 74] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("ensp", " "),
    ("emsp", " "),
    ("thinsp", " "),
    ("shy", ""),
    ("zwnj", ""),
    ("zwj", ""),
    ("copy", "©"),
    ("reg", "®"),
    ("trade", "™"),
    ("hellip", "…"),
    ("mdash", "—"),
    ("ndash", "–"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("sbquo", "‚"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("lsaquo", "‹"),
    ("rsaquo", "›"),
    ("rarr", "→"),
    ("larr", "←"),
    ("times", "×"),
    ("deg", "°"),
    ("euro", "€"),
    ("pound", "£"),
    ("yen", "¥"),
    ("cent", "¢"),
    ("sect", "§"),
    ("para", "¶"),
    ("bull", "•"),
    ("middot", "·"),
    ("micro", "µ"),
    ("frac12", "½"),
    ("plusmn", "±"),
    ("iexcl", "¡"),
    ("iquest", "¿"),
    ("ordf", "ª"),
    ("ordm", "º"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("aacute", "á"),
    ("eacute", "é"),
    ("iacute", "í"),
    ("oacute", "ó"),
    ("uacute", "ú"),
    ("Eacute", "É"),
    ("agrave", "à"),
    ("egrave", "è"),
    ("ugrave", "ù"),
    ("acirc", "â"),
    ("ecirc", "ê"),
    ("icirc", "î"),
    ("ocirc", "ô"),
    ("ucirc", "û"),
    ("euml", "ë"),
    ("iuml", "ï"),
    ("ccedil", "ç"),
    ("Ccedil", "Ç"),
    ("ntilde", "ñ"),
    ("oelig", "œ"),
];

/// The entity at the start of a text that begins with `&`: what it stands for, and how long it is.
pub(super) fn at(text: &str) -> Option<(String, usize)> {
    let window = &text.as_bytes()[1..text.len().min(12)];
    let end = window.iter().position(|byte| *byte == b';')? + 1;
    let name = text.get(1..end)?;
    let meant = if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => number.parse(),
        };
        match char::from_u32(code.ok()?)? {
            '\u{a0}' => " ".to_owned(),
            c if c.is_control() => String::new(),
            c => c.to_string(),
        }
    } else {
        NAMED.iter().find(|(known, _)| *known == name).map(|(_, meant)| (*meant).to_owned())?
    };
    Some((meant, end + 1))
}
