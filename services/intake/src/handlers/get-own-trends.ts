import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Organisation } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import { type Layer, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import type { GetOwnTrendsRequest, GetOwnTrendsResponse } from '@waylight/contracts/intake';
import type { TrendAnswer, TrendQuestion } from '@waylight/contracts/trends';
import type { UnaryHandler } from '@waylight/service-kit';
import {
  answerFromCells,
  type BaseCell,
  contributionOf,
  decodeBaseCells,
  findUnknownCodes,
  LAYER_NAMES,
  parseQuestion,
  type QuestionProblem,
  toWireQuestion,
} from '@waylight/trends';
import type { NodeContext } from '../context.ts';
import { authorizeRead } from './authorize.ts';
import { explainOwnTrends } from './explain-own-trends.ts';
import { createInvalidArgument, toRpcError, violation } from './refusals.ts';
import { ensureDurable } from './write-report.ts';

/** Reports read in one turn of the event loop, so that a large ledger does not delay writes. */
const CHUNK = 1_000;

export function getOwnTrends(ctx: NodeContext): UnaryHandler<GetOwnTrendsRequest, GetOwnTrendsResponse> {
  return async ({ question }, call) => {
    const result = await readOwnTrends(ctx, authorizeRead(ctx, call), question);
    if (result.kind === 'refused')
      throw toRpcError(
        createInvalidArgument(result.problems.map(({ field, description }) => violation(field, description))),
      );
    return { answer: result.answer };
  };
}

export type OwnTrends =
  | { readonly kind: 'answer'; readonly answer: TrendAnswer }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

/**
 * Returns exact numbers of an organisation's own current reports, shared or not, from this node's ledger. The
 * caller must be authorised before. @throws RpcError if the ledger cannot be written.
 */
export async function readOwnTrends(
  ctx: NodeContext,
  organisation: Organisation,
  question: TrendQuestion | undefined,
): Promise<OwnTrends> {
  const parsed = parseQuestion(question);
  if ('problems' in parsed) return { kind: 'refused', problems: parsed.problems };
  const unknown = findUnknownCodes(parsed.ok);
  if (unknown.length > 0) return { kind: 'refused', problems: unknown };
  const ownCells = await readCells(ctx, organisation.number, LAYER_NAMES[parsed.ok.layer]);
  const change = ctx.ledger.queries.lastChange(organisation.number);
  await ensureDurable(ctx, {
    kind: AuditKind.OWN_TRENDS_READ,
    actor: { kind: 'organisation', number: organisation.number },
  });
  const cells = answerFromCells(parsed.ok, decodeBaseCells(ownCells));
  return {
    kind: 'answer',
    answer: {
      question: toWireQuestion(parsed.ok),
      asOf: `ledger of ${ctx.country} at change ${change}`,
      cells,
      explanation: explainOwnTrends(ctx.country, organisation, parsed.ok, cells),
      roundingBase: 0,
    },
  };
}

async function readCells(ctx: NodeContext, organisation: number, layer: Layer): Promise<BaseCell[]> {
  const cells: BaseCell[] = [];
  for (let row = 0; ; ) {
    const events = ctx.ledger.queries.currentEvents(organisation, layer, row, CHUNK);
    for (const { event } of events) {
      const cell = cellOf(ReportEvent.decode(event));
      if (cell !== undefined) cells.push(cell);
    }
    const last = events.at(-1);
    if (last === undefined || events.length < CHUNK) return cells;
    row = last.row;
    await nextTurn();
  }
}

function cellOf(event: ReportEvent): BaseCell | undefined {
  const { placement } = contributionOf(event, ShareWith.ORGANISATION);
  if (placement === undefined) return undefined;
  const { bucket, field, victims } = placement;
  return { bucket, field, value: { reports: 1, incidents: 1, victims } };
}
