//! The window's TypeScript types are those of the application: `cargo xtask bindings` writes them, this compares.

use std::path::Path;

/// Set by `cargo xtask bindings`.
const WRITE: &str = "NINEFOLD_WRITE_BINDINGS";

#[test]
fn the_windows_types_are_the_applications() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/src/ipc/gen");
    // Whole numbers cross as JSON numbers; bigint, the default, is not what the window gets.
    let config = ts_rs::Config::new().with_large_int("number");
    for (name, text) in api::typescript(&config) {
        let path = folder.join(&name);
        if std::env::var_os(WRITE).is_some() {
            std::fs::create_dir_all(&folder).unwrap();
            std::fs::write(&path, text).unwrap();
            continue;
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
        if let Some((n, (was, is))) =
            committed.lines().zip(text.lines()).enumerate().find(|(_, (was, is))| was != is)
        {
            panic!("{name} line {}: is `{was}`, should be `{is}`. Run `cargo xtask bindings`.", n + 1);
        }
        assert!(committed == text, "{name} is cut short or too long. Run `cargo xtask bindings`.");
    }
}
