//! HTTP on top of tiny_http, with what that library lacks.
//!
//! Its `Response` drops a `Connection` header, and browsers then keep connections open that hold its
//! few threads. So heads are written by hand, always with `Connection: close`.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Weak};
use std::time::Duration;

use tiny_http::{Method, Request, Server};

use super::answer::{Answer, Asked, Content, answer};
use super::state::Shared;

/// More requests at once than any browser sends; a client that floods gets errors, not threads.
const REQUESTS_AT_ONCE: usize = 256;

/// Answers requests, each in a thread of its own: a client that reads slowly delays only itself.
pub fn serve(server: &Server, shared: &Arc<Shared>, guard: &HostGuard, knocker: Knocker) {
    let open = Arc::new(AtomicUsize::new(0));
    for request in server.incoming_requests() {
        if open.load(Ordering::Relaxed) >= REQUESTS_AT_ONCE {
            continue;
        }
        let allowed = guard.allows(header(&request, "Host"));
        let (shared, open) = (Arc::clone(shared), Arc::clone(&open));
        open.fetch_add(1, Ordering::Relaxed);
        let count = Arc::clone(&open);
        let started = std::thread::Builder::new().spawn(move || {
            let _ = respond(request, &shared, allowed);
            knocker.after_request();
            open.fetch_sub(1, Ordering::Relaxed);
        });
        if started.is_err() {
            count.fetch_sub(1, Ordering::Relaxed);
        }
    }
}

fn respond(request: Request, shared: &Shared, allowed: bool) -> io::Result<()> {
    let method = match request.method() {
        Method::Get => "GET",
        Method::Head => "HEAD",
        _ => "",
    };
    let url = request.url().to_owned();
    let range = header(&request, "Range").map(str::to_owned);
    let host = header(&request, "Host");
    let asked = Asked {
        is_near: is_near(request.remote_addr().map(SocketAddr::ip), host),
        known_method: !method.is_empty(),
        url: &url,
        range: range.as_deref(),
        allowed,
    };
    let answer = answer(shared, &asked);
    let mut writer = request.into_writer();
    writer.write_all(head(&answer).as_bytes())?;
    if method != "HEAD" {
        match answer.content {
            Content::Bytes(bytes) => writer.write_all(&bytes)?,
            Content::File {
                path,
                start,
                length,
            } => {
                let mut file = File::open(path)?;
                file.seek(SeekFrom::Start(start))?;
                io::copy(&mut file.take(length), &mut writer)?;
            }
        }
    }
    writer.flush()
}

fn head(answer: &Answer) -> String {
    let reason = match answer.status {
        200 => "OK",
        206 => "Partial Content",
        302 => "Found",
        403 => "Forbidden",
        405 => "Method Not Allowed",
        416 => "Range Not Satisfiable",
        500 => "Internal Server Error",
        _ => "Not Found",
    };
    let length = match &answer.content {
        Content::Bytes(bytes) => bytes.len() as u64,
        Content::File { length, .. } => *length,
    };
    let mut head = format!(
        "HTTP/1.1 {} {reason}\r\nContent-Type: {}\r\nContent-Length: {length}\r\nConnection: close\r\n\
         Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n",
        answer.status, answer.content_type
    );
    for (name, value) in &answer.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    head
}

fn header<'a>(request: &'a Request, name: &'static str) -> Option<&'a str> {
    request
        .headers()
        .iter()
        .find(|header| header.field.equiv(name))
        .map(|header| header.value.as_str())
}

/// Keeps a page of another host from reading the preview through a name that it points here.
pub struct HostGuard {
    loopback: bool,
    host: String,
}

impl HostGuard {
    pub fn new(address: SocketAddr, host: &str) -> Self {
        Self {
            loopback: address.ip().is_loopback(),
            host: host.to_ascii_lowercase(),
        }
    }

    /// On loopback only this computer's own names; else numbers, the asked name and names without a
    /// dot as well, which nobody outside the network can own.
    pub fn allows(&self, header: Option<&str>) -> bool {
        let Some(header) = header else { return true };
        let name = without_port(header).to_ascii_lowercase();
        let ip: Option<IpAddr> = name
            .trim_start_matches('[')
            .trim_end_matches(']')
            .parse()
            .ok();
        let own = name == "localhost" || name.ends_with(".localhost") || name == self.host;
        match ip {
            Some(ip) => !self.loopback || ip.is_loopback(),
            None => own || !self.loopback && !name.is_empty() && !name.contains('.'),
        }
    }
}

/// Whether who asks sits at this computer and asks it by its own name. The name tells apart what comes from
/// elsewhere through a forwarder here.
fn is_near(peer: Option<IpAddr>, host: Option<&str>) -> bool {
    let own = HostGuard {
        loopback: true,
        host: "localhost".to_owned(),
    };
    peer.is_some_and(|ip| ip.to_canonical().is_loopback())
        && host.is_some_and(|host| own.allows(Some(host)))
}

fn without_port(host: &str) -> &str {
    match host.rfind(':') {
        Some(colon) if !host.ends_with(']') => &host[..colon],
        _ => host,
    }
}

/// Wakes connections that tiny_http forgot.
///
/// It queues a new connection while a thread seems to wait, but counts one waiting thread several
/// times when connections come in a burst; the surplus ones then hang until some other connection
/// ends, and a browser's idle ones do not end. A connection that comes when no thread waits makes it
/// start a thread, and that thread goes on with the queue. So the preview knocks at its own door: it
/// costs microseconds, and nothing hangs longer than a moment.
#[derive(Clone, Copy)]
pub struct Knocker {
    door: SocketAddr,
}

/// How often the door is knocked at when nobody is served, as when only silent connections are open.
const KNOCK: Duration = Duration::from_millis(200);

impl Knocker {
    pub fn new(address: SocketAddr) -> Self {
        let ip = match address.ip() {
            IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::V4(Ipv4Addr::LOCALHOST),
            IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::V6(Ipv6Addr::LOCALHOST),
            ip => ip,
        };
        Self {
            door: SocketAddr::new(ip, address.port()),
        }
    }

    fn knock(self) {
        let _ = TcpStream::connect_timeout(&self.door, Duration::from_secs(1));
    }

    /// A served request came perhaps with others that hang. Each of those is served in turn, so two
    /// knocks a request empty any queue.
    fn after_request(self) {
        self.knock();
        self.knock();
    }

    /// Knocks until the server is gone.
    pub fn keep_knocking(self, server: Weak<Server>) {
        std::thread::spawn(move || {
            while server.strong_count() > 0 {
                self.knock();
                std::thread::sleep(KNOCK);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn guard(address: &str, host: &str) -> HostGuard {
        HostGuard::new(address.parse().unwrap(), host)
    }

    #[test]
    fn a_foreign_name_that_points_here_is_refused() {
        let guard = guard("127.0.0.1:8000", "127.0.0.1");
        for host in [
            "127.0.0.1:8000",
            "localhost:8000",
            "LOCALHOST",
            "[::1]:8000",
        ] {
            assert!(guard.allows(Some(host)), "{host}");
        }
        for host in [
            "evil.example:8000",
            "192.168.0.5:8000",
            "",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
        ] {
            assert!(!guard.allows(Some(host)), "{host}");
        }
    }

    #[test]
    fn only_this_computer_is_near() {
        let table = [
            ("127.0.0.1", Some("127.0.0.1:8000"), true),
            ("::ffff:127.0.0.1", Some("localhost:8000"), true),
            ("::1", Some("[::1]:8000"), true),
            ("127.0.0.1", Some("192.168.0.5:8000"), false),
            ("127.0.0.1", Some("preview.example"), false),
            ("127.0.0.1", None, false),
            ("192.168.0.7", Some("localhost:8000"), false),
        ];
        for (peer, host, expected) in table {
            assert_eq!(
                is_near(peer.parse().ok(), host),
                expected,
                "{peer} {host:?}"
            );
        }
        assert!(!is_near(None, Some("localhost")));
    }

    #[test]
    fn an_open_preview_answers_numbers_and_names_of_its_network() {
        let guard = guard("0.0.0.0:8000", "0.0.0.0");
        for host in ["192.168.0.5:8000", "localhost", "my-computer:8000"] {
            assert!(guard.allows(Some(host)), "{host}");
        }
        assert!(!guard.allows(Some("evil.example")));
    }
}
