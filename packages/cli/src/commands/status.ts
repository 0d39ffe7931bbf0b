import { Country } from '@waylight/contracts/incident';
import { Freshness, type GetRegionStatusResponse } from '@waylight/contracts/insights';
import type { GetReviewResponse } from '@waylight/contracts/intake';
import type { GetStatusResponse } from '@waylight/contracts/operations';
import { Audience } from '@waylight/contracts/release';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import { enumCode, enumKey } from '../enum-names.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import { describeDuePeriod, duePeriodDocument } from '../releases/due-periods.ts';
import { describeNothingReleased, nextDocument } from '../releases/next-numbers.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';
import type { Style } from '../terminal/style.ts';

type StatusFlags = ConnectionFlags & {
  readonly operator?: boolean;
  readonly country?: string;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      "Prints the time since the last contact with each node, and the region's releases. With --operator, which needs an " +
        "operator's certificate, also the positions and lag of aggregation on the log, and the state of due periods. With " +
        '--country, only how much each organisation retracts at that node: for its lead organisation, or with --operator ' +
        'for operators.',
    )
    .option('--operator', 'as an operator: also print positions and lag of aggregation, and due periods')
    .option(COUNTRY_FLAG, `only this node: ${COUNTRY_HELP}`)
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  waylight status --format json\n  waylight status --operator --country MK',
    );
  withConnection(command).action(
    context.action((flags: StatusFlags) =>
      flags.country === undefined ? showStatus(context, flags) : showReview(context, flags),
    ),
  );
};

async function showStatus(context: CommandContext, flags: StatusFlags): Promise<ExitCode> {
  // An operator may not read releases, so they are fetched in the name of an organisation.
  const { as, ...others } = flags;
  const reader = await context.connect(flags.operator === true ? others : flags);
  const region = regionDocument(await (await reader.insights()).getRegionStatus({}));
  let aggregation: AggregationDocument | undefined;
  if (flags.operator === true) {
    const operator = await context.connect({ ...others, as }, { operator: true });
    aggregation = aggregationDocument(await (await operator.operations()).getStatus({}));
  }
  if (flags.format === 'json') context.printJson({ ...region, ...aggregation });
  else {
    const operatorPart = aggregation === undefined ? [] : aggregationLines(aggregation, context.style);
    context.print([...regionLines(region, context.style), ...operatorPart].join('\n'));
  }
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
      lastContact: FRESHNESS[freshness] ?? 'older',
    })),
    releases: status.releases.map(({ releaseId, tableId, period, audience, roundingBase }) => ({
      releaseId,
      tableId,
      period,
      audience: enumCode(Audience, audience),
      k: roundingBase,
    })),
    ...nextDocument(status.next),
    ...(status.at === undefined ? {} : { at: status.at.toISOString() }),
  };
}

type RegionDocument = ReturnType<typeof regionDocument>;

function regionLines({ nodes, releases, next }: RegionDocument, style: Style): string[] {
  return [
    textTable(
      columnsOf(['node', 'last contact']),
      nodes.map(({ node, lastContact }) => [node, lastContact]),
      style,
    ),
    '',
    releases.length === 0
      ? describeNothingReleased(next)
      : textTable(
          columnsOf(['release', 'table', 'period', 'audience', 'multiples of'], ['multiples of']),
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

const aggregationDocument = (status: GetStatusResponse) => ({
  log: logDocument(status),
  duePeriods: status.duePeriods.map(duePeriodDocument),
});

type AggregationDocument = ReturnType<typeof aggregationDocument>;

const aggregationLines = ({ log, duePeriods }: AggregationDocument, style: Style): string[] => [
  ...logLines(log, style),
  ...(duePeriods.length === 0 ? [] : ['', ...duePeriods.map(describeDuePeriod)]),
];

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

function logLines({ generation, lag, partitions, problems }: LogDocument, style: Style): string[] {
  const titles = ['topic', 'partition', 'position', 'end', 'lag', 'claimed', 'stop reason'];
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

/** Prints how much each organisation retracts at a node. */
async function showReview(context: CommandContext, flags: StatusFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const caller = flags.operator === true ? { operator: true } : { country };
  const connection = await context.connect(flags, caller);
  const { from, organisations } = await (await connection.intake(country)).getReview({});
  if (flags.format === 'json') context.printJson({ node: country, from, organisations });
  else context.print(reviewLines({ from, organisations }, context.style).join('\n'));
  return EXIT.ok;
}

const REVIEW_TITLES = ['organisation', 'received', 'removed', 'many removals'] as const;

function reviewLines({ from, organisations }: GetReviewResponse, style: Style): string[] {
  return [
    textTable(
      columnsOf(REVIEW_TITLES, ['received', 'removed']),
      organisations.map((one) => [
        one.organisation,
        formatLowerBound(one.receivedAtLeast),
        formatLowerBound(one.removedAtLeast),
        one.hasManyRemovals ? style.yellow('yes') : 'no',
      ]),
      style,
    ),
    '',
    `received: reports first received since ${from} and shared with partners or more widely.`,
    'removed: received reports that are now retracted or shared less widely.',
    'many removals: 5 or more, and at least a fifth of the received reports. Ask the organisation for the reason.',
    'Keep these numbers to yourself.',
  ];
}

/** Counts are published in steps of 5: 0 to 4, 5 to 9, and so on. */
const formatLowerBound = (count: number): string => `${count}–${count + 4}`;
