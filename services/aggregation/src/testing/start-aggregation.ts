import { ONE_TABLE_PLAN, releaseMonthDays } from '@waylight/disclosure-control';
import { type InProcessOptions, type InProcessRegion, startRegion } from '@waylight/tests-region';

/** Two months of the plan are due on this day. */
export const TODAY_MS = (releaseMonthDays('2025-02').toDay + 22) * 86_400_000;

/** The aggregation over a log and stores of its own. It closes periods only when it is told to. */
export const startAggregation = (
  more: Pick<InProcessOptions, 'env' | 'store'> = {},
): Promise<InProcessRegion> =>
  startRegion({
    ...{ run: 'in-process', nodes: [], aggregation: true, plan: ONE_TABLE_PLAN, clock: TODAY_MS },
    ...more,
    env: {
      WAYLIGHT_PARTITIONS: '2',
      WAYLIGHT_AGGREGATION_OPERATIONS_HTTP_PORT: '0',
      WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true',
      ...more.env,
    },
  });
