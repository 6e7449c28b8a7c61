//! `cargo xtask bench ui`: how quick the real window is, and what it costs. It drives the released program on a virtual
//! display, where everything is drawn by the processor. Not part of the test command.
#![allow(clippy::expect_used, reason = "a measurement that cannot go on stops")]

#[cfg(target_os = "linux")]
mod learner;
#[cfg(target_os = "linux")]
mod measure;
#[cfg(target_os = "linux")]
#[cfg(target_os = "linux")]
mod table;

#[cfg(target_os = "linux")]
#[tokio::main]
async fn main() {
    measure::run().await;
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!(
        "The window is measured on Linux only: no other web view brings a driver and a virtual display."
    );
}
