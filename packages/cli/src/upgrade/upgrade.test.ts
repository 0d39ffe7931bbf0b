import { describe, expect, it } from 'vitest';
import { checkVersion } from './check-before-upgrade.ts';
import { compareRows } from './service-copies.ts';

describe('the order of versions', () => {
  it.each([
    ['0.3.0', '0.3.0', 'wrong'],
    ['0.3.9', '0.3.10', 'ok'],
    ['0.10.0', '0.9.9', 'wrong'],
    ['1.0.0', '0.99.99', 'wrong'],
  ])('%s to %s is by number', (version, to, level) => {
    expect(checkVersion({ dir: '/srv/waylight', version }, to).level).toBe(level);
  });
});

describe('rows before and after', () => {
  const findings = (after: Readonly<Record<string, number>>) =>
    compareRows({ rows: { report: 2, session: 5 } }, { rows: after }, 'ledger of MK');

  it('may be more, and sessions may end', () => {
    expect(findings({ report: 3, session: 0, added: 1 })).toMatchObject([{ level: 'ok' }]);
  });

  it('are wrong if a report is missing', () => {
    expect(findings({ report: 1 })).toMatchObject([{ level: 'wrong', what: 'report has 1 rows, and had 2' }]);
    expect(findings({})).toMatchObject([{ level: 'wrong', what: 'report has 0 rows, and had 2' }]);
  });
});
