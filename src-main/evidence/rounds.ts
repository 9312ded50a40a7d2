import { listed, say } from '../../flows/language/say.ts';
import { fail, type Result, succeed } from '../../flows/model/result.ts';
import type { Shell } from '../core/shell.ts';
import type { Evidence } from './evidence.ts';

/**
 * In: what was collected in several rounds, in any order. Out: one server that knows all of it; where two rounds have the same answer, the
 * later one counts. `input.refused` where they are not of one server.
 */
export function joinRounds(path: string, rounds: readonly Evidence[]): Result<Evidence> {
  const ordered = [...rounds].sort((a, b) => ((a.manifest?.started ?? '') < (b.manifest?.started ?? '') ? -1 : 1));
  const hosts = [...new Set(ordered.map(({ manifest }) => manifest?.host.toLowerCase() ?? ''))];
  const [first] = ordered;
  if (first === undefined || hosts.length > 1) {
    return fail({
      code: 'input.refused',
      what: say`${path} holds collections of several servers`,
      why: say`They are of ${listed(hosts, ' and ')}`,
      next: say`Name one of them, or keep the rounds of one server in a folder of their own`,
    });
  }
  const shells = ordered.map(({ shell }) => shell).reverse();
  return succeed({ ...first, shell: oneOf(shells), notes: ordered.flatMap(({ notes }) => notes) });
}

function oneOf(shells: readonly Shell[]): Shell {
  const ask = async <T>(question: (shell: Shell) => Promise<Result<T>>, otherwise: Result<T>): Promise<Result<T>> => {
    let answer = otherwise;
    for (const shell of shells) {
      answer = await question(shell);
      if (answer.ok || answer.failure.code !== 'notCollected') return answer;
    }
    return answer;
  };
  const nothing = fail({ code: 'notCollected', reading: 'it', next: '' });
  return {
    run: (command, signal) => ask((shell) => shell.run(command, signal), nothing),
    readFile: (path, signal) => ask((shell) => shell.readFile(path, signal), nothing),
    close: async () => undefined,
  };
}
