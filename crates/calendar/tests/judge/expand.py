"""An independent reading of RFC 5545: `recurring-ical-events` on `icalendar` and `dateutil`.

Reads one JSON list from the file that is named: calendars with a span of days in UTC. Writes a list of what takes place in
each: start and end as seconds since 1970 for times, as days for whole days. With `--validate`, reads .ics files instead and
says what `icalendar` and `vobject` find in them.
"""

import datetime
import json
import sys

import icalendar
import recurring_ical_events
import vobject

UTC = datetime.timezone.utc


def instant(value):
    if isinstance(value, datetime.datetime):
        return int(value.astimezone(UTC).timestamp())
    return value.isoformat()


def expanded(case):
    calendar = icalendar.Calendar.from_ical(case["text"])
    first = datetime.datetime.fromisoformat(case["from"]).replace(tzinfo=UTC)
    last = datetime.datetime.fromisoformat(case["until"]).replace(tzinfo=UTC)
    out = []
    for event in recurring_ical_events.of(calendar).between(first, last):
        # It lists what was cancelled, too.
        if event.get("STATUS") == "CANCELLED":
            continue
        out.append([instant(event.start), instant(event.end), str(event.get("SUMMARY", ""))])
    return sorted(out, key=str)


def validated(path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    calendar = icalendar.Calendar.from_ical(text)
    errors = [str(error) for component in calendar.walk() for error in component.errors]
    with_vobject = vobject.readOne(text)
    with_vobject.validate(raiseException=True)
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
    starts = sorted(int(e.dtstart.value.astimezone(UTC).timestamp()) for e in with_vobject.vevent_list)
    return {"errors": errors, "events": events, "tasks": tasks, "starts": starts}


def main():
    if sys.argv[1] == "--validate":
        json.dump(validated(sys.argv[2]), sys.stdout)
        return
    with open(sys.argv[1], encoding="utf-8") as file:
        cases = json.load(file)
    json.dump([expanded(case) for case in cases], sys.stdout)


main()
