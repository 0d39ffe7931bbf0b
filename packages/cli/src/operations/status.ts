import { Country } from '@waylight/contracts/incident';
import { Freshness, type GetRegionStatusResponse } from '@waylight/contracts/insights';
import type { GetStatusResponse } from '@waylight/contracts/operations';
import { Audience } from '@waylight/contracts/release';
import type { StatusFlags } from '../commands/status.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';
import { enumKey } from './enum-key.ts';

export async function showStatus(kit: Kit, flags: StatusFlags): Promise<ExitCode> {
  // An operator is no reader of releases: those are asked for in an organisation's name where there is one.
  const { as, ...others } = flags;
  const reader = await kit.connect(flags.operator === true ? others : flags);
  const region = regionDocument(await (await reader.insights()).getRegionStatus({}));
  let log: LogDocument | undefined;
  if (flags.operator === true) {
    const operator = await kit.connect({ ...others, as }, { operator: true });
    log = logDocument(await (await operator.operations()).getStatus({}));
  }
  if (flags.json === true)
    kit.print(JSON.stringify({ ...region, ...(log === undefined ? {} : { log }) }, null, 2));
  else kit.print([...regionLines(region, kit), ...(log === undefined ? [] : logLines(log, kit))].join('\n'));
  return EXIT.ok;
}

const FRESHNESS = {
  [Freshness.UNSPECIFIED]: 'older',
  [Freshness.UNDER_A_DAY]: 'under a day',
  [Freshness.UNDER_A_WEEK]: 'under a week',
  [Freshness.OLDER]: 'older',
} as const satisfies Record<Freshness, string>;

function regionDocument(status: GetRegionStatusResponse) {
  return {
    nodes: status.nodes.map(({ node, freshness }) => ({
      node: enumKey(Country, node),
      heardOf: FRESHNESS[freshness] ?? 'older',
    })),
    releases: status.releases.map(({ releaseId, tableId, period, audience, roundingBase }) => ({
      releaseId,
      tableId,
      period,
      audience: enumKey(Audience, audience).toLowerCase(),
      k: roundingBase,
    })),
    ...(status.at === undefined ? {} : { at: status.at.toISOString() }),
  };
}

type RegionDocument = ReturnType<typeof regionDocument>;

function regionLines({ nodes, releases }: RegionDocument, { style }: Kit): string[] {
  return [
    textTable(
      columnsOf(['node', 'last heard of']),
      nodes.map(({ node, heardOf }) => [node, heardOf]),
      style,
    ),
    '',
    releases.length === 0
      ? 'Nothing has been released that you may see.'
      : textTable(
          columnsOf(['release', 'table', 'period', 'for', 'multiples of'], ['multiples of']),
          releases.map(({ releaseId, tableId, period, audience, k }) => [
            releaseId,
            tableId,
            period,
            audience,
            String(k),
          ]),
          style,
        ),
  ];
}

function logDocument(status: GetStatusResponse) {
  return {
    generation: status.generation,
    lag: status.partitions.reduce((sum, { lag }) => sum + Number(lag), 0),
    partitions: status.partitions.map((one) => ({
      topic: one.topic,
      partition: one.partition,
      position: Number(one.position),
      end: Number(one.end),
      lag: Number(one.lag),
      claimed: one.claimed,
      ...(one.stopReason === '' ? {} : { stopReason: one.stopReason }),
    })),
    problems: status.problems,
  };
}

type LogDocument = ReturnType<typeof logDocument>;

function logLines({ generation, lag, partitions, problems }: LogDocument, { style }: Kit): string[] {
  const titles = ['topic', 'partition', 'position', 'end', 'lag', 'held', 'stop reason'];
  return [
    '',
    `Generation ${generation}: ${lag} ${lag === 1 ? 'message' : 'messages'} not yet counted.`,
    textTable(
      columnsOf(titles, ['partition', 'position', 'end', 'lag']),
      partitions.map((one) => [
        one.topic,
        String(one.partition),
        String(one.position),
        String(one.end),
        String(one.lag),
        one.claimed ? 'yes' : 'no',
        one.stopReason ?? '',
      ]),
      style,
    ),
    ...problems.map((problem) => style.yellow(`problem: ${problem}`)),
  ];
}
