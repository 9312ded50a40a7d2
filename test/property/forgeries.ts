import { isDeepStrictEqual } from 'node:util';
import type { Answer } from '../../flows/model/reading.ts';
import { readHostIdentity } from '../../flows/probes/registry.ts';
import { readAccountSpns } from '../../flows/probes/setspn.ts';
import { readOperator } from '../../flows/probes/whoami.ts';
import { effectiveAuthentication } from '../../flows/server/effective.ts';
import type { ServerFacts } from '../../flows/server/facts.ts';
import { readConfiguration, readRedirection } from '../../flows/server/read-configuration.ts';
import type { PlannedServer } from '../../src-main/core/plan-server.ts';

/**
 * Whether a spoiled answer is what another server would really say, so that nobody could find it out: nothing else that is asked says the same thing.
 * That is so for
 * - a configuration file that reads as one and says the same of Windows Authentication wherever IIS is asked too: other pools, bindings, modules, locks;
 * - the identity of the server in the registry, and the operator of whoami, where they read as such;
 * - a list of `setspn -L` that only lost values which no `setspn -Q` asks for: the list has no closing line;
 * - a file that is not there where another server has none: redirection.config and web.config.
 */
export function isForged(
  key: string,
  before: Answer | undefined,
  after: Answer | undefined,
  truth: PlannedServer,
  spoiled: PlannedServer,
): boolean {
  if (before === undefined || after === undefined || isDeepStrictEqual(before, after)) return false;
  if (key.startsWith('file ')) return isForgedFile(key, after, truth.facts, spoiled.facts);
  const text = after.kind === 'output' ? `${after.output.stdout}\n${after.output.stderr}` : '';
  if (key.startsWith('["reg"')) return readHostIdentity(text).ok && !isDeepStrictEqual(truth.facts.host, spoiled.facts.host);
  if (key.startsWith('["whoami"')) return readOperator(text).ok && !isDeepStrictEqual(truth.facts.operator, spoiled.facts.operator);
  return key.startsWith('["setspn","-L"') && isShorterList(key, text, truth.facts);
}

function isForgedFile(key: string, after: Answer, truth: ServerFacts, spoiled: ServerFacts): boolean {
  if (!key.endsWith('applicationhost.config') && after.kind === 'failure') return after.failure.code === 'file.missing';
  if (after.kind !== 'text') return false;
  if (key.endsWith('redirection.config')) {
    return readRedirection(after.text).ok && !isDeepStrictEqual(truth.sharedConfiguration, spoiled.sharedConfiguration);
  }
  if (key.endsWith('applicationhost.config') && !readConfiguration(after.text).ok) return false;
  return !isDeepStrictEqual(truth.configuration, spoiled.configuration) && saysTheSameOfWindows(truth, spoiled);
}

/** IIS is asked for Windows Authentication of every application in scope; where the files say the same there, the rest has no second witness. */
function saysTheSameOfWindows({ configuration: was }: ServerFacts, { configuration: is, applications }: ServerFacts): boolean {
  if (!was.known || !is.known) return false;
  const windows = (configuration: typeof was.value) => applications.map((path) => effectiveAuthentication(configuration, path).windows);
  return isDeepStrictEqual(windows(was.value), windows(is.value));
}

function isShorterList(key: string, text: string, truth: ServerFacts): boolean {
  const read = readAccountSpns(text);
  const asked = new Set(Object.keys(truth.owners));
  const name = /^\["setspn","-L","([^"]+)"\]$/.exec(key)?.[1]?.toLowerCase() ?? '';
  const held = truth.accounts[name];
  if (!read.ok || !held?.known || read.value.dn !== held.value.dn) return false;
  const left = new Set(read.value.spns);
  return left.size < held.value.spns.length && held.value.spns.every((spn) => left.has(spn) || !asked.has(spn.toLowerCase()));
}
