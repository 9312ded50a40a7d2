import fc from 'fast-check';
import { editCommand } from '../../flows/changes/edit-command.ts';
import type { Command } from '../../flows/model/command.ts';
import { ALL_STEPS } from '../../flows/steps/all-steps.ts';
import { planServer } from '../../src-main/core/plan-server.ts';
import type { Shell } from '../../src-main/core/shell.ts';
import { anyServer, type ServerSketch } from './any-server.ts';
import { anyHostileName } from './hostile-names.ts';
import { choicesOf, serverState } from './server-state.ts';
import { PROGRAMS, valueServer } from './value-shell.ts';

const EVERY_STEP = ALL_STEPS.map(({ id }) => id);

/** What no XML may hold: a file with it is refused as a whole. Long names only make the run long. */
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/g;
const anyName = anyHostileName.map((name) => name.replace(NOT_IN_XML, '').slice(0, 300)).filter((name) => name !== '');

/** A server with one hostile name in its configuration: a site, an application, the user of a pool, a host header, or a provider. */
export const anyHostileServer: fc.Arbitrary<ServerSketch> = fc
  .tuple(anyServer, anyName, fc.constantFrom('site', 'application', 'user', 'host', 'provider'))
  .map(([sketch, name, place]) => withName(sketch, name, place));

function withName(sketch: ServerSketch, name: string, place: 'site' | 'application' | 'user' | 'host' | 'provider'): ServerSketch {
  const [site, ...others] = sketch.sites;
  if (site === undefined) return sketch;
  const inSite = (changed: Partial<typeof site>) => ({ ...sketch, sites: [{ ...site, ...changed }, ...others] });
  switch (place) {
    case 'site':
      return inSite({
        name,
        applications: [{ path: '/Altiris', pool: 0 }, ...site.applications.filter(({ path }) => path !== '/Altiris')],
      });
    case 'application':
      return inSite({ applications: [...site.applications, { path: `/Altiris/${name}`, pool: 0 }] });
    case 'user':
      return {
        ...sketch,
        pools: [
          { type: 'SpecificUser', user: name },
          { type: 'SpecificUser', user: `CONTOSO\\${name}` },
        ],
      };
    case 'host':
      return inSite({ hosts: [name, ...site.hosts] });
    case 'provider':
      return {
        ...sketch,
        levels: sketch.levels.map((level) => ({
          ...level,
          providers: ['NTLM', name, 'Negotiate'].map((value) => ({ op: 'add' as const, value, isLocked: false })),
        })),
      };
    default:
      return place satisfies never;
  }
}

/** Every command that looking at the server runs, and every one that its plan would run, forth and back. */
export async function commandsOf(sketch: ServerSketch): Promise<readonly Command[]> {
  const asked: Command[] = [];
  const server = valueServer(serverState(sketch));
  const shell: Shell = {
    ...server.shell,
    run: (command, signal) => {
      asked.push(command);
      return server.shell.run(command, signal);
    },
  };
  const order = { kind: 'lab', choices: choicesOf(sketch), scenario: 'everything', look: EVERY_STEP, only: EVERY_STEP } as const;
  const place = { shell, programs: PROGRAMS, systemRoot: 'C:\\Windows' };
  const planned = await planServer(place, order, new AbortController().signal, () => undefined);
  const edits = planned.ok ? planned.value.plan.changes.flatMap(({ edit, undo }) => [edit, undo]) : [];
  return [...asked, ...edits.map(editCommand).flatMap((command) => (command.ok ? [command.value] : []))];
}
