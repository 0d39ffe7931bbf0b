import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  AUDIENCES,
  coverageOf,
  drawnTableOf,
  hasAxes,
  type ReleasePlan,
  releaseIdOf,
  type TrueNumbers,
  trueNumbersOf,
} from '@waylight/disclosure-control';
import type { ViewStore } from '@waylight/view-store';
import { countedTopicOf, topicOfPartition } from '../steps/names.ts';
import { countTable } from './count-table.ts';
import { countingOf } from './counting.ts';
import { frozenPeriodId } from './frozen-period.ts';
import type { ReleaseEvents } from './release-events.ts';

export type TruthSources = {
  readonly releases: ReleaseEvents;
  readonly plan: ReleasePlan;
  readonly viewStore: Pick<ViewStore, 'readKept'>;
  /**
   * How many records of the reports topics a simulator put there before anybody else put one; undefined where none did. It comes
   * from the code that composes a trial and from no configuration.
   */
  readonly simulatedRecords: () => number | undefined;
};

export type ReleaseTruth =
  | { readonly kind: 'truth'; readonly numbers: TrueNumbers }
  | { readonly kind: 'not-simulated' | 'no-such-release' | 'counts-gone' | 'plan-changed' };

/**
 * The counts that a release was drawn from, where every report that it counts was simulated: the simulator's records came
 * first, so a period that was frozen when there were just as many counts nobody else's.
 */
export async function releaseTruth(
  { releases, plan, viewStore, simulatedRecords }: TruthSources,
  releaseId: string,
  signal: AbortSignal,
): Promise<ReleaseTruth> {
  const simulated = simulatedRecords();
  if (simulated === undefined) return { kind: 'not-simulated' };
  const event = (await releases.refresh(signal)).get(releaseId)?.event;
  if (event === undefined) return { kind: 'no-such-release' };
  const kept = await viewStore.readKept(frozenPeriodId(event.period, event.closedDay));
  if (kept === null) return { kind: 'counts-gone' };
  // Of what organisations did nothing is drawn: reports alone are counted here.
  const sets = [...kept].flatMap(([partition, set]) =>
    countedTopicOf(topicOfPartition(partition))?.kind === 'activity' ? [] : [set],
  );
  const counted = sets.reduce((records, { position }) => records + (position?.offset ?? 0), 0);
  if (counted !== simulated) return { kind: 'not-simulated' };
  const counting = countingOf(
    plan,
    sets.map(({ cells }) => cells),
    event.closedDay,
  );
  const planned = plannedFor(plan, event);
  if (planned === undefined) return { kind: 'plan-changed' };
  const { table, audience, drawn } = planned;
  const cells = countTable(
    { table, tables: plan.tables },
    audience,
    coverageOf(table.period, event.period),
    counting,
  );
  return { kind: 'truth', numbers: trueNumbersOf(drawn, cells) };
}

/** The table of the plan that a release is of; undefined where the plan has changed since. */
function plannedFor(plan: ReleasePlan, event: ReleaseEvent) {
  const table = plan.tables.find(({ id }) => id === event.tableId);
  if (table === undefined || event.planVersion !== plan.version) return undefined;
  const audience = AUDIENCES.find((to) => releaseIdOf(table, event.period, to) === event.releaseId);
  const drawn = drawnTableOf(event);
  return audience === undefined || !hasAxes(drawn, table) ? undefined : { table, audience, drawn };
}
