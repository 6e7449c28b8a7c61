//! `cargo xtask run`: from a fresh clone to the open window.

use std::path::PathBuf;
use std::process::Command;

use crate::system::Wanted;
use crate::{display, node, place, process, shot, system};

/// How to run.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// With the sample learner, in a home that is deleted afterwards.
    sample: bool,
    /// With the plan that is kept in this folder.
    home: Option<PathBuf>,
}

impl Options {
    /// Reads the options.
    ///
    /// # Errors
    /// The one that is not understood.
    pub fn read(args: &[&str]) -> Result<Self, String> {
        let mut options = Options::default();
        let mut rest = args.iter();
        while let Some(arg) = rest.next() {
            match *arg {
                "--sample" => options.sample = true,
                "--home" => options.home = Some(rest.next().ok_or("--home needs a folder")?.into()),
                other => return Err(format!("run has no option {other}; there are --sample and --home DIR")),
            }
        }
        if options.sample && options.home.is_some() {
            return Err("--sample brings its own home; leave out --home".to_owned());
        }
        Ok(options)
    }
}

/// Sets up, builds and opens the window.
///
/// # Errors
/// What could not be done, and what to do about it.
pub fn run(options: &Options) -> Result<(), String> {
    let seen = display::is_there();
    system::ensure(if seen { Wanted::Build } else { Wanted::Everything })?;
    node::ensure()?;
    node::build()?;
    build()?;
    let home = Home::new(options)?;
    if seen { open(&home) } else { picture(&home) }
}

/// Builds the window and the command line.
///
/// The development profile: a cold build takes two thirds of the release build's time and a warm one seconds, and
/// the planner and all dependencies are optimised in it, so it feels the same.
///
/// # Errors
/// The compiler's.
pub fn build() -> Result<(), String> {
    process::run(&mut process::cargo(&["build", "--package", "ninefold", "--package", "ninefold-cli"]))
}

/// Where the plan is kept during this run.
struct Home {
    env: Vec<(String, String)>,
    passing: Option<PathBuf>,
}

impl Home {
    fn new(options: &Options) -> Result<Self, String> {
        let mut env = Vec::new();
        let mut passing = None;
        if options.sample {
            let folder = std::env::temp_dir().join(format!("ninefold-sample-{}", std::process::id()));
            std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            env.push(("NINEFOLD_SAMPLE".to_owned(), "1".to_owned()));
            // What the program puts aside goes with the home, even if its window is closed by force.
            env.push(("TMPDIR".to_owned(), folder.display().to_string()));
            passing = Some(folder);
        }
        if let Some(folder) = passing.as_ref().or(options.home.as_ref()) {
            let full =
                std::path::absolute(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
            env.push(("NINEFOLD_HOME".to_owned(), full.display().to_string()));
        }
        Ok(Home { env, passing })
    }

    fn command(&self, program: &str) -> Command {
        let mut command = Command::new(place::program(program));
        command.envs(self.env.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if let Some(folder) = &self.passing {
            // What stays behind is in the system's folder for passing files.
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

fn open(home: &Home) -> Result<(), String> {
    println!("Ninefold is open. Close its window to come back.");
    process::run(&mut home.command("ninefold"))
}

/// Without a display: the picture and the plan in words.
fn picture(home: &Home) -> Result<(), String> {
    println!("There is no display, so the window is opened on a virtual one.");
    let path = shot::take(&place::program("ninefold"), &home.env, "ninefold.png")?;
    println!("A picture of it: {}\n", path.display());
    let mut week = home.command("ninefold-cli");
    if home.passing.is_some() {
        week.arg("--sample");
    }
    // It answers 1 when there is no plan yet; that is no failure of this command.
    week.arg("week").status().map_err(|error| format!("ninefold-cli: {error}"))?;
    if home.env.is_empty() {
        println!("\nTo see it with a sample learner: cargo xtask run --sample");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_read_or_refused_in_words() {
        assert_eq!(Options::read(&[]), Ok(Options::default()));
        assert!(Options::read(&["--sample"]).unwrap().sample);
        assert_eq!(Options::read(&["--home", "plans"]).unwrap().home, Some("plans".into()));
        for wrong in [&["--home"][..], &["--fast"], &["--sample", "--home", "plans"]] {
            assert!(!Options::read(wrong).unwrap_err().is_empty());
        }
    }
}
