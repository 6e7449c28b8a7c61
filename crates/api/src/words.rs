//! THE table of sentences: every error code with what happened, where, and what to do. Nothing else words errors.

use journal::JournalError;
use keychain::Unkept;
use sync::Fault;

use crate::wire::Failure;
use crate::{ApiError, backup_words, calendars, passphrase_words, say};

/// An error as a window or a script gets it.
pub(crate) fn failure(error: &ApiError) -> Failure {
    let (code, message, details) = words(error);
    Failure { code: code.to_owned(), message, details }
}

impl From<ApiError> for Failure {
    fn from(error: ApiError) -> Self {
        failure(&error)
    }
}

fn words(error: &ApiError) -> (&'static str, String, Vec<String>) {
    let plain = |code, message: &str| (code, message.to_owned(), Vec::new());
    match error {
        ApiError::UnknownCommand { name } => (
            "unknown_command",
            said!(
                "There is no command “{name}”. The window and the program may be of different versions; start Ninefold again.",
                "No hay ningún comando «{name}». Puede que la ventana y el programa sean de versiones distintas; vuelve a abrir Ninefold."
            ),
            Vec::new(),
        ),
        ApiError::BadArguments { command, reason } => (
            "bad_arguments",
            said!(
                "“{command}” was called with something it cannot read: {reason}.",
                "«{command}» ha recibido algo que no puede leer: {reason}."
            ),
            Vec::new(),
        ),
        ApiError::NotOnboarded => plain(
            "not_onboarded",
            word!(
                "There is no plan yet. Answer the four steps in the window, or run `ninefold-cli init`. One that is on another computer comes with `ninefold-cli sync --folder DIR`.",
                "Todavía no hay ningún plan. Responde a los cuatro pasos en la ventana, o usa `ninefold-cli init`. Uno que esté en otro equipo llega con `ninefold-cli sync --folder DIR`."
            ),
        ),
        ApiError::AlreadyOnboarded => plain(
            "already_onboarded",
            word!(
                "There is a plan already; nothing was changed. Change it in the window’s settings, or answer everything anew with `ninefold-cli init --again`.",
                "Ya hay un plan; no ha cambiado nada. Cámbialo en los ajustes de la ventana, o responde a todo de nuevo con `ninefold-cli init --again`."
            ),
        ),
        ApiError::NotOpen => plain(
            "journal_not_open",
            word!(
                "The journal is not open because a backup could not be brought back. Start Ninefold again; your files are untouched.",
                "El diario no está abierto porque no se pudo recuperar una copia de seguridad. Vuelve a abrir Ninefold; tus archivos están intactos."
            ),
        ),
        ApiError::UnknownBlock { id } => (
            "unknown_block",
            said!(
                "There is no block “{id}” in the published weeks. It may have been replanned; look at the week again.",
                "No hay ningún bloque «{id}» en las semanas publicadas. Puede que se haya planificado de nuevo; mira otra vez la semana."
            ),
            Vec::new(),
        ),
        ApiError::AlreadyAnswered { title, by, .. } => ("already_answered", by.words(title), Vec::new()),
        ApiError::NotInReview { title } => (
            "not_in_review",
            said!(
                "This block does not review “{title}”. Look at the week again; the plan may have changed.",
                "Este bloque no repasa «{title}». Mira otra vez la semana; puede que el plan haya cambiado."
            ),
            Vec::new(),
        ),
        ApiError::NotCompleted { title, others } => (
            "not_completed",
            said!(
                "“{title}” is not studied to the end yet. Its questions can be graded once it is.",
                "«{title}» aún no está estudiada hasta el final. Sus preguntas se podrán valorar cuando lo esté."
            ) + if *others {
                word!(" This review is done without it.", " Este repaso se hace sin ella.")
            } else {
                word!(
                    " Nothing of this review can be graded now: say that it could not be done (`missed`), or that it was (`done`).",
                    " Ahora no se puede valorar nada de este repaso: di que no se pudo hacer (`missed`) o que se hizo (`done`)."
                )
            },
            Vec::new(),
        ),
        ApiError::UnknownUnit { id } => (
            "unknown_unit",
            said!(
                "There is no unit “{id}” in the pack. Check its name.",
                "En el temario no hay ninguna unidad «{id}». Comprueba su nombre."
            ),
            Vec::new(),
        ),
        ApiError::UnknownRhythm { id } => (
            "unknown_rhythm",
            said!(
                "There is no rhythm “{id}” in the pack. Check its name.",
                "En el temario no hay ninguna rutina «{id}». Comprueba su nombre."
            ),
            Vec::new(),
        ),
        ApiError::UnknownResource { id } => (
            "unknown_resource",
            said!(
                "There is no resource “{id}” of yours. It may have been removed already.",
                "No tienes ningún recurso «{id}». Puede que ya esté quitado."
            ),
            Vec::new(),
        ),
        ApiError::UnknownOutcome { unit, outcome } => (
            "unknown_outcome",
            said!(
                "Unit “{unit}” has no outcome number {outcome}.",
                "La unidad «{unit}» no tiene ningún logro número {outcome}."
            ),
            Vec::new(),
        ),
        ApiError::IllegalMove { reasons, nearest } => {
            let mut message = said!(
                "It cannot go there. {reasons}",
                "No puede ir ahí. {reasons}",
                reasons = reasons.join(" ")
            );
            if let Some(nearest) = nearest {
                message.push_str(&said!(
                    " The nearest place is {day} {clock}.",
                    " El lugar más cercano es el {day} a las {clock}.",
                    day = say::day(nearest.date()),
                    clock = say::clock(*nearest)
                ));
            }
            ("illegal_move", message, reasons.clone())
        }
        ApiError::IllegalSplit { reasons } => (
            "illegal_split",
            said!(
                "It cannot be split so. {reasons}",
                "No se puede dividir así. {reasons}",
                reasons = reasons.join(" ")
            ),
            reasons.clone(),
        ),
        ApiError::NotAhead { title } => (
            "not_ahead",
            said!(
                "“{title}” has begun or is over. Say whether it was done instead.",
                "«{title}» ya ha empezado o ha pasado. Di mejor si lo hiciste."
            ),
            Vec::new(),
        ),
        ApiError::NotKeptFree => plain(
            "not_kept_free",
            word!(
                "That time is not kept free any more. Look at the week again; it may have changed.",
                "Ese tiempo ya no se deja libre. Mira otra vez la semana; puede que haya cambiado."
            ),
        ),
        ApiError::BadSetting { reasons } => ("bad_setting", reasons.join(" "), reasons.clone()),
        ApiError::BadCalendar { name, reason } => (
            "bad_calendar",
            said!(
                "“{name}” could not be read: {reason} Nothing was changed.",
                "No se ha podido leer «{name}»: {reason} No ha cambiado nada."
            ),
            Vec::new(),
        ),
        ApiError::BadImport { name, fault } => (
            "bad_import",
            said!(
                "“{name}” was not taken in: {fault} Nothing was changed.",
                "«{name}» no se ha importado: {fault} No ha cambiado nada.",
                fault = fault.words()
            ),
            Vec::new(),
        ),
        ApiError::UnknownCalendar { source_name } => (
            "unknown_calendar",
            said!(
                "There is no busy calendar “{source_name}”. It may have been removed already.",
                "No hay ningún calendario «{source_name}». Puede que ya esté quitado."
            ),
            Vec::new(),
        ),
        ApiError::BadLink { url } => (
            "bad_link",
            said!(
                "“{url}” is not opened: only addresses that begin with https:// or http:// are.",
                "«{url}» no se abre: solo se abren direcciones que empiezan por https:// o http://."
            ),
            Vec::new(),
        ),
        ApiError::OpenFailed { what, reason } => (
            "open_failed",
            said!(
                "No program could open {what}: {reason}. Copy the address and open it yourself.",
                "Ningún programa ha podido abrir {what}: {reason}. Copia la dirección y ábrela tú."
            ),
            Vec::new(),
        ),
        ApiError::NoChoice { reason } => (
            "no_choice",
            said!(
                "No folder can be chosen here: {reason}. Write its path instead.",
                "Aquí no se puede elegir una carpeta: {reason}. Escribe su ruta."
            ),
            Vec::new(),
        ),
        ApiError::BadPath { path } => (
            "bad_path",
            said!(
                "The path “{path}” is not UTF-8 or ends in a blank, so it cannot be used here. Nothing was changed: rename it or choose another.",
                "La ruta «{path}» no está en UTF-8 o termina en un espacio, así que aquí no se puede usar. No ha cambiado nada: cámbiale el nombre o elige otra.",
                path = path.display()
            ),
            Vec::new(),
        ),
        ApiError::WriteFailed { path, reason } => (
            "write_failed",
            said!(
                "{path} could not be written: {reason}. Check its folder, the free space and the permissions.",
                "No se ha podido escribir {path}: {reason}. Comprueba su carpeta, el espacio libre y los permisos."
            ),
            Vec::new(),
        ),
        ApiError::UnreadBackup { name, why } => (
            "unread_backup",
            said!(
                "The backup “{name}” was not put back. {why} Nothing was changed.",
                "La copia «{name}» no se ha recuperado. {why} No ha cambiado nada."
            ),
            Vec::new(),
        ),
        ApiError::ChoicesUnread { what } => plain("choices_unread", what),
        ApiError::NameTaken { path, is_folder } => (
            "name_taken",
            if *is_folder {
                said!(
                    "{path} is a folder. Nothing was written: choose the name of a new file.",
                    "{path} es una carpeta. No se ha escrito nada: elige el nombre de un archivo nuevo."
                )
            } else {
                said!(
                    "There is a file {path} already. Nothing was written: choose another name, or move that file.",
                    "Ya existe un archivo {path}. No se ha escrito nada: elige otro nombre o mueve ese archivo."
                )
            },
            Vec::new(),
        ),
        ApiError::NothingToUndo => {
            plain("nothing_to_undo", word!("There is nothing to undo.", "No hay nada que deshacer."))
        }
        ApiError::NothingToRedo => {
            plain("nothing_to_redo", word!("There is nothing to redo.", "No hay nada que rehacer."))
        }
        ApiError::NoBackup => plain(
            "no_backup",
            word!(
                "There is no backup that can be read.",
                "No hay ninguna copia de seguridad que se pueda leer."
            ),
        ),
        ApiError::UnknownBackup { name } => (
            "unknown_backup",
            said!(
                "There is no backup “{name}” that can be read. `ninefold-cli restore --list` shows them.",
                "No hay ninguna copia de seguridad «{name}» que se pueda leer. `ninefold-cli restore --list` las muestra."
            ),
            Vec::new(),
        ),
        ApiError::JournalInUse { events, backup } => (
            "journal_in_use",
            said!(
                "Your journal is not empty: it has {entries}. Nothing was changed. To set it aside and bring the backup back all the same, use `ninefold-cli restore{named} --replace`.",
                "Tu diario no está vacío: tiene {entries}. No ha cambiado nada. Para apartarlo y recuperar la copia de todos modos, usa `ninefold-cli restore{named} --replace`.",
                entries = counted!(*events, ["{n} entry", "{n} entries"], ["{n} entrada", "{n} entradas"]),
                named = backup.as_ref().map_or_else(String::new, |name| format!(" {name}"))
            ),
            Vec::new(),
        ),
        ApiError::BadPack { problems } => (
            "bad_pack",
            counted!(
                problems.len(),
                ["The pack has {n} problem.", "The pack has {n} problems."],
                ["El temario tiene {n} problema.", "El temario tiene {n} problemas."]
            ),
            problems.clone(),
        ),
        ApiError::Clock { now } => (
            "clock",
            said!(
                "The computer’s clock says {day}, and no plan can be made for that. Set the clock and try again.",
                "El reloj del equipo dice {day}, y para eso no se puede hacer ningún plan. Ponlo en hora y prueba otra vez.",
                day = say::date(now.date())
            ),
            Vec::new(),
        ),
        ApiError::Planner { reason } => (
            "planner",
            said!(
                "No plan could be made from this: {reason}.",
                "Con esto no se ha podido hacer un plan: {reason}."
            ),
            Vec::new(),
        ),
        ApiError::Sync(fault) => ("sync_folder", sync_words(fault), Vec::new()),
        ApiError::SyncWaits(fault) => {
            ("sync_folder", format!("{} {}", sync_words(fault), passphrase_words::waits()), Vec::new())
        }
        ApiError::SyncBusy => plain(
            "sync_busy",
            word!(
                "Another Ninefold is looking into the sync folder right now. Try again in a moment.",
                "Otro Ninefold está mirando la carpeta de sincronización ahora mismo. Prueba otra vez dentro de un momento."
            ),
        ),
        ApiError::SyncLeft => plain(
            "sync_left",
            word!(
                "The sync folder was left while it was looked into. Nothing was taken in.",
                "Se dejó la carpeta de sincronización mientras se miraba en ella. No se ha recogido nada."
            ),
        ),
        ApiError::CalendarsBusy => plain(
            "calendars_busy",
            word!(
                "Another Ninefold is looking at your calendars right now. Try again in a moment.",
                "Otro Ninefold está mirando tus calendarios ahora mismo. Prueba otra vez dentro de un momento."
            ),
        ),
        ApiError::Calendar(caldav::Fault::Cancelled) => (
            "stopped",
            said!("It was stopped. Nothing was changed.", "Se ha detenido. No ha cambiado nada."),
            Vec::new(),
        ),
        ApiError::Calendar(fault @ caldav::Fault::PasswordRefused) => {
            ("calendar_password", calendars::said::fault(fault), Vec::new())
        }
        ApiError::Calendar(fault) => ("calendar", calendars::said::fault(fault), Vec::new()),
        ApiError::UnknownAccount { .. } => plain(
            "unknown_account",
            word!(
                "This calendar account is not connected any more. Connect it again in Settings > Calendars.",
                "Esta cuenta de calendario ya no está conectada. Conéctala otra vez en Ajustes > Calendarios."
            ),
        ),
        ApiError::SyncPassphrase(why) => ("sync_passphrase", passphrase_words::refused(*why), Vec::new()),
        ApiError::Secret(unkept) => secret_words(unkept),
        ApiError::NotCopied(error) => (
            error.code(),
            said!(
                "Nothing was taken in: what is here is copied before. {why}",
                "No se ha importado nada: lo que hay aquí se copia antes. {why}",
                why = journal_words(error)
            ),
            Vec::new(),
        ),
        ApiError::Journal(error) => (error.code(), journal_words(error), Vec::new()),
    }
}

fn secret_words(unkept: &Unkept) -> (&'static str, String, Vec<String>) {
    let (code, message) = match unkept {
        Unkept::NoKeychain => (
            "no_keychain",
            word!(
                "This system has no keychain for passwords, or it is not running. Start it and try again, or choose another way to keep the password.",
                "Este sistema no tiene ningún llavero para contraseñas, o no está en marcha. Inícialo y prueba otra vez, o elige otra forma de guardar la contraseña.",
            )
            .to_owned(),
        ),
        Unkept::Locked => (
            "keychain_locked",
            word!(
                "The system’s keychain for passwords is locked. Unlock it when it asks and try again.",
                "El llavero de contraseñas del sistema está bloqueado. Desbloquéalo cuando lo pida y prueba otra vez.",
            )
            .to_owned(),
        ),
        Unkept::Refused { detail } => (
            "keychain_refused",
            said!(
                "The system’s keychain for passwords said: {detail}. Try again, or choose another way to keep the password.",
                "El llavero de contraseñas del sistema ha dicho: {detail}. Prueba otra vez, o elige otra forma de guardar la contraseña.",
            ),
        ),
        Unkept::File { path, detail } => (
            "secrets_file",
            said!(
                "The file for passwords {path} cannot be used: {detail}. Nothing was changed in it. Put it right, or delete it and enter your passwords again.",
                "El archivo de contraseñas {path} no se puede usar: {detail}. No se ha cambiado nada en él. Arréglalo, o bórralo y vuelve a escribir tus contraseñas.",
                path = path.display()
            ),
        ),
    };
    (code, message, Vec::new())
}

fn sync_words(fault: &Fault) -> String {
    match fault {
        Fault::Gone { path } => said!(
            "There is no folder {path}. Plug in or open what holds it, or choose another one.",
            "No hay ninguna carpeta {path}. Conecta o abre lo que la contiene, o elige otra.",
            path = path.display()
        ),
        Fault::Misplaced { path } => said!(
            "The sync folder {path} lies in the folder that holds your plan, or your plan or its backups lie in it. Nothing is carried: choose another one.",
            "La carpeta de sincronización {path} está dentro de la carpeta de tu plan, o tu plan o sus copias están en ella. No se lleva nada: elige otra.",
            path = path.display()
        ),
        Fault::NoFolder { path } => said!(
            "{path} is not a folder. Choose one that is.",
            "{path} no es una carpeta. Elige una que lo sea.",
            path = path.display()
        ),
        Fault::Permission { path } => said!(
            "Ninefold may not read and write {path}. Change its permissions or choose another folder.",
            "Ninefold no puede leer y escribir {path}. Cambia sus permisos o elige otra carpeta.",
            path = path.display()
        ),
        Fault::ReadOnly { path } => said!(
            "{path} can only be read. Make it writable or choose another folder.",
            "{path} es de solo lectura. Permite escribir ahí o elige otra carpeta.",
            path = path.display()
        ),
        Fault::Full { path } => said!(
            "There is no room left for {path}. Free some space and try again.",
            "No queda sitio para {path}. Libera espacio y prueba otra vez.",
            path = path.display()
        ),
        Fault::Emptied { path } => said!(
            "{path} is empty; it was not before. If it is on a stick or a drive, plug that in. If it was emptied on purpose, choose it once more, and all is written there anew.",
            "{path} está vacía; antes no lo estaba. Si está en una memoria o un disco, conéctalo. Si se vació a propósito, elígela otra vez y todo se escribirá ahí de nuevo.",
            path = path.display()
        ),
        Fault::Io { path, source } => said!(
            "{path} could not be read or written: {reason}. Look after it and try again.",
            "No se ha podido leer o escribir {path}: {reason}. Revísala y prueba otra vez.",
            path = path.display(),
            reason = say::refusal(source)
        ),
    }
}

/// What is the matter with the journal or its backups.
pub(crate) fn journal_words(error: &JournalError) -> String {
    match error {
        JournalError::Newer { path, found, known } => said!(
            "Your journal {path} was written by a newer Ninefold (format {found}; this one knows up to {known}). It was not touched. Install the newer version to open it.",
            "Tu diario {path} lo escribió un Ninefold más nuevo (formato {found}; este conoce hasta el {known}). No se ha tocado. Instala la versión más nueva para abrirlo.",
            path = path.display()
        ),
        JournalError::Foreign { path, .. } => said!(
            "{path} belongs to another program and was not touched. Move it elsewhere, or choose another data folder.",
            "{path} es de otro programa y no se ha tocado. Muévelo a otro sitio, o elige otra carpeta de datos.",
            path = path.display()
        ),
        JournalError::Broken { path, reason } => said!(
            "Your journal {path} is damaged ({reason}). Close Ninefold and start it again: it recovers what can be read of it and of the backups, and keeps the damaged file.",
            "Tu diario {path} está dañado ({reason}). Cierra Ninefold y vuelve a abrirlo: recuperará lo que se pueda leer de él y de las copias de seguridad, y conservará el archivo dañado.",
            path = path.display()
        ),
        JournalError::ReadOnly { path } => said!(
            "{path} is on a disk that can only be read, and Ninefold keeps your plan there. Nothing was changed. Make it writable or choose another data folder.",
            "{path} está en un disco de solo lectura, y ahí guarda Ninefold tu plan. No ha cambiado nada. Permite escribir en él o elige otra carpeta de datos.",
            path = path.display()
        ),
        JournalError::Permission { path } => said!(
            "You may not write {path}, and Ninefold keeps your plan there. Nothing was changed. Change its permissions or choose another data folder.",
            "No tienes permiso para escribir {path}, y ahí guarda Ninefold tu plan. No ha cambiado nada. Cambia sus permisos o elige otra carpeta de datos.",
            path = path.display()
        ),
        JournalError::Full { path } => said!(
            "Not saved: the disk that holds {path} is full. Everything before is safe. Free some space and try again.",
            "Sin guardar: el disco de {path} está lleno. Todo lo anterior está a salvo. Libera espacio y prueba otra vez.",
            path = path.display()
        ),
        JournalError::Locked { path } => said!(
            "Not saved: another program kept {path} busy. Close other copies of Ninefold and try again.",
            "Sin guardar: otro programa tenía ocupado {path}. Cierra otras copias de Ninefold y prueba otra vez.",
            path = path.display()
        ),
        JournalError::NoLocks { path } => said!(
            "Nothing was changed: {path} is on a disk that knows no file locks, so nothing would keep two programs from writing at once. Choose a data folder on a disk of this computer.",
            "No ha cambiado nada: {path} está en un disco sin bloqueo de archivos, y nada impediría que dos programas escribieran a la vez. Elige una carpeta de datos en un disco de este equipo.",
            path = path.display()
        ),
        JournalError::Folder { path, source } => {
            said!(
                "{path} cannot be used as the data folder: {reason}. Choose another one.",
                "{path} no sirve como carpeta de datos: {reason}. Elige otra.",
                path = path.display(),
                reason = if source.kind() == std::io::ErrorKind::AlreadyExists {
                    word!(
                        "it is a file, or a link that leads nowhere",
                        "es un archivo, o un enlace que no lleva a ningún sitio"
                    )
                    .to_owned()
                } else {
                    say::refusal(source)
                }
            )
        }
        JournalError::NotAFile { path } => said!(
            "{path} is a folder, a device or a link that leads nowhere, and Ninefold keeps a file of this name. Nothing was changed. Move it elsewhere and try again.",
            "{path} es una carpeta, un dispositivo o un enlace que no lleva a ningún sitio, y Ninefold guarda un archivo con ese nombre. No ha cambiado nada. Muévelo a otro sitio y prueba otra vez.",
            path = path.display()
        ),
        JournalError::Backup { to, why } => backup_words::unmade(to, why),
        JournalError::Unlisted { folder, why } => backup_words::unseen(folder, why),
        JournalError::Moved { path } => said!(
            "Not saved: {path} was moved or replaced while Ninefold was open. Start Ninefold again.",
            "Sin guardar: {path} se movió o se sustituyó con Ninefold abierto. Vuelve a abrir Ninefold.",
            path = path.display()
        ),
        JournalError::Overtaken { .. } => {
            said!(
                "Not saved: another Ninefold kept writing to your journal. Try again in a moment.",
                "Sin guardar: otro Ninefold no dejaba de escribir en tu diario. Prueba otra vez dentro de un momento."
            )
        }
        JournalError::Instant { at } => said!(
            "Not saved: the computer's clock says {day}, {clock} UTC, which cannot be right. Set the clock and try again.",
            "Sin guardar: el reloj del equipo dice {day}, {clock} UTC, y no puede ser. Ponlo en hora y prueba otra vez.",
            day = say::date(at.date_naive()),
            clock = say::clock(at.naive_utc())
        ),
        JournalError::Event(source) => said!(
            "Not saved: this change cannot be written down ({source}).",
            "Sin guardar: este cambio no se puede escribir ({source})."
        ),
        JournalError::Io { path, source } => said!(
            "{path} could not be read or written: {reason}. Nothing was changed. Look after the disk and try again.",
            "No se ha podido leer o escribir {path}: {reason}. No ha cambiado nada. Revisa el disco y prueba otra vez.",
            path = path.display(),
            reason = say::refusal(source)
        ),
        JournalError::Sqlite { path, source } => said!(
            "The journal {path} could not be read or written: {source}. Everything saved before is safe. Look after the disk and try again.",
            "No se ha podido leer o escribir el diario {path}: {source}. Todo lo guardado antes está a salvo. Revisa el disco y prueba otra vez.",
            path = path.display()
        ),
    }
}

#[cfg(test)]
mod tests {
    use language::{Language, speaking};

    use super::*;

    #[test]
    fn each_way_to_have_no_secret_says_what_to_do() {
        let unkept = [
            Unkept::NoKeychain,
            Unkept::Locked,
            Unkept::Refused { detail: "plum".to_owned() },
            Unkept::File { path: "plum".into(), detail: "pear".to_owned() },
        ];
        let mut codes = Vec::new();
        for unkept in unkept.map(ApiError::Secret) {
            let [english, spanish] = Language::ALL.map(|language| speaking(language, || failure(&unkept)));
            assert!(english.message != spanish.message && english.code == spanish.code);
            assert!(
                !matches!(&unkept, ApiError::Secret(Unkept::File { .. })) || english.message.contains("plum")
            );
            codes.push(english.code);
        }
        assert_eq!(codes, ["no_keychain", "keychain_locked", "keychain_refused", "secrets_file"]);
    }
}
