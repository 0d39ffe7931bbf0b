import { expect, it } from 'vitest';
import { crosstab } from '../../model/grid.ts';
import { loadSentences, loadTranslator } from '../../text/testing/load-translator.ts';
import { findingOf } from './finding.ts';
import { rowsOf } from './shown-grid.ts';

const locale = {
  ...{ language: 'en' as const, t: await loadTranslator('en'), ...(await loadSentences('en')) },
  label: (_list: string, code: string) => code,
  ...{ number: String, period: (id: string) => id, shortPeriod: (id: string) => id },
};
const NEWEST = '2026-Q3';
const perpetrators = (values: Readonly<Record<string, number>>) =>
  crosstab(
    {
      ...{ k: 5, asOf: 'perpetrator-quarter.2026-Q3.partners' },
      cells: Object.entries(values).map(([perpetrator, value]) => ({ period: NEWEST, perpetrator, value })),
    },
    { title: '', rows: ['perpetrator'], columns: 'period' },
  );
const titleOf = (values: Readonly<Record<string, number>>, ...chosen: readonly string[]) => {
  const whole = perpetrators(values);
  return findingOf({ whole, charted: rowsOf(whole, chosen) }, NEWEST, locale);
};

it('the title names the remainder first if it may be larger than the largest named number', () => {
  const values = { 'border-guard': 20, police: 5, 'other-or-unknown': 45 };
  expect(titleOf(values, 'border-guard', 'police')).toBe(
    'Other or unknown: about 45. Named most often: border-guard, about 20 (2026-Q3)',
  );
  expect(titleOf({ ...values, 'other-or-unknown': 5 }, 'border-guard', 'police')).toBe(
    'Largest number: border-guard, about 20 (2026-Q3)',
  );
});

it('no number is the largest if another one may be, also among pooled or hidden rows', () => {
  expect(titleOf({ 'border-guard': 20, police: 20 }, 'border-guard', 'police')).toBeUndefined();
  const pooled = { 'border-guard': 20, police: 5, 'not-broken-down': 20 };
  expect(titleOf(pooled, 'border-guard', 'police')).toBeUndefined();
  expect(titleOf({ 'border-guard': 40, police: 5, smuggler: 20 }, 'smuggler', 'police')).toBeUndefined();
});

it('a single chosen number is named whatever the others are', () => {
  expect(titleOf({ 'border-guard': 20, police: 5 }, 'police')).toBe('police: about 5 (2026-Q3)');
});
