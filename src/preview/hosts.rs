//! The names by which the server may be called.

use std::net::IpAddr;

/// Host names by which the server may be called.
///
/// A page of another site can make its own name lead to this computer and then read what the preview
/// serves (DNS rebinding); but the browser still says the name, which is none of these.
#[derive(Clone, Debug)]
pub(super) struct Hosts {
    /// The address that the server listens on.
    address: IpAddr,
}

impl Hosts {
    /// The names of a server that listens on `address`.
    pub(super) fn new(address: IpAddr) -> Self {
        Self { address }
    }

    /// Whether the server may be called so. `host` is the header's value, with or without a port.
    pub(super) fn allow(&self, host: &str) -> bool {
        let name = match host.rsplit_once(':') {
            Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
            _ => host,
        };
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        if name == "localhost" || name.ends_with(".localhost") {
            return true;
        }
        let literal = name.trim_start_matches('[').trim_end_matches(']');
        // An address cannot be made to lead elsewhere. Other computers are let in only on request.
        match literal.parse::<IpAddr>() {
            Ok(ip) => ip.is_loopback() || ip == self.address || self.address.is_unspecified(),
            Err(_) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_that_cannot_be_made_to_lead_here_are_let_in() {
        let local = Hosts::new([127, 0, 0, 1].into());
        for host in [
            "localhost",
            "LOCALHOST:1961",
            "127.0.0.1:1961",
            "[::1]:1961",
            "a.localhost",
        ] {
            assert!(local.allow(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:1961",
            "localhost.evil.example",
            "192.168.0.7",
            "127.0.0.1.nip.io",
        ] {
            assert!(!local.allow(host), "{host}");
        }
        let open = Hosts::new([0, 0, 0, 0].into());
        assert!(open.allow("192.168.0.7:1961"));
        assert!(!open.allow("evil.example"));
    }
}
