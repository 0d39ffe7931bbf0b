import { DEAD_LETTERS_TOPIC } from '@waylight/contracts';
import {
  DeadLetter,
  type ListDeadLettersRequest,
  type ListDeadLettersResponse,
} from '@waylight/contracts/operations';
import { RpcError, type UnaryHandler } from '@waylight/service-kit';
import type { AggregationContext } from '../context.ts';
import { readLastRecords } from '../tasks/read-last-records.ts';

const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1_000;

export function listDeadLetters({
  eventLog,
}: AggregationContext): UnaryHandler<ListDeadLettersRequest, ListDeadLettersResponse> {
  return async ({ limit }, { signal }) => {
    if (limit > MAX_LIMIT)
      throw new RpcError('INVALID_ARGUMENT', `limit is at most ${MAX_LIMIT}`, [
        { type: 'badRequest', violations: [{ field: 'limit', description: `is at most ${MAX_LIMIT}` }] },
      ]);
    const records = await readLastRecords(
      eventLog,
      { topic: DEAD_LETTERS_TOPIC, partition: 0 },
      limit === 0 ? DEFAULT_LIMIT : limit,
      signal,
    );
    // A message that was read twice has two dead letters with the same key.
    const newest = new Map<string, DeadLetter>();
    for (const { key, value } of records.toReversed()) {
      const origin = Buffer.from(key ?? []).toString('latin1');
      if (value !== null && !newest.has(origin)) newest.set(origin, DeadLetter.decode(value));
    }
    return { deadLetters: [...newest.values()] };
  };
}
