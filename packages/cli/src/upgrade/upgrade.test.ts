import { describe, expect, it } from 'vitest';
import { checkSpace } from './check-before-upgrade.ts';
import { compareVersions } from './machine-folder.ts';
import { compareRows } from './service-copies.ts';

describe('the order of versions', () => {
  it.each([
    ['0.3.0', '0.3.0', 0],
    ['0.3.9', '0.3.10', -1],
    ['0.10.0', '0.9.9', 1],
    ['1.0.0', '0.99.99', 1],
  ])('%s to %s is by number', (one, other, sign) => {
    expect(Math.sign(compareVersions(one, other))).toBe(sign);
  });
});

describe('rows before and after', () => {
  const levels = (after: Readonly<Record<string, number>>) =>
    compareRows(
      'ledger of MK',
      { report: 2, session: 5, note: 3 },
      { report: 2, session: 5, note: 3, ...after },
    ).map(({ level, what }) => [level, what]);

  it('may be more, and sessions may end', () => {
    expect(levels({ report: 3, session: 0, added: 1 })).toEqual([['ok', 'every table has its rows']]);
  });

  it('are wrong if a report is missing, and need attention if people could have deleted them', () => {
    expect(levels({ report: 1, note: 2 })).toEqual([
      ['wrong', 'report has 1 rows, and had 2'],
      ['attention', 'note has 2 rows, and had 3'],
    ]);
  });
});

it('space is needed for four times the databases, and some more', () => {
  const gibibyte = 1024 ** 3;
  expect(checkSpace('/data', gibibyte, 4 * gibibyte)).toMatchObject({ level: 'wrong' });
  expect(checkSpace('/data', gibibyte, 4.25 * gibibyte)).toMatchObject({ level: 'ok' });
});
