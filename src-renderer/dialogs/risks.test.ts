import { expect, test } from 'vitest';
import type { ChangeView } from '../../flows/bridge/contract.ts';
import { risksOf } from './risks.ts';

function change(title: string, risk: ChangeView['risk'], consequence: string): ChangeView {
  return {
    step: 'service-principal-names',
    title,
    target: '',
    before: '',
    after: '',
    command: '',
    undo: '',
    risk,
    runBy: 'you',
    fixes: '',
    consequence,
  };
}

test('each risk is told once, with every change that brings it, the high ones first', () => {
  const changes = [
    change('C', 'medium', 'Negative answers are kept.'),
    change('A', 'high', 'WinRM fails. Browsers are refused.'),
    change('B', 'high', 'WinRM fails.'),
    change('D', 'low', ''),
  ];
  expect(risksOf(changes)).toEqual([
    { text: 'WinRM fails.', isHigh: true, of: ['A', 'B'] },
    { text: 'Browsers are refused.', isHigh: true, of: ['A'] },
    { text: 'Negative answers are kept.', isHigh: false, of: ['C'] },
  ]);
});
