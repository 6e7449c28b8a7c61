//! What is said of the passphrase of the sync folder.

use crate::passphrase::{LEAST, Refused};

/// Why a passphrase is not taken, and what to do.
pub(crate) fn refused(why: Refused) -> String {
    match why {
        Refused::NoFolder => word!(
            "No sync folder is chosen. Choose one first; the passphrase is for what stands in it.",
            "No hay carpeta de sincronización elegida. Elige una primero; la frase de contraseña es para lo que hay en ella."
        )
        .to_owned(),
        Refused::Short => said!(
            "A passphrase of fewer than {LEAST} letters is soon guessed. Take several words.",
            "Una frase de contraseña de menos de {LEAST} letras se adivina pronto. Usa varias palabras."
        ),
        Refused::Wrong => word!(
            "This is not the passphrase of the sync folder. Nothing was changed. Try again; if nobody knows it any more, set a new one.",
            "Esta no es la frase de contraseña de la carpeta de sincronización. No ha cambiado nada. Prueba otra vez; si ya nadie la sabe, pon una nueva."
        )
        .to_owned(),
        Refused::Former => word!(
            "This is a former passphrase of the sync folder; another one was set since. Nothing was changed. Enter that one; if nobody knows it any more, set a new one.",
            "Esta es una frase de contraseña anterior de la carpeta de sincronización; después se puso otra. No ha cambiado nada. Escribe esa; si ya nadie la sabe, pon una nueva."
        )
        .to_owned(),
        Refused::TooHard => word!(
            "The file in the sync folder that a passphrase opens asks for more work than this version does, so it was not tried. Nothing was changed. Update Ninefold here; if no computer made it, delete it or set a new passphrase.",
            "El archivo de la carpeta de sincronización que abre una frase de contraseña pide más trabajo del que hace esta versión, así que no se ha probado. No ha cambiado nada. Actualiza Ninefold aquí; si no lo hizo ningún equipo, bórralo o pon una frase nueva."
        )
        .to_owned(),
        Refused::Damaged => word!(
            "The file in the sync folder that a passphrase opens is damaged. Nothing was changed. A computer that knows the passphrase writes it again once the damaged one is deleted; or set a new passphrase.",
            "El archivo de la carpeta de sincronización que abre una frase de contraseña está dañado. No ha cambiado nada. Un equipo que sabe la frase lo vuelve a escribir cuando borras el dañado; o pon una frase nueva."
        )
        .to_owned(),
        Refused::NoLock => word!(
            "The file that the passphrase opens is not in the sync folder. Wait until another computer has written it again, or set a new passphrase.",
            "El archivo que abre la frase de contraseña no está en la carpeta de sincronización. Espera a que otro equipo lo vuelva a escribir, o pon una frase nueva."
        )
        .to_owned(),
        Refused::NoChance => word!(
            "The system gave no random numbers to make a key of. Start it again and try once more.",
            "El sistema no ha dado números aleatorios para hacer una clave. Reinícialo y prueba otra vez."
        )
        .to_owned(),
    }
}

/// Beside what is the matter with the folder: that the choice holds.
pub(crate) fn waits() -> &'static str {
    word!(
        "What you chose for the passphrase is kept on this computer and waits until that is over.",
        "Lo que elegiste para la frase de contraseña queda guardado en este equipo y espera hasta que eso pase."
    )
}
