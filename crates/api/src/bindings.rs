//! TypeScript for the window: one file a type, and the command list as an interface.

use std::any::TypeId;
use std::collections::BTreeMap;

use ts_rs::{Config, TS, TypeVisitor};

use crate::wire::{Changed, KnowledgeLevel};

/// Gathers declarations, each type once, with everything it refers to.
pub(crate) struct Collector<'a> {
    config: &'a Config,
    seen: Vec<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl<'a> Collector<'a> {
    pub(crate) fn new(config: &'a Config) -> Self {
        let mut collector = Collector { config, seen: Vec::new(), declarations: BTreeMap::new() };
        // The event, and the type that the list names in TypeScript's words only.
        collector.add::<Changed>();
        collector.add::<KnowledgeLevel>();
        collector
    }

    pub(crate) fn add<T: TS + 'static + ?Sized>(&mut self) {
        if self.seen.contains(&TypeId::of::<T>()) {
            return;
        }
        self.seen.push(TypeId::of::<T>());
        if T::output_path().is_some() {
            let text = format!("{}export {}", T::docs().unwrap_or_default(), T::decl(self.config));
            self.declarations.insert(T::ident(self.config), tidy(&text));
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

/// A declaration with one line for each member and for what is said of it.
fn tidy(declaration: &str) -> String {
    let mut out = String::new();
    let mut said: Vec<&str> = Vec::new();
    let mut inside = false;
    for line in declaration.lines().map(str::trim) {
        let indent = if inside { "  " } else { "" };
        if let Some(words) = line.strip_prefix('*').filter(|_| line != "*/") {
            said.push(words.trim());
        } else if line == "*/" {
            out.push_str(&format!("{indent}/** {} */\n", said.join(" ")));
            said.clear();
        } else if let Some(last) = line.strip_suffix(", };") {
            out.push_str(&format!("{indent}{last};\n}};\n"));
        } else if let Some(member) = line.strip_suffix(',') {
            out.push_str(&format!("{indent}{member};\n"));
        } else if line != "/**" {
            out.push_str(&format!("{indent}{line}\n"));
            inside = line.ends_with('{');
        }
    }
    out
}

impl TypeVisitor for Collector<'_> {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        self.add::<T>();
    }
}
