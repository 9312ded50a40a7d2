import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command } from '../../flows/model/command.ts';
import { commandText } from '../../flows/model/command-text.ts';
import { powershellShell } from '../../src-main/core/powershell-shell.ts';
import { call, makeStandIns } from '../shell/stand-ins.ts';
import { engine, escapedTexts, type JudgedText } from './command-judge.ts';
import { isKnownShape } from './command-shapes.ts';
import { commandsWith } from './hostile-commands.ts';
import { anyHostileName } from './hostile-names.ts';
import { anyHostileServer, commandsOf } from './hostile-servers.ts';
import { runSize, SEED, sayFigure } from './run-size.ts';
import { PROGRAMS, wordsOf } from './value-shell.ts';

const names = runSize({ full: 100_000, ci: 10_000 });
const BATCH = 1_000;
const skipped = engine.missing === undefined ? '' : ` (skipped: ${engine.missing})`;

test.skipIf(engine.path === undefined)(
  `a hostile name is refused, or is one argument of one command in PowerShell's own eyes${skipped}`,
  async () => {
    const started = performance.now();
    let judged = 0;
    for (let at = 0; at < names; at += BATCH) {
      const batch = fc.sample(anyHostileName, { numRuns: Math.min(BATCH, names - at), seed: SEED + at });
      const texts = judgedTexts(batch.flatMap(commandsWith));
      expect(await escapedTexts(texts)).toEqual([]);
      judged += texts.length;
    }
    sayFigure('names', `${names} tried in every place, ${judged} texts judged, 0 escaped`, started);
    expect(judged).toBeGreaterThan(names);
  },
  3_600_000,
);

test.skipIf(engine.path === undefined)(
  `a program that the real engine starts is given exactly that name${skipped}`,
  async () => {
    const started = performance.now();
    const standIns = await makeStandIns();
    const shell = powershellShell({ programs: standIns.programs, executable: engine.path ?? '' });
    const tried = Math.max(20, Math.round(names / (names > 10_000 ? 100 : 50)));
    let [given, refused] = [0, 0];
    try {
      for (const name of fc.sample(anyHostileName, { numRuns: tried, seed: SEED })) {
        const args = ['set', 'config', name, "/+providers.[value='NTLM']", `CONTOSO\\${name}`];
        const answer = await shell.run(call('appcmd', args), new AbortController().signal);
        if (answer.ok) expect(answer.value.stdout).toBe(args.map((arg) => `${arg}\n`).join(''));
        else expect(answer).toMatchObject({ ok: false, failure: { code: 'argument.refused' } });
        if (answer.ok) given += 1;
        else refused += 1;
      }
    } finally {
      await shell.close();
      await standIns.remove();
    }
    sayFigure('names given', `${tried} tried, ${given} given unchanged, ${refused} refused, 0 changed`, started);
    expect(given).toBeGreaterThan(tried / 10);
  },
  3_600_000,
);

test.skipIf(engine.path === undefined)(
  `a hostile name in a configuration file leads to no other command, nor to more arguments${skipped}`,
  async () => {
    const started = performance.now();
    const texts = new Map<string, JudgedText>();
    const servers = Math.ceil(names / 25);
    await fc.assert(
      fc.asyncProperty(anyHostileServer, async (sketch) => {
        for (const judged of judgedTexts(await commandsOf(sketch))) texts.set(judged.text, judged);
      }),
      { numRuns: servers, seed: SEED },
    );
    expect(await escapedTexts([...texts.values()])).toEqual([]);
    sayFigure('names in files', `${servers} configurations, ${texts.size} texts judged, 0 escaped`, started);
    expect(texts.size).toBeGreaterThan(servers / 2);
  },
  3_600_000,
);

/** The texts of the commands that are not refused; each has to be one that Kerbwise knows. */
function judgedTexts(commands: readonly Command[]): readonly JudgedText[] {
  return commands.flatMap((command) => {
    const text = commandText(command, PROGRAMS);
    if (!text.ok) return [];
    expect(isKnownShape(command), text.value).toBe(true);
    return [{ text: text.value, words: wordsOf(command) }];
  });
}
