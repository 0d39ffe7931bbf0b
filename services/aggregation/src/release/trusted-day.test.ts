import { dayOfInstant } from '@waylight/calendar';
import { freshnessKey, type NodeCountry } from '@waylight/contracts';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { expect, it } from 'vitest';
import { trustedDay } from './trusted-day.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.parse('2026-03-15T12:00:00Z');
const TODAY = dayOfInstant(NOON);

/** A released store that contains these last heartbeats. */
function heartbeatsAt(at: Partial<Record<NodeCountry, number>>) {
  const bodies = new Map(
    Object.entries(at).map(([node, ms]) => [
      freshnessKey(node as NodeCountry),
      NodeHeartbeat.encode(NodeHeartbeat.fromPartial({ hour: Math.floor(ms / HOUR_MS) })).finish(),
    ]),
  );
  return { readStatus: async (key: string) => bodies.get(key) ?? null };
}

it('is the day of the local clock while any node confirms it, even if other nodes have been silent for long', async () => {
  expect(await trustedDay(heartbeatsAt({ MK: NOON, RS: NOON - 900 * HOUR_MS }), NOON)).toBe(TODAY);
  expect(await trustedDay(heartbeatsAt({ MK: NOON - 5 * HOUR_MS }), NOON)).toBe(TODAY);
});

it('is at most the day that nodes confirm, however far the local clock is ahead', async () => {
  expect(await trustedDay(heartbeatsAt({ MK: NOON, RS: NOON - HOUR_MS }), NOON + 40 * 24 * HOUR_MS)).toBe(
    TODAY,
  );
});

it('does not become later because of a node whose clock is ahead', async () => {
  expect(await trustedDay(heartbeatsAt({ MK: NOON + 40 * 24 * HOUR_MS }), NOON)).toBe(TODAY);
});

it('is unknown if the store contains no heartbeat of any node', async () => {
  expect(await trustedDay(heartbeatsAt({}), NOON)).toBeUndefined();
});
