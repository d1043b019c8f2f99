//! In which shade can a colour be read?

use std::fmt;

/// What text needs against what is behind it (WCAG 2.2, 1.4.3), and a little more, for shades are rounded.
const CONTRAST: f64 = 4.6;

/// A colour, as `#rrggbb`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour([u8; 3]);

const WHITE: Colour = Colour([0xff; 3]);
const BLACK: Colour = Colour([0; 3]);
/// What lies behind text on pages that are light, and on those that are dark, besides what is tinted (`style.css`).
const LIGHT: [Colour; 2] = [WHITE, Colour([0xf5, 0xf6, 0xf4])];
const DARK: [Colour; 3] =
    [Colour([0x0f, 0x15, 0x14]), Colour([0x18, 0x20, 0x1f]), Colour([0x15, 0x1c, 0x1b])];
/// Text on a light accent.
const INK: Colour = Colour([0x06, 0x12, 0x10]);

/// One colour in every shade that a page uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::http) struct Shades {
    pub(in crate::http) accent: Colour,
    pub(in crate::http) hover: Colour,
    /// Text on the accent.
    pub(in crate::http) on: Colour,
    /// Behind the accent.
    pub(in crate::http) soft: Colour,
    /// Behind the first words of a page.
    pub(in crate::http) wash: Colour,
}

impl Colour {
    /// Reads `#rrggbb` or `#rgb`.
    pub fn parse(text: &str) -> Option<Colour> {
        let digits =
            text.strip_prefix('#').filter(|rest| rest.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        let digit = |at: usize| u8::from_str_radix(digits.get(at..=at)?, 16).ok();
        let pair = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        match digits.len() {
            3 => Some(Colour([digit(0)? * 17, digit(1)? * 17, digit(2)? * 17])),
            6 => Some(Colour([pair(0)?, pair(2)?, pair(4)?])),
            _ => None,
        }
    }

    /// Its shades on light pages.
    pub(in crate::http) fn on_light(self) -> Shades {
        let (soft, wash) = (WHITE.mixed(self, 0.12), WHITE.mixed(self, 0.07));
        let accent = self.readable(&[LIGHT.as_slice(), &[soft, wash]].concat(), BLACK);
        Shades { accent, hover: accent.mixed(BLACK, 0.3), on: WHITE, soft, wash }
    }

    /// Its shades on dark pages.
    pub(in crate::http) fn on_dark(self) -> Shades {
        let (soft, wash) = (DARK[0].mixed(self, 0.2), DARK[0].mixed(self, 0.1));
        let accent = self.readable(&[DARK.as_slice(), &[soft, wash, INK]].concat(), WHITE);
        Shades { accent, hover: accent.mixed(WHITE, 0.4), on: INK, soft, wash }
    }

    /// The nearest shade towards another colour that can be read on all of these.
    fn readable(self, behind: &[Colour], towards: Colour) -> Colour {
        let shades = (0..=100_u8).map(|step| self.mixed(towards, f64::from(step) / 100.0));
        let reads = |shade: &Colour| behind.iter().all(|behind| shade.contrast(*behind) >= CONTRAST);
        shades.into_iter().find(reads).unwrap_or(towards)
    }

    /// So much of another colour in it.
    fn mixed(self, other: Colour, share: f64) -> Colour {
        let part = |at: usize| {
            let (mine, its) = (f64::from(self.0[at]), f64::from(other.0[at]));
            let whole = (mine + (its - mine) * share).round();
            // Between two bytes lies a byte.
            (0..=u8::MAX).find(|byte| f64::from(*byte) >= whole).unwrap_or(u8::MAX)
        };
        Colour([part(0), part(1), part(2)])
    }

    /// How far two colours can be told apart, 1 to 21.
    fn contrast(self, other: Colour) -> f64 {
        let (one, two) = (self.luminance(), other.luminance());
        (one.max(two) + 0.05) / (one.min(two) + 0.05)
    }

    fn luminance(self) -> f64 {
        let [red, green, blue] = self.0.map(|byte| {
            let part = f64::from(byte) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [red, green, blue] = self.0;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Colour, DARK, LIGHT};

    #[test]
    fn colours_are_written_as_on_the_web() {
        let parsed = |text| Colour::parse(text).map(|colour| colour.to_string());
        assert_eq!(parsed("#0c5f57").as_deref(), Some("#0c5f57"));
        assert_eq!(parsed("#Fa0").as_deref(), Some("#ffaa00"));
        for wrong in ["", "#", "0c5f57", "#0c5f5", "#0c5f577", "teal", "#äöü", "#12345g", "rgb(1,2,3)"] {
            assert_eq!(parsed(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_colour_can_be_read_in_its_shades() {
        for step in 0..512_u32 {
            let part = |shift: u32| u8::try_from((step >> shift & 7) * 36).unwrap_or(255);
            let colour = Colour([part(0), part(3), part(6)]);
            let (light, dark) = (colour.on_light(), colour.on_dark());
            for (shades, behind) in [(light, &LIGHT[..]), (dark, &DARK[..])] {
                for behind in behind.iter().chain([&shades.soft, &shades.wash]) {
                    assert!(shades.accent.contrast(*behind) >= 4.5, "{colour} on {behind}: {shades:?}");
                    assert!(shades.hover.contrast(*behind) >= 4.5, "{colour} on {behind}: {shades:?}");
                }
                assert!(shades.on.contrast(shades.accent) >= 4.5, "{colour}: {shades:?}");
                assert!(shades.on.contrast(shades.hover) >= 4.5, "{colour}: {shades:?}");
            }
        }
    }

    #[test]
    fn a_colour_that_can_be_read_stays_as_it_is() {
        let colour = Colour::parse("#0c5f57").expect("a colour");
        assert_eq!(colour.on_light().accent, colour);
    }
}
