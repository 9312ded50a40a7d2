// The effective configuration of every path beside fast-xml-parser's own parse, both in this process and in turn: without the start of a
// program and without the printing of its answer. In: the file, how often. Out: the median of each in milliseconds, as JSON.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { XMLParser } from 'fast-xml-parser';
import { runnerImport } from 'vite';
import { median } from './measure.mjs';

const [file = '', rounds = '5'] = process.argv.slice(2);
const flows = fileURLToPath(new URL('../flows/server', import.meta.url));
const { readConfiguration } = (await runnerImport(join(flows, 'read-configuration.ts'))).module;
const { effectiveAuthentication } = (await runnerImport(join(flows, 'effective.ts'))).module;
const text = readFileSync(file, 'utf8');
const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '' });

/** @param {() => unknown} work */
function measure(work) {
  const began = performance.now();
  work();
  return performance.now() - began;
}

const [parsed, effective] = [[], []];
for (let round = 0; round <= Number(rounds); round++) {
  const times = [
    measure(() => parser.parse(text)),
    measure(() => {
      const { value } = readConfiguration(text);
      return value.applications.map(({ path }) => effectiveAuthentication(value, path));
    }),
  ];
  if (round === 0) continue; // the first round warms the code of both
  parsed.push(times[0]);
  effective.push(times[1]);
}
const ratio = median(parsed.map((time, at) => effective[at] / time));
console.log(JSON.stringify({ parse: median(parsed), effective: median(effective), ratio }));
