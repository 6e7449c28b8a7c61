//! Questions to a domain name server of our own.

use super::*;

#[test]
fn a_mail_domain_is_asked_where_its_calendars_are() {
    let server = UdpSocket::bind("127.0.0.1:0").unwrap();
    let at = server.local_addr().unwrap();
    let thread = std::thread::spawn(move || {
        for data in [
            &b"\x00\x21\0\x01\0\0\0\0\0\x0b\0\0\0\0\x01\xbb\x03dav\0"[..],
            b"\0\x10\0\x01\0\0\0\0\0\x06\x05path=",
        ] {
            let mut question = vec![0; 512];
            let (read, from) = server.recv_from(&mut question).unwrap();
            let mut answer = question[..read].to_vec();
            (answer[2], answer[3], answer[7]) = (0x81, 0x80, 1);
            answer.extend([192, 12]);
            answer.extend(data);
            server.send_to(&answer, from).unwrap();
        }
    });
    let nobody = UdpSocket::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let found = asked_services("example.org", &[nobody, at], 77);
    assert_eq!(found, [Service { host: "dav".into(), port: 443, path: None }]);
    thread.join().unwrap();
}
