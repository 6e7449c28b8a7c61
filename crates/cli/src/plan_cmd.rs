//! `ninefold-cli plan`: reads an instance, plans it, prints the plan as text or JSON.
//! Invariant: standard output carries the plan alone; everything else goes to standard error. Names of score terms and rules
//! are those of the format in every language.

use std::fmt::Write as _;
use std::io::Read;
use std::process::ExitCode;

use api::formats::{
    Block, Effort, Finish, Forecast, Instance, NamedInstance, Plan, Warning, What, foresee_instance,
    read_named_instance, write_forecast, write_plan,
};
use api::wire::Failure;
use api::{said, say, word};

use crate::output::{self, BAD_INPUT, REFUSED, tell, to_json};
use crate::{usage, watching};

/// Arguments of `plan`.
#[derive(clap::Args)]
pub struct PlanArgs {
    #[arg(long, value_name = "FILE", help = word!(
        "File with the instance (study-instance/1), or - for standard input",
        "Archivo con la instancia (study-instance/1), o - para la entrada estándar",
    ))]
    instance: String,
    #[arg(long, value_name = "STEPS", default_value_t = Effort::THOROUGH.steps,
          value_parser = usage::steps, help = word!(
        "How many steps of search go into the plan, such as 6000 for a quick one; more steps find better plans, and the \
         same number always finds the same plan. Ctrl+C takes the best plan so far",
        "Cuántos pasos de búsqueda lleva el plan, por ejemplo 6000 para uno rápido; más pasos encuentran mejores planes, \
         y el mismo número encuentra siempre el mismo. Ctrl+C toma el mejor plan hasta entonces",
    ))]
    effort: u64,
}

/// The largest instance that is read, in bytes. Three years of study with a full calendar are a hundredth of it.
const MOST_BYTES: u64 = 64 * 1024 * 1024;

/// Plans and prints. 0: a plan; 1: a plan with nothing in it; 2: the instance cannot be read.
#[must_use]
pub fn run(args: &PlanArgs, json: bool) -> ExitCode {
    match answer(args, json) {
        Ok((text, found)) => output::answer(&text, if found { 0 } else { REFUSED }),
        Err(lines) => {
            let failure =
                Failure { code: "bad_instance".to_owned(), message: lines.join("\n"), details: lines };
            output::failure(&failure, json, BAD_INPUT)
        }
    }
}

/// The text to print and whether there is anything in the plan.
fn answer(args: &PlanArgs, json: bool) -> Result<(String, bool), Vec<String>> {
    let source =
        if args.instance == "-" { word!("standard input", "la entrada estándar") } else { &args.instance };
    let text = read(&args.instance).map_err(|reason| {
        vec![said!("cannot read {source}: {reason}", "no se puede leer {source}: {reason}")]
    })?;
    let named = read_named_instance(&text)
        .map_err(|list| list.iter().map(|p| format!("{source}: {p}")).collect::<Vec<_>>())?;
    for doubt in &named.doubts {
        tell(&format!("{source}: {doubt}."));
    }
    let plan = watching::plan(&named.instance, Effort { steps: args.effort })
        .map_err(|e| vec![format!("{source}: {e}")])?;
    let forecast = foresee_instance(&named.instance, &plan).map_err(|e| vec![format!("{source}: {e}")])?;
    let printed = if json {
        let mut value = write_plan(&named.instance, &plan);
        value["forecast"] = forecast.as_ref().map(write_forecast).into();
        to_json(&value)
    } else {
        let text = describe(&named, &plan);
        text + &forecast.map_or_else(String::new, |f| foreseen(&named.instance, &f))
    };
    Ok((printed, !plan.blocks.is_empty()))
}

fn read(name: &str) -> Result<String, String> {
    let mut bytes = Vec::new();
    let source: Box<dyn Read> = match name {
        "-" => Box::new(std::io::stdin()),
        path => Box::new(std::fs::File::open(path).map_err(|e| say::refusal(&e))?),
    };
    source.take(MOST_BYTES + 1).read_to_end(&mut bytes).map_err(|e| say::refusal(&e))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(said!(
            "it is larger than {most}\u{a0}MB, which no instance is",
            "ocupa más de {most}\u{a0}MB, y ninguna instancia ocupa tanto",
            most = MOST_BYTES / 1024 / 1024
        ));
    }
    String::from_utf8(bytes).map_err(|e| {
        said!(
            "it is not UTF-8 at byte {at}; save it as UTF-8",
            "no es UTF-8 en el byte {at}; guárdalo como UTF-8",
            at = e.utf8_error().valid_up_to()
        )
    })
}

/// Week by week, then the score, then the warnings. The forecast comes behind.
fn describe(named: &NamedInstance, plan: &Plan) -> String {
    let mut out = String::new();
    if !named.name.is_empty() {
        let _ = writeln!(out, "{}\n", named.name);
    }
    if plan.blocks.is_empty() {
        out.push_str(word!("Nothing to plan.\n", "No hay nada que planificar.\n"));
    }
    let start = named.instance.start;
    let week_of = |b: &Block| (b.start.date() - start).num_days().div_euclid(7);
    for week in plan.blocks.chunk_by(|a, b| week_of(a) == week_of(b)) {
        let Some(first) = week.first() else { continue };
        let monday = start + chrono::TimeDelta::days(7 * week_of(first));
        let minutes: u32 = week.iter().map(|b| b.minutes).sum();
        out.push_str(&said!(
            "Week of {monday}   {hours}\n",
            "Semana del {monday}   {hours}\n",
            hours = hours(minutes)
        ));
        for b in week {
            let end = b.start + chrono::TimeDelta::minutes(i64::from(b.minutes));
            let _ = writeln!(
                out,
                "  {}  {}-{}  {}",
                say::day_in_column(b.start.date()),
                b.start.format("%H:%M"),
                end.format("%H:%M"),
                what(&b.what)
            );
        }
        out.push('\n');
    }
    let [score, quantity, weight, points] = [
        word!("score", "puntuación"),
        word!("quantity", "cantidad"),
        word!("weight", "peso"),
        word!("points", "puntos"),
    ];
    let _ = writeln!(out, "{score:<12}{quantity:>9}{weight:>9}{points:>11}");
    for (name, t) in &plan.score.terms {
        let _ = writeln!(out, "  {name:<10}{:>9}{:>9}{:>11}", t.quantity, t.weight, t.points);
    }
    let _ = writeln!(out, "  {:<28}{:>11}", "total", plan.score.total);
    if !plan.warnings.is_empty() {
        out.push_str(word!("\nWarnings\n", "\nAdvertencias\n"));
        for w in &plan.warnings {
            let _ = writeln!(out, "  {}", warning(&named.instance, w));
        }
    }
    out
}

/// Likely days with their chances: of everything that the goal needs, and of each strategy.
fn foreseen(instance: &Instance, forecast: &Forecast) -> String {
    let mut out = String::from("\n");
    let beyond = word!("beyond 6 years", "más de 6 años");
    let days = |f: &Finish| [f.p50, f.p80, f.p95].map(|d| d.map_or(beyond.to_owned(), |d| d.to_string()));
    let heads = [
        word!("1 in 2 by", "1 de cada 2 para el"),
        word!("4 in 5 by", "4 de cada 5 para el"),
        word!("19 in 20 by", "19 de cada 20 para el"),
    ];
    let core = std::iter::once((word!("core", "esencial").to_owned(), &forecast.finish));
    let of_strategy = |(s, f)| (said!("strategy {s}", "estrategia {s}"), f);
    let rows: Vec<_> = core.chain(forecast.strategies.iter().map(of_strategy)).collect();
    // Words are not as long in each language.
    let name_width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0).max(10);
    let widths = heads.map(|head| head.chars().count().max(14) + 2);
    let mut line = |name: &str, cells: [&str; 3]| {
        let cells = cells.iter().zip(widths).map(|(cell, width)| format!("{cell:>width$}"));
        let _ = writeln!(out, "{name}{}", cells.collect::<String>());
    };
    line(&format!("{:<1$}", word!("forecast", "previsión"), name_width + 2), heads);
    for (name, finish) in rows {
        let [likely, safe, late] = days(finish);
        line(&format!("  {name:<name_width$}"), [&likely, &safe, &late]);
    }
    let chance = say::chance((forecast.chance_permille + 5) / 10);
    out.push_str(&said!(
        "  {chance} by the target, {target}; from the estimates alone\n",
        "  {chance} para la fecha objetivo, {target}; solo según las estimaciones\n",
        target = instance.target
    ));
    output::plain(&out)
}

fn hours(minutes: u32) -> String {
    format!("{} h {:02} min", minutes / 60, minutes % 60)
}

fn what(what: &What) -> String {
    match what {
        What::Work { unit, activity } => format!("{unit} / {activity}"),
        What::Rhythm { rhythm } => said!("rhythm {rhythm}", "rutina {rhythm}"),
        What::Review { items } => {
            let names: Vec<String> = items.iter().map(|i| format!("{} #{}", i.unit, i.k)).collect();
            said!("review {names}", "repaso {names}", names = names.join(", "))
        }
    }
}

fn warning(instance: &Instance, w: &Warning) -> String {
    let monday = |week: u32| instance.start + chrono::TimeDelta::days(7 * i64::from(week));
    match w {
        Warning::Late { unit, finish } => said!(
            "{unit} is complete only on {finish}, after the target {target}",
            "{unit} no está completa hasta el {finish}, después de la fecha objetivo {target}",
            target = instance.target
        ),
        Warning::Unfinished { unit } => {
            said!("{unit} is not complete within the horizon", "{unit} no se completa dentro del horizonte")
        }
        Warning::TargetImpossible { need, have } => said!(
            "the target cannot be met: the core units need {need}, at most {have} fit until then",
            "no se llega a la fecha objetivo: las unidades esenciales necesitan {need}, y hasta entonces caben {have} como mucho",
            need = hours(*need),
            have = hours(*have)
        ),
        Warning::ReviewMissed { unit } => {
            said!("a review of {unit} found no place", "un repaso de {unit} no encontró lugar")
        }
        Warning::RhythmMissed { rhythm, week } => said!(
            "rhythm {rhythm} found no place in its period from {monday}",
            "la rutina {rhythm} no encontró lugar en su periodo desde el {monday}",
            monday = monday(*week)
        ),
        Warning::WeekWithoutTime { week } => said!(
            "no time to study in the week of {monday}",
            "ningún tiempo para estudiar en la semana del {monday}",
            monday = monday(*week)
        ),
        Warning::LockedConflict { rule, start, unit } => {
            let whom = unit.as_deref().map(|u| format!(" ({u})")).unwrap_or_default();
            let rule = rule.code();
            match start {
                Some(start) => said!(
                    "the locked block at {start}{whom} breaks rule {rule}",
                    "el bloque fijo del {start}{whom} incumple la regla {rule}"
                ),
                None => said!(
                    "locked blocks together break rule {rule}",
                    "los bloques fijos, juntos, incumplen la regla {rule}"
                ),
            }
        }
    }
}
