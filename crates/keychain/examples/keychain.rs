//! The system's keychain by hand: `keychain get NAME`, `keychain set NAME SECRET`, `keychain remove NAME`. For trying it out and
//! for the tests, which need a process with a message bus of its own; the program itself takes no secret as an argument.

use std::process::ExitCode;

use keychain::Unkept;

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let keychain = keychain::system();
    let answer = match args[..] {
        ["get", name] => keychain.get(name),
        ["set", name, secret] => keychain.set(name, secret).map(|()| None),
        ["remove", name] => keychain.remove(name).map(|()| None),
        _ => Err(Unkept::Refused { detail: "get NAME, set NAME SECRET or remove NAME".to_owned() }),
    };
    match answer {
        Ok(Some(secret)) => println!("= {secret}"),
        Ok(None) => println!("nothing"),
        Err(error) => {
            println!("{error:?}");
            return ExitCode::FAILURE;
        }
    }
    ExitCode::SUCCESS
}
