//! Packs for people who write them: check one and say what is in it.

use std::path::Path;

use serde::Serialize;

use crate::say;

/// What a good pack holds.
#[derive(Clone, Debug, Serialize)]
pub struct PackSummary {
    /// Its id.
    pub id: String,
    /// Units that are not retired.
    pub units: usize,
    /// Rhythms.
    pub rhythms: usize,
    /// Likely minutes of all units.
    pub minutes: u32,
    /// All of it in one sentence.
    pub text: String,
}

/// Reads the pack in this folder.
///
/// # Errors
/// Every problem in it, one line each: file, line, what is wrong, what to do.
pub fn check_pack(dir: &Path) -> Result<PackSummary, Vec<String>> {
    let pack = catalog::load(dir)
        .map_err(|problems| problems.iter().map(ToString::to_string).collect::<Vec<_>>())?;
    let open = || pack.units().filter(|u| !u.retired);
    let (units, rhythms) = (open().count(), pack.rhythms().count());
    let minutes = open().map(|u| u.effort.likely).sum();
    let text = said!(
        "“{title}” is a good pack: {units}, {rhythms}, {hours}.",
        "«{title}» es un buen temario: {units}, {rhythms}, {hours}.",
        title = pack.pack.title,
        units = counted!(units, ["{n} unit", "{n} units"], ["{n} unidad", "{n} unidades"]),
        rhythms = counted!(rhythms, ["{n} rhythm", "{n} rhythms"], ["{n} rutina", "{n} rutinas"]),
        hours = say::hours(minutes)
    );
    Ok(PackSummary { id: pack.pack.id, units, rhythms, minutes, text })
}
