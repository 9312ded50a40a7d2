import { capitalised, say } from '../../language/say.ts';
import { ALTIRIS_SIGNATURES, type AltirisSignature } from '../../logs/altiris-signatures.ts';
import { type Assessment, defineRule, type Finding, NOTHING_FOUND } from '../../model/step.ts';
import type { AltirisLog } from '../../server/log-facts.ts';
import { fromHere } from './advice.ts';
import { ITMS_SAYS } from './cards.ts';

const SOURCE = 'Broadcom KB 173598, KB 232242, KB 269815';
const REQUEST_LEVEL = 'altiris.request-level-authentication';
const WRITERS = [
  ['server', say`the log of the SMP server`],
  ['agent', say`the log of the agent on this server`],
] as const;

/** Messages of ITMS that are known: those about the sign-in, and those that are easily taken for it. */
export const itmsSays = defineRule(ITMS_SAYS, ({ logs }): Assessment => {
  const findings = WRITERS.flatMap(([writer, log]) => {
    const fact = logs.altiris[writer];
    return fact.known ? ALTIRIS_SIGNATURES.flatMap((signature) => findingOf(signature, fact.value, log)) : [];
  });
  return { ...NOTHING_FOUND, findings };
});

function findingOf(signature: AltirisSignature, { signals, folder }: AltirisLog, log: string): readonly Finding[] {
  const signal = signals[signature.id];
  if (signal === undefined || (signature.endOf !== undefined && signals[signature.endOf] !== undefined)) return [];
  const hosts = signal.hosts.length === 0 ? '' : say`, for ${signal.hosts.join(', ')}`;
  const told = {
    subject: log,
    evidence: say`"${signal.says}" in ${log} (${folder})${hosts}`,
    meaning: say`${capitalised(signature.meaning)}. ${fromHere(signature.next)}.`,
    source: SOURCE,
  };
  if (signature.id === REQUEST_LEVEL) {
    return [
      {
        ...told,
        id: 'sign-in-logs.request-level-authentication',
        severity: 'advice',
        summary: say`An agent says that request level authentication is not supported`,
      },
    ];
  }
  if (!signature.kerberos) {
    return [
      {
        ...told,
        id: 'sign-in-logs.itms-not-kerberos',
        severity: 'information',
        summary: say`A message that is easily taken for Kerberos, and is not`,
      },
    ];
  }
  return [{ ...told, id: 'sign-in-logs.itms-message', severity: 'advice', summary: say`ITMS says that a sign-in failed` }];
}
