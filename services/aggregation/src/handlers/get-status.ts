import {
  DuePeriodState,
  type GetStatusRequest,
  type GetStatusResponse,
} from '@waylight/contracts/operations';
import type { UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { readLags } from '../count/log-positions.ts';
import { partitionName } from '../count/partition-names.ts';
import type { DuePeriodStatus } from '../release/list-due-periods.ts';
import { readSettingProblems } from '../tasks/state-watches.ts';

/**
 * Positions come from the store and ends from the log, for all processes. Only partitions that this process
 * has claimed or stopped are marked.
 */
export function getStatus(ctx: AggregationContext): UnaryHandler<GetStatusRequest, GetStatusResponse> {
  return async () => {
    const store = ctx.live.store();
    const consumption = ctx.live.consumption();
    const claimed = new Set(consumption?.assignedPartitions().map(partitionName));
    const stopped = new Map(
      consumption?.stoppedPartitions().map(({ id, reason }) => [partitionName(id), reason]),
    );
    const lags = await readLags(ctx.eventLog, store);
    return {
      generation: store.name,
      partitions: lags.map(({ id, end, position, lag }) => {
        const name = partitionName(id);
        return {
          topic: id.topic,
          partition: id.partition,
          position: BigInt(position),
          end: BigInt(end),
          lag: BigInt(lag),
          claimed: claimed.has(name) && !stopped.has(name),
          stopReason: stopped.get(name) ?? '',
        };
      }),
      problems: await problems(ctx),
      duePeriods: (await ctx.releaseTask.listDue()).map((one) => ({
        period: one.period,
        state: DUE_PERIOD_STATES[one.state],
        publishAt: one.state === 'waiting' ? new Date(one.publishAtMs) : undefined,
      })),
    };
  };
}

const DUE_PERIOD_STATES: Readonly<Record<DuePeriodStatus['state'], DuePeriodState>> = {
  preparing: DuePeriodState.PREPARING,
  waiting: DuePeriodState.WAITING,
  ready: DuePeriodState.READY,
  withheld: DuePeriodState.WITHHELD,
};

async function problems(ctx: AggregationContext): Promise<string[]> {
  const settings = await readSettingProblems(ctx);
  const consumption = ctx.live.consumption();
  const failing = consumption?.failingPartitions() ?? [];
  return [
    ...settings,
    ...failing.map(({ id, attempts }) => `${partitionName(id)} failed ${attempts} times in a row; retrying`),
    ...(consumption
      ?.stoppedPartitions()
      .map(({ id, reason }) => `${partitionName(id)} is stopped: ${reason}`) ?? []),
  ];
}
