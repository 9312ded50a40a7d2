import { describeFailure } from '../../flows/model/failure.ts';
import { fail } from '../../flows/model/result.ts';
import { stateFolder } from '../core/state-folder.ts';
import { LAB_FAULTS, openLab, parseFaults, resetLab, showLab } from '../lab/lab.ts';
import { noteLabMade } from '../session/lab-made.ts';
import { type RevealedFaults, revealFaults } from '../session/reveal.ts';
import { EXIT, type ExitCode, printFailure, printJson, printLines } from './answer.ts';

interface LabOptions {
  readonly fault?: string;
  readonly state?: string;
  readonly json?: boolean;
}

/** `kerbwise lab list`: the faults that the practice server can have. They are the same whatever the state folder, which nothing is read of. */
export function listFaults({ json }: LabOptions): ExitCode {
  if (json) printJson({ kerbwise: 1, kind: 'lab', faults: LAB_FAULTS.map(({ id, title, symptom }) => ({ id, title, symptom })) });
  else printLines(LAB_FAULTS.flatMap(({ id, title, symptom }) => [`${id.padEnd(20)} ${title}`, `${' '.repeat(20)} ${symptom}`]));
  return EXIT.done;
}

/** `kerbwise lab reset`: makes the practice server anew. */
export async function reset(options: LabOptions): Promise<ExitCode> {
  const named = options.fault === undefined ? undefined : faultsOf(options.fault);
  if (named !== undefined && !named.ok) return printFailure({ ...describeFailure(named.failure), code: 'usage.wrong' });
  const state = stateFolder(options.state);
  const lab = await resetLab(state.lab, named?.value);
  if (!lab.ok) return printFailure(lab.failure);
  await noteLabMade(state);
  const faults = lab.value.isSurprise ? ['surprise'] : lab.value.faults;
  const told = lab.value.isSurprise ? 'One fault, which kerbwise lab reveal tells' : `Faults: ${faults.join(', ') || 'none'}`;
  if (options.json) printJson({ kerbwise: 1, kind: 'lab', server: lab.value.serverName, faults });
  else printLines([`The practice server ${lab.value.serverName} was made anew. ${told}.`]);
  return EXIT.done;
}

/** `kerbwise lab show`: the whole state of the practice server, stable in order. */
export async function show(options: LabOptions): Promise<ExitCode> {
  const folder = stateFolder(options.state).lab;
  const faults = options.fault === undefined ? undefined : faultsOf(options.fault);
  if (faults !== undefined && !faults.ok) return printFailure({ ...describeFailure(faults.failure), code: 'usage.wrong' });
  const lab = await openLab(folder, faults?.value);
  const state = lab.ok ? await showLab(folder) : fail(lab.failure);
  if (!state.ok) return printFailure(state.failure);
  if (options.json) printJson(state.value);
  else printLines(JSON.stringify(state.value, null, 2).split('\n'));
  return EXIT.done;
}

/** `kerbwise lab reveal`: what the practice server was made with, and the evidence that gave each fault away. */
export async function reveal(options: LabOptions): Promise<ExitCode> {
  const revealed = await revealFaults(stateFolder(options.state).lab);
  if (!revealed.ok) return printFailure(revealed.failure);
  const { faults, gaveAway } = revealed.value;
  if (options.json) printJson({ kerbwise: 1, kind: 'lab', faults, gaveAway });
  else printLines(revealLines(revealed.value));
  return EXIT.done;
}

function revealLines({ faults, gaveAway }: RevealedFaults): readonly string[] {
  if (faults.length === 0) return ['The practice server was made healthy.'];
  return [
    ...faults.flatMap(({ id, title, symptom }) => [`${id}: ${title}`, `  What people notice: ${symptom}`]),
    ...gaveAway.flatMap(({ id, summary, evidence, meaning }) => [
      '',
      `What gave it away: ${summary}  [${id}]`,
      `  ${evidence}`,
      `  ${meaning}`,
    ]),
  ];
}

/** An empty list is a slip of whoever wrote the script, not a wish for the default. */
function faultsOf(named: string) {
  if (named.trim() !== '') return parseFaults(named);
  return fail({
    code: 'input.refused',
    what: '--fault names no fault',
    why: 'it is empty',
    next: 'Name faults, or healthy for none; see kerbwise lab list',
  });
}
