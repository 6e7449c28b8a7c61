"""Another calendar program that works on the same calendar: the Python library `caldav`.

Reads a line of JSON for each act, the calendar's address, name, password, and the act with its arguments, and answers with one.
"""

import datetime
import json
import sys

import caldav
import icalendar


def instant(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def shown(event):
    component = event.icalendar_component
    start, end = component["DTSTART"].dt, component.end
    utc = datetime.timezone.utc
    return {
        "uid": str(component["UID"]),
        "start": start.astimezone(utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "minutes": int((end - start).total_seconds() // 60),
        "title": str(component.get("SUMMARY", "")),
        "note": str(component.get("X-PHONE-NOTE", "")),
        "alarms": sorted(-int(a["TRIGGER"].dt.total_seconds()) // 60 for a in component.walk("VALARM")),
    }


def act(calendar, what, arguments):
    if what == "list":
        return sorted((shown(event) for event in calendar.events()), key=lambda event: event["uid"])
    if what == "add":
        uid, start = arguments
        first = instant(start)
        calendar.add_event(uid=uid, dtstart=first, dtend=first + datetime.timedelta(hours=1), summary=f"Foreign {uid}")
        return uid
    event = calendar.event_by_uid(arguments[0])
    if what == "delete":
        event.delete()
        return arguments[0]
    with event.edit_icalendar_instance() as whole:
        component = next(c for c in whole.walk("VEVENT"))
        if what == "move":
            length = component.end - component["DTSTART"].dt
            first = instant(arguments[1])
            for name, value in (("DTSTART", first), ("DTEND", first + length)):
                del component[name]
                component.add(name, value)
        elif what == "rename":
            del component["SUMMARY"]
            component.add("SUMMARY", arguments[1])
        elif what == "annotate":
            component.add("X-PHONE-NOTE", arguments[1])
        elif what == "remind":
            alarm = icalendar.Alarm()
            alarm.add("ACTION", "DISPLAY")
            alarm.add("DESCRIPTION", "Theirs")
            alarm.add("TRIGGER", datetime.timedelta(minutes=-int(arguments[1])))
            component.add_component(alarm)
        elif what == "silence":
            component.subcomponents = [c for c in component.subcomponents if c.name != "VALARM"]
        else:
            raise SystemExit(f"no such act: {what}")
    event.save()
    return arguments[0]


def main():
    for line in sys.stdin:
        url, user, password, what, *arguments = json.loads(line)
        client = caldav.DAVClient(url=url, username=user, password=password)
        print(json.dumps(act(client.calendar(url=url), what, arguments)), flush=True)


main()
