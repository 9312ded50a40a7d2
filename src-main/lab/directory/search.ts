import { printRecords, type ScriptRecord } from '../../../flows/scripts/records.ts';
import type { Controller, Directory, DirectoryObject, LabState } from '../lab-state.ts';
import { answer, type ToolRun } from '../tool-run.ts';
import { readFilter } from './filter.ts';
import { domainDn } from './lookup.ts';
import { mayWrite } from './write-spn.ts';

/** Answers the script `directory`: whom it asks, how far it looks, what it looks for. Codes are those of LDAP. */
export function runDirectory(state: LabState, [server = '', scope = '', filter = '']: readonly string[]): ToolRun {
  const { directory, machine } = state;
  const asked = controllerOf(directory, server);
  if (!machine.directoryReachable || asked === undefined || !asked.isReachable)
    return says(state, [failure('connect', '81', 'The LDAP server is unavailable.')]);
  const fits = readFilter(filter);
  if (fits === undefined) return says(state, [failure('search', '87', 'The search filter is invalid.')]);
  const isForest = scope === 'forest';
  const hits = directory.objects
    .map((object) => asSeenBy(asked, object))
    .filter((object) => isForest || sameText(domainDn(object), asked.domain))
    .filter((object) => fits((attribute) => valuesOf(object, attribute)));
  const partitions = isForest ? [] : directory.partitions;
  const controllers = isForest ? [] : directory.controllers;
  return says(state, [
    rootOf(directory, asked),
    ...partitions.map(({ dn, netbios, dns }) => ({ kind: 'partition', values: { dn: [dn], netbios: [netbios], dns: [dns] } })),
    ...controllers.map(({ host, computer }) => ({ kind: 'controller', values: { host: [host], computer: [computer] } })),
    ...hits.map((object) => recordOf(state, object)),
    {
      kind: 'found',
      values: { partitions: [`${partitions.length}`], controllers: [`${controllers.length}`], objects: [`${hits.length}`] },
    },
  ]);
}

/** A name of a controller, or of a domain: then whoever answers for it. */
function controllerOf({ controllers, partitions, dn }: Directory, server: string): Controller | undefined {
  const named = controllers.find(({ host }) => sameText(host, server));
  if (named !== undefined) return named;
  const domain = server === 'default' ? dn : partitions.find(({ dns }) => sameText(dns, server))?.dn;
  return domain === undefined ? undefined : controllers.find((one) => one.isReachable && sameText(one.domain, domain));
}

/** A controller that lags behind shows the names that an account had before. */
function asSeenBy({ stale }: Controller, object: DirectoryObject): DirectoryObject {
  const old = stale.find(({ dn }) => dn === object.dn);
  return old === undefined ? object : { ...object, servicePrincipalName: old.servicePrincipalName };
}

function valuesOf(object: DirectoryObject, attribute: string): readonly string[] {
  switch (attribute) {
    case 'serviceprincipalname':
      return object.servicePrincipalName;
    case 'samaccountname':
      return [object.sAMAccountName];
    case 'userprincipalname':
      return object.userPrincipalName === null ? [] : [object.userPrincipalName];
    default:
      return [];
  }
}

function rootOf({ functionalLevel, forestDn }: Directory, { host, domain }: Controller): ScriptRecord {
  return {
    kind: 'directory',
    values: { controller: [host], domain: [domain], forest: [forestDn], level: [`${functionalLevel}`], catalog: ['TRUE'] },
  };
}

function recordOf(state: LabState, object: DirectoryObject): ScriptRecord {
  const { attributes, servicePrincipalName: spns } = object;
  const single = {
    dn: object.dn,
    guid: object.objectGUID,
    sid: attributes.objectSid,
    account: object.sAMAccountName,
    upn: object.userPrincipalName,
    control: attributes.userAccountControl,
    computed: attributes.isLockedOut ? 16 : 0,
    lockout: attributes.lockoutTime,
    passwordset: attributes.pwdLastSet,
    admincount: attributes.adminCount,
    encryption: attributes.supportedEncryptionTypes,
    expired: pascal(attributes.isExpired),
    'acted-for': pascal(attributes.isActedFor),
    writable: pascal(mayWrite(state, object)),
  };
  const classes = CLASSES[object.objectClass];
  const lists = { class: classes, spn: spns, delegate: attributes.allowedToDelegateTo };
  const entries = Object.entries(single);
  return {
    kind: 'object',
    values: {
      ...Object.fromEntries(entries.flatMap(([name, value]) => (value === null ? [] : [[name, [`${value}`]]]))),
      ...Object.fromEntries(
        Object.entries(lists).flatMap(([name, values]) => [
          [`${name}-count`, [`${values.length}`]],
          ...(values.length > 0 ? [[name, values]] : []),
        ]),
      ),
      lacks: entries.flatMap(([name, value]) => (value === null ? [name] : [])),
    },
  };
}

const CLASSES: Readonly<Record<DirectoryObject['objectClass'], readonly string[]>> = {
  user: ['top', 'person', 'organizationalPerson', 'user'],
  computer: ['top', 'person', 'organizationalPerson', 'user', 'computer'],
  'msDS-GroupManagedServiceAccount': ['top', 'person', 'organizationalPerson', 'user', 'computer', 'msDS-GroupManagedServiceAccount'],
};

/** As PowerShell prints a truth value. */
function pascal(value: boolean): string {
  return value ? 'True' : 'False';
}

function failure(at: string, code: string, why: string): ScriptRecord {
  return { kind: 'failed', values: { at: [at], code: [code], why: [why] } };
}

function says(state: LabState, records: readonly ScriptRecord[]): ToolRun {
  return answer(state, 0, printRecords(records));
}

function sameText(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
