// node scripts/deep.mjs [STAGE…] [--size full|ci|NUMBER] [--seed NUMBER]: runs stages of the tests that prove what Kerbwise promises,
// each with one line that says what it tried, what it found, and its seed. None named = all. The same size and seed give the same run.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { makeReady, root, tell } from './ready.mjs';

/** @type {Readonly<Record<string, readonly string[]>>} */
const STAGES = {
  engine: ['test/shell/wizard-through-engine.test.ts', 'test/shell/powershell-shell.test.ts', 'test/shell/lab-commands-judged.test.ts'],
  wine: ['test/wine'],
  names: ['test/property/names.test.ts', 'test/shell/command-text-judged.test.ts'],
  plan: ['test/property/plan.test.ts'],
  crash: ['test/crash'],
  hangs: ['test/shell/nothing-hangs.test.ts'],
  unknown: ['test/property/unknown.test.ts'],
  undo: ['test/flow/undo-over-runs.test.ts', 'test/flow/apply-and-undo.test.ts'],
  rights: ['test/flow/rights.test.ts'],
  secrets: ['test/flow/secrets.test.ts'],
  audit: ['test/flow/audit.test.ts'],
  prescription: ['test/flow/prescription.test.ts', 'test/flow/prescription-window.test.ts', 'test/property/prescription.test.ts'],
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string', default: 'ci' }, seed: { type: 'string', default: '42' } },
});
const known = Object.keys(STAGES);
const strange = positionals.find((name) => !known.includes(name));
const isSize = values.size === 'full' || values.size === 'ci' || /^[1-9]\d*$/.test(values.size);
if (strange !== undefined || !isSize || !/^-?\d+$/.test(values.seed)) {
  tell(`usage: node scripts/deep.mjs [${known.join('|')}…] [--size full|ci|NUMBER] [--seed NUMBER]`);
  process.exit(64);
}
if (!(await makeReady())) process.exit(1);
const files = (positionals.length === 0 ? known : positionals).flatMap((stage) => STAGES[stage] ?? []);
const ran = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...files, '--disable-console-intercept', '--no-file-parallelism'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, KERBWISE_SIZE: values.size, KERBWISE_SEED: values.seed } },
);
process.exitCode = ran.status ?? 1;
