//! Which addresses are meant?

use std::net::IpAddr;

/// A range of addresses, such as `10.0.0.0/8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    first: IpAddr,
    /// So many bits from the front are the same in all of them.
    same: u8,
}

impl Range {
    /// Reads `10.0.0.0/8`, `fd00::/8`, or one address.
    pub fn parse(text: &str) -> Option<Range> {
        let (first, same) = text.split_once('/').map_or((text, None), |(first, same)| (first, Some(same)));
        let first: IpAddr = first.parse().ok()?;
        let most = if first.is_ipv4() { 32 } else { 128 };
        let same = same.map_or(Some(most), |same| same.parse().ok().filter(|same| *same <= most))?;
        Some(Range { first, same })
    }

    /// Whether an address is in it. One of IPv4 is the same when it is written as one of IPv6.
    pub fn holds(&self, address: IpAddr) -> bool {
        match (self.first, address.to_canonical()) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                let differs = first.to_bits() ^ address.to_bits();
                differs.leading_zeros() >= u32::from(self.same)
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                let differs = first.to_bits() ^ address.to_bits();
                differs.leading_zeros() >= u32::from(self.same)
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn a_range_holds_its_addresses_and_no_others() {
        for (range, inside, outside) in [
            ("10.0.0.0/8", "10.255.0.1", "11.0.0.1"),
            ("192.0.2.7", "192.0.2.7", "192.0.2.6"),
            ("192.0.2.7/31", "::ffff:192.0.2.6", "192.0.2.8"),
            ("0.0.0.0/0", "203.0.113.9", "2001:db8::1"),
            ("fd00::/8", "fdff::1", "fe00::1"),
            ("2001:db8::1", "2001:db8::1", "2001:db8::2"),
        ] {
            let parsed = Range::parse(range).expect("a range");
            assert!(parsed.holds(inside.parse().expect("an address")), "{range} {inside}");
            assert!(!parsed.holds(outside.parse().expect("an address")), "{range} {outside}");
        }
        for none in ["", "/", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "here", "10.0.0.0/-1"] {
            assert_eq!(Range::parse(none), None, "{none}");
        }
    }
}
