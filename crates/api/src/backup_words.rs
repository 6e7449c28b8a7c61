//! Why no backup can be made: what, where, what to do.

use std::path::Path;

use journal::JournalError;

/// That no backup can be made in a folder, and why.
pub(crate) fn unmade(to: &Path, why: &JournalError) -> String {
    said!(
        "No backup of your plan can be made in {to}: {why} What you do is saved all the same.",
        "No se puede hacer ninguna copia de seguridad de tu plan en {to}: {why} Lo que haces se guarda igualmente.",
        to = to.display(),
        why = reason(why)
    )
}

fn reason(why: &JournalError) -> &'static str {
    match why {
        JournalError::Folder { .. } => word!(
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
