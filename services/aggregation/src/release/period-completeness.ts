import type { Registry } from '@waylight/access';
import {
  type Completeness,
  completenessOf,
  type DuePeriod,
  type PlannedTable,
  type StatedActivity,
} from '@waylight/disclosure-control';
import { codeByNumber } from '@waylight/taxonomy';
import type { FreezeStore, FrozenSet } from '@waylight/view-store';
import {
  type ActivityCell,
  activityBucket,
  addActivity,
  decodeActivityCell,
  EMPTY_ACTIVITY,
  readActivityField,
} from '../count/activity/activity-contribution.ts';
import { countedTopicOf, topicOfPartition } from '../count/partition-names.ts';
import { storedText } from '../count/stored-text.ts';
import { FrozenPeriodLostError, frozenPeriodId } from './frozen-period.ts';

/** Numbers of the organisations that should report activity in a country. */
export type ExpectedOrganisations = (country: string) => ReadonlySet<number>;

/** Active organisations that report from the country. */
export function expectedOrganisationsIn({
  organisations,
}: Pick<Registry, 'organisations'>): ExpectedOrganisations {
  return (country) =>
    new Set(
      organisations
        .filter(({ status, countries }) => status === 'active' && countries.some((one) => one === country))
        .map(({ number }) => number),
    );
}

/** Completeness of a frozen period, if a table of the plan contains it. */
export async function completenessOfPeriod(
  {
    viewStore,
    expectedOrganisations,
  }: {
    readonly viewStore: Pick<FreezeStore, 'readFrozenPeriod'>;
    readonly expectedOrganisations: ExpectedOrganisations;
  },
  { linkedTables, period, closesOn }: Pick<DuePeriod, 'linkedTables' | 'period' | 'closesOn'>,
): Promise<readonly Completeness[]> {
  const table = linkedTables.find(({ completeness }) => completeness === true);
  if (table === undefined) return [];
  const periodId = frozenPeriodId(period, closesOn);
  const frozen = (await viewStore.readFrozenPeriod(periodId))?.sets;
  // A release is final, so the month must not be released without its completeness.
  if (!frozen) throw new FrozenPeriodLostError(periodId);
  const sets = [...frozen].flatMap(([partition, set]) =>
    countedTopicOf(topicOfPartition(partition))?.kind === 'activity' ? [set] : [],
  );
  const stated = sumActivity(sets, period);
  return completenessOf(
    countriesOf(table).map((country) => ({
      country,
      expected: expectedOrganisations(country),
      statements: stated.get(country) ?? new Map(),
    })),
  );
}

function countriesOf({ rows, columns }: PlannedTable): readonly string[] {
  const axis = [rows, columns].find(({ dimension }) => dimension === 'country');
  return axis !== undefined && 'values' in axis ? axis.values : [];
}

/** Sum of each organisation's records, by country. */
function sumActivity(
  sets: readonly FrozenSet[],
  month: string,
): ReadonlyMap<string, ReadonlyMap<number, StatedActivity>> {
  const sums = new Map<string, Map<number, ActivityCell>>();
  for (const set of sets)
    for (const [field, value] of set.cells.get(activityBucket(month)) ?? []) {
      const { country, organisation } = readActivityField(field);
      const code = codeByNumber('country', country)?.id ?? '';
      const cells = sums.get(code) ?? new Map<number, ActivityCell>();
      const cell = decodeActivityCell(storedText(value));
      sums.set(code, cells.set(organisation, addActivity(cells.get(organisation) ?? EMPTY_ACTIVITY, cell)));
    }
  return new Map(
    [...sums].map(([code, cells]) => [
      code,
      new Map([...cells].map(([number, cell]) => [number, statedActivityOf(cell)])),
    ]),
  );
}

const statedActivityOf = ({
  present,
  visitsStated,
  visits,
  daysStated,
  days,
}: ActivityCell): StatedActivity => ({
  present: present > 0,
  ...(visitsStated > 0 ? { fieldVisits: visits } : {}),
  ...(daysStated > 0 ? { staffDays: days } : {}),
});
