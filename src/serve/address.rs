//! Where the server listens, and by which names browsers may call it.

use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};

/// How many ports are tried, one after the other.
const TRIES: u16 = 50;

/// The address of a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Address(SocketAddr);

impl Address {
    /// Listens on a port, or on the next free one where it is taken. Port 0 is any free one.
    ///
    /// # Errors
    /// Where the interface is not of this machine, or no port is free.
    pub fn listen(interface: IpAddr, port: u16) -> io::Result<(TcpListener, Self)> {
        let mut taken = None;
        for port in (port..=u16::MAX).take(usize::from(TRIES)) {
            match TcpListener::bind((interface, port)) {
                Ok(listener) => {
                    let address = Self(listener.local_addr()?);
                    return Ok((listener, address));
                }
                Err(error) if error.kind() == io::ErrorKind::AddrInUse => taken = Some(error),
                Err(error) => return Err(error),
            }
        }
        Err(taken.unwrap_or_else(|| io::ErrorKind::AddrInUse.into()))
    }

    pub fn port(&self) -> u16 {
        self.0.port()
    }

    /// The address to open in a browser on this machine.
    pub fn url(&self) -> String {
        let host = match self.0.ip() {
            any if any.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            other => other,
        };
        format!("http://{}/", SocketAddr::new(host, self.port()))
    }

    /// Whether a browser that calls this host means this server. A name could be anybody's: a page elsewhere could lead it
    /// here, and then read what nobody published. An address of numbers cannot be led anywhere.
    pub fn is_called(&self, host: &str) -> bool {
        let (name, port) = parted(host);
        let port_holds = match port {
            Some(port) => port.parse() == Ok(self.port()),
            None => self.port() == 80,
        };
        port_holds && self.is_named(name)
    }

    fn is_named(&self, name: &str) -> bool {
        if name.eq_ignore_ascii_case("localhost") {
            return true;
        }
        let bare = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'));
        let ip = match bare {
            Some(bare) => bare.parse().map(IpAddr::V6).ok(),
            None => name.parse().map(IpAddr::V4).ok(),
        };
        ip.is_some_and(|ip| {
            let this_machine = [
                IpAddr::V4(Ipv4Addr::LOCALHOST),
                IpAddr::V6(std::net::Ipv6Addr::LOCALHOST),
            ];
            this_machine.contains(&ip) || ip == self.0.ip() || self.0.ip().is_unspecified()
        })
    }
}

/// A host's name and port.
fn parted(host: &str) -> (&str, Option<&str>) {
    match host.rsplit_once(':') {
        Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
        _ => (host, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Address {
        Address(text.parse().expect("an address"))
    }

    #[test]
    fn only_names_of_this_machine_are_answered() {
        let own = at("127.0.0.1:4000");
        for host in [
            "127.0.0.1:4000",
            "localhost:4000",
            "LocalHost:4000",
            "[::1]:4000",
        ] {
            assert!(own.is_called(host), "{host}");
        }
        let foreign = [
            "evil.example:4000",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost:4000.evil.example",
            "localhost.evil.example:4000",
            "192.168.0.7:4000",
            "[::1",
            "::1:4000",
            "",
            ":4000",
            "127.1:4000",
            "2130706433:4000",
        ];
        for host in foreign {
            assert!(!own.is_called(host), "{host}");
        }
    }

    #[test]
    fn an_open_interface_is_called_by_numbers_only() {
        let open = at("0.0.0.0:4000");
        assert!(open.is_called("192.168.0.7:4000"));
        assert!(open.is_called("[fe80::1]:4000"));
        assert!(!open.is_called("evil.example:4000"));
        assert_eq!(open.url(), "http://127.0.0.1:4000/");
        assert_eq!(at("[::1]:4000").url(), "http://[::1]:4000/");
        assert!(at("10.0.0.2:80").is_called("10.0.0.2"));
    }

    #[test]
    fn a_taken_port_leads_to_the_next() {
        let (_first, address) = Address::listen(Ipv4Addr::LOCALHOST.into(), 0).expect("a port");
        if let Ok((_second, next)) = Address::listen(Ipv4Addr::LOCALHOST.into(), address.port()) {
            assert!(next.port() > address.port());
        }
    }
}
