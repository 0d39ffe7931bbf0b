import { createPrivateKey } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseRegistry } from '@waylight/access';
import { createSigningKey, decideDuePeriods } from '@waylight/aggregation';
import { dayOfIsoDate } from '@waylight/calendar';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { createReleaseSigner, DEFAULT_RELEASE_PLAN, duePeriods } from '@waylight/disclosure-control';
import type { EventLog } from '@waylight/event-log';
import { readJsonFile } from '@waylight/service-kit';
import type { FreezeStore, FrozenPeriod, FrozenSet, RawCellStore } from '@waylight/view-store';
import { expect, it } from 'vitest';
import { EXAMPLE_SEED, exampleMonths } from '../example-months.ts';
import { SHIPPED_REGISTRY } from '../files.ts';
import { simulatedReports } from '../simulated-reports.ts';
import { cellsOf, eventsUntil } from './exact-counts.ts';
import { eventsOf } from './simulation.ts';

const TODAY = dayOfIsoDate('2026-12-02') ?? 0;
const EXAMPLE = exampleMonths(TODAY);
/** Weeks have a table of one row. They would take most of the time. */
const PLAN = {
  ...DEFAULT_RELEASE_PLAN,
  from: EXAMPLE.firstMonth,
  tables: DEFAULT_RELEASE_PLAN.tables.filter(({ period }) => period !== 'week'),
};
/** With this key, unless earlier periods are drawn again, segments by type group contradict a one-way table in 2026-Q2. */
const SECRET = Buffer.alloc(32, 74);
/** Audits of fifteen months and four quarters, on a busy machine. */
const TIMEOUT_MS = 240_000;

/** Counts the example's reports by node, as of the closing day of each period, instead of six nodes and a log. */
async function frozenExample(): Promise<Pick<FreezeStore, 'readFrozenPeriod'>> {
  const { registry } = await readJsonFile(
    { variable: 'the shipped registry', file: fileURLToPath(SHIPPED_REGISTRY) },
    parseRegistry,
  );
  const options = { seed: EXAMPLE_SEED, lastDay: TODAY - 1 };
  const events = eventsOf(simulatedReports(EXAMPLE, registry, options), registry);
  const setsOn = (day: number): FrozenPeriod['sets'] =>
    new Map(
      NODE_COUNTRIES.map((node) => {
        const ofNode = events.filter(({ report }) => report.startsWith(`${node} `));
        const set: FrozenSet = { position: null, cells: cellsOf(eventsUntil(ofNode, day)) };
        return [`reports.v1.${node}:0`, set] as const;
      }),
    );
  const byDay = new Map<number, FrozenPeriod['sets']>();
  return {
    readFrozenPeriod: async (periodId) => {
      const day = Number(periodId.split('@')[1]);
      const sets = byDay.get(day) ?? setsOn(day);
      byDay.set(day, sets);
      return { periodId, freezeId: periodId, sets };
    },
  };
}

it('withholds no table of the example of 2 December 2026', { timeout: TIMEOUT_MS }, async () => {
  const viewStore = {
    ...(await frozenExample()),
    dropUnselectedFreezes: async () => undefined,
    selectedFreezes: async () => [],
    putDecision: async (_freeze: unknown, decision: Uint8Array) => decision,
  } satisfies Partial<FreezeStore>;
  const { releases, withheld } = await decideDuePeriods(
    {
      plan: PLAN,
      secret: SECRET,
      sign: createReleaseSigner(createPrivateKey(createSigningKey())),
      viewStore,
      eventLog: { listTopics: async () => [] } as Partial<EventLog>,
      releases: { refresh: async () => new Map() },
      ...{ isTrial: true, pairedOrganisations: 0, expectedOrganisations: () => new Set() },
      ...{ catchUpMs: 0, publishesAtOnce: true, now: () => 0 },
    } as unknown as Parameters<typeof decideDuePeriods>[0],
    { store: { name: 'example' } as RawCellStore, today: TODAY, signal: AbortSignal.timeout(TIMEOUT_MS) },
  );
  expect(withheld).toEqual([]);
  const due = duePeriods(PLAN, TODAY, new Set()).flatMap(({ linkedTables, period }) =>
    linkedTables.map(({ id }) => `${id}.${period}.partners`),
  );
  const released = releases.map(({ releaseId }) => releaseId).filter((id) => id.endsWith('.partners'));
  expect(released.toSorted()).toEqual(due.toSorted());
});
