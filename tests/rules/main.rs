//! The rules of the repository that a compiler does not know. ARCHITECTURE.md says why each exists.

mod files;
mod imports;
mod repository;
mod sources;
