import { Country, RetractionReason } from '@waylight/contracts/incident';
import { describe, expect, it } from 'vitest';
import { command } from '../testing/prepared.ts';
import { caughtUp, toldOf } from './later-state.ts';
import { nextRow } from './next-row.ts';
import type { ReportRow } from './report-row.ts';

let ms = 1_000;
const facts = { node: Country.MK, nowMs: () => ms++, today: () => 20_000 };

const submitted = (): ReportRow =>
  nextRow(
    undefined,
    command('a', { kind: 'submit', digest: 'A' }),
    { revision: 1, change: 'content' },
    facts,
  );

const revised = (row: ReportRow): ReportRow =>
  nextRow(
    row,
    command('a', { kind: 'revise', digest: 'B', base: row.revision }),
    { revision: row.revision + 1, change: 'content' },
    facts,
  );

const retracted = (row: ReportRow, reason: RetractionReason): ReportRow =>
  nextRow(
    row,
    command('a', { kind: 'retract', base: 0 }, { reason }),
    { revision: row.revision + 1, change: 'retraction' },
    facts,
  );

describe('a report that was retracted after the backup', () => {
  const copy = submitted();

  it.each([
    ['a mistake', RetractionReason.MISTAKE],
    ['consent that was withdrawn', RetractionReason.CONSENT_WITHDRAWN],
  ])('is retracted in the restored copy, also where the copy revised it meanwhile: for %s', (_, reason) => {
    const told = toldOf(retracted(copy, reason));
    expect(caughtUp(copy, told, facts)).toMatchObject({
      was: 'takenBack',
      row: { retracted: 1, revision: 2, event: expect.any(Uint8Array) },
    });
    expect(caughtUp(revised(copy), told, facts)).toMatchObject({
      was: 'takenBack',
      row: { retracted: 1, revision: 3 },
    });
  });

  it('changes nothing where the copy retracted it as well', () => {
    const row = retracted(copy, RetractionReason.MISTAKE);
    expect(caughtUp(row, toldOf(row), facts)).toBeUndefined();
  });
});

describe('a report that was revised after the backup', () => {
  const copy = submitted();
  const told = toldOf(revised(revised(copy)));

  it.each([
    ['the copy is older', copy],
    ['the copy revised it less often meanwhile', revised(copy)],
    ['the copy revised it as often meanwhile', revised(revised(copy))],
  ])('is numbered above what the log has, so that the region takes it: %s', (_, row) => {
    expect(caughtUp(row, told, facts)).toMatchObject({ was: 'older', row: { retracted: 0, revision: 4 } });
  });

  it('changes nothing where the copy has a newer revision', () => {
    expect(caughtUp(revised(revised(revised(copy))), told, facts)).toBeUndefined();
  });
});
