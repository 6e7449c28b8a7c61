//! TypeScript for the window: one file a type, and the command list as an interface.

use std::any::TypeId;
use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

/// Gathers declarations, each type once, with everything it refers to.
pub(crate) struct Collector<'a> {
    config: &'a Config,
    seen: Vec<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(config: &'a Config) -> Self {
        Collector { config, seen: Vec::new(), declarations: BTreeMap::new() }
    }

    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        if T::output_path().is_some() {
            let docs = T::docs().unwrap_or_default();
            self.declarations
                .insert(T::ident(self.config), format!("{docs}export {}\n", T::decl(self.config)));
        }
        T::visit_dependencies(self);
    }

    /// File name and text of every generated file. The only one today holds all types and the list.
    pub(crate) fn finish(self, list: &str) -> Vec<(String, String)> {
        let mut text = String::from("// Written by `cargo xtask bindings` from crates/api. Do not edit.\n\n");
        for declaration in self.declarations.values() {
            text.push_str(declaration);
            text.push('\n');
        }
        text.push_str(
            "/** Every command with its arguments and its answer. */\nexport interface Commands {\n",
        );
        text.push_str(list);
        text.push_str("}\n");
        vec![("wire.ts".to_owned(), text)]
    }
}

impl TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}
