//! Plans read without a tree of JSON: most of a journal's bytes are plans. What this cannot read may still be an event.
//! Invariant: what is read here is what reading it as any other event gives.

use std::borrow::Cow;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, de};

use crate::event::{BlockId, Event, PlannedBlock, ReviewedItem, Studied};

#[derive(Deserialize)]
struct Published<'a> {
    #[serde(deserialize_with = "moment")]
    from: NaiveDateTime,
    published_until: NaiveDate,
    #[serde(borrow)]
    blocks: Vec<Block<'a>>,
    #[serde(default)]
    let_go: Option<Vec<BlockId>>,
}

#[derive(Deserialize)]
struct Block<'a> {
    id: BlockId,
    #[serde(deserialize_with = "moment")]
    start: NaiveDateTime,
    minutes: u32,
    #[serde(borrow)]
    what: What<'a>,
}

/// All that any kind of study may say of itself, so that its kind need not be known first.
#[derive(Deserialize)]
struct What<'a> {
    #[serde(borrow)]
    on: Cow<'a, str>,
    unit: Option<String>,
    activity: Option<String>,
    rhythm: Option<String>,
    items: Option<Vec<ReviewedItem>>,
    strategy: Option<u8>,
    text: Option<String>,
}

/// The plan that stands in this body.
pub(crate) fn plan(body: &str) -> Option<Event> {
    let Published { from, published_until, blocks, let_go } = serde_json::from_str(body).ok()?;
    let block = |Block { id, start, minutes, what }: Block<'_>| {
        Some(PlannedBlock { id, start, minutes, what: studied(what)? })
    };
    let blocks = blocks.into_iter().map(block).collect::<Option<Vec<_>>>()?;
    Some(Event::PlanPublished { from, published_until, blocks, let_go })
}

fn studied(what: What<'_>) -> Option<Studied> {
    Some(match what.on.as_ref() {
        "work" => Studied::Work { unit: what.unit?, activity: what.activity? },
        "rhythm" => Studied::Rhythm { rhythm: what.rhythm? },
        "review" => Studied::Review { items: what.items? },
        "free" => Studied::Free { strategy: what.strategy?, text: what.text? },
        _ => return None,
    })
}

/// A moment as it is written here; in any other form as any other is read.
fn moment<'de, D: Deserializer<'de>>(from: D) -> Result<NaiveDateTime, D::Error> {
    let text = <Cow<'de, str>>::deserialize(from)?;
    usual(text.as_bytes()).map_or_else(|| text.parse().map_err(de::Error::custom), Ok)
}

/// `2026-11-25T06:10:00`.
fn usual(text: &[u8]) -> Option<NaiveDateTime> {
    let text: &[u8; 19] = text.try_into().ok()?;
    let marks = [(4, b'-'), (7, b'-'), (10, b'T'), (13, b':'), (16, b':')];
    if marks.iter().any(|(place, mark)| text.get(*place) != Some(mark)) {
        return None;
    }
    let number = |from: usize, until: usize| {
        let digits = text.get(from..until)?;
        let digit = |sum: u32, byte: &u8| byte.is_ascii_digit().then(|| sum * 10 + u32::from(byte - b'0'));
        digits.iter().try_fold(0, digit)
    };
    let year = i32::try_from(number(0, 4)?).ok()?;
    let day = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    day.and_hms_opt(number(11, 13)?, number(14, 16)?, number(17, 19)?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;

    /// As any event is read.
    fn plainly(body: &str) -> Option<Event> {
        let Value::Object(mut fields) = serde_json::from_str(body).ok()? else { return None };
        fields.insert("kind".to_owned(), "plan_published".into());
        serde_json::from_value(Value::Object(fields)).ok()
    }

    fn texts(all: &'static [&'static str]) -> impl Strategy<Value = Value> {
        prop_oneof![
            6 => proptest::sample::select(all).prop_map(Value::from),
            1 => prop_oneof![Just(Value::Null), Just(json!(0)), Just(json!([])), Just(json!("\"\\ü"))],
        ]
    }

    fn whats() -> impl Strategy<Value = Value> {
        let on = texts(&["work", "rhythm", "review", "free", "later"]);
        let item = (texts(&["a"]), texts(&["k"])).prop_map(|(unit, _)| json!({ "unit": unit, "k": 3 }));
        let more = (texts(&["r"]), prop_oneof![Just(json!([])), item.prop_map(|item| json!([item]))]);
        (on, texts(&["u"]), texts(&["1"]), more, 0..64_u8).prop_map(|(on, unit, activity, more, which)| {
            let fields = [
                ("unit", unit),
                ("activity", activity),
                ("rhythm", more.0),
                ("items", more.1),
                ("strategy", json!(which)),
                ("text", json!("t")),
            ];
            let wanted = |n: &usize| which & (1 << n) != 0 || which == 7;
            let mut what = serde_json::Map::from_iter([("on".to_owned(), on)]);
            what.extend((0..6).filter(wanted).map(|n| (fields[n].0.to_owned(), fields[n].1.clone())));
            Value::Object(what)
        })
    }

    const MOMENTS: &[&str] = &[
        "2026-11-25T06:10:00",
        "2026-11-25T06:10:00.250",
        "2026-11-25T23:59:60",
        "2026-02-29T00:00:00",
        "2024-02-29T00:00:00",
        "+2026-11-25T06:10:00",
        "2026-11-25 06:10:00",
        "2026-11-25T06:10",
        "2026-1-25T06:10:000",
        "12026-11-25T06:10:00",
        "0000-01-01T00:00:00",
    ];

    proptest! {
        #[test]
        fn a_plan_says_the_same_in_both_ways(
            from in texts(MOMENTS),
            blocks in proptest::collection::vec((texts(MOMENTS), whats()), 0..4),
            let_go in prop_oneof![Just(None), Just(Some(json!([]))), Just(Some(Value::Null))],
        ) {
            let id = "01900000-0000-7000-8000-000000007749";
            let block = |(start, what)| json!({ "id": id, "start": start, "minutes": 30, "what": what });
            let blocks: Vec<Value> = blocks.into_iter().map(block).collect();
            let mut body = json!({ "from": from, "published_until": "2026-12-01", "blocks": blocks });
            if let Some(let_go) = let_go {
                body["let_go"] = let_go;
            }
            let body = body.to_string();
            let quick = plan(&body);
            prop_assert!(quick.is_none() || quick == plainly(&body), "{}", body);
        }
    }

    #[test]
    fn what_the_program_writes_is_read_the_quick_way() {
        let work = Studied::Work { unit: "u".to_owned(), activity: "1".to_owned() };
        let review = Studied::Review { items: vec![ReviewedItem { unit: "u".to_owned(), k: 2 }] };
        let others = [
            Studied::Rhythm { rhythm: "r".to_owned() },
            Studied::Free { strategy: 3, text: "“t”\n".to_owned() },
        ];
        let start = usual(b"2026-11-25T06:10:00").unwrap();
        let block = |what| PlannedBlock { id: BlockId::from_u128(1), start, minutes: 30, what };
        let blocks = [work, review].into_iter().chain(others).map(block).collect();
        let event = Event::PlanPublished {
            from: start,
            published_until: start.date(),
            blocks,
            let_go: Some(Vec::new()),
        };
        let stored = crate::record::to_stored(&event).unwrap();
        assert_eq!(plan(&stored.body), Some(event));
    }
}
