// Turns src-main/logs/scan.wat into src-main/logs/scan-module.ts: the module as text, so that it needs no file of its own beside the program.
// To be run after a change of scan.wat; a test fails until then.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import loadWabt from 'wabt';

const folder = new URL('../src-main/logs/', import.meta.url);
const source = readFileSync(new URL('scan.wat', folder), 'utf8');
const { parseWat } = await loadWabt();
const { buffer } = parseWat('scan.wat', source, { simd: true }).toBinary({});
const lines = Buffer.from(buffer)
  .toString('base64')
  .match(/.{1,120}/g)
  .map((line) => `  '${line}',`);
writeFileSync(
  fileURLToPath(new URL('scan-module.ts', folder)),
  `/** The WebAssembly of scan.wat, made by scripts/build-scan.mjs: base64, in lines. */\nexport const SCAN_MODULE = [\n${lines.join('\n')}\n].join('');\n`,
);
process.stdout.write(`scan-module.ts: ${buffer.length} bytes of WebAssembly\n`);
