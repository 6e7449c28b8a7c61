//! Acts of a learner, drawn at random: which of them are possible is for the application to say.

use api::App;
use api::wire::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{all, this_week};

/// What is done; numbers point at blocks, units and rhythms as there are then.
#[derive(Clone, Debug)]
pub enum Act {
    Block(&'static str, usize),
    Unit(&'static str, usize, usize),
    Plain(&'static str, Value),
}

/// Any of them.
pub fn an_act() -> impl Strategy<Value = Act> {
    let blocks = [
        "block_lock",
        "block_missed",
        "block_done",
        "block_finished",
        "block_delete",
        "block_move",
        "session_start",
    ];
    let units = ["note_set", "outcome_tick", "unit_mark", "estimate_set", "own_resource_set", "unit_first"];
    prop_oneof![
        4 => (prop::sample::select(blocks.to_vec()), 0_usize..12).prop_map(|(name, n)| Act::Block(name, n)),
        3 => (prop::sample::select(units.to_vec()), 0_usize..116, 0_usize..4).prop_map(|(name, n, m)| Act::Unit(name, n, m)),
        3 => prop::sample::select(plain()).prop_map(|(name, args)| Act::Plain(name, args)),
    ]
}

fn plain() -> Vec<(&'static str, Value)> {
    let budget = json!({ "week": 480, "day_max": 120, "block_min": 30, "block_max": 90, "break_min": 15 });
    let own =
        json!({ "title": "Own", "strategy": 6, "minutes": 240, "prerequisites": [], "outcomes": ["I can."] });
    vec![
        ("study_log", json!({ "minutes": 25, "strategy": 4, "text": "A talk" })),
        ("study_log", json!({ "minutes": 40, "unit": "math-vectors" })),
        ("budget_set", json!({ "budget": budget })),
        ("own_unit_set", own),
        ("theme_set", json!({ "theme": "dark" })),
        ("theme_set", json!({ "theme": "light" })),
        ("pace_set", json!({ "own": false })),
        ("rhythm_set", json!({ "rhythm": "weekly-paper", "wanted": false })),
        ("knowledge_set", json!({ "levels": { "3": "use_it" }, "units": {} })),
        ("replan", json!({})),
    ]
}

/// Does it; whether it was possible.
pub fn does(app: &App, act: &Act) -> bool {
    let (name, args) = match act {
        Act::Plain(name, args) => (*name, args.clone()),
        Act::Block(name, n) => {
            let named: Vec<BlockView> = all(app).into_iter().filter(|b| b.id.is_some()).collect();
            let Some(block) = named.get(n % named.len().max(1)) else { return false };
            let mut args = json!({ "id": block.id });
            match *name {
                "block_lock" => args["locked"] = json!(!block.locked),
                "block_done" | "block_finished" => args["minutes"] = json!(20 + n),
                "block_move" => {
                    let later = super::start_of(block) + chrono::Duration::minutes(30);
                    args["start"] = json!(later.format("%Y-%m-%dT%H:%M").to_string());
                    args["minutes"] = json!(block.minutes);
                }
                _ => {}
            }
            (*name, args)
        }
        Act::Unit(name, n, m) => {
            let view = app.strategies(Nothing {}).unwrap();
            let units: Vec<String> =
                view.strategies.iter().flat_map(|s| s.units.iter().map(|u| u.id.clone())).collect();
            let mut args = json!({ "unit": units[n % units.len()] });
            match *name {
                "note_set" => {
                    args["text"] =
                        json!(["", "Read it twice.", "**bold**\n\n- a\n- b", "“¿Qué?” \u{1F642}"][*m]);
                }
                "outcome_tick" => (args["outcome"], args["ticked"]) = (json!(1), json!(m % 2 == 0)),
                "unit_mark" => args["mark"] = json!(["known", "dropped", "later", "open"][*m]),
                "estimate_set" => args["minutes"] = json!([Some(300), Some(600), Some(90), None][*m]),
                "own_resource_set" => {
                    (args["title"], args["url"], args["sections"]) =
                        (json!("A talk"), Value::Null, Value::Null);
                }
                _ => args["first"] = json!(m % 2 == 0),
            }
            (*name, args)
        }
    };
    let _ = this_week(app);
    app.call(name, args).is_ok()
}
