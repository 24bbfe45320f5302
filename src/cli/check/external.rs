//! `check --external`: asks every address of another site once whether something is still there.
//!
//! Bounded in number, time and size, and kept off the machine's own network: the addresses that a name
//! stands for are looked at before each connection, the ones after a redirect too, and a connection goes
//! to an address that was looked at, so neither a redirect nor a changing name leads inside. Of an answer
//! only the head is read.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use crate::diagnostics::Diagnostic;
use crate::portal::Portal;
use crate::portal::check::{dead_link, external_links, is_public};

/// So many addresses are asked in one run.
pub const MOST: usize = 500;
/// So long one address may take, redirects included.
const EACH: Duration = Duration::from_secs(10);
/// So long all of them may take.
const ALL: Duration = Duration::from_secs(120);
/// So many are asked at once.
const AT_ONCE: usize = 8;

/// Why an address does not answer as it should: the end of a key of the catalogues' `cause`.
type Cause = &'static str;

/// What was asked, and what the answers show.
pub struct Asked {
    /// How many addresses the portal links to.
    pub count: usize,
    /// No name was found at all: there is no network.
    pub no_network: bool,
    /// The links that do not open.
    pub found: Vec<Diagnostic>,
}

/// Asks the addresses that the portal links to.
pub fn check(portal: &Portal) -> Asked {
    let (addresses, places): (Vec<_>, Vec<_>) = external_links(portal).into_iter().unzip();
    let answers = ask(&addresses);
    let asked = addresses.len().min(MOST);
    let is_lost = |answer: &Option<Cause>| *answer == Some("link-no-host");
    let no_network = asked > 3 && answers[..asked].iter().all(is_lost);
    let dead = answers.into_iter().zip(places).filter(|_| !no_network);
    let found = dead.flat_map(|(answer, places)| {
        let cause = answer.into_iter();
        cause.flat_map(move |cause| {
            places
                .clone()
                .into_iter()
                .map(move |place| dead_link(place, cause))
        })
    });
    Asked {
        count: addresses.len(),
        no_network,
        found: found.collect(),
    }
}

/// Asks the addresses, at most [`MOST`]. One answer each, in their order: nothing for one that is there, or
/// that the time did not suffice for.
fn ask(addresses: &[String]) -> Vec<Option<Cause>> {
    let agent = agent();
    let until = Instant::now() + ALL;
    let asked = addresses.len().min(MOST);
    let next = AtomicUsize::new(0);
    let answers = Mutex::new(vec![None; addresses.len()]);
    std::thread::scope(|scope| {
        for _ in 0..AT_ONCE.min(asked) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(address) = addresses.get(at).filter(|_| at < asked) else {
                        return;
                    };
                    if Instant::now() >= until {
                        return;
                    }
                    let answer = answer(&agent, address);
                    let mut answers = answers
                        .lock()
                        .unwrap_or_else(std::sync::PoisonError::into_inner);
                    if let Some(slot) = answers.get_mut(at) {
                        *slot = answer;
                    }
                }
            });
        }
    });
    answers
        .into_inner()
        .unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn agent() -> Agent {
    let config = Config::builder()
        .timeout_global(Some(EACH))
        .max_redirects(5)
        .http_status_as_error(false)
        .max_idle_connections(0)
        // A proxy would resolve names by itself, inside its own network.
        .proxy(None)
        .user_agent("metod check")
        .build();
    Agent::with_parts(config, DefaultConnector::default(), PublicOnly::default())
}

/// Some servers know no HEAD, so a refusal is asked again as a reader would ask.
fn answer(agent: &Agent, address: &str) -> Option<Cause> {
    let head = agent.head(address).call();
    let last = match head {
        Ok(answer) if answer.status().as_u16() >= 400 => agent.get(address).call(),
        head => head,
    };
    match last {
        Ok(answer) => match answer.status().as_u16() {
            404 | 410 => Some("link-gone"),
            500.. => Some("link-broken"),
            _ => None,
        },
        Err(Error::HostNotFound) => Some("link-no-host"),
        Err(Error::Other(_)) => Some("link-private"),
        Err(Error::TooManyRedirects | Error::RedirectFailed) => Some("link-circle"),
        // Certificates of state sites are often ones that only Russian browsers know.
        Err(Error::Tls(_) | Error::Rustls(_)) => None,
        Err(Error::Io(cause)) if cause.kind() == std::io::ErrorKind::InvalidData => None,
        Err(_) => Some("link-silent"),
    }
}

/// A name that stands for an address of the machine or its network.
#[derive(Debug)]
struct Private;

impl std::fmt::Display for Private {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("a private address")
    }
}

impl std::error::Error for Private {}

/// Gives only addresses that everybody can reach.
#[derive(Debug, Default)]
struct PublicOnly(DefaultResolver);

impl Resolver for PublicOnly {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let host = uri.host().unwrap_or_default().trim_end_matches('.');
        // Names of this ending stand for nothing by agreement (RFC 6761); nobody need be asked.
        if host.to_lowercase().ends_with(".invalid") {
            return Err(Error::HostNotFound);
        }
        let met = self
            .0
            .resolve(uri, config, timeout)
            .map_err(|error| match error {
                Error::Io(_) => Error::HostNotFound,
                other => other,
            })?;
        match met.iter().all(|address| is_public(address.ip())) {
            true => Ok(met),
            false => Err(Error::Other(Box::new(Private))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_into_the_own_network_is_named_and_nobody_is_called() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let addresses = [
            format!("http://127.0.0.1:{port}/"),
            format!("http://localhost:{port}/"),
            format!("http://[::ffff:127.0.0.1]:{port}/"),
            format!("https://127.1:{port}/"),
        ];
        assert_eq!(ask(&addresses), [Some("link-private"); 4]);
        assert!(listener.accept().is_err(), "somebody was called");
    }

    #[test]
    fn a_name_that_stands_for_nothing_is_no_host() {
        let addresses = ["https://net-takogo.invalid/".to_owned()];
        assert_eq!(ask(&addresses), [Some("link-no-host")]);
    }
}
