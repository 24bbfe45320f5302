//! A preview as a browser meets it: requests, answers, and the program that gives them.

#![allow(dead_code)] // Each test takes what it needs.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// What the preview adds to a page, and all it adds.
pub const SCRIPT: &str = r#"<script src="/__metod/preview.js"></script>"#;
/// How long anything may take before a claim has failed.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// An answer.
pub struct Reply {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        let prefix = format!("{name}: ");
        self.head
            .lines()
            .find_map(|line| line.strip_prefix(&prefix))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Asks on a connection of its own.
pub fn request(address: SocketAddr, text: &str) -> Reply {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(text.as_bytes()).unwrap();
    read_reply(&mut stream, text.starts_with("HEAD"))
}

/// Reads one reply by its length and leaves the connection open, as a keep-alive client does.
pub fn read_reply(stream: &mut TcpStream, head_only: bool) -> Reply {
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut answer = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        let read = answer.read_line(&mut head).expect("an answer in time");
        assert_ne!(read, 0, "the answer has a head");
    }
    let mut reply = Reply {
        status: head.split(' ').nth(1).unwrap().parse().unwrap(),
        head,
        body: Vec::new(),
    };
    if !head_only {
        let length = reply.header("Content-Length").unwrap().parse().unwrap();
        reply.body = vec![0; length];
        answer
            .read_exact(&mut reply.body)
            .expect("the answer is complete");
    }
    reply
}

/// A running `metod serve`; a failed claim leaves no server behind.
pub struct Served {
    child: Child,
    pub address: SocketAddr,
}

impl Served {
    /// Starts the command and waits for the address that it prints.
    pub fn start(command: &mut Command) -> Self {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let address = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.trim().strip_suffix('/')?.parse().ok());
        let address = address.unwrap_or_else(|| panic!("no address in «{line}»"));
        Self { child, address }
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// The answer to an address without its leading slash.
    pub fn get(&self, path: &str) -> Reply {
        let host = self.address;
        let text = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\n\r\n");
        request(host, &text)
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
