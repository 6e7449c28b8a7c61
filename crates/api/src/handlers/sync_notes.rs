//! What was found in the sync folder and not read, a sentence each with the name of the first file.

use crate::carrying::Known;

/// All of it, and what else is to be known.
pub(super) fn all(found: &Known) -> Vec<String> {
    let Known { torn, strange, sealed, clear, twin, named, .. } = found;
    let mut notes = shut_out(found);
    if *torn > 0 {
        let words = counted!(
            *torn,
            ["{n} line in files of others is not whole", "{n} lines in files of others are not whole"],
            [
                "{n} línea en archivos de otros no está entera",
                "{n} líneas en archivos de otros no están enteras"
            ]
        );
        notes.push(said!(
            "{words}{file}. What is still on its way is read when it has come; a copy that stays so may be deleted.",
            "{words}{file}. Lo que está en camino se leerá cuando llegue; una copia que se quede así se puede borrar.",
            file = of(named.torn.as_deref())
        ));
    }
    if *strange > 0 {
        let words = counted!(
            *strange,
            [
                "{n} line says something this version does not know",
                "{n} lines say something this version does not know"
            ],
            [
                "{n} línea dice algo que esta versión no conoce",
                "{n} líneas dicen algo que esta versión no conoce"
            ]
        );
        notes.push(format!("{words}{}.", of(named.strange.as_deref())));
    }
    if *sealed > 0 {
        notes.push(counted!(
            *sealed,
            [
                "{n} line is hidden by a passphrase that this computer does not know.",
                "{n} lines are hidden by a passphrase that this computer does not know."
            ],
            [
                "{n} línea está oculta por una frase de contraseña que este equipo no conoce.",
                "{n} líneas están ocultas por una frase de contraseña que este equipo no conoce."
            ]
        ));
    }
    if *clear > 0 {
        let words = counted!(
            *clear,
            ["{n} file in the folder is in clear", "{n} files in the folder are in clear"],
            ["{n} archivo de la carpeta está sin ocultar", "{n} archivos de la carpeta están sin ocultar"]
        );
        notes.push(said!(
            "{words}{file}. Its computer writes it anew once it knows the passphrase; a copy that stays so may be deleted.",
            "{words}{file}. Su equipo lo escribe de nuevo cuando conozca la frase de contraseña; una copia que se quede así se puede borrar.",
            file = of(named.clear.as_deref())
        ));
    }
    if *twin {
        notes.push(said!(
            "Another computer used the name of this one, as after copying a home, or an older copy of its disk was put back. It goes on as a computer of its own, beside the former one; nothing was lost, and undo begins anew here.",
            "Otro equipo usaba el nombre de este, como tras copiar una carpeta personal, o se recuperó una copia anterior de su disco. Sigue como un equipo propio, junto al anterior; no se ha perdido nada, y aquí deshacer empieza de nuevo."
        ));
    }
    notes
}

/// Files that are not read unless somebody does something.
pub(super) fn shut_out(found: &Known) -> Vec<String> {
    let Known { newer, left_out, away, named, .. } = found;
    let mut notes = Vec::new();
    if *newer > 0 {
        let words = counted!(
            *newer,
            [
                "{n} file was written by a newer Ninefold and is not read",
                "{n} files were written by a newer Ninefold and are not read"
            ],
            [
                "{n} archivo es de un Ninefold más nuevo y no se lee",
                "{n} archivos son de un Ninefold más nuevo y no se leen"
            ]
        );
        notes.push(said!(
            "{words}{file}. Update this one.",
            "{words}{file}. Actualiza este.",
            file = of(named.newer.as_deref())
        ));
    }
    if *away > 0 {
        let words = counted!(
            *away,
            ["{n} file was not downloaded yet", "{n} files were not downloaded yet"],
            ["{n} archivo aún no se ha descargado", "{n} archivos aún no se han descargado"]
        );
        notes.push(said!(
            "{words}{file}. Have the folder kept on this computer.",
            "{words}{file}. Haz que la carpeta se conserve en este equipo.",
            file = of(named.away.as_deref())
        ));
    }
    if *left_out > 0 {
        let words = counted!(
            *left_out,
            ["{n} file was left out", "{n} files were left out"],
            ["Se ha dejado fuera {n} archivo", "Se han dejado fuera {n} archivos"]
        );
        notes.push(said!(
            "{words}{file}: too large, one too many, no ordinary file, or it may not be read.",
            "{words}{file}: demasiado grande, uno de más, no es un archivo normal o no se puede leer.",
            file = of(named.left_out.as_deref())
        ));
    }
    notes
}

/// " (ninefold-….log)".
fn of(file: Option<&str>) -> String {
    file.map(|file| format!(" ({file})")).unwrap_or_default()
}
