import { printRecords, type ScriptRecord } from '../../flows/scripts/records.ts';
import type { LabState } from './lab-state.ts';
import { answer, type ToolRun } from './tool-run.ts';

/** Answers the script `resolve`: the names of the lab's own zone, each with the address and the name behind it. */
export function runResolve(state: LabState, args: readonly string[]): ToolRun {
  return answer(state, 0, printRecords(args.map((name) => recordOf(state, name))));
}

function recordOf({ network, directory }: LabState, name: string): ScriptRecord {
  const full = name.includes('.') ? name : `${name}.${directory.dnsName}`;
  const found = network.zone.find((entry) => entry.name.toLowerCase() === full.toLowerCase());
  if (found === undefined) return { kind: 'name', values: { name: [name], failed: ['HostNotFound'], why: ['No such host is known'] } };
  const pointer = network.zone.find(({ address, alias }) => alias === null && address === found.address)?.name;
  return {
    kind: 'name',
    values: {
      name: [name],
      canonical: [found.alias ?? found.name],
      address: [found.address],
      ...(pointer === undefined ? { nopointer: ['HostNotFound'] } : { pointer: [pointer] }),
    },
  };
}
