// node scripts/deep.mjs STAGE… [--size full|ci|NUMBER] [--seed NUMBER]: runs the property tests of the stages, each with one line that says
// what it tried, what it found, and its seed. Stages: names, plan, unknown; none named = all. The same size and seed give the same run.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { makeReady, root, tell } from './ready.mjs';

const STAGES = ['names', 'plan', 'unknown'];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { size: { type: 'string', default: 'ci' }, seed: { type: 'string', default: '42' } },
});
const strange = positionals.find((name) => !STAGES.includes(name));
const isSize = values.size === 'full' || values.size === 'ci' || /^[1-9]\d*$/.test(values.size);
if (strange !== undefined || !isSize || !/^-?\d+$/.test(values.seed)) {
  tell(`usage: node scripts/deep.mjs ${STAGES.join('|')} [--size full|ci|NUMBER] [--seed NUMBER]`);
  process.exit(64);
}
if (!(await makeReady())) process.exit(1);
const files = (positionals.length === 0 ? STAGES : positionals).map((stage) => `test/property/${stage}.test.ts`);
const ran = spawnSync(
  process.execPath,
  ['node_modules/vitest/vitest.mjs', 'run', ...files, '--disable-console-intercept', '--no-file-parallelism'],
  { cwd: root, stdio: 'inherit', env: { ...process.env, KERBWISE_SIZE: values.size, KERBWISE_SEED: values.seed } },
);
process.exitCode = ran.status ?? 1;
