//! Declares the two commands of the shell, so that the window's permissions can name them, and embeds the front end.

fn main() {
    println!("cargo:rerun-if-changed=../ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(&["call", "leave"]);
    if let Err(error) = tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest)) {
        println!("cargo:warning=the desktop shell cannot be built: {error:#}");
        std::process::exit(1);
    }
}
