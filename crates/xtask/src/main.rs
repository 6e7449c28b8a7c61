//! (see ARCHITECTURE.md)
fn main() {
    let config = ts_rs::Config::new().with_large_int("number");
    for (name, text) in api::typescript(&config) {
        std::fs::create_dir_all("ui/src/ipc/gen").unwrap();
        std::fs::write(format!("ui/src/ipc/gen/{name}"), text).unwrap();
    }
}
