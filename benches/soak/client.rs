//! How is something asked over one connection that stays open?

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use serde_json::Value;

/// One connection, made again when the server closed it.
pub(crate) struct Client {
    to: SocketAddr,
    open: Option<BufReader<TcpStream>>,
}

impl Client {
    pub(crate) fn of(to: SocketAddr) -> Client {
        Client { to, open: None }
    }

    /// The status and the body of a call; `lines` go into its head.
    pub(crate) fn call(
        &mut self,
        what: &str,
        lines: &str,
        body: Option<&Value>,
    ) -> io::Result<(u16, String)> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let request = format!(
            "{what} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: {}\r\n{lines}\r\n{body}",
            body.len()
        );
        let known = self.open.is_some();
        match self.ask(&request) {
            // An idle connection may be closed at any moment; then the call was not taken.
            Err(error) if known && error.kind() != io::ErrorKind::InvalidData => {
                self.open = None;
                self.ask(&request)
            }
            other => other,
        }
    }

    fn ask(&mut self, request: &str) -> io::Result<(u16, String)> {
        let open = if let Some(open) = self.open.take() {
            open
        } else {
            let stream = TcpStream::connect(self.to)?;
            stream.set_nodelay(true)?;
            stream.set_read_timeout(Some(Duration::from_secs(30)))?;
            BufReader::new(stream)
        };
        let open = self.open.insert(open);
        open.get_mut().write_all(request.as_bytes())?;
        let (mut status, mut length) = (0, None);
        loop {
            let mut line = String::new();
            if open.read_line(&mut line)? == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(rest) = line.strip_prefix("http/1.1 ") {
                status = rest.get(..3).and_then(|status| status.parse().ok()).unwrap_or(0);
            } else if let Some(rest) = line.strip_prefix("content-length: ") {
                length = rest.parse().ok();
            }
        }
        let length: usize = length.ok_or(io::ErrorKind::InvalidData)?;
        let mut body = vec![0; length];
        open.read_exact(&mut body)?;
        Ok((status, String::from_utf8(body).map_err(|_| io::ErrorKind::InvalidData)?))
    }
}
