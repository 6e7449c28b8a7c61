//! A file that may not grow any more is an error like a full disk, and ends no program.

/// Keeps the system from ending this program where a file reaches the size that files may have (`ulimit -f`): what is
/// written there is refused then, and that can be said. Programs that are started from this one have it as it was.
pub fn outlive_size_limits() {
    #[cfg(unix)]
    {
        // That it happened is asked of nobody: the write tells. Where it cannot be kept away, all is as the system has it.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
    }
}
