"""What an independent reader makes of calendars: one JSON object a line, for every event of every file."""

import json
import sys

import icalendar


def text(event, name):
    value = event.get(name)
    return None if value is None else str(value)


for path in sys.argv[1:]:
    with open(path, "rb") as file:
        calendar = icalendar.Calendar.from_ical(file.read())
    errors = list(calendar.errors)
    events = list(calendar.walk("VEVENT"))
    for event in events:
        errors += event.errors
        end = event.get("DTEND")
        print(json.dumps({
            "path": path,
            "calendar": text(calendar, "X-WR-CALNAME"),
            "uid": text(event, "UID"),
            "start": event["DTSTART"].dt.isoformat(),
            "end": end.dt.isoformat() if end else None,
            "sequence": int(event["SEQUENCE"]),
            "summary": text(event, "SUMMARY"),
            "description": text(event, "DESCRIPTION"),
            "location": text(event, "LOCATION"),
            "url": text(event, "URL"),
            "status": text(event, "STATUS"),
            "categories": event["CATEGORIES"].cats if "CATEGORIES" in event else [],
        }, ensure_ascii=False))
    print(json.dumps({"path": path, "events": len(events), "errors": [str(error) for error in errors]}))
