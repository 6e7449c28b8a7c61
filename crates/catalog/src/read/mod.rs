//! The pure core of the loader: files of a pack in, the curriculum or every problem out. Never panics.

mod depth;
mod draft;
mod fields;
mod names;
mod pack;
mod report;
mod resource;
mod rhythm;
mod strategy;
mod suggest;
mod unit;
mod whole;
mod wrong_type;

use language::{counted, said, word};
use toml::de::DeTable;

use self::draft::Draft;
use self::fields::Word;
use self::names::quote;
use self::report::Report;
use crate::{Curriculum, FILE_MAX_BYTES, Fault, PACK_FILE, PROBLEMS_MAX, Problem, ProblemCode, SourceFile};

/// The curriculum in the given files, one of which is called [`PACK_FILE`] and lists the others.
/// A file that is not listed is ignored.
///
/// # Errors
/// All problems of all files at once, in the order of the files and their lines. Beyond
/// [`PROBLEMS_MAX`] they are only counted, in a last problem without a line.
pub fn read(files: &[SourceFile]) -> Result<Curriculum, Vec<Problem>> {
    let mut draft = Draft::default();
    let mut report = report_of(find(files, PACK_FILE), PACK_FILE);
    let pack = match text_of(&mut report, find(files, PACK_FILE), None) {
        Some(text) => {
            with_table(&mut report, text, |report, table| Some(pack::pack(report, &mut draft, table)))
        }
        None => None,
    };
    let Some(pack) = pack else { return Err(told(vec![report])) };

    let mut names = vec![PACK_FILE];
    let mut reports = vec![report];
    let mut strategies = Vec::new();
    let mut complete = pack.all_listed;
    for (index, listed) in pack.files.iter().enumerate() {
        draft.file = index + 1;
        names.push(&listed.text);
        let file = find(files, &listed.text);
        let mut report = report_of(file, &listed.text);
        let text = text_of(&mut report, file, reports.first_mut().map(|pack| (pack, listed)));
        let strategy = text.and_then(|text| {
            with_table(&mut report, text, |report, table| Some(strategy::strategy(report, &mut draft, table)))
        });
        complete &= strategy.is_some();
        strategies.extend(strategy.flatten());
        reports.push(report);
    }
    whole::check(&draft, &mut reports, &names, complete);
    if reports.iter().any(|report| report.count() > 0) {
        return Err(told(reports));
    }
    strategies.sort_by_key(|strategy| strategy.number);
    Ok(Curriculum { pack: pack.info, strategies })
}

/// The files that a `pack.toml` lists and that are safe to open; whatever is wrong is told by [`read`].
pub(crate) fn listed(pack: &SourceFile) -> Vec<String> {
    let mut report = report_of(Some(pack), PACK_FILE);
    let Some(text) = text_of(&mut report, Some(pack), None) else { return Vec::new() };
    let mut draft = Draft::default();
    with_table(&mut report, text, |report, table| Some(pack::pack(report, &mut draft, table).files))
        .unwrap_or_default()
        .into_iter()
        .map(|file| file.text)
        .collect()
}

fn find<'a>(files: &'a [SourceFile], name: &str) -> Option<&'a SourceFile> {
    files.iter().find(|file| file.name == name)
}

fn report_of(file: Option<&SourceFile>, name: &str) -> Report {
    let bytes = file.and_then(|file| file.content.as_deref().ok()).unwrap_or_default();
    Report::new(name, bytes)
}

/// The text of the file. A file that is not there is a problem of the line that lists it.
fn text_of<'a>(
    report: &mut Report,
    file: Option<&'a SourceFile>,
    lister: Option<(&mut Report, &Word)>,
) -> Option<&'a str> {
    let fault = match file.map(|file| &file.content) {
        Some(Ok(bytes)) if bytes.len() as u64 > FILE_MAX_BYTES => &Fault::TooLarge,
        Some(Ok(bytes)) => return utf8(report, bytes),
        Some(Err(fault)) => fault,
        None => &Fault::Missing,
    };
    let (code, what, advice) = words(fault, lister.is_none());
    match lister {
        None => report.add_whole(code, format!("{PACK_FILE} {what}"), advice),
        Some((pack, listed)) => {
            let file = quote(&listed.text);
            let file = said!("the listed file {file}", "el archivo {file} de la lista");
            pack.add(listed.at, code, format!("{file} {what}"), advice);
        }
    }
    None
}

/// The kind of problem, what is wrong as the end of a sentence about the file, and what to do.
fn words(fault: &Fault, is_pack: bool) -> (ProblemCode, String, &'static str) {
    let missing = || said!("is not there", "no está ahí");
    match fault {
        Fault::Missing if is_pack => (
            ProblemCode::MissingPack,
            missing(),
            word!(
                "Give the folder that holds the pack's pack.toml.",
                "Indica la carpeta que contiene el pack.toml del temario."
            ),
        ),
        Fault::Missing => (
            ProblemCode::MissingFile,
            missing(),
            word!(
                "Put it beside pack.toml, or take it off the list.",
                "Ponlo junto a pack.toml, o quítalo de la lista."
            ),
        ),
        Fault::NotAFile => (
            ProblemCode::NotAFile,
            said!("is not a file", "no es un archivo"),
            word!("Put an ordinary file in its place.", "Pon un archivo corriente en su lugar."),
        ),
        Fault::Outside => (
            ProblemCode::LinkOutside,
            said!(
                "is a link that leads out of the pack's folder",
                "es un enlace que lleva fuera de la carpeta del temario"
            ),
            word!("Put the file itself in its place.", "Pon el archivo mismo en su lugar."),
        ),
        Fault::TooLarge => (
            ProblemCode::FileTooLarge,
            said!("is larger than 4 MiB", "ocupa más de 4 MiB"),
            word!(
                "Shorten it; a strategy rarely needs a tenth of that.",
                "Acórtalo; una estrategia rara vez necesita la décima parte."
            ),
        ),
        Fault::Unreadable(why) => (
            ProblemCode::Unreadable,
            said!("cannot be read: {why}", "no se puede leer: {why}"),
            word!(
                "Check that it may be read, and that a link there leads to a file.",
                "Comprueba que se pueda leer y que, si es un enlace, lleve a un archivo."
            ),
        ),
    }
}

fn utf8<'a>(report: &mut Report, bytes: &'a [u8]) -> Option<&'a str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let at = error.valid_up_to();
            let what = said!("the file is not UTF-8 at byte {at}", "el archivo no es UTF-8 en el byte {at}");
            report.add(at, ProblemCode::NotUtf8, what, word!("Save it as UTF-8.", "Guárdalo como UTF-8."));
            None
        }
    }
}

/// Hands the parsed text on, or reports what is no TOML; further rules say nothing about such a file.
fn with_table<T>(
    report: &mut Report,
    text: &str,
    then: impl FnOnce(&mut Report, &DeTable<'_>) -> Option<T>,
) -> Option<T> {
    if !depth::check(report, text) {
        return None;
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    // What comes after the first is mostly its consequence: one bracket that is not closed makes a dozen.
    if let Some(error) = errors.first() {
        let at = error.span().map_or(0, |span| span.start);
        // The parser's own words are English in every language.
        let reason = error.message().replace('\n', ", ");
        let what = said!("this is not TOML: {reason}", "esto no es TOML; el lector dice «{reason}»");
        let advice = word!(
            "Mend the line; toml.io shows how TOML is written.",
            "Corrige la línea; toml.io muestra cómo se escribe TOML."
        );
        report.add(at, ProblemCode::Syntax, what, advice);
    }
    if errors.is_empty() { then(report, table.get_ref()) } else { None }
}

fn told(reports: Vec<Report>) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut untold = 0;
    for report in reports {
        let (told, more) = report.finish();
        problems.extend(told);
        untold += more;
    }
    untold += problems.len().saturating_sub(PROBLEMS_MAX);
    problems.truncate(PROBLEMS_MAX);
    if untold > 0 {
        problems.push(Problem {
            file: PACK_FILE.to_owned(),
            line: None,
            code: ProblemCode::TooMany,
            what: counted!(
                untold,
                ["{n} more problem is not listed", "{n} more problems are not listed"],
                ["hay {n} problema más que no se muestra", "hay {n} problemas más que no se muestran"],
            ),
            advice: word!("Mend these first.", "Corrige antes estos.").to_owned(),
        });
    }
    problems
}
