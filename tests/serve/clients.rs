//! Clients that keep connections open, say nothing or do not read delay nobody.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Barrier;

use super::program::read_reply;
use super::site::Site;

#[test]
fn twelve_keep_alive_clients_that_never_close_are_all_answered() {
    for _ in 0..4 {
        let site = Site::new(&[("index", "x")]);
        let together = Barrier::new(12);
        let address = site.address();
        let open: Vec<TcpStream> = std::thread::scope(|scope| {
            let clients: Vec<_> = (0..12)
                .map(|_| {
                    scope.spawn(|| {
                        together.wait();
                        let mut stream = TcpStream::connect(address).unwrap();
                        let text =
                            "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\n\r\n";
                        stream.write_all(text.as_bytes()).unwrap();
                        assert_eq!(read_reply(&mut stream, false).status, 200);
                        stream
                    })
                })
                .collect();
            clients
                .into_iter()
                .map(|client| client.join().unwrap())
                .collect()
        });
        assert_eq!(open.len(), 12);
        assert_eq!(site.get("/").status, 200);
    }
}

#[test]
fn clients_that_say_nothing_or_do_not_read_delay_nobody() {
    let site = Site::new(&[("index", "x"), ("video", &"v".repeat(30_000_000))]);
    let silent: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(site.address()).unwrap())
        .collect();
    let mut deaf: Vec<TcpStream> = (0..20)
        .map(|_| TcpStream::connect(site.address()).unwrap())
        .collect();
    for stream in &mut deaf {
        stream
            .write_all(b"GET /files/video.mp4 HTTP/1.1\r\nHost: localhost\r\n\r\n")
            .unwrap();
    }
    assert_eq!(site.get("/").status, 200);
    drop((silent, deaf));
}
