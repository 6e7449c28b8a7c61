//! `pack.toml`: what a pack says about itself, and the list of its files.

use language::{said, word};
use toml::de::DeTable;

use super::draft::{Draft, Reference};
use super::fields::{Fields, Word};
use super::names::{Kind, owner, quote};
use super::report::Report;
use crate::{
    FILES_MAX, ID_MAX, LABEL_MAX, LIST_MAX, Milestone, NAME_MAX, PACK_FILE, PackInfo, ProblemCode, SCHEMA,
    TEXT_MAX,
};

const KEYS: [&str; 9] =
    ["schema", "id", "title", "version", "description", "licence", "files", "likely_known", "milestone"];

/// A pack and the files it lists, each safe to open inside its folder.
pub(crate) struct Pack {
    pub(crate) info: PackInfo,
    pub(crate) files: Vec<Word>,
    /// Whether these are all that the pack lists: none was left out because its name is not safe.
    pub(crate) all_listed: bool,
}

/// Reads the whole file.
pub(crate) fn pack(report: &mut Report, draft: &mut Draft, table: &DeTable<'_>) -> Pack {
    let fields = Fields::of_table(report, table, 0, word!("the pack", "el temario").to_owned(), &KEYS);
    let schema = fields.number(report, "schema", 1..=u32::MAX);
    if schema != SCHEMA {
        let what = said!(
            "the pack is written in format {schema}; this program knows format {SCHEMA}",
            "el temario está escrito en el formato {schema}; este programa conoce el formato {SCHEMA}"
        );
        let advice = word!(
            "Take a newer version of the program, or an older one of the pack.",
            "Usa una versión más nueva del programa, o una más antigua del temario."
        );
        report.add(fields.at("schema"), ProblemCode::Schema, what, advice);
    }
    fields.not_empty(report, "files");
    let likely_known = units(report, draft, &fields, "likely_known");
    let (files, all_listed) = files(report, &fields);
    Pack {
        files,
        all_listed,
        info: PackInfo {
            id: fields.id(report, "id"),
            title: fields.text(report, "title", NAME_MAX),
            version: fields.text(report, "version", LABEL_MAX),
            description: fields.text(report, "description", TEXT_MAX),
            licence: fields.text(report, "licence", NAME_MAX),
            likely_known,
            milestones: milestones(report, draft, &fields),
        },
    }
}

fn files(report: &mut Report, fields: &Fields<'_>) -> (Vec<Word>, bool) {
    let mut files = fields.ids(report, "files");
    if files.len() > FILES_MAX {
        let what =
            said!("the pack lists {n} files", "la lista del temario tiene {n} archivos", n = files.len());
        let advice =
            said!("Keep to {FILES_MAX}, one for each strategy.", "Deja {FILES_MAX}, uno por estrategia.");
        report.add(fields.at("files"), ProblemCode::TooMany, what, advice);
    }
    for file in files.iter().filter(|file| !is_safe_name(&file.text)) {
        let what = said!(
            "the pack lists {name}, which is no plain file name",
            "la lista del temario nombra {name}, que no es un simple nombre de archivo",
            name = quote(&file.text)
        );
        let advice = said!(
            "Name a .toml file beside {PACK_FILE}: letters, digits, hyphens, underscores and dots, no folders.",
            "Nombra un archivo .toml que esté junto a {PACK_FILE}: letras, cifras, guiones, guiones bajos y puntos, sin carpetas."
        );
        report.add(file.at, ProblemCode::FileName, what, advice);
    }
    let listed = files.len();
    files.retain(|file| is_safe_name(&file.text));
    files.truncate(FILES_MAX);
    let all_listed = files.len() == listed;
    (files, all_listed)
}

/// True if the name stays inside its folder on every system.
fn is_safe_name(name: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    name.len() <= ID_MAX
        && name.ends_with(".toml")
        && !name.eq_ignore_ascii_case(PACK_FILE)
        && !name.starts_with('.')
        && name.chars().all(plain)
}

fn milestones(report: &mut Report, draft: &mut Draft, pack: &Fields<'_>) -> Vec<Milestone> {
    let mut milestones = Vec::new();
    for (index, value) in pack.list(report, "milestone", LIST_MAX).iter().enumerate() {
        let name = owner(Kind::Milestone, value, "title", index);
        let Some(fields) = Fields::open(report, value, name, &["title", "after"]) else { continue };
        fields.not_empty(report, "after");
        let title = fields.text(report, "title", NAME_MAX);
        milestones.push(Milestone { title, after: units(report, draft, &fields, "after") });
    }
    milestones
}

fn units(report: &mut Report, draft: &mut Draft, fields: &Fields<'_>, key: &'static str) -> Vec<String> {
    let words = fields.ids(report, key);
    for word in &words {
        draft.refer(Reference {
            place: draft.place(report, word.at),
            owner: fields.owner().to_owned(),
            key,
            to: word.text.clone(),
            may_be_retired: false,
        });
    }
    words.into_iter().map(|word| word.text).collect()
}
