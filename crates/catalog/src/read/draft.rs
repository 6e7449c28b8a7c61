//! What the files say about each other, gathered while they are read and judged when all are.

use super::report::Report;

/// A line of a file, the file by its place in the pack.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) line: u32,
}

/// An id that is given to a unit or a rhythm.
pub(crate) struct Name {
    pub(crate) place: Place,
    pub(crate) id: String,
    pub(crate) is_unit: bool,
    pub(crate) retired: bool,
    pub(crate) prerequisites_place: Place,
    pub(crate) prerequisites: Vec<String>,
}

/// A place that speaks of a unit by its id.
pub(crate) struct Reference {
    pub(crate) place: Place,
    /// The words for who speaks.
    pub(crate) owner: String,
    pub(crate) key: &'static str,
    pub(crate) to: String,
    pub(crate) may_be_retired: bool,
}

/// Names and references of the files read so far.
#[derive(Default)]
pub(crate) struct Draft {
    pub(crate) file: usize,
    pub(crate) names: Vec<Name>,
    pub(crate) references: Vec<Reference>,
    /// Strategy numbers and where they were given.
    pub(crate) numbers: Vec<(u32, Place)>,
}

impl Draft {
    /// Where a byte of the current file stands.
    pub(crate) fn place(&self, report: &Report, offset: usize) -> Place {
        Place { file: self.file, line: report.line(offset) }
    }

    pub(crate) fn name(&mut self, name: Name) {
        self.names.push(name);
    }

    pub(crate) fn refer(&mut self, reference: Reference) {
        self.references.push(reference);
    }
}
