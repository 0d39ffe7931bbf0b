import { type BulletinProblemReason, resolveBulletin } from '@waylight/bulletin';
import { needsApproval } from '@waylight/disclosure-control';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Block, BulletinContent } from '../../api/bulletin-schemas.ts';
import type { Locale } from '../../text/locale.tsx';
import { answeringTable, releasesFor } from './answering-table.ts';
import { emptyBulletin } from './content-edit.ts';
import { type FigureChoice, figureChoices } from './figure-choices.ts';
import { type Region, region, sourcesOf, TABLES, whole } from './testing/released-region.ts';

const SILENT = { t: (id: string) => id, period: (id: string) => id, language: 'en' } as unknown as Locale;

const releasedOf = ({ audience, released, approvals }: Region) => ({
  tables: TABLES,
  ...releasesFor(audience, released, approvals),
});
const choicesOf = (of: Region): readonly FigureChoice[] =>
  figureChoices(of, releasedOf(of), of.released, SILENT);

/** The problem that the service would report for a bulletin with this block alone. */
function problemsOf(of: Region, more: Partial<BulletinContent>): readonly BulletinProblemReason[] {
  const approved = of.approvals.flatMap(({ release, status }) => (status === 'approved' ? [release] : []));
  const content = { ...emptyBulletin({ title: 'One', ...of }), ...more };
  const sources = sourcesOf({ released: of.released, approved }, of.audience);
  return resolveBulletin(content, sources).problems.map(({ reason }) => reason);
}
const refused = (of: Region, block: Block): boolean => problemsOf(of, { blocks: [block] }).length > 0;
const isOfRecord = ({ block }: FigureChoice): boolean =>
  block.kind === 'figure' && block.question.layer === 'public-record';

it('the service accepts every choice and rejects every disabled one, for every audience and all releases and approvals', () => {
  fc.assert(
    fc.property(region, (of) => {
      for (const choice of choicesOf(of).filter((one) => !isOfRecord(one)))
        expect([choice.id, choice.withheld !== undefined]).toEqual([choice.id, refused(of, choice.block)]);
    }),
    { numRuns: 200 },
  );
});

it('a choice that lacks only an approval has this reason, and is offered after it', () => {
  const waiting = fc
    .constantFrom('2026-Q3', '2026')
    .chain((period) =>
      fc
        .constantFrom('authorities', 'public')
        .map((audience) => whole(period, audience as Region['audience'])),
    );
  fc.assert(
    fc.property(waiting, (of) => {
      const open = { ...of, approvals: of.approvals.map((one) => ({ ...one, status: 'open' as const })) };
      const before = new Map(choicesOf(open).map(({ id, withheld }) => [id, withheld]));
      for (const { id, withheld } of choicesOf(of))
        if (withheld === undefined && id !== 'record')
          expect([id, before.get(id)]).toEqual([id, 'not-approved']);
    }),
  );
  expect(choicesOf(whole('2026-Q3', 'public')).some(({ id, withheld }) => id !== 'record' && !withheld)).toBe(
    true,
  );
});

it('every table that the author can read of the period is a choice, with a reason if it cannot be added', () => {
  fc.assert(
    fc.property(region, (of) => {
      const ids = choicesOf(of).map(({ id }) => id);
      for (const { table, period } of of.released) if (period === of.period) expect(ids).toContain(table);
      expect(ids).toContain('record');
    }),
  );
});

it('a number can be inserted exactly if the service returns it to the audience', () => {
  fc.assert(
    fc.property(region, fc.infiniteStream(fc.nat()), (of, chance) => {
      const { readable } = releasedOf(of);
      for (const table of TABLES) {
        const dimensions = table.dimensions.filter(() => (chance.next().value ?? 0) % 2 === 0);
        const coordinates = Object.fromEntries(
          dimensions.map(({ name, codes }) => [name, codes[(chance.next().value ?? 0) % codes.length] ?? '']),
        );
        const by = Object.keys(coordinates);
        const answering = answeringTable(TABLES, by, of, readable, coordinates);
        if (answering === undefined) continue;
        const binding = { name: 'one', table: answering.id, period: of.period, coordinates };
        expect([by, problemsOf(of, { bindings: [binding] })]).toEqual([by, []]);
      }
    }),
    { numRuns: 100 },
  );
});

it('members can read releases that are not approved for others', () => {
  expect(choicesOf(whole('2026', 'partners')).filter(({ withheld }) => withheld === 'not-approved')).toEqual(
    [],
  );
  expect(whole('2026').released.some(({ audience }) => needsApproval(audience as Region['audience']))).toBe(
    true,
  );
});
