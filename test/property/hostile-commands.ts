import { editCommand } from '../../flows/changes/edit-command.ts';
import type { Command } from '../../flows/model/command.ts';
import type { Edit, WindowsSwitch } from '../../flows/model/edit.ts';
import { isParameterLike } from '../../flows/model/parameter-like.ts';
import { type Result, succeed } from '../../flows/model/result.ts';
import { effectiveSection, ownersOfSpn, spnsOfAccount } from '../../flows/probes/readings.ts';
import { httpSpn } from '../../flows/server/spns.ts';

const SWITCHES: readonly WindowsSwitch[] = ['enabled', 'useAppPoolCredentials', 'authPersistNonNTLM'];

/** Every edit and every reading with one name in every place where a name can stand; those that are refused are left out. */
export function commandsWith(name: string): readonly Command[] {
  const made: readonly Result<Command>[] = [...editsWith(name).map(editCommand), ...readingsWith(name).map(succeed)];
  return made.flatMap((command) => (command.ok ? [command.value] : []));
}

function editsWith(name: string): readonly Edit[] {
  const paths = [name, `${name}/Altiris`, `Default Web Site/${name}`];
  const accounts = [name, `CONTOSO\\${name}`, `${name}$`];
  return [
    ...paths.flatMap((path, at): readonly Edit[] => [
      { kind: 'switch', path, name: SWITCHES[at] ?? 'enabled', value: at === 0 ? null : at === 1 },
      { kind: 'providers', path, present: ['NTLM'], value: at === 0 ? null : ['Negotiate', 'NTLM'] },
    ]),
    { kind: 'providers', path: 'Default Web Site', present: [name], value: ['Negotiate'] },
    { kind: 'providers', path: 'Default Web Site', present: [], value: ['Negotiate', name] },
    ...accounts.flatMap((account): readonly Edit[] => [
      { kind: 'spn.register', spn: 'HTTP/smp01', account },
      { kind: 'spn.remove', spn: 'HTTP/smp01', account },
    ]),
    { kind: 'spn.register', spn: httpSpn(name), account: 'SMP01$' },
    { kind: 'spn.remove', spn: name, account: 'SMP01$' },
  ];
}

/** Discovery asks nothing with a name that is taken for a parameter: `names.test.ts` holds it to that with whole configurations. */
function readingsWith(name: string): readonly Command[] {
  const asked = [name, `CONTOSO\\${name}`].filter((one) => !isParameterLike(one));
  return [...asked.flatMap((one) => [effectiveSection(one), spnsOfAccount(one)]), ownersOfSpn(httpSpn(name))];
}
