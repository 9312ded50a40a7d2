import { builtinModules } from 'node:module';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { catalogues } from './scripts/catalogues.ts';

const NODE = [...builtinModules, /^node:/, 'electron'];

/** One program as one file: nothing but Node (and Electron, where it runs) is looked for beside it. */
function program(entry: string, outDir: string, fileName: string, format: 'es' | 'cjs'): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron'], conditions: ['node', 'import', 'module', 'default'] },
    build: {
      outDir,
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      sourcemap: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: entry,
        external: NODE,
        output: { entryFileNames: fileName, format, codeSplitting: false },
      },
    },
  };
}

export default defineConfig({
  appType: 'custom',
  plugins: [catalogues()],
  publicDir: false,
  builder: {
    sharedConfigBuild: true,
    async buildApp(builder) {
      for (const name of ['terminal', 'logWorker', 'electron', 'electronLogWorker', 'preload']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
  environments: {
    terminal: program('src-main/terminal/main.ts', 'dist/main', 'terminal.js', 'es'),
    logWorker: program('src-main/logs/log-worker.ts', 'dist/main', 'log-worker.js', 'es'),
    electron: program('src-main/electron/main.ts', 'dist/electron', 'main.js', 'es'),
    electronLogWorker: program('src-main/logs/log-worker.ts', 'dist/electron', 'log-worker.js', 'es'),
    preload: program('src-main/electron/preload.ts', 'dist/electron', 'preload.cjs', 'cjs'),
  },
});
