import { expect, test } from 'vitest';
import { editCommand } from '../../flows/changes/edit-command.ts';
import { isFileRead, type ProgramPaths } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import type { Edit } from '../../flows/model/edit.ts';
import { nextReadings } from '../../flows/probes/discovery.ts';
import { discover } from '../../src-main/core/discover.ts';
import { DEFAULT_FAULTS, LAB_FAULTS } from '../../src-main/lab/lab.ts';
import { type LabServer, labServer } from '../flow/lab-server.ts';
import { engine, escapedTexts, type JudgedText } from '../property/command-judge.ts';

const servers = [...LAB_FAULTS.map(({ id }) => [id]), [...DEFAULT_FAULTS], ['healthy']];

test.skipIf(engine.path === undefined)(
  `every command that a fault of the lab can lead to is one command of constants for PowerShell${engine.missing ? ` (skipped: ${engine.missing})` : ''}`,
  async () => {
    const texts = (await Promise.all(servers.map(textsOf))).flat();
    expect(texts.length).toBeGreaterThan(200);
    expect(await escapedTexts(texts)).toEqual([]);
  },
);

async function textsOf(faults: readonly string[]): Promise<readonly JudgedText[]> {
  const server = await labServer(faults);
  try {
    const { document, plan } = await server.plan();
    const changes = plan.changes.flatMap(({ edit, undo, command, undoCommand }) => [
      { text: command, words: wordsOf(edit, server.place.programs) },
      { text: undoCommand, words: wordsOf(undo, server.place.programs) },
    ]);
    expect(changes.map(({ text }) => text)).toEqual(document.changes.flatMap((change) => [change.command, change.undo]));
    return [...changes, ...(await readingsOf(server))];
  } finally {
    await server.remove();
  }
}

function wordsOf(edit: Edit, programs: ProgramPaths): readonly string[] {
  const command = editCommand(edit);
  if (!command.ok) throw new Error(JSON.stringify(command.failure));
  return [programs[command.value.program], ...command.value.args];
}

/** Every command that discovery runs on the server. */
async function readingsOf(server: LabServer): Promise<readonly JudgedText[]> {
  const asked: JudgedText[] = [];
  const { programs, shell } = server.place;
  const listening = {
    ...server.place,
    shell: {
      ...shell,
      run: (...[command, signal]: Parameters<typeof shell.run>) => {
        const text = commandText(command, programs);
        asked.push({ text: text.ok ? text.value : '', words: [programs[command.program], ...command.args] });
        return shell.run(command, signal);
      },
    },
  };
  const answers = await discover(listening, server.order.choices, new AbortController().signal, () => undefined);
  const open = answers.ok ? nextReadings(answers.value, server.order.choices, server.place.systemRoot) : [];
  expect(open.filter((reading) => !isFileRead(reading))).toEqual([]);
  return asked;
}
