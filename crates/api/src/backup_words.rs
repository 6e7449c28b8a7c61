//! Why no backup can be made, or why those that are there cannot be seen: what, where, what to do.

use std::path::Path;

use journal::JournalError;

/// That no backup can be made in a folder, and why.
pub(crate) fn unmade(to: &Path, why: &JournalError) -> String {
    said!(
        "No backup of your plan can be made in {to}: {why}",
        "No se puede hacer ninguna copia de seguridad de tu plan en {to}: {why}",
        to = to.display(),
        why = reason(to, why)
    )
}

/// What stands behind [`unmade`] where only backups are hindered. What fills a disk or keeps the journal busy may hinder the
/// journal, too.
pub(crate) fn saved_all_the_same(error: &JournalError) -> &'static str {
    let JournalError::Backup { to, why } = error else { return "" };
    match &**why {
        why if is_no_folder(to, why) => saved(),
        JournalError::ReadOnly { .. } | JournalError::Permission { .. } => saved(),
        _ => "",
    }
}

fn saved() -> &'static str {
    word!(" What you do is saved all the same.", " Lo que haces se guarda igualmente.")
}

/// That the backups in a folder cannot be seen, and why.
pub(crate) fn unseen(folder: &Path, why: &JournalError) -> String {
    let why = match why {
        why if is_no_folder(folder, why) => word!(
            "something that is no folder has its name. Move that away; if your backups are elsewhere, put them back there.",
            "algo que no es una carpeta tiene ese nombre. Quítalo de ahí; si tus copias están en otro sitio, vuelve a ponerlas ahí."
        ),
        JournalError::Permission { .. } => word!(
            "you may not look into it. Change the permissions of that folder.",
            "no tienes permiso para mirar dentro. Cambia los permisos de esa carpeta."
        ),
        _ => word!(
            "the disk could not read it. Look after that disk and try again.",
            "el disco no ha podido leerla. Revisa ese disco y prueba otra vez."
        ),
    };
    said!(
        "The backups in {folder} cannot be seen: {why} Nothing was changed.",
        "No se pueden ver las copias de seguridad en {folder}: {why} No ha cambiado nada.",
        folder = folder.display()
    )
}

/// Also a link that goes in circles, of which the system says something else.
fn is_no_folder(path: &Path, why: &JournalError) -> bool {
    matches!(why, JournalError::Folder { .. })
        || matches!(why, JournalError::Io { .. }) && path.is_symlink() && !path.exists()
}

fn reason(to: &Path, why: &JournalError) -> &'static str {
    match why {
        why if is_no_folder(to, why) => word!(
            "something that is no folder has its name. Move that away; Ninefold makes the folder by itself.",
            "algo que no es una carpeta tiene ese nombre. Quítalo de ahí; Ninefold crea la carpeta por sí solo."
        ),
        JournalError::ReadOnly { .. } => {
            word!("it can only be read. Make it writable.", "es de solo lectura. Permite escribir ahí.")
        }
        JournalError::Permission { .. } => word!(
            "you may not read and write there. Change the permissions of that folder.",
            "no tienes permiso para leer y escribir ahí. Cambia los permisos de esa carpeta."
        ),
        JournalError::Full { .. } => word!(
            "there is no room left on that disk. Free some space.",
            "no queda sitio en ese disco. Libera espacio."
        ),
        JournalError::Locked { .. } => word!(
            "another program kept your journal busy. Close other copies of Ninefold.",
            "otro programa tenía ocupado tu diario. Cierra otras copias de Ninefold."
        ),
        JournalError::NoLocks { .. } => word!(
            "that disk knows no file locks. Use a folder on a disk of this computer.",
            "ese disco no tiene bloqueo de archivos. Usa una carpeta en un disco de este equipo."
        ),
        _ => word!(
            "the disk did not take it. Look after that disk.",
            "el disco no la ha aceptado. Revisa ese disco."
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_may_hinder_the_journal_too_is_not_said_to_save_all_the_same() {
        let path = Path::new("plum").to_owned();
        let hindered = |why| JournalError::Backup { to: path.clone(), why: Box::new(why) };
        for why in [JournalError::Full { path: path.clone() }, JournalError::Locked { path: path.clone() }] {
            assert_eq!(saved_all_the_same(&hindered(why)), "");
        }
        let only_there = hindered(JournalError::Permission { path: path.clone() });
        assert_eq!(saved_all_the_same(&only_there), " What you do is saved all the same.");
        let damaged = JournalError::Broken { path: path.clone(), reason: String::new() };
        assert_eq!(saved_all_the_same(&damaged), "");
    }
}
