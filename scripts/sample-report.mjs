// npm run sample-report: writes docs/sample-report.html anew, the report of a plan that was applied on the practice lab from the command line.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeReady, root, tell } from './ready.mjs';

const LAB = 'lab:spn-missing,ntlm-first';
const SAMPLE = join(root, 'docs/sample-report.html');

/** @returns {string} the sample as the built program makes it now */
export function makeSample() {
  const state = mkdtempSync(join(tmpdir(), 'kerbwise-sample-'));
  try {
    const plan = join(state, 'plan.json');
    kerbwise(['plan', '--target', LAB, '--state', state, '--out', plan]);
    const { planId } = JSON.parse(readFileSync(plan, 'utf8'));
    kerbwise(['apply', '--target', 'lab', '--state', state, '--plan', plan, '--confirm', planId]);
    const journals = join(state, 'journals');
    const [journal = ''] = readdirSync(journals).filter((name) => name.endsWith(`${planId}.jsonl`));
    return kerbwise(['report', '--journal', join(journals, journal), '--as', 'html']);
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

/** @returns {string} the sample as it lies in the repository */
export function keptSample() {
  return readFileSync(SAMPLE, 'utf8');
}

/** In: a report. Out: the same without what differs each time it is made: moments, times and ids. @param {string} text */
export function comparable(text) {
  return text
    .replace(/\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[\d.]*( ?UTC[+-]\d\d:\d\d|Z)?/g, 'MOMENT')
    .replace(/\b[0-9a-f]{16}\b/g, 'ID')
    .replace(/\b\d[\d.,]* (ms|s)\b/g, 'TIME');
}

/** @param {readonly string[]} args */
function kerbwise(args) {
  const ran = spawnSync(process.execPath, [join(root, 'dist/main/terminal.js'), ...args], { encoding: 'utf8', maxBuffer: 1 << 26 });
  // A plan with something to change ends with 2.
  if (ran.error !== undefined || (ran.status ?? 3) > 2) throw new Error(`kerbwise ${args[0]} ended with ${ran.status}: ${ran.stderr}`);
  return ran.stdout;
}

if (import.meta.filename === process.argv[1] && (await makeReady())) {
  writeFileSync(SAMPLE, makeSample());
  tell(`written to ${SAMPLE}`);
}
