import { defineConfig } from 'vitest/config';
import { catalogues } from './scripts/catalogues.ts';

export default defineConfig({
  plugins: [catalogues()],
  test: {
    include: [
      'flows/**/*.test.ts',
      'src-main/**/*.test.ts',
      'src-renderer/**/*.test.{ts,tsx}',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    // Engines, browsers and servers are started by tests: a busy machine must not make them fail.
    testTimeout: 120_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
  },
});
