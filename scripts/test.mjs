// npm test: makes the clone ready, installs what the tests need, runs the checks and every test, and ends with one line that counts them.
// Words after `--` go to the test runner: `npm test -- flows/steps` runs a part, without the checks.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReady, root, tell } from './ready.mjs';

const CHECKS = ['check:types', 'check:lint', 'check:layers', 'check:unused'];
/** What tests need beside the packages, by the program that shows it is there. */
const DEBIAN = [{ why: 'the window in a real browser', program: '/usr/bin/chromium', packages: ['chromium'] }];

const only = process.argv.slice(2);
try {
  installDebianPackages();
  if (!(await makeReady())) throw new Error('Kerbwise could not be made ready, so nothing was tested');
  const checks = only.length > 0 ? [] : await runChecks();
  const tests = await runTests(only);
  const failed = checks.filter(({ ok }) => !ok).length + tests.failed;
  const passed = checks.filter(({ ok }) => ok).length + tests.passed;
  console.log(`${passed} passed, ${failed} failed, ${tests.skipped} skipped`);
  process.exitCode = failed === 0 && tests.ended ? 0 : 1;
} catch (error) {
  tell(error instanceof Error ? error.message : String(error));
  console.log('0 passed, 1 failed, 0 skipped');
  process.exitCode = 1;
}

/** As root on Debian what is missing is installed; elsewhere it is said, and the tests that need it are skipped by name. */
function installDebianPackages() {
  const missing = DEBIAN.filter(({ program }) => !existsSync(program));
  if (missing.length === 0) return;
  const packages = missing.flatMap((need) => need.packages);
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    tell(`not installed here, so skipped: ${missing.map(({ why }) => why).join(', ')}. To run them install: ${packages.join(' ')}`);
    return;
  }
  tell(`installing Debian packages for the tests, once: ${packages.join(' ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [
    ['update', '-qq'],
    ['install', '-y', '-qq', '--no-install-recommends', ...packages],
  ]) {
    const ran = spawnSync('apt-get', args, { env, encoding: 'utf8' });
    if (ran.status !== 0) tell(`apt-get ${args[0]} failed; the tests that need it are skipped:\n${(ran.stderr ?? '').trim().slice(-2000)}`);
  }
}

async function runChecks() {
  const results = [];
  for (const name of CHECKS) {
    const ran = spawnSync(process.execPath, [npmScript(), 'run', '--silent', name], { cwd: root, encoding: 'utf8' });
    const ok = ran.status === 0;
    console.log(`${ok ? '✓' : '✗'} ${name}`);
    if (!ok) console.log(`${ran.stdout ?? ''}${ran.stderr ?? ''}`);
    results.push({ name, ok });
  }
  return results;
}

/** npm tells its scripts where it is. */
function npmScript() {
  const script = process.env.npm_execpath;
  if (script === undefined) throw new Error('Call this through npm: npm test');
  return script;
}

/** @param {readonly string[]} filters */
async function runTests(filters) {
  const folder = mkdtempSync(join(tmpdir(), 'kerbwise-results-'));
  const file = join(folder, 'results.json');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`, ...filters];
  const exit = await new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
    child.once('error', () => resolve(1));
    child.once('exit', (code) => resolve(code ?? 1));
  });
  if (!existsSync(file)) throw new Error('the test runner ended without an answer');
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
  rmSync(folder, { recursive: true, force: true });
  // A file that cannot even be loaded has no test of its own to count.
  const broken = testResults.filter(
    (/** @type {any} */ result) => result.status === 'failed' && result.assertionResults.length === 0,
  ).length;
  return { passed: numPassedTests, failed: numFailedTests + broken, skipped: numPendingTests + numTodoTests, ended: exit === 0 };
}
