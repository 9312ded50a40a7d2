"""Changes the bench's directory past what samba-tool can do.

directory.py SETTINGS replace ACCOUNT ATTRIBUTE VALUE   with the rights of the directory itself
directory.py SETTINGS force   ACCOUNT ATTRIBUTE VALUE   adds a value past every rule, uniqueness included
"""
import sys

import ldb
from samba.auth import system_session
from samba.param import LoadParm
from samba.samdb import SamDB

settings, verb, account, attribute, value = sys.argv[1:]
parameters = LoadParm()
parameters.load(settings)
directory = SamDB(lp=parameters, session_info=system_session())
found = directory.search(expression="(sAMAccountName=%s)" % ldb.binary_encode(account), attrs=["dn"])
if len(found) != 1:
    sys.exit("%d accounts are named %s" % (len(found), account))

base = str(directory.get_default_basedn())
writer = directory
flag = ldb.FLAG_MOD_REPLACE
if verb == "force":
    writer = ldb.Ldb("%s/sam.ldb.d/%s.ldb" % (parameters.get("private dir"), base.upper()))
    flag = ldb.FLAG_MOD_ADD
change = ldb.Message(ldb.Dn(writer, str(found[0].dn)))
change[attribute] = ldb.MessageElement([value], flag, attribute)
writer.modify(change)
