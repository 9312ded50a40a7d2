import { FluentProvider, webLightTheme } from '@fluentui/react-components';
import { renderToString } from 'react-dom/server';
import { expect, test } from 'vitest';
import { allViews } from '../../test/e2e/views/all-views.ts';
import { PrescriptionNote } from './prescription-note.tsx';

const prescription = allViews['prescription-stopped']?.prescription;

function htmlOf(words: string, stepId: string | null, more: { readonly onlyRead?: true } = {}): string {
  if (prescription === undefined) throw new Error('the sample is not there');
  const told = { ...prescription, introduction: words, steps: [{ id: 'service-principal-names', words }], ...more };
  return renderToString(
    <FluentProvider theme={webLightTheme}>
      <PrescriptionNote prescription={told} stepId={stepId} />
    </FluentProvider>,
  );
}

test.each(['service-principal-names', null])('words of a senior are text and nothing else (%s)', (stepId) => {
  const html = htmlOf('<img src=x onerror=alert(1)> <script>1</script> [a](javascript:b)', stepId);
  expect(html).toContain('&lt;img src=x onerror=alert(1)&gt; &lt;script&gt;1&lt;/script&gt; [a](javascript:b)');
  expect(html).not.toMatch(/<img|<script|href=/);
});

test('what was prescribed, until when, and why it was stopped is told', () => {
  const html = htmlOf('x', null);
  for (const text of [
    'Prescribed by Ada Senior',
    'Valid until 2026-12-31 23:59 UTC',
    'ada.public.pem',
    'would need a change that is not prescribed',
    'Ask Ada Senior',
    'Must never change',
  ])
    expect(html).toContain(text);
});

test('what could only be read from the beginning was never stopped', () => {
  const html = htmlOf('x', null, { onlyRead: true });
  expect(html).toContain('Open for reading only: by this prescription nothing can be changed');
  expect(html).not.toContain('Stopped');
  expect(htmlOf('x', null)).toContain('Stopped');
});

test('a step without words shows none of another step', () => {
  expect(htmlOf('only here', 'auth-persistence')).not.toContain('only here');
});
