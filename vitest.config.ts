import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: [
      'flows/**/*.test.ts',
      'src-main/**/*.test.ts',
      'src-renderer/**/*.test.{ts,tsx}',
      'test/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    testTimeout: 20_000,
    hookTimeout: 120_000,
  },
});
