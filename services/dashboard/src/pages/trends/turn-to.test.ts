import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { plannedTables } from '../../api/planned-table.ts';
import { FIRST_VIEW, type TrendsView } from './trends-view.ts';
import { carryChoices, turnTo } from './turn-to.ts';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const released = plannedTables(JSON.parse(readFileSync(SHIPPED, 'utf8')).tables);
const CHILD = { dimension: 'personGroup', code: 'unaccompanied-or-separated-child' };
const children: TrendsView = { ...FIRST_VIEW, by: ['personGroup'], kept: { personGroup: [CHILD.code] } };
const where = { ...FIRST_VIEW, by: ['country', 'personGroup'], only: CHILD.code };

it('a question keeps the only chosen code of another dimension if a table has both', () => {
  expect(turnTo(children, ['country', 'area'], released)).toEqual(where);
  expect(turnTo(where, ['perpetrator'], released)).toEqual({ ...where, by: ['perpetrator', 'personGroup'] });
  expect(turnTo(where, ['personGroup', 'groupSize'], released)).toEqual(children);
  expect(turnTo({ ...where, kept: { country: ['RS'] } }, ['personGroup'], released)).toEqual({
    ...children,
    ...{ by: ['personGroup', 'country'], only: 'RS' },
  });
});

it('a question without such a table names the choice that it drops', () => {
  expect(turnTo(children, ['segment'], released)).toEqual({
    ...FIRST_VIEW,
    ...{ by: ['segment'], dropped: CHILD },
  });
  expect(turnTo(children, [], released)).toEqual({ ...FIRST_VIEW, by: [], dropped: CHILD });
  // A table of the dimension may not have the code.
  const pooled = { ...children, kept: { personGroup: ['not-broken-down'] } };
  expect(turnTo(pooled, ['country'], released)?.dropped?.code).toBe('not-broken-down');
});

it('several codes, and a view without a choice, are nothing to keep', () => {
  const several = { ...children, kept: { personGroup: ['woman', 'man'] } };
  expect(turnTo(several, ['country'], released)).toEqual(FIRST_VIEW);
  expect(turnTo(FIRST_VIEW, ['segment'], released)?.dropped).toBeUndefined();
  expect(turnTo(FIRST_VIEW, ['segment'], [])).toBeUndefined();
});

it('an offered table without the choice names it', () => {
  expect(carryChoices(where, { ...FIRST_VIEW, period: 'year' }).dropped).toEqual(CHILD);
  expect(carryChoices(where, { ...where, period: 'year' }).dropped).toBeUndefined();
  expect(carryChoices(where, { ...FIRST_VIEW, by: ['personGroup'], period: 'month' })).toEqual({
    ...children,
    period: 'month',
  });
});
