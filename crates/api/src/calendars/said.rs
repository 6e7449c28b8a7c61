//! Words for calendar accounts: what is the matter, how they stand, what must be asked.

use caldav::{CertificateFault, Fault, Note, Refused, Standing};
use chrono::{DateTime, Duration, Utc};

use crate::session::Look;
use crate::{say, zones};

/// What is the matter, where, and what to do, in a sentence or two.
pub(crate) fn fault(fault: &Fault) -> String {
    match fault {
        Fault::BadAddress { address } => said!(
            "“{address}” is no address of a calendar. Copy it from the calendar’s own page: it begins with https:// or webcal://.",
            "«{address}» no es la dirección de un calendario. Cópiala de la página del calendario: empieza por https:// o webcal://."
        ),
        Fault::Insecure { host } => said!(
            "The address of {host} begins with http://, so anybody on the way could read it. Use its https:// address.",
            "La dirección de {host} empieza por http://, así que cualquiera en el camino podría leerla. Usa su dirección https://."
        ),
        Fault::NoSuchHost { host } => said!(
            "{host} was not found. Check the address, and whether this computer is online.",
            "No se ha encontrado {host}. Comprueba la dirección y si este equipo tiene conexión."
        ),
        Fault::Unreachable { host, .. } => said!("{host} cannot be reached.", "No se puede llegar a {host}."),
        Fault::Timeout { host } => {
            said!("{host} did not answer in time.", "{host} no ha respondido a tiempo.")
        }
        Fault::Certificate { host, why, .. } => said!(
            "The certificate of {host} is not trusted: {why}. Nothing was sent.",
            "El certificado de {host} no es de confianza: {why}. No se ha enviado nada.",
            why = certificate(*why)
        ),
        Fault::OtherHost { from, to } => said!(
            "{from} leads to {to}, which may not have your password yet.",
            "{from} lleva a {to}, que todavía no puede tener tu contraseña."
        ),
        Fault::Circle => said!(
            "The addresses of the server lead in a circle. Check the address.",
            "Las direcciones del servidor dan vueltas en círculo. Comprueba la dirección."
        ),
        Fault::PasswordRefused => said!(
            "The server refused the user name or the password. Many services want a password made for this program alone.",
            "El servidor ha rechazado el nombre de usuario o la contraseña. Muchos servicios piden una contraseña creada solo para este programa."
        ),
        Fault::Forbidden { .. } => said!(
            "The server does not allow this. Check the rights of the account, or choose another calendar.",
            "El servidor no lo permite. Comprueba los permisos de la cuenta o elige otro calendario."
        ),
        Fault::Gone { .. } => said!(
            "There is no calendar at this address any more. Choose another one, or remove it here.",
            "Ya no hay ningún calendario en esta dirección. Elige otro o quítalo aquí."
        ),
        Fault::NoCalendars { host } => said!(
            "{host} answered, but not with a calendar. Check the address.",
            "{host} ha respondido, pero no con un calendario. Comprueba la dirección."
        ),
        Fault::Garbled { detail } => said!(
            "The answer of the server cannot be understood ({detail}).",
            "No se entiende la respuesta del servidor ({detail}).",
            detail = calendar::one_line(detail, 200)
        ),
        Fault::TooLarge { limit } => said!(
            "The answer of the server is larger than {most}\u{a0}MB.",
            "La respuesta del servidor ocupa más de {most}\u{a0}MB.",
            most = limit / 1_000_000
        ),
        Fault::Busy { .. } => said!(
            "The server wants to be left alone for now.",
            "El servidor quiere que lo dejen en paz por ahora."
        ),
        Fault::Server { status } => said!(
            "Something failed on the server (status {status}).",
            "Algo ha fallado en el servidor (estado {status})."
        ),
        Fault::Locked => said!(
            "Another program keeps the calendar locked.",
            "Otro programa mantiene bloqueado el calendario."
        ),
        Fault::Full => said!(
            "The account has no room left. Make room there.",
            "A la cuenta no le queda espacio. Haz sitio allí."
        ),
        Fault::NotKept => said!(
            "This computer could not keep what it found, so nothing was sent.",
            "Este equipo no ha podido guardar lo que ha encontrado, así que no se ha enviado nada."
        ),
        Fault::Cancelled => said!("It was stopped.", "Se ha detenido."),
    }
}

/// Whether nobody answered; else somebody did, and said no.
pub(crate) fn is_unreached(fault: &Fault) -> bool {
    matches!(fault, Fault::NoSuchHost { .. } | Fault::Unreachable { .. } | Fault::Timeout { .. })
}

/// Within a sentence.
fn certificate(why: CertificateFault) -> &'static str {
    match why {
        CertificateFault::UnknownIssuer => word!(
            "nobody whom this computer trusts has signed it",
            "no lo ha firmado nadie en quien confíe este equipo"
        ),
        CertificateFault::OtherName => word!("it is for another name", "es para otro nombre"),
        CertificateFault::Expired => {
            word!("its time is over, or has not come", "su plazo ha terminado o no ha empezado")
        }
        CertificateFault::Revoked => word!("its issuer called it back", "quien lo emitió lo ha retirado"),
        CertificateFault::Other => word!("it is not in order", "no está en orden"),
    }
}

/// The question before a certificate is trusted that this computer does not trust.
pub(crate) fn trust_question(host: &str, why: CertificateFault, fingerprint: &str) -> String {
    let pairs: Vec<String> =
        fingerprint.as_bytes().chunks(4).map(|p| String::from_utf8_lossy(p).into_owned()).collect();
    said!(
        "The certificate of {host} is not trusted: {why}. If it is your own server, compare its fingerprint (SHA-256): {print}. Trust it only if it is the same.",
        "El certificado de {host} no es de confianza: {why}. Si es tu propio servidor, compara su huella (SHA-256): {print}. Confía en él solo si es la misma.",
        why = certificate(why),
        print = pairs.join(" ")
    )
}

/// The question before the password goes to another host.
pub(crate) fn host_question(from: &str, to: &str) -> String {
    said!(
        "{from} leads to {to}. Your password would be sent there. Is that your provider, too?",
        "{from} lleva a {to}. Tu contraseña se enviaría allí. ¿Es también de tu proveedor?"
    )
}

/// The question where to keep a secret without a keychain.
pub(crate) fn keep_question(why: &str) -> String {
    said!(
        "{why} It can stand in a file of Ninefold’s that only you may read, or be asked for at each start.",
        "{why} Puede estar en un archivo de Ninefold que solo puedes leer tú, o pedirse en cada inicio."
    )
}

/// "18:52" today, else with its day.
pub(crate) fn when(look: &Look, at: DateTime<Utc>) -> String {
    let local = zones::to_local(look.zone, at);
    if local.date() == look.today() {
        return say::clock(local);
    }
    format!("{}, {}", say::date(local.date()), say::clock(local))
}

/// How it stands, if something is the matter: "Not reached since 14:05. The server did not answer in time. It is tried again at
/// 19:20."
pub(crate) fn trouble(look: &Look, standing: &Standing, since: Option<DateTime<Utc>>) -> Option<String> {
    match standing {
        Standing::New | Standing::Fine { .. } => None,
        Standing::Stopped { fault: what, .. } => Some(fault(what)),
        Standing::Waiting { fault: what, until, .. } => {
            let until = (*until).max(look.at + Duration::minutes(1));
            let again = said!(
                "It is tried again at {when}.",
                "Se vuelve a intentar a las {when}.",
                when = when(look, until)
            );
            let since = since.map(|since| when(look, since));
            let parts = match since {
                None => vec![fault(what), again],
                Some(at) if is_unreached(what) => {
                    vec![said!("Not reached since {at}.", "Sin contacto desde {at}."), fault(what), again]
                }
                Some(at) => {
                    vec![fault(what), said!("It has been so since {at}.", "Así es desde las {at}."), again]
                }
            };
            Some(parts.join(" "))
        }
    }
}

/// What publishing found that asks for nothing. `name`: of the block, as [`super::publication::name_of`] has it.
pub(crate) fn note(look: &Look, note: &Note, name: &str) -> String {
    match note {
        Note::PutBack { .. } => said!(
            "{name} was changed in your calendar, but it has begun or is over; it was put back.",
            "{name} se cambió en tu calendario, pero ya ha empezado o ha pasado; se ha vuelto a poner."
        ),
        Note::AllDay { .. } => said!(
            "{name} was made a whole day in your calendar; it was put back.",
            "{name} pasó a ocupar todo el día en tu calendario; se ha vuelto a poner."
        ),
        Note::Repeats { .. } => said!(
            "{name} was made to repeat in your calendar; a block takes place once, so the repetition was taken out.",
            "{name} pasó a repetirse en tu calendario; un bloque tiene lugar una sola vez, así que se ha quitado la repetición."
        ),
        Note::GoneHere { theirs, .. } => said!(
            "“{title}”, {when}, was changed in your calendar, but is no longer planned here; it was taken out there.",
            "«{title}», {when}, se cambió en tu calendario, pero aquí ya no está planificado; se ha quitado allí.",
            title = calendar::one_line(&theirs.title, 200),
            when = say::moment(zones::to_local(look.zone, theirs.start), look.today())
        ),
        Note::Unreadable { .. } => said!(
            "{name} can no longer be read in your calendar; it is left as it is there. Delete it there to be asked what becomes of it.",
            "{name} ya no se puede leer en tu calendario; se deja como está allí. Bórralo allí y se te preguntará qué hacer con él."
        ),
        Note::Newer { .. } => said!(
            "Another computer of yours wrote {name} more newly; it is left until that is known here.",
            "Otro equipo tuyo ha escrito {name} más tarde; se deja hasta que se sepa aquí."
        ),
    }
}

/// A block that stays in a calendar that was left, and stands in another one now. `name`: as [`note`] has it.
pub(crate) fn stands_twice(name: &str) -> String {
    said!(
        "{name} is ahead again and stands in your calendar. In the former calendar it could not be taken out; delete it there.",
        "{name} vuelve a estar por delante y está en tu calendario. En el calendario anterior no se ha podido quitar; bórralo allí."
    )
}

/// A block that the server would not take.
pub(crate) fn refused(refused: &Refused, title: &str) -> String {
    let conditions = match refused.conditions.as_slice() {
        [] => String::new(),
        conditions => format!(", {}", conditions.join(", ")),
    };
    said!(
        "The server would not take “{title}” (status {status}{conditions}).",
        "El servidor no ha aceptado «{title}» (estado {status}{conditions}).",
        status = refused.status
    )
}
