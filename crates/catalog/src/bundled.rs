//! The files of the bundled pack, inside the program. The one table that names them; a test holds it to the folder.

use crate::SourceFile;

macro_rules! content {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../../content/", $name)))),+]
    };
}

/// Name and text of every file.
const FILES: [(&str, &str); 10] = content![
    "pack.toml",
    "1-mathematics-and-statistics.toml",
    "2-ml-algorithms.toml",
    "3-tools-and-frameworks.toml",
    "4-data-engineering.toml",
    "5-deployment-and-scale.toml",
    "6-real-world-projects.toml",
    "7-staying-current.toml",
    "8-mentors-and-network.toml",
    "9-resume-and-interviews.toml",
];

pub(crate) fn files() -> Vec<SourceFile> {
    FILES.iter().map(|(name, text)| SourceFile::new(*name, text.as_bytes())).collect()
}
