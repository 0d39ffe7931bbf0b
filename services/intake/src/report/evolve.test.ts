import { Country, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import { expect, it } from 'vitest';
import { reportCommand } from '../testing/report-commands.ts';
import type { Change } from './decide.ts';
import { evolve } from './evolve.ts';
import type { ReportCommand } from './report-command.ts';
import type { StoredReport } from './report-row.ts';

it('every revision keeps the day of first receipt, so that a report counts in one week only', () => {
  const FIRST_DAY = 20_100;
  const commands: readonly [ReportCommand['command'], Change][] = [
    [{ kind: 'submit', digest: 'a' }, 'content'],
    [{ kind: 'revise', digest: 'b', base: 1 }, 'content'],
    [{ kind: 'narrow', base: 2, to: ShareWith.COUNTRY }, 'sharing'],
    [{ kind: 'retract', base: 3 }, 'retraction'],
    [{ kind: 'submit', digest: 'c' }, 'content'],
  ];
  const days: number[] = [];
  let row: StoredReport | undefined;
  commands.forEach(([command, change], i) => {
    const day = FIRST_DAY + 9 * i;
    const facts = { node: Country.MK, nowMs: () => day * 86_400_000, today: () => day };
    row = evolve(row, reportCommand('r', command), { revision: i + 1, change }, facts);
    days.push(row.first_received_day, ReportEvent.decode(row.event).firstReceivedDay);
  });
  expect(new Set(days)).toEqual(new Set([FIRST_DAY]));
});
