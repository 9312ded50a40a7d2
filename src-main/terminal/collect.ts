import { collectorScript, furtherScript, SYSTEM_ROOT } from '../../flows/collector/collector-script.ts';
import { windowsPrograms } from '../../flows/model/command.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { missingReadings } from '../core/discover.ts';
import { writeState } from '../core/state-folder.ts';
import { openEvidence } from '../evidence/evidence-shell.ts';
import { EXIT, type ExitCode, note, printFailure } from './answer.ts';
import { namesTyped } from './typed-names.ts';

export interface CollectOptions {
  readonly out?: string;
  readonly app?: readonly string[];
  readonly name?: readonly string[];
  readonly after?: string;
}

/** `kerbwise collect`: writes the script that is taken to a server, run there, and whose zip `--target evidence:` reads. */
export async function collect({ out, app = [], name: typed = [], after }: CollectOptions): Promise<ExitCode> {
  const names = namesTyped(typed);
  if (!names.ok) return printFailure(names.failure);
  const name = names.value;
  const odd = app.find((one) => /[\p{Cc}\u2028\u2029]/u.test(one) || one === '');
  if (odd !== undefined) {
    const why = 'the path of an application is wanted, as in --app "Default Web Site/Altiris"';
    return printFailure({
      code: 'usage.wrong',
      what: `${JSON.stringify(odd)} cannot be collected`,
      why,
      next: 'See kerbwise collect --help',
    });
  }
  const made =
    after === undefined ? succeed(collectorScript({ applications: app, names: name }, PROGRAMS)) : await furtherRound(after, app, name);
  if (!made.ok) return printFailure(made.failure);
  const script = made.value;
  if (script === null) {
    note(`${after} holds everything that Kerbwise asks for: no further round is needed`);
    return EXIT.done;
  }
  if (out === undefined) {
    process.stdout.write(script);
    return EXIT.done;
  }
  // Windows PowerShell 5.1 reads a file without a mark in the code page of the server.
  const written = await writeState(out, `\ufeff${script.replaceAll('\n', '\r\n')}`);
  if (!written.ok) return printFailure(written.failure);
  note(
    `written to ${out}. On the server, as administrator: powershell -NoProfile -ExecutionPolicy Bypass -File ${out.replace(/^.*[\\/]/, '')}`,
  );
  if (after === undefined) note('then bring the zip that it makes, and look at it with: kerbwise check --target evidence:ZIP');
  else
    note('then put the zip that it makes beside the first one in a folder, and look at it with: kerbwise check --target evidence:FOLDER');
  return EXIT.done;
}

const PROGRAMS = windowsPrograms(SYSTEM_ROOT);

/** Out: the script for what follows from the answers and is not among them; `null` where nothing is missing. */
async function furtherRound(path: string, app: readonly string[], name: readonly string[]): Promise<Result<string | null>> {
  const evidence = await openEvidence(path);
  if (!evidence.ok) return evidence;
  const { shell, systemRoot, manifest, notes } = evidence.value;
  for (const text of notes) note(text);
  const choices = {
    applications: app.length > 0 ? app : (manifest?.choices.applications ?? []),
    names: name.length > 0 ? name : (manifest?.choices.names ?? []),
  };
  const missing = await missingReadings({ shell, systemRoot, programs: windowsPrograms(systemRoot) }, choices);
  return succeed(missing.length === 0 ? null : furtherScript(missing, choices, PROGRAMS));
}
