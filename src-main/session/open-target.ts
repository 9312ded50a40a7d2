import { existsSync } from 'node:fs';
import { say } from '../../flows/language/say.ts';
import { windowsPrograms } from '../../flows/model/command.ts';
import { describeFailure } from '../../flows/model/failure.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import { withoutSecrets } from '../../flows/model/without-secrets.ts';
import type { Choices } from '../../flows/server/facts.ts';
import type { Place } from '../core/discover.ts';
import { powershellShell } from '../core/powershell-shell.ts';
import type { StateFolder } from '../core/state-folder.ts';
import { nativePath } from '../core/windows-paths.ts';
import { openEvidence } from '../evidence/evidence-shell.ts';
import { labShell, openLab, parseFaults } from '../lab/lab.ts';
import { type RevealedFaults, revealFaults } from './reveal.ts';

/** A server that was opened: where its answers come from, and whether it may be changed. */
export interface OpenTarget {
  readonly kind: 'live' | 'lab' | 'evidence';
  /** What it is called on the screen. */
  readonly label: string;
  readonly place: Place;
  readonly canApply: boolean;
  /** One sentence why nothing can be applied; empty where it can. */
  readonly applyRefusal: string;
  /** What has to be said of it before anything is read. */
  readonly notes: readonly string[];
  /** When evidence was collected and by whom, as it is to be shown. */
  readonly collected?: string;
  /** What evidence was collected for, where nothing else is chosen. */
  readonly choices?: Choices;
  /** Of a practice server with a surprise: tells it. */
  readonly reveal?: () => Promise<Result<RevealedFaults>>;
}

const LAB_ROOT = 'C:\\Windows';

/**
 * In: `live`, `lab`, `lab:FAULT,…`, `evidence:PATH`, or nothing for the default; the state folder; whether this host may reach a live server.
 * Out: the target; `input.refused` where it is not one.
 */
export async function openTarget(named: string | undefined, state: StateFolder, allowLive: boolean): Promise<Result<OpenTarget>> {
  const spec = named ?? (allowLive && hasIis() ? 'live' : 'lab');
  const [kind, rest] = splitOnce(spec);
  switch (kind) {
    case 'live':
      return rest === undefined ? openLive(allowLive) : refuse(spec, say`live takes nothing after it`);
    case 'lab':
      return rest?.trim() === '' ? refuseEmptyLab(spec) : openLabTarget(rest, state);
    case 'evidence':
      return rest === undefined || rest === '' ? refuse(spec, say`evidence needs a path: evidence:PATH`) : openEvidenceTarget(rest);
    case 'remote':
      return fail({
        code: 'input.refused',
        what: say`The target ${JSON.stringify(spec)} is not there yet`,
        why: say`Other servers through PowerShell Remoting belong to a later version`,
        next: say`Run Kerbwise on that server, or collect it there with kerbwise collect and use evidence:PATH`,
      });
    default:
      return refuse(spec, say`it is none of live, lab[:FAULT,…], evidence:PATH`);
  }
}

function refuse(spec: string, why: string): Result<never> {
  return fail({
    code: 'usage.wrong',
    what: say`The target ${JSON.stringify(spec)} cannot be used`,
    why,
    next: say`Use --target live, --target lab or --target evidence:PATH`,
  });
}

function refuseEmptyLab(spec: string): Result<never> {
  return fail({
    code: 'usage.wrong',
    what: say`The target ${JSON.stringify(spec)} cannot be used`,
    why: say`no fault stands after the colon`,
    next: say`Type --target lab for the practice server as it is, --target lab:healthy for one without faults, or lab:FAULT; kerbwise lab list names the faults`,
  });
}

/** The system root of this machine; `undefined` elsewhere than on Windows. */
function systemRoot(): string | undefined {
  const root = process.env['SystemRoot'];
  return process.platform === 'win32' && root !== undefined && /^[A-Za-z]:\\[\w .-]+(?:\\[\w .-]+)*$/.test(root) ? root : undefined;
}

/** Whether this machine is a Windows server with IIS. */
export function hasIis(): boolean {
  const root = systemRoot();
  return root !== undefined && existsSync(nativePath(windowsPrograms(root).appcmd));
}

function openLive(allowLive: boolean): Result<OpenTarget> {
  const root = systemRoot();
  if (!allowLive) {
    return fail({
      code: 'input.refused',
      what: say`A page in a browser never gets a live server`,
      why: say`A web page could be made to ask for things that you did not`,
      next: say`Use the Kerbwise program or the command line on the server, or --target lab`,
    });
  }
  if (root === undefined || !hasIis()) {
    return fail({
      code: 'input.refused',
      what: say`There is no IIS on this machine`,
      why: root === undefined ? say`It is not Windows` : say`appcmd.exe is not there`,
      next: say`Run Kerbwise on the SMP server, or use --target lab or --target evidence:PATH`,
    });
  }
  const programs = windowsPrograms(root);
  return succeed({
    kind: 'live',
    label: say`This server`,
    place: { shell: powershellShell({ programs }), programs, systemRoot: root },
    canApply: true,
    applyRefusal: '',
    notes: [],
  });
}

async function openLabTarget(faults: string | undefined, state: StateFolder): Promise<Result<OpenTarget>> {
  const named = faults === undefined || faults === '' ? succeed(undefined) : parseFaults(faults);
  if (!named.ok) return { ok: false, failure: { ...describeFailure(named.failure), code: 'usage.wrong' } };
  const lab = await openLab(state.lab, named.value);
  if (!lab.ok) return lab;
  return succeed({
    kind: 'lab',
    label: say`Practice lab`,
    place: { shell: labShell(state.lab), programs: windowsPrograms(LAB_ROOT), systemRoot: LAB_ROOT },
    canApply: true,
    applyRefusal: '',
    notes: [],
    ...(lab.value.isSurprise ? { reveal: () => revealFaults(state.lab) } : {}),
  });
}

async function openEvidenceTarget(path: string): Promise<Result<OpenTarget>> {
  const evidence = await openEvidence(path);
  if (!evidence.ok) return evidence;
  const { shell, systemRoot, manifest, notes } = evidence.value;
  return succeed({
    kind: 'evidence',
    label: path,
    place: { shell, programs: windowsPrograms(systemRoot), systemRoot },
    canApply: false,
    applyRefusal: say`Evidence is a copy: it can be read, never changed.`,
    notes,
    ...(manifest === null
      ? {}
      : { collected: withoutSecrets(say`${manifest.started} by ${manifest.user} on ${manifest.host}`), choices: manifest.choices }),
  });
}

function splitOnce(spec: string): readonly [string, string | undefined] {
  const at = spec.indexOf(':');
  return at < 0 ? [spec, undefined] : [spec.slice(0, at), spec.slice(at + 1)];
}
