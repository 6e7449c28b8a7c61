//! `cargo xtask gallery`: every state of the table in every size and theme, as pictures from the real window and one page
//! that shows them side by side. Its arguments are the beginnings of the names of the states that are wanted; none: all. `--language es` draws
//! them in Spanish.

#[cfg(target_os = "linux")]
mod draw;
#[cfg(target_os = "linux")]
mod page;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() -> std::process::ExitCode {
    draw::run(&std::env::args().skip(1).collect::<Vec<_>>()).await
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("The gallery needs the virtual display of Linux.");
}
