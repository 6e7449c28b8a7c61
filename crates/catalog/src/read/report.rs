//! The problems of one file as they are found, with byte offsets turned into lines.

use crate::{PROBLEMS_MAX, Problem, ProblemCode};

/// Collects problems; adding one is the only way to say that a value cannot be used.
pub(crate) struct Report {
    file: String,
    line_starts: Vec<usize>,
    problems: Vec<Problem>,
    untold: usize,
}

impl Report {
    pub(crate) fn new(file: &str, text: &[u8]) -> Self {
        let newlines = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        let line_starts = newlines.map(|(offset, _)| offset + 1).collect();
        Report { file: file.to_owned(), line_starts, problems: Vec::new(), untold: 0 }
    }

    /// The line of a byte, counted from 1.
    pub(crate) fn line(&self, offset: usize) -> u32 {
        let before = self.line_starts.partition_point(|start| *start <= offset);
        u32::try_from(before).unwrap_or(u32::MAX - 1) + 1
    }

    /// `what` is a sentence without its full stop, `advice` a whole one.
    pub(crate) fn add(&mut self, offset: usize, code: ProblemCode, what: String, advice: impl Into<String>) {
        let line = Some(self.line(offset));
        self.push(line, code, what, advice.into());
    }

    /// A problem of the file as a whole.
    pub(crate) fn add_whole(&mut self, code: ProblemCode, what: String, advice: impl Into<String>) {
        self.push(None, code, what, advice.into());
    }

    /// A problem at a line that is already known.
    pub(crate) fn add_line(&mut self, line: u32, code: ProblemCode, what: String, advice: impl Into<String>) {
        self.push(Some(line), code, what, advice.into());
    }

    fn push(&mut self, line: Option<u32>, code: ProblemCode, what: String, advice: String) {
        if self.problems.len() < PROBLEMS_MAX {
            self.problems.push(Problem { file: self.file.clone(), line, code, what, advice });
        } else {
            self.untold += 1;
        }
    }

    /// How many problems there are; a caller compares two counts to see whether a part was sound.
    pub(crate) fn count(&self) -> usize {
        self.problems.len() + self.untold
    }

    /// The problems by line, and how many more were only counted.
    pub(crate) fn finish(mut self) -> (Vec<Problem>, usize) {
        self.problems.sort_by_key(|problem| problem.line);
        (self.problems, self.untold)
    }
}
