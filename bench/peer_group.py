# Python over a W3C log: rows by status, substatus, Windows status and client.
import sys

counts = {}
with open(sys.argv[1], 'rb') as log:
    for line in log:
        if line.startswith(b'#'):
            continue
        fields = line.split(b' ')
        key = (fields[11], fields[12], fields[13], fields[8])
        counts[key] = counts.get(key, 0) + 1
print(len(counts), 'groups', sum(counts.values()), 'rows')
