import { expect, test } from 'vitest';
import { comparable, keptSample, makeSample } from '../../scripts/sample-report.mjs';

test('the sample report is what the program makes now; where it is not: npm run sample-report', { timeout: 60_000 }, () => {
  const kept = keptSample();
  expect(comparable(kept)).toBe(comparable(makeSample()));
  expect(comparable(kept)).not.toBe(kept);
  expect(kept).not.toContain('<script');
});
