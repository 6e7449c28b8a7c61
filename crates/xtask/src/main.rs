//! `cargo xtask`: everything a person does with this repository, set-up included.
//! Invariant: depends on the standard library alone, so that it starts in seconds on a fresh machine.

mod app;
mod bench;
mod bundle;
mod bundle_check;
mod deny;
mod display;
mod doctor;
mod fuzz;
mod gallery;
mod node;
mod place;
mod process;
mod python;
mod shot;
mod steps;
mod system;
mod test;
mod torture;
mod webdriver;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask COMMAND

  run [--sample] [--home DIR]   set up, build and open the window; with no display, save a picture of it
                                  --sample    with a sample learner, in a home that is deleted afterwards
                                  --home DIR  with the plan that is kept in DIR
  test                          set up, then every check and test, the real window included
  torture                       everything that takes long: properties, clock changes, kills, damage, power cuts,
                                  refused calls; prints the table of docs/faults.md
  fuzz [MINUTES [TARGET ...]]   feed every parser of outside data with anything, MINUTES each (10 unless told);
                                  needs a nightly compiler and cargo-fuzz
  bless                         write the planner's readable plans anew, after a wanted change
  bench plan [--quick] [--json] measure the planner: times, distance to the best known plans, moved blocks
  bench plan --oracle [SECONDS] solve the kept instances exactly (needs Python), SECONDS for each model
  bench calendar                how long the largest calendar file takes to read
  bench journal                 measure start, acts and memory with a journal of ten years
  bench ui                      measure the real window: start, redraws, frames while dragging, memory, idle
  gallery [STATE ...]           pictures of every state, size and theme, or of those whose names begin so: out/gallery
                                  --language es  in Spanish
  bindings [--check]            write the window's TypeScript types; --check only compares
  bundle [KIND ...]             build the installers of this system, or of these kinds (deb, rpm, appimage, ...)
  bundle --check                build the .deb, install it, start it from its menu entry, remove it
  setup                         install what is needed to build and test
  doctor                        say what is missing, change nothing
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let args: Vec<&str> = args.iter().map(String::as_str).collect();
    let done = match args.as_slice() {
        ["run", options @ ..] => app::Options::read(options).and_then(|options| app::run(&options)),
        ["test"] => test::run(),
        ["torture"] => torture::run(),
        ["fuzz"] => fuzz::run(None, &[]),
        ["fuzz", minutes, targets @ ..] => fuzz::run(Some(minutes), targets),
        ["bless"] => torture::bless(),
        ["bench", "plan", "--oracle"] => bench::oracle(None),
        ["bench", "plan", "--oracle", seconds] => bench::oracle(Some(seconds)),
        ["bench", "plan", options @ ..] => bench::plan(options),
        ["bench", "calendar"] => bench::calendar(),
        ["bench", "journal"] => bench::journal(),
        ["bench", "ui"] => bench::ui(),
        ["gallery", names @ ..] => gallery::run(names),
        ["bindings"] => test::bindings(true),
        ["bindings", "--check"] => test::bindings(false),
        ["bundle", "--check"] => bundle::run(&["deb"]).and_then(|()| bundle_check::run()),
        ["bundle", kinds @ ..] => bundle::run(kinds),
        ["setup"] => system::ensure(system::Wanted::Everything)
            .and_then(|()| node::ensure())
            .and_then(|()| python::calendars()),
        ["doctor"] => doctor::run(),
        ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => {
            eprint!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("\nxtask: {reason}");
            ExitCode::FAILURE
        }
    }
}
