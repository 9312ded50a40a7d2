import { collectorScript, SYSTEM_ROOT } from '../../flows/collector/collector-script.ts';
import { windowsPrograms } from '../../flows/model/command.ts';
import { canBeAName } from '../../flows/server/names.ts';
import { writeState } from '../core/state-folder.ts';
import { EXIT, type ExitCode, note, printFailure } from './answer.ts';

export interface CollectOptions {
  readonly out?: string;
  readonly app?: readonly string[];
  readonly name?: readonly string[];
}

/** `kerbwise collect`: writes the script that is taken to a server, run there, and whose zip `--target evidence:` reads. */
export async function collect({ out, app = [], name = [] }: CollectOptions): Promise<ExitCode> {
  const odd = name.find((one) => !canBeAName(one)) ?? app.find((one) => /[\p{Cc}\u2028\u2029]/u.test(one) || one === '');
  if (odd !== undefined) {
    const why = 'a host name or the path of an application is wanted, as in --name smp.contoso.com or --app "Default Web Site/Altiris"';
    return printFailure({
      code: 'usage.wrong',
      what: `${JSON.stringify(odd)} cannot be collected`,
      why,
      next: 'See kerbwise collect --help',
    });
  }
  const script = collectorScript({ applications: app, names: name }, windowsPrograms(SYSTEM_ROOT));
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
  note('then bring the zip that it makes, and look at it with: kerbwise check --target evidence:ZIP');
  return EXIT.done;
}
