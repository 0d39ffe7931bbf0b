import { ReceiptState } from '@waylight/contracts/intake';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CountedCell, checkHistory, type Rule, type Views } from './check-history.ts';
import { contentOf, isShared } from './contents.ts';
import { type History, nameOf, type Operation, type ReceiptSighting } from './history.ts';

const personsOf = (content: number) => contentOf(content).persons;

type Draft = {
  readonly kind: Operation['kind'];
  readonly outcome: 'acknowledged' | 'unanswered' | 'refused';
  /** The node applied an operation that it did not answer. */
  readonly wasDone: boolean;
};

/** Models a region that keeps every promise, with one report for each list of drafts. */
function keepsPromises(drafts: readonly (readonly Draft[])[]): { history: History; views: Views } {
  const operations: Operation[] = [];
  const cells: CountedCell[] = [];
  const receipts = new Map<string, { revision: number; state: number }>();
  let content = 0;
  let clock = 0;
  drafts.forEach((list, report) => {
    const name = { country: 'MK', organisation: 'MYLA', reportId: `r-${report}` } as const;
    const state: { revision: number; content: number | undefined } = { revision: 0, content: undefined };
    for (const { kind: wanted, outcome, wasDone } of list) {
      const kind = state.revision === 0 ? 'submit' : wanted === 'submit' ? 'revise' : wanted;
      if (kind === 'retract' && state.content === undefined) continue;
      const written = kind === 'retract' ? undefined : content++;
      const base = state.revision;
      if (outcome === 'acknowledged' || (outcome === 'unanswered' && wasDone)) {
        state.revision++;
        state.content = written;
      }
      operations.push({
        ...name,
        process: `p-${report}`,
        kind,
        content: written,
        base,
        invalid: outcome === 'refused',
        tries: 1,
        invokedAt: clock++,
        endedAt: clock++,
        outcome:
          outcome === 'acknowledged'
            ? { kind: outcome, receipt: { revision: state.revision, state: ReceiptState.ACCEPTED } }
            : outcome === 'refused'
              ? { kind: outcome, code: 3 }
              : { kind: outcome, code: 14 },
      });
    }
    if (state.revision === 0) return;
    const counts = state.content !== undefined && isShared(state.content);
    receipts.set(nameOf(name), {
      revision: state.revision,
      state:
        state.content === undefined
          ? ReceiptState.RETRACTED
          : counts
            ? ReceiptState.COUNTED
            : ReceiptState.ACCEPTED,
    });
    if (state.content !== undefined && counts) cells.push(cellOf(state.content));
  });
  return {
    history: { operations, sightings: [] },
    views: { cells, byWeek: { counted: 2, atLeast: 1, atMost: 2 }, receipts },
  };
}

function cellOf(content: number): CountedCell {
  const victims = personsOf(content);
  return { organisation: 'MYLA', country: 'MK', content, reports: 1, victims, where: `cell ${content}` };
}

const draft = fc.record({
  kind: fc.constantFrom<Operation['kind']>('submit', 'revise', 'retract'),
  outcome: fc.constantFrom<Draft['outcome']>('acknowledged', 'acknowledged', 'unanswered', 'refused'),
  wasDone: fc.boolean(),
});
const drafts = fc.array(fc.array(draft, { maxLength: 6 }), { maxLength: 8 });

const acknowledged: Draft = { kind: 'submit', outcome: 'acknowledged', wasDone: true };
const refused: Draft = { kind: 'submit', outcome: 'refused', wasDone: false };

function rulesOf(history: History, views: Views): Rule[] {
  return [...new Set(checkHistory(history, views, personsOf).map(({ rule }) => rule))].sort();
}

describe('a history', () => {
  it('of a region that keeps its promises has no violation, with any operations unanswered', () => {
    fc.assert(
      fc.property(drafts, (lists) => {
        const { history, views } = keepsPromises(lists);
        expect(checkHistory(history, views, personsOf)).toEqual([]);
      }),
    );
  });

  it('with one counted report lost or counted as another content is a violation', () => {
    fc.assert(
      fc.property(drafts, fc.nat(), (lists, n) => {
        const { history, views } = keepsPromises(lists);
        fc.pre(views.cells.length > 0);
        const i = n % views.cells.length;
        const lost = views.cells[i]!;
        // Only where the report must count: an unanswered operation may have retracted it.
        const { process } = history.operations.find(({ content }) => content === lost.content)!;
        const own = history.operations.filter((one) => one.process === process);
        fc.pre(own.every(({ outcome }) => outcome.kind !== 'unanswered'));
        const cells = views.cells.toSpliced(i, 1);
        expect(rulesOf(history, { ...views, cells })).toContain(
          'a report counts as it was last acknowledged',
        );
      }),
    );
  });

  it('with one report lost and another counted twice is a violation, although the totals agree', () => {
    const { history, views } = keepsPromises([[acknowledged], [acknowledged], [acknowledged]]);
    const [first] = views.cells;
    const cells = [{ ...first!, reports: 2, victims: 2 * first!.victims }, views.cells[2]!];
    expect(rulesOf(history, { ...views, cells })).toEqual([
      'a receipt ends at what the region counts',
      'a report counts as it was last acknowledged',
      'a report counts once',
    ]);
  });
});

const base = keepsPromises([[acknowledged, acknowledged], [refused], [acknowledged]]);
const [firstCell] = base.views.cells;
const refusedContent = base.history.operations.find(({ outcome }) => outcome.kind === 'refused')!.content!;
const sighting = (
  by: 'get' | 'watch',
  revision: number,
  state: ReceiptState,
  from: number,
): ReceiptSighting => ({
  country: 'MK',
  organisation: 'MYLA',
  reportId: 'r-2',
  process: 'watcher',
  by,
  revision,
  state,
  invokedAt: from,
  endedAt: from + 1,
});
const withCells = (cells: readonly CountedCell[]): Views => ({
  ...base.views,
  cells,
});
const withSightings = (...sightings: ReceiptSighting[]): History => ({ ...base.history, sightings });

const planted: readonly [Rule, History, Views][] = [
  ['what was refused counts nowhere', base.history, withCells([...base.views.cells, cellOf(refusedContent)])],
  ['nothing counts that nobody sent', base.history, withCells([...base.views.cells, cellOf(4_000)])],
  [
    'nothing counts that nobody sent',
    base.history,
    withCells([{ ...firstCell!, country: 'RS' }, ...base.views.cells.slice(1)]),
  ],
  [
    'a report counts once',
    base.history,
    // The replaced revision still counts.
    withCells([...base.views.cells, cellOf(base.history.operations[0]!.content!)]),
  ],
  [
    'a cell holds the persons of its report',
    base.history,
    withCells([{ ...firstCell!, victims: firstCell!.victims + 1 }, ...base.views.cells.slice(1)]),
  ],
  [
    'the cells by week count the recent reports',
    base.history,
    { ...base.views, byWeek: { counted: 1, atLeast: 2, atMost: 3 } },
  ],
  [
    'the cells by week count the recent reports',
    base.history,
    { ...base.views, byWeek: { counted: 4, atLeast: 2, atMost: 3 } },
  ],
  [
    'a receipt ends at what the region counts',
    base.history,
    { ...base.views, receipts: new Map([...base.views.receipts].slice(1)) },
  ],
  [
    'a receipt ends at what the region counts',
    base.history,
    {
      ...base.views,
      receipts: new Map(
        [...base.views.receipts].map(([name, one]) => [name, { ...one, state: ReceiptState.LOGGED }]),
      ),
    },
  ],
  [
    'a report is written by one process',
    { ...base.history, operations: base.history.operations.map((one, i) => ({ ...one, process: `p${i}` })) },
    base.views,
  ],
  [
    'a receipt never goes backwards',
    withSightings(
      sighting('get', 1, ReceiptState.COUNTED, 100),
      sighting('get', 1, ReceiptState.LOGGED, 102),
    ),
    base.views,
  ],
  [
    'a receipt never goes backwards',
    withSightings(
      sighting('watch', 2, ReceiptState.ACCEPTED, 100),
      sighting('watch', 1, ReceiptState.COUNTED, 100),
    ),
    base.views,
  ],
];

it.each(planted)('finds a violation of: %s', (rule, history, views) => {
  expect(rulesOf(history, views)).toContain(rule);
});

it('accepts any order of the answers of overlapping calls', () => {
  const history = withSightings(sighting('get', 1, ReceiptState.COUNTED, 100), {
    ...sighting('get', 1, ReceiptState.LOGGED, 100.5),
    endedAt: 103,
  });
  expect(rulesOf(history, base.views)).toEqual([]);
});
