import { expect, it } from 'vitest';
import type { Comparison } from '../../api/changes.ts';
import { sortForCards } from './change-cards.tsx';

const comparison = (
  verdict: NonNullable<Comparison['verdict']>,
  ...subject: Comparison['subject']
): Comparison => ({ subject, verdict });

const RS = { dimension: 'country', code: 'RS' };
const ME = { dimension: 'country', code: 'ME' };
const THEFT = { dimension: 'type', code: 'theft' };

it('lists comparisons by verdict, and a silent country first and never as a decrease', () => {
  const more = comparison('more', RS);
  const silentPart = comparison('not-comparable', ME, THEFT);
  const silent = comparison('not-comparable', ME);
  const changed = comparison('reporting-changed', THEFT);
  const sorted = sortForCards({
    silent: ['ME'],
    findings: [more],
    others: [changed, silentPart, silent, comparison('no-clear-change', RS, THEFT)],
  });
  expect(sorted).toEqual({ more: [more], fewer: [], unclear: [silent, changed, silentPart] });
});
