import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import type { Visitor } from '@waylight/testing';
import type { InProcessRegion } from '@waylight/tests-region';
import { expect } from 'vitest';
import { releaseEvent, releaseForAudience } from './release-event.ts';
import { startInsights } from './start-insights.ts';

const [TABLE] = ONE_TABLE_PLAN.tables;
export const table = TABLE?.id ?? '';

/** Starts insights with one table for all audiences, released for March 2025. */
export async function startWithBulletins(): Promise<InProcessRegion> {
  const tables = ONE_TABLE_PLAN.tables
    .slice(0, 1)
    .map((one) => ({ ...one, alsoFor: ['network', 'authorities', 'public'] as const }));
  const region = await startInsights({ ...ONE_TABLE_PLAN, tables });
  const members = releaseEvent('2025-03', [10, 5]);
  for (const audience of ['network', 'authorities', 'public'] as const)
    await region.release(releaseForAudience(audience, members, [5]));
  return region;
}

export async function requestJson(visitor: Visitor, path: string, body?: unknown, method?: string) {
  const response = await visitor.sendRequest(path, body, method);
  return { status: response.status, body: JSON.parse(await response.text()) };
}

export const bound = (name: string, coordinates: Record<string, string>, more: object = {}) => ({
  name,
  table,
  period: '2025-03',
  coordinates,
  ...more,
});
export const content = (text: string, more: object = {}) => ({
  title: 'The region',
  language: 'en',
  audience: 'partners',
  period: '2025-03',
  bindings: [bound('violence', { country: 'AL', typeGroup: 'violence' })],
  ...more,
  blocks: [
    { kind: 'text', text },
    {
      kind: 'figure',
      question: { layer: 'reports', by: 'period,country,typeGroup' },
      presentation: 'table',
      caption: '',
    },
    ...['completeness', 'method', 'attribution', 'footnotes'].map((kind) => ({ kind })),
  ],
});
export const save = (visitor: Visitor, id: string, base: number, of: object) =>
  requestJson(visitor, `/v1/bulletins/${id}`, { base, content: of }, 'PUT');
export const post = (visitor: Visitor, id: string, what: string, body: object) =>
  requestJson(visitor, `/v1/bulletins/${id}/${what}`, body);
export const read = async (visitor: Visitor, id: string) => requestJson(visitor, `/v1/bulletins/${id}`);

/** Saves, submits, approves by a second person, and freezes a bulletin. */
export async function freeze(
  [author, second]: readonly [Visitor, Visitor],
  id: string,
  of: object,
): Promise<void> {
  await save(author, id, 0, of);
  await post(author, id, 'submit', { version: 1 });
  const { digest } = (await read(second, id)).body;
  await post(second, id, 'approve', { version: 1, digest });
  expect((await post(author, id, 'freeze', { version: 1 })).status).toBe(200);
}
