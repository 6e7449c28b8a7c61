//! A proxy on this computer that lets requests through, or does to them what networks and servers do on bad days.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

/// What happens to one request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Nothing.
    None,
    /// The connection ends before the server has the request.
    CutBefore,
    /// The server answers, and the connection ends within the answer.
    CutWithin(usize),
    /// The server does it, and the connection ends without an answer.
    CutAfter,
    /// The server gets it twice; the first answer is passed on.
    Twice,
    /// The answer comes late.
    Late(Duration),
    /// The server never gets it, and no answer comes before another plan is made.
    Silent,
    /// Somebody else does something on the server before it gets the request.
    #[allow(dead_code, reason = "each test file uses its own part")]
    Meanwhile,
    /// The server does it, and no answer comes before another plan is made.
    #[allow(dead_code, reason = "each test file uses its own part")]
    Unanswered,
    /// Another answer in place of the server's, which never sees the request.
    Status(u16),
    /// The same, as the server wants to be left alone: for so many seconds, if it says.
    #[allow(dead_code, reason = "each test file uses its own part")]
    Busy(Option<u64>),
    /// The server does it, and something else than XML comes back.
    Garbage,
}

/// What somebody else does on the server.
type Deed = Box<dyn FnMut() + Send>;

/// What happens to the requests to come.
#[derive(Default)]
struct Plan {
    faults: VecDeque<Fault>,
    /// What somebody else does meanwhile.
    deed: Option<Deed>,
    /// How many plans were made.
    made: usize,
    /// The server has done what is left unanswered.
    is_done: bool,
}

pub struct Proxy {
    pub port: u16,
    plan: Arc<Mutex<Plan>>,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Proxy {
    /// To a server at this port; the requests of all connections take what the plan says in turn, then nothing happens to them.
    pub fn start(to: u16) -> Proxy {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let plan: Arc<Mutex<Plan>> = Arc::default();
        let stop = Arc::new(AtomicBool::new(false));
        let (plans, stops) = (Arc::clone(&plan), Arc::clone(&stop));
        let thread = std::thread::spawn(move || {
            for stream in listener.incoming() {
                if stops.load(Ordering::Relaxed) {
                    return;
                }
                // One connection after the other: the client has one at a time.
                let _ = stream.and_then(|stream| serve(stream, to, &plans));
            }
        });
        Proxy { port, plan, stop, thread: Some(thread) }
    }

    pub fn plan(&self, faults: &[Fault]) {
        let mut plan = self.plan.lock().unwrap();
        plan.faults = faults.iter().copied().collect();
        plan.deed = None;
        plan.made += 1;
        plan.is_done = false;
    }

    /// After so many requests each of the next `times` waits until somebody else has done this.
    #[allow(dead_code, reason = "each test file uses its own part")]
    pub fn meanwhile(&self, requests: usize, times: usize, deed: impl FnMut() + Send + 'static) {
        let mut faults = vec![Fault::None; requests];
        faults.extend(vec![Fault::Meanwhile; times]);
        self.plan(&faults);
        self.plan.lock().unwrap().deed = Some(Box::new(deed));
    }

    /// Whether the server has done what is left unanswered.
    #[allow(dead_code, reason = "each test file uses its own part")]
    pub fn is_done(&self) -> bool {
        self.plan.lock().unwrap().is_done
    }

    /// How many faults of the plan have not happened.
    pub fn left(&self) -> usize {
        self.plan.lock().unwrap().faults.len()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        // Ends a silence.
        self.plan(&[]);
        // Wakes it up.
        drop(TcpStream::connect(("127.0.0.1", self.port)));
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// One request on a connection, then the connection ends.
fn serve(mut client: TcpStream, to: u16, plan: &Mutex<Plan>) -> std::io::Result<()> {
    client.set_read_timeout(Some(Duration::from_secs(10)))?;
    let Some(request) = message(&mut client)? else { return Ok(()) };
    let (fault, made) = {
        let mut plan = plan.lock().unwrap();
        (plan.faults.pop_front().unwrap_or(Fault::None), plan.made)
    };
    match fault {
        Fault::CutBefore => {}
        Fault::Silent => until_another(plan, made),
        Fault::Unanswered => {
            asked(&request, to)?;
            plan.lock().unwrap().is_done = true;
            until_another(plan, made);
        }
        Fault::Status(status) => {
            let more = if status == 503 || status == 429 { "Retry-After: 7\r\n" } else { "" };
            let text =
                format!("HTTP/1.1 {status} Bad Day\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
            client.write_all(text.as_bytes())?;
        }
        Fault::Busy(seconds) => {
            let more = seconds.map(|seconds| format!("Retry-After: {seconds}\r\n")).unwrap_or_default();
            let text =
                format!("HTTP/1.1 503 Bad Day\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n");
            client.write_all(text.as_bytes())?;
        }
        Fault::Garbage => {
            asked(&request, to)?;
            let body = "<d:multistatus xmlns:d='DAV:'><d:response><d:href>/</d:hr";
            let head = format!(
                "HTTP/1.1 207 Multi-Status\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
                body.len()
            );
            client.write_all(format!("{head}{body}").as_bytes())?;
        }
        Fault::Meanwhile => {
            let deed = plan.lock().unwrap().deed.take();
            if let Some(mut deed) = deed {
                deed();
                plan.lock().unwrap().deed = Some(deed);
            }
            client.write_all(&asked(&request, to)?)?;
        }
        Fault::None => client.write_all(&asked(&request, to)?)?,
        Fault::CutAfter => drop(asked(&request, to)?),
        Fault::CutWithin(bytes) => {
            let answer = asked(&request, to)?;
            client.write_all(answer.get(..bytes.min(answer.len() - 1)).unwrap_or_default())?;
        }
        Fault::Twice => {
            let answer = asked(&request, to)?;
            asked(&request, to)?;
            client.write_all(&answer)?;
        }
        Fault::Late(by) => {
            let answer = asked(&request, to)?;
            std::thread::sleep(by);
            client.write_all(&answer)?;
        }
    }
    client.shutdown(Shutdown::Both)
}

fn until_another(plan: &Mutex<Plan>, made: usize) {
    while plan.lock().unwrap().made == made {
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The server's whole answer.
fn asked(request: &[u8], to: u16) -> std::io::Result<Vec<u8>> {
    let mut server = TcpStream::connect(("127.0.0.1", to))?;
    // A server that has just begun takes its time where much else is going on.
    server.set_read_timeout(Some(Duration::from_secs(60)))?;
    server.write_all(request)?;
    let mut answer = Vec::new();
    server.read_to_end(&mut answer)?;
    Ok(answer)
}

/// One request with its body; it asks the server to end the connection after its answer.
fn message(stream: &mut TcpStream) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    let mut piece = [0; 8192];
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        match stream.read(&mut piece)? {
            0 => return Ok(None),
            read => bytes.extend_from_slice(&piece[..read]),
        }
    };
    let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
    let length = head
        .lines()
        .find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok());
    let length: usize = length.unwrap_or(0);
    while bytes.len() < end + 4 + length {
        match stream.read(&mut piece)? {
            0 => return Ok(None),
            read => bytes.extend_from_slice(&piece[..read]),
        }
    }
    let body = bytes.split_off(end + 4);
    let kept = head.lines().filter(|line| !line.to_ascii_lowercase().starts_with("connection:"));
    let mut out = kept.map(|line| format!("{line}\r\n")).collect::<String>().into_bytes();
    out.extend_from_slice(b"Connection: close\r\n\r\n");
    out.extend_from_slice(&body);
    Ok(Some(out))
}
