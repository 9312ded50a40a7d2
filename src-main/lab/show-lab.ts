import { createHash } from 'node:crypto';
import { levelPath } from '../../flows/server/configuration.ts';
import { bySpn } from './directory/write-spn.ts';
import { SURPRISE } from './faults/all-faults.ts';
import { effectiveSection, itemsIn, valueIn } from './iis/effective.ts';
import { readServerObjects } from './iis/objects.ts';
import { ANONYMOUS, WINDOWS } from './iis/schema.ts';
import type { LabState } from './lab-state.ts';
import { CLIENT_NAMES } from './server/names.ts';
import { signIn } from './sign-in.ts';
import { readOwnXml } from './xml/xml-tree.ts';

/** The whole practice server as plain data in a fixed order; files as digests, so that every byte counts and no password shows. */
export function stateView(state: LabState): object {
  const objects = readServerObjects(readOwnXml(state.applicationHost));
  return {
    faults: state.isSurprise ? [SURPRISE] : state.faults,
    files: {
      'applicationHost.config': digest(state.applicationHost),
      'redirection.config': digest(state.redirection),
      ...Object.fromEntries(
        Object.entries(state.webConfigs)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([path, text]) => [path, digest(text)]),
      ),
    },
    pools: objects.pools.map((pool) => ({
      name: pool.name,
      identityType: pool.effective('processModel.identityType') ?? '',
      userName: pool.effective('processModel.userName') ?? '',
    })),
    sites: objects.sites.map(({ name, id, bindings }) => ({ name, id, bindings })),
    applications: objects.applications.map(({ name, pool }) => ({
      path: name,
      pool,
      ...authenticationView(state, name),
      signIn: Object.fromEntries(CLIENT_NAMES.map((client) => [client, signIn(state, name, client)])),
    })),
    directory: directoryView(state),
    machine: machineView(state),
    network: state.network,
  };
}

function directoryView({ directory }: LabState): object {
  const objects = directory.objects.map((object) => ({ ...object, servicePrincipalName: [...object.servicePrincipalName].sort(bySpn) }));
  return { ...directory, objects };
}

/** Without the ticket caches: they belong to the sessions of whoever looks, and looking fills them. */
function machineView({ machine }: LabState): object {
  const { tickets: _, ...rest } = machine;
  return rest;
}

function authenticationView(state: LabState, application: string): object {
  const windows = effectiveSection(state, levelPath(application), WINDOWS);
  const anonymous = effectiveSection(state, levelPath(application), ANONYMOUS);
  if (!windows.ok || !anonymous.ok) return { windows: null, anonymous: null };
  return {
    windows: {
      ...Object.fromEntries(windows.value.attributes.map(({ name }) => [name, valueIn(windows.value, name) === 'true'])),
      providers: itemsIn(windows.value, 'providers'),
      setAt: Object.fromEntries(windows.value.attributes.map(({ name, setAt }) => [name, setAt])),
    },
    anonymous: { enabled: valueIn(anonymous.value, 'enabled') === 'true' },
  };
}

function digest(text: string): string {
  return `sha256:${createHash('sha256').update(text).digest('hex')}`;
}
