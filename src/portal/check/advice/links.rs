//! Links to other sites: which there are, and those into a network that readers cannot reach.

use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::advice;
use crate::diagnostics::{Diagnostic, Place};
use crate::parse::Source;
use crate::portal::{Entry, Portal};

/// Looks for links of an entry to the own machine or network.
pub fn check(_: &Portal, entry: &Entry, found: &mut Vec<Diagnostic>) {
    for (address, place) in of_source(&entry.source) {
        let host = host(&address);
        let is_inner = host == "localhost"
            || [".localhost", ".local", ".lan", ".internal"]
                .iter()
                .any(|end| host.ends_with(end))
            || host
                .parse::<IpAddr>()
                .is_ok_and(|address| !is_public(address));
        if is_inner {
            found.push(advice("advice-private-link", place).with("host", host));
        }
    }
}

/// A link that does not open, with the cause: the end of a key of the catalogues' `cause`.
pub fn dead_link(place: Place, cause: &'static str) -> Diagnostic {
    advice("advice-dead-link", place).with("answer", cause)
}

/// Every address of another site that a shown entry or site.yaml links to, with its places.
pub fn external_links(portal: &Portal) -> Vec<(String, Vec<Place>)> {
    let own = portal.base_url().unwrap_or("\0");
    let entries = portal.entries.iter().filter(|entry| entry.visible);
    let sources = entries.map(|entry| &entry.source);
    let mut links: BTreeMap<String, Vec<Place>> = BTreeMap::new();
    for source in sources.chain([&portal.site.source]) {
        for (address, place) in of_source(source) {
            let bare = address.split('#').next().unwrap_or(&address);
            if !format!("{bare}/").starts_with(own) {
                links.entry(bare.to_owned()).or_default().push(place);
            }
        }
    }
    links.into_iter().collect()
}

/// The addresses in a file, comments of its YAML left out.
fn of_source(source: &Source) -> Vec<(String, Place)> {
    let text = source.text.as_str();
    let mut links = Vec::new();
    for (at, _) in text.match_indices("://") {
        let Some(scheme) = ["https", "http"]
            .into_iter()
            .find(|name| text[..at].ends_with(name))
        else {
            continue;
        };
        let start = at - scheme.len();
        let line = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        if start < source.body.start && text[line..start].trim_start().starts_with('#') {
            continue;
        }
        let is_end = |c: char| c.is_whitespace() || "<>\"'«»“”|\\^`{}[],;".contains(c);
        let length = text[start..].find(is_end).unwrap_or(text.len() - start);
        let address = text[start..start + length].trim_end_matches(['.', ':', '!', '?', '*', '_']);
        let address = without_bracket(address);
        if host(address).is_empty() {
            continue;
        }
        let place = Place {
            width: address.chars().count(),
            ..source.byte_place(start)
        };
        links.push((address.to_owned(), place));
    }
    links
}

/// An address without the bracket that closes what it stands in.
fn without_bracket(address: &str) -> &str {
    let mut open = 0_usize;
    for (at, character) in address.char_indices() {
        match character {
            '(' => open += 1,
            ')' if open == 0 => return &address[..at],
            ')' => open -= 1,
            _ => {}
        }
    }
    address
}

/// The host of an address, in small letters.
fn host(address: &str) -> String {
    let rest = address.split_once("://").map_or("", |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    host.split(':')
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
        .to_lowercase()
}

/// Whether an address is one of the open network: not of this machine, its network, or a special use
/// (the registries of IANA, RFC 6890).
pub fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(v4) => is_public_v4(v4),
        IpAddr::V6(v6) => is_public_v6(v6),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = address.is_private()
        || address.is_loopback()
        || address.is_link_local()
        || address.is_documentation()
        || address.is_multicast()
        || a == 0
        || a >= 240
        || (a, b & 0xc0) == (100, 64)
        || (a, b, c) == (192, 0, 0)
        || (a, b & 0xfe) == (198, 18);
    !is_special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    // Addresses that carry another one are what that one is.
    let parts = address.segments();
    let carried = |high: u16, low: u16| {
        let [[a, b], [c, d]] = [high.to_be_bytes(), low.to_be_bytes()];
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    match parts {
        [0, 0, 0, 0, 0, 0xffff | 0, high, low] => carried(high, low),
        [0x64, 0xff9b, .., high, low] => carried(high, low),
        [0x2002, high, low, ..] => carried(high, low),
        // Only 2000::/3 is given out; in it, documentation and tunnels are no one's.
        [first, second, ..] => {
            (0x2000..0x4000).contains(&first)
                && (first, second) != (0x2001, 0xdb8)
                && (first, second) != (0x2001, 0)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_the_own_network_are_not_public() {
        let private = [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "255.255.255.255",
            "224.0.0.1",
            "198.18.0.1",
            "192.0.2.1",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd12::1",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "::127.0.0.1",
            "2001:db8::1",
        ];
        for text in private {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
        for text in [
            "8.8.8.8",
            "77.88.8.8",
            "2a02:6b8::feed:0ff",
            "::ffff:77.88.8.8",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }
}
