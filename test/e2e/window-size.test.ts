import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { brotliSizes, MOST_BYTES } from '../../bench/window/size.mjs';

test('all of the built window is under 180 kB in brotli', () => {
  const sizes = brotliSizes(fileURLToPath(new URL('../../dist/renderer', import.meta.url)));
  expect(sizes.map(({ file }) => file)).toContain('index.html');
  const all = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  expect(all, sizes.map(({ file, bytes }) => `${bytes} ${file}`).join('\n')).toBeLessThan(MOST_BYTES);
});
