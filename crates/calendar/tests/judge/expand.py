"""An independent reading of RFC 5545: `recurring-ical-events` on `icalendar` and `dateutil`.

Reads one JSON list from the file that is named: calendars with a span of days in a zone, which is also that of times
without one. Writes a list of what takes place in each: start and end as seconds since 1970 for times, as days for whole days. With `--validate`, reads .ics files instead and
says what `icalendar` and `vobject` find in each.
"""

import datetime
import json
import sys
import zoneinfo

import icalendar
import recurring_ical_events
import vobject

UTC = datetime.timezone.utc


def instant(value, zone=UTC):
    if isinstance(value, datetime.datetime):
        if value.tzinfo is None:
            value = value.replace(tzinfo=zone)
        return int(value.astimezone(UTC).timestamp())
    return value.isoformat()


def expanded(case):
    calendar = icalendar.Calendar.from_ical(case["text"])
    zone = zoneinfo.ZoneInfo(case["zone"])
    first = datetime.datetime.fromisoformat(case["from"]).replace(tzinfo=zone)
    last = datetime.datetime.fromisoformat(case["until"]).replace(tzinfo=zone)
    out = []
    for event in recurring_ical_events.of(calendar).between(first, last):
        # It lists what was cancelled, too.
        if event.get("STATUS") == "CANCELLED":
            continue
        out.append([instant(event.start, zone), instant(event.end, zone), str(event.get("SUMMARY", ""))])
    return sorted(out, key=str)


def lacking(calendar):
    """What each component must have (RFC 5545, 3.6) and has not, as `icalendar` lists it."""
    # It asks a DISPLAY alarm for no text, which RFC 5545 does.
    more = {"VALARM": ("DESCRIPTION",)}
    return [
        f"icalendar: {component.name} without {name}"
        for component in calendar.walk()
        for name in (*component.required, *more.get(component.name, ()))
        if name not in component
    ]


def with_vobject(text):
    """What `vobject` says against it, and what it reads there before and after it wrote it itself, strictly."""
    try:
        calendar = vobject.readOne(text)
        # Writing alone would give an event the identifier that it lacks.
        calendar.validate(raiseException=True)
        again = vobject.readOne(calendar.serialize(validate=True))
        found, written = (
            sorted(
                [
                    instant(e.dtstart.value),
                    instant(e.dtend.value) if "dtend" in e.contents else instant(e.dtstart.value),
                    e.summary.value,
                    sorted(-int(a.trigger.value.total_seconds()) // 60 for a in e.contents.get("valarm", [])),
                ]
                for e in one.contents.get("vevent", [])
            )
            for one in (calendar, again)
        )
        return [] if found == written else ["vobject: it writes something else than it reads"], found
    except Exception as error:  # It has several kinds, and raises whatever Python's own parsers do.
        return [f"vobject: {error}"], []


def validated(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    against, found = with_vobject(text)
    try:
        calendar = icalendar.Calendar.from_ical(text)
    except ValueError as error:
        return {"errors": [*against, f"icalendar: {error}"]}
    errors = [f"icalendar: {error}" for component in calendar.walk() for error in component.errors]
    errors = [*errors, *lacking(calendar), *against]
    if errors:
        return {"errors": errors}
    events = []
    for event in calendar.walk("VEVENT"):
        events.append({
            "uid": str(event["UID"]),
            "start": instant(event["DTSTART"].dt),
            "end": instant(event.end),
            "title": str(event["SUMMARY"]),
            "description": str(event.get("DESCRIPTION", "")),
            "category": ",".join(str(c) for c in event.categories),
            "colour": str(event.get("COLOR", "")),
            "sequence": int(event["SEQUENCE"]),
            "alarms": sorted(-int(a["TRIGGER"].dt.total_seconds()) // 60 for a in event.walk("VALARM")),
        })
    tasks = [[str(t["SUMMARY"]), str(t["STATUS"]), str(t["RELATED-TO"])] for t in calendar.walk("VTODO")]
    return {"errors": errors, "events": events, "tasks": tasks, "vobject": found}


def main():
    if sys.argv[1] == "--validate":
        json.dump([validated(path) for path in sys.argv[2:]], sys.stdout)
        return
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    json.dump([expanded(case) for case in cases], sys.stdout)


main()
