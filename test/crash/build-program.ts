import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** A program of the tests, built for plain Node: this Node may be too old to read TypeScript. It lies in the repository so that it finds its packages. */
export async function buildProgram(source: string): Promise<{ readonly file: string; remove(): Promise<void> }> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const outDir = await mkdtemp(join(root, 'node_modules', '.kerbwise-program-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    build: { ssr: source, outDir, target: 'node20', minify: false, rollupOptions: { output: { entryFileNames: 'program.mjs' } } },
  });
  return { file: join(outDir, 'program.mjs'), remove: () => rm(outDir, { recursive: true, force: true }) };
}
