//! THE table of sentences for the reasons of a difference.

use catalog::Curriculum;
use journal::Studied;

use super::why::Reason;
use crate::titles;

pub(super) fn words(curriculum: &Curriculum, reason: &Reason) -> String {
    let unit = |id: &str| said!("“{title}”", "«{title}»", title = titles::unit_title(curriculum, id));
    let block = |what: &Studied| said!("“{title}”", "«{title}»", title = titles::title(curriculum, what));
    let event = |title: &Option<String>| match title {
        Some(title) => said!("“{title}”", "«{title}»"),
        None => said!("A busy event", "Un evento ocupado"),
    };
    match reason {
        Reason::Known(id) => said!("You know {unit} already.", "Ya sabes {unit}.", unit = unit(id)),
        Reason::NotInPack(id) => {
            said!("{unit} is not in this pack.", "{unit} no está en este temario.", unit = unit(id))
        }
        Reason::LeftOut(id) => said!("{unit} is left out.", "{unit} está fuera.", unit = unit(id)),
        Reason::Complete(id) => said!("{unit} is complete.", "{unit} está completa.", unit = unit(id)),
        Reason::NotDue => said!("It is not due.", "No le toca."),
        Reason::Busy(title) => {
            said!("{event} lies on its former time.", "{event} ocupa su hora anterior.", event = event(title))
        }
        Reason::NoStudyTime => {
            said!("Its former time is no study time now.", "Su hora anterior ya no es hora de estudio.")
        }
        Reason::Limits => said!(
            "Its former length does not fit your limits.",
            "Su duración anterior no cabe en tus límites."
        ),
        Reason::WaitsFor(id) => said!(
            "It waits for {unit}, which ends later now.",
            "Espera a {unit}, que ahora acaba más tarde.",
            unit = unit(id)
        ),
        Reason::EarlierPart => {
            said!("An earlier part of its unit comes first.", "Antes va una parte anterior de su unidad.")
        }
        Reason::Taken(what) => said!("Makes room for {block}.", "Deja sitio a {block}.", block = block(what)),
        Reason::DayFull => said!("Its former day holds no more.", "En su día anterior no cabe más."),
        Reason::WeekFull => said!("Its former week holds no more.", "En su semana anterior no cabe más."),
        Reason::Missed => said!("Brings back what could not be done.", "Recupera lo que no se pudo hacer."),
        Reason::Deleted => said!("Brings back what you took out.", "Recupera lo que quitaste."),
        Reason::Unfinished => said!("Brings back what was not finished.", "Recupera lo que no se terminó."),
        Reason::MoreLeft => said!("More of it is left to do than before.", "Queda más por hacer que antes."),
        Reason::LessLeft => {
            said!("Less of it is left to do than before.", "Queda menos por hacer que antes.")
        }
        Reason::Wanted => said!("It is to be studied now.", "Ahora entra en el plan."),
        Reason::Forward => said!("It was brought forward.", "Se ha adelantado."),
        Reason::Freed(what) => {
            said!("Takes a time that {block} had.", "Ocupa una hora que tenía {block}.", block = block(what))
        }
        Reason::NotBusy(title) => {
            said!("{event} is not in the way any more.", "{event} ya no estorba.", event = event(title))
        }
        Reason::NewStudyTime => said!("It is a new study time.", "Es una hora de estudio nueva."),
        Reason::HoursFree => said!("Its week has hours free now.", "Su semana tiene ahora horas libres."),
        Reason::OtherUnits => {
            said!("Other units’ questions come back in it.", "En él vuelven preguntas de otras unidades.")
        }
        Reason::NewWeek => said!("Its week is newly published.", "Su semana se acaba de publicar."),
        Reason::AfterPublished => {
            said!("It comes after the published weeks.", "Va después de las semanas publicadas.")
        }
        Reason::SpreadAnew => {
            said!("The parts of its unit are spread anew.", "Las partes de su unidad se reparten de nuevo.")
        }
        Reason::Order => said!("Follows from the other changes.", "Resulta de los otros cambios."),
    }
}
