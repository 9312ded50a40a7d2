# Python over an LDIF export: which service principal name is held by more than one account, whatever its letter case.
import sys

holders, account = {}, None


def take(line):
    global account
    if line.startswith(b'dn: '):
        account = line[4:]
    elif line.startswith(b'servicePrincipalName: '):
        name = line[22:].lower()
        held = holders.get(name)
        if held is None:
            holders[name] = [account]
        elif account not in held:
            held.append(account)


with open(sys.argv[1], 'rb') as export:
    before = b''
    for line in export:
        line = line.rstrip(b'\r\n')
        if line.startswith(b' '):
            before += line[1:]
        else:
            take(before)
            before = line
    take(before)
print(sum(1 for held in holders.values() if len(held) > 1), 'of', len(holders))
