# Python over an Altiris log: events by severity, and those that hold one of two messages.
import re
import sys

severity = re.compile(rb"severity='(\d+)'")
counts, found, rest = {}, 0, b''
with open(sys.argv[1], 'rb') as log:
    while chunk := log.read(1 << 20):
        events = (rest + chunk).split(b'</event>')
        rest = events.pop()
        for event in events:
            match = severity.search(event)
            if match:
                counts[match.group(1)] = counts.get(match.group(1), 0) + 1
            if b'Authentication failed' in event or b'request level authentication is not supported' in event:
                found += 1
print(counts, found)
