//! Asks Tauri for its tray on the systems where Tauri draws it; no code.
//! A package of its own, because the bundler takes the features in the shell's own manifest for those of every system,
//! and would demand a tray library of Linux that nothing here loads.
