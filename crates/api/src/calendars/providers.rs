//! Calendar services with how to connect them, for those who do not know their address.

use crate::wire::Provider;

/// Those whose ways are known, the usual ones first.
pub(crate) fn all() -> Vec<Provider> {
    let account = |id: &str, name: &str, address: &str, steps: Vec<String>| Provider {
        id: id.to_owned(),
        name: name.to_owned(),
        address: address.to_owned(),
        account: true,
        steps,
    };
    let link = |id: &str, name: &str, steps: Vec<String>| Provider {
        id: id.to_owned(),
        name: name.to_owned(),
        address: String::new(),
        account: false,
        steps,
    };
    vec![
        account(
            "nextcloud",
            "Nextcloud",
            "",
            vec![
                said!(
                    "The address is that of your Nextcloud, such as https://cloud.example.org.",
                    "La dirección es la de tu Nextcloud, como https://cloud.example.org."
                ),
                said!(
                    "In Nextcloud: Settings > Security > Devices & sessions > Create new app password.",
                    "En Nextcloud: Ajustes > Seguridad > Dispositivos y sesiones > Crear nueva contraseña de aplicación."
                ),
            ],
        ),
        account(
            "icloud",
            "iCloud",
            "https://caldav.icloud.com",
            vec![
                said!(
                    "The user name is your Apple Account’s mail address.",
                    "El nombre de usuario es el correo de tu cuenta de Apple."
                ),
                said!(
                    "At account.apple.com: Sign-In and Security > App-Specific Passwords > make one for Ninefold.",
                    "En account.apple.com: Inicio de sesión y seguridad > Contraseñas de apps > crea una para Ninefold."
                ),
            ],
        ),
        account(
            "fastmail",
            "Fastmail",
            "https://caldav.fastmail.com",
            vec![
                said!(
                    "The user name is your Fastmail address.",
                    "El nombre de usuario es tu dirección de Fastmail."
                ),
                said!(
                    "In Fastmail: Settings > Privacy & Security > App passwords > New, with access to calendars.",
                    "En Fastmail: Ajustes > Privacidad y seguridad > Contraseñas de aplicación > Nueva, con acceso a calendarios."
                ),
            ],
        ),
        account(
            "mailbox",
            "mailbox.org",
            "https://dav.mailbox.org",
            vec![
                said!(
                    "The user name is your whole mail address.",
                    "El nombre de usuario es tu dirección de correo entera."
                ),
                said!(
                    "With two-factor sign-in, make an app password in mailbox.org’s settings first.",
                    "Si usas verificación en dos pasos, crea antes una contraseña de aplicación en los ajustes de mailbox.org."
                ),
            ],
        ),
        account(
            "radicale",
            "Radicale",
            "",
            vec![
                said!(
                    "The address is that of your server, such as https://radicale.example.org:5232.",
                    "La dirección es la de tu servidor, como https://radicale.example.org:5232."
                ),
                said!(
                    "Unencrypted http:// is allowed only to this computer itself.",
                    "Sin cifrar, http:// solo se permite hacia este mismo equipo."
                ),
            ],
        ),
        account(
            "baikal",
            "Baïkal",
            "",
            vec![said!(
                "The address is that of your server with /dav.php, such as https://baikal.example.org/dav.php.",
                "La dirección es la de tu servidor con /dav.php, como https://baikal.example.org/dav.php."
            )],
        ),
        link(
            "google",
            "Google",
            vec![
                said!(
                    "Google lets programs into its calendars only after registering with Google, so Ninefold cannot publish there.",
                    "Google solo deja entrar en sus calendarios a programas registrados en Google, así que Ninefold no puede publicar allí."
                ),
                said!(
                    "To read when you are busy: Settings > the calendar > Integrate calendar > Secret address in iCal format. Paste it here as a link.",
                    "Para leer cuándo estás ocupado: Configuración > el calendario > Integrar el calendario > Dirección secreta en formato iCal. Pégala aquí como enlace."
                ),
                said!(
                    "To see your blocks beside it, publish them into a calendar of another service and show both on the phone.",
                    "Para ver tus bloques al lado, publícalos en un calendario de otro servicio y muestra los dos en el teléfono."
                ),
            ],
        ),
        link(
            "microsoft",
            "Microsoft",
            vec![
                said!(
                    "Microsoft offers no CalDAV, so Ninefold cannot publish there.",
                    "Microsoft no ofrece CalDAV, así que Ninefold no puede publicar allí."
                ),
                said!(
                    "To read when you are busy: Settings > Calendar > Shared calendars > Publish a calendar, and paste its ICS link here.",
                    "Para leer cuándo estás ocupado: Configuración > Calendario > Calendarios compartidos > Publicar un calendario, y pega aquí su enlace ICS."
                ),
                said!(
                    "To see your blocks in Outlook, import the .ics file of Settings > Data there, or publish them into a calendar of another service.",
                    "Para ver tus bloques en Outlook, importa allí el archivo .ics de Ajustes > Datos o publícalos en un calendario de otro servicio."
                ),
            ],
        ),
    ]
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

    use super::*;

    #[test]
    fn eight_services_are_known_each_with_an_address_or_the_way_to_one() {
        let all = all();
        let known: Vec<(&str, &str, bool)> =
            all.iter().map(|one| (one.id.as_str(), one.address.as_str(), one.account)).collect();
        assert_eq!(
            known,
            [
                ("nextcloud", "", true),
                ("icloud", "https://caldav.icloud.com", true),
                ("fastmail", "https://caldav.fastmail.com", true),
                ("mailbox", "https://dav.mailbox.org", true),
                ("radicale", "", true),
                ("baikal", "", true),
                ("google", "", false),
                ("microsoft", "", false),
            ]
        );
        for one in &all {
            assert!(!one.name.is_empty() && !one.steps.is_empty(), "{one:?}");
            assert!(one.steps.iter().all(|step| step.ends_with('.')), "{one:?}");
            // Where the address differs from person to person, the first step says what it looks like.
            let says = one.steps[0].starts_with("The address is ") && one.steps[0].contains("https://");
            assert_eq!(says, one.account && one.address.is_empty(), "{one:?}");
        }
    }

    #[test]
    fn where_nothing_can_be_published_it_is_said_with_what_can_be_done() {
        let all = all();
        for (id, why, way) in [
            (
                "google",
                "Google lets programs into its calendars only after registering",
                "Secret address in iCal format",
            ),
            ("microsoft", "Microsoft offers no CalDAV", "paste its ICS link here"),
        ] {
            let one = all.iter().find(|one| one.id == id).unwrap();
            let [no, read, see] = &one.steps[..] else { panic!("{one:?}") };
            assert!(no.starts_with(why) && no.ends_with("so Ninefold cannot publish there."), "{no}");
            assert!(read.starts_with("To read when you are busy: ") && read.contains(way), "{read}");
            assert!(see.starts_with("To see your blocks ") && see.contains("another service"), "{see}");
        }
        let others = all.iter().filter(|one| !["google", "microsoft"].contains(&&*one.id));
        let steps = others.flat_map(|one| &one.steps).collect::<Vec<_>>();
        assert!(!steps.is_empty() && steps.iter().all(|step| !step.contains("cannot publish")), "{steps:?}");
    }
}
