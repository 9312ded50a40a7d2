import { say } from '../language/say.ts';
import type { Command, FileRead, Reading } from '../model/command.ts';
import { known, unknown } from '../model/fact.ts';
import { type Answers, readingKey } from '../model/reading.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { Configuration } from '../server/configuration.ts';
import { canBeAName } from '../server/names.ts';
import { unusualPorts } from '../server/ports.ts';
import type { HostsLine, Surroundings } from '../server/surroundings.ts';
import {
  clockAgainst,
  controllerPorts,
  domainController,
  readChannel,
  readClock,
  readController,
  readPorts,
  secureChannel,
} from './domain.ts';
import { askedOwners, factOf, ofOutput } from './read-answers.ts';
import { ownersOfSpn } from './readings.ts';
import { readRegistryValues } from './registry.ts';

const HISTORY_SERVICE = 'AppHostSvc';

/** Settings of the Local Security Authority; `SuppressExtendedProtection` is one. */
export const securityAuthority: Command = {
  program: 'reg',
  args: ['query', 'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Lsa'],
  effect: 'read',
  timeoutMs: 60_000,
};

const historyService: Command = { program: 'sc', args: ['query', HISTORY_SERVICE], effect: 'read', timeoutMs: 60_000 };

function hostsFile(systemRoot: string): FileRead {
  return { file: `${systemRoot}\\System32\\drivers\\etc\\hosts` };
}

/** In: the answers so far. Out: what is to be read of the server's surroundings; the controller has to be known before it is tried. */
export function surroundingReadings(answers: Answers, systemRoot: string): readonly Reading[] {
  const controller = controllerFact(answers);
  const tried =
    controller.known && controller.value !== null ? [clockAgainst(controller.value.name), controllerPorts(controller.value)] : [];
  return [domainController, secureChannel, historyService, securityAuthority, hostsFile(systemRoot), ...tried];
}

/** Names with the ports of bindings that are not the usual ones: somebody may have registered them for another account. */
export function portSpns(configuration: Configuration, sites: readonly string[], names: readonly string[]): readonly string[] {
  return unusualPorts(configuration, sites).flatMap((port) => names.map((name) => `HTTP/${name}:${port}`));
}

export function portReadings(spns: readonly string[]): readonly Reading[] {
  return spns.map(ownersOfSpn);
}

/** In: the answers, the system root, the names with ports that were asked for. Out: the surroundings, each part with the reason where it is not known. */
export function surroundingsOf(answers: Answers, systemRoot: string, ports: readonly string[]): Surroundings {
  const controller = controllerFact(answers);
  const asked = controller.known ? controller.value : null;
  const notTried = controller.known
    ? unknown(say`Windows found no controller to ask`, say`Run nltest /dsgetdc: and look at what it says`)
    : unknown(controller.why, controller.next);
  return {
    controller,
    channel: factOf(answers, secureChannel, say`nltest /query`, (answer) => ofOutput(answer, readChannel)),
    clockAhead: asked === null ? notTried : factOf(answers, clockAgainst(asked.name), 'w32tm', (answer) => ofOutput(answer, readClock)),
    ports:
      asked === null
        ? notTried
        : factOf(answers, controllerPorts(asked), say`The ports of the controller`, (answer) => ofOutput(answer, readPorts)),
    historyService: historyFact(answers),
    hostsFile: hostsFact(answers, systemRoot),
    protectionSuppressed: factOf(answers, securityAuthority, say`reg query … Lsa`, (answer) => ofOutput(answer, readSuppressed)),
    portOwners: askedOwners(answers, ports),
  };
}

function controllerFact(answers: Answers): Surroundings['controller'] {
  return factOf(answers, domainController, say`nltest /dsgetdc:`, (answer) =>
    ofOutput(answer, (text) => {
      const read = readController(text);
      if (!read.ok || read.value === null || canBeAName(read.value.name)) return read;
      return fail({ code: 'output.unreadable', reading: say`nltest /dsgetdc`, why: say`the controller has no host name`, raw: text });
    }),
  );
}

/** `sc` ends with 1060 where there is no such service; the numbers of type and state are not translated, and 4 is running. */
function historyFact(answers: Answers): Surroundings['historyService'] {
  const answer = answers[readingKey(historyService)];
  if (answer?.kind === 'output' && answer.output.exitCode === 1060) return known(false);
  return factOf(answers, historyService, say`sc query ${HISTORY_SERVICE}`, (one) => ofOutput(one, readServiceRuns));
}

/** In: what `sc query` printed. Out: whether the service runs; `output.unreadable` where no state is in it. */
export function readServiceRuns(text: string): Result<boolean> {
  const numbers = [...text.matchAll(/^[^\r\n:]*:\s+([0-9a-f]+)\s+[A-Z][A-Z0-9_ ]*\s*$/gm)].map((match) => match[1]);
  const state = numbers[1];
  if (state !== undefined) return succeed(state === '4');
  return fail({ code: 'output.unreadable', reading: say`sc query`, why: say`it names no state`, raw: text });
}

function hostsFact(answers: Answers, systemRoot: string): Surroundings['hostsFile'] {
  return factOf(answers, hostsFile(systemRoot), say`The hosts file`, (answer) => {
    if (answer.kind === 'text') return succeed(readHosts(answer.text));
    if (answer.kind === 'failure') return answer.failure.code === 'file.missing' ? succeed([]) : fail(answer.failure);
    return fail({ code: 'output.unreadable', reading: 'hosts', why: say`it gave an answer of another kind`, raw: '' });
  });
}

/** In: the text of a hosts file. Out: its lines that say something. Source: RFC 952 and Windows' own sample: an address, names, `#` for remarks. */
export function readHosts(text: string): readonly HostsLine[] {
  return text.split(/\r\n|\r|\n/).flatMap((line) => {
    const [address, ...names] = line.replace(/#.*$/, '').trim().toLowerCase().split(/\s+/);
    return address === undefined || address === '' || names.length === 0 ? [] : [{ address, names }];
  });
}

/** Source: Microsoft KB 973811: 1 or 3 takes Extended Protection away from every program. Absent, and 0, leave it. */
function readSuppressed(text: string): Result<boolean> {
  const read = readRegistryValues(text);
  if (!read.ok) return read;
  const value = read.value.find(({ name }) => name.toLowerCase() === 'suppressextendedprotection');
  return succeed(value !== undefined && !/^0x0+$/.test(value.text.trim()));
}
