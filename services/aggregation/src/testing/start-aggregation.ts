import { periodDays } from '@waylight/calendar';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { type InProcessOptions, type InProcessRegion, startRegion } from '@waylight/tests-region';

/** Day on which two months of the plan are due. */
export const TODAY_MS = (periodDays('month', '2025-02').toDay + 22) * 86_400_000;

/** Starts aggregation with its own log and stores. It closes periods only by the operations call. */
export const startAggregation = (
  more: Pick<InProcessOptions, 'env' | 'store'> = {},
): Promise<InProcessRegion> =>
  startRegion({
    run: 'in-process',
    nodes: [],
    aggregation: true,
    plan: ONE_TABLE_PLAN,
    clock: TODAY_MS,
    ...more,
    env: {
      WAYLIGHT_PARTITIONS: '2',
      WAYLIGHT_AGGREGATION_OPERATIONS_HTTP_PORT: '0',
      WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true',
      ...more.env,
    },
  });
