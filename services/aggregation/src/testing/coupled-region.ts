import { dayNumber, periodDays } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import { Country, IncidentType } from '@waylight/contracts/incident';
import { ReleaseEvent } from '@waylight/contracts/release';
import { ONE_TABLE_PLAN, type ReleasePlan, type TrueCell } from '@waylight/disclosure-control';
import type { EventLog } from '@waylight/event-log';
import { codeByNumber } from '@waylight/taxonomy';
import type { RawCellStore } from '@waylight/view-store';
import type { ReleaseJob } from '../release/close-due-periods.ts';
import { reportRecord } from './events.ts';
import type { Backend, LogAndStores } from './log-and-stores.ts';
import {
  makeTopics,
  openLogAndStores,
  readPublishedReleases,
  send,
  startTrackedWorker,
  waitUntilAllCounted,
} from './region.ts';
import { releaseJobOf } from './release-job.ts';

const [FIRST] = ONE_TABLE_PLAN.tables;
if (FIRST === undefined) throw new Error('the plan of Waylight has no table');
export const MONTH = FIRST;
export const QUARTER = {
  ...MONTH,
  id: 'coupled-quarter',
  period: 'quarter',
  closesAfterDays: 42,
  partsOf: MONTH.id,
} as const;
export const PLAN: ReleasePlan = { ...ONE_TABLE_PLAN, from: '2025-01', tables: [MONTH, QUARTER] };
export const TODAY = periodDays('quarter', '2025-Q1').toDay + QUARTER.closesAfterDays + 1;
const NODES: readonly NodeCountry[] = ['MK'];
const TYPES = [IncidentType.PUSHBACK, IncidentType.DEATH, IncidentType.EXTORTION_RANSOM, IncidentType.OTHER];
const COUNTRIES = [Country.AL, Country.BA, Country.ME, Country.MK, Country.RS, Country.XK];

/** Opens log and stores, which `closeLogsAndStores` closes, and creates its topics. */
export async function openLogAndStoresWithTopics(
  backend: Backend,
  partitions: number,
): Promise<LogAndStores> {
  const one = await openLogAndStores(backend);
  await makeTopics(one.eventLog, partitions, NODES);
  return one;
}

/** Counts one report in nearly every cell of each month, so that most cells of the quarter have 1 to 3. */
export async function startRegionWithCoupledTables(backend: Backend) {
  const one = await openLogAndStoresWithTopics(backend, 3);
  await startTrackedWorker(one);
  const store = one.viewStore.generation('g1');
  const sent = [1, 2, 3].map(cellsOf);
  await report(one, store, sent.flat());
  return { one, store, sent };
}

export type Sent = { readonly month: number; readonly country: Country; readonly type: IncidentType };

export const cellsOf = (month: number): Sent[] =>
  COUNTRIES.flatMap((country, c) =>
    TYPES.filter((_, t) => (month + c + t) % 4 !== 0).map((type) => ({ month, country, type })),
  );

let reference = 0;
/** Sends reports and waits until they are counted. */
export async function report(
  one: Pick<LogAndStores, 'eventLog'>,
  store: RawCellStore,
  sent: readonly Sent[],
): Promise<void> {
  await sendOnly(one.eventLog, sent);
  await waitUntilAllCounted(one.eventLog, store);
}

export async function sendOnly(eventLog: EventLog, sent: readonly Sent[]): Promise<void> {
  const records = sent.map(({ month, country, type }) =>
    reportRecord({
      reference: ++reference,
      revision: 1,
      incident: { day: dayNumber(2025, month, 12), country, type },
    }),
  );
  await send(eventLog, 'MK', records);
}

const GROUPS: Readonly<Partial<Record<IncidentType, string>>> = {
  [IncidentType.PUSHBACK]: 'border',
  [IncidentType.DEATH]: 'death',
  [IncidentType.EXTORTION_RANSOM]: 'coercion',
};
export const trueCellsOf = (sent: readonly Sent[]): TrueCell[] =>
  sent.map(({ country, type }) => ({
    row: codeByNumber('country', country)?.id ?? '',
    column: GROUPS[type] ?? 'other-or-unknown',
    count: 1,
  }));

export const jobOf = (one: LogAndStores): ReleaseJob => releaseJobOf(one, { plan: PLAN });

/** Releases on the log, oldest first. */
export const releasesOf = async (one: LogAndStores): Promise<ReleaseEvent[]> =>
  (await readPublishedReleases(one)).map((value) => ReleaseEvent.decode(value));
