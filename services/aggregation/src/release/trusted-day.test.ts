import { dayOfInstant } from '@waylight/calendar';
import { freshnessKey, type NodeCountry } from '@waylight/contracts';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { expect, it } from 'vitest';
import { trustedDay } from './trusted-day.ts';

const HOUR_MS = 3_600_000;
const NOON = Date.parse('2026-03-15T12:00:00Z');
const TODAY = dayOfInstant(NOON);

/** When each node was last heard of. */
function heartbeatsAt(at: Partial<Record<NodeCountry, number>>) {
  const bodies = new Map(
    Object.entries(at).map(([node, ms]) => [
      freshnessKey(node as NodeCountry),
      NodeHeartbeat.encode(NodeHeartbeat.fromPartial({ hour: Math.floor(ms / HOUR_MS) })).finish(),
    ]),
  );
  return { readStatus: async (key: string) => bodies.get(key) ?? null };
}

it('is the day of this clock while any node confirms it, also where the others are long silent', async () => {
  expect(await trustedDay(heartbeatsAt({ MK: NOON, RS: NOON - 900 * HOUR_MS }), NOON)).toBe(TODAY);
  expect(await trustedDay(heartbeatsAt({ MK: NOON - 5 * HOUR_MS }), NOON)).toBe(TODAY);
});

it('is not later than what nodes confirm, however far this clock jumps ahead', async () => {
  expect(await trustedDay(heartbeatsAt({ MK: NOON, RS: NOON - HOUR_MS }), NOON + 40 * 24 * HOUR_MS)).toBe(
    TODAY,
  );
});

it('is not made later by a node whose clock runs ahead', async () => {
  expect(await trustedDay(heartbeatsAt({ MK: NOON + 40 * 24 * HOUR_MS }), NOON)).toBe(TODAY);
});

it('is the day of this clock where no node was ever heard of', async () => {
  expect(await trustedDay(heartbeatsAt({}), NOON)).toBe(TODAY);
});
