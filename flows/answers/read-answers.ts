import { fail, type Result, succeed } from '../model/result.ts';
import { readAppcmd } from '../probes/appcmd.ts';
import { readKlist } from '../probes/klist.ts';
import { readSetspn } from '../probes/setspn.ts';
import { readWhoami } from '../probes/whoami.ts';
import { configurationAnswer } from '../server/configuration-answer.ts';
import { readConfiguration } from '../server/read-configuration.ts';

export const READ_KINDS = ['config', 'appcmd', 'setspn', 'klist', 'whoami'] as const;
export type ReadKind = (typeof READ_KINDS)[number];

const READERS: Readonly<Record<ReadKind, (text: string) => Result<object>>> = {
  config: (text) => {
    const read = readConfiguration(text);
    return read.ok ? succeed(configurationAnswer(read.value)) : read;
  },
  appcmd: readAppcmd,
  setspn: readSetspn,
  klist: readKlist,
  whoami: readWhoami,
};

/**
 * One parser on one text, as `kerbwise read KIND FILE` gives it.
 * In: the kind, the decoded text. Out: the whole JSON object; a failure that says what is wrong with the text:
 * `input.refused` or `output.unreadable`. Nothing but blanks is refused for every kind.
 */
export function readAnswer(kind: ReadKind, text: string): Result<object> {
  if (text.trim() === '') {
    return fail({
      code: 'input.refused',
      what: `An empty file is no answer of ${kind}`,
      why: 'it holds nothing but blanks',
      next: 'Collect it again, and look whether the command printed anything',
    });
  }
  const read = READERS[kind](text);
  return read.ok ? succeed({ kerbwise: 1, kind, ...read.value }) : read;
}
