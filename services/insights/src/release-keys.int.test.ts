import type { GetReleaseKeysResponse, GetReleasePlanResponse } from '@waylight/contracts/insights';
import {
  checkSignature,
  explainPlan,
  exportTable,
  parseExportedTable,
  parseReleaseKeys,
  parseReleasePlan,
} from '@waylight/disclosure-control';
import { formatEnglish } from '@waylight/presentation';
import { waitFor } from '@waylight/testing';
import { type InProcessRegion, type RegionInsights, UNKNOWN_SESSION } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { releaseEvent } from './testing/release-event.ts';
import { RELEASE_KEYS, signRelease } from './testing/signing.ts';
import { startInsights } from './testing/start-insights.ts';

const RELEASE = 'minimal-month.2025-09.partners';
const UNSIGNED = 'minimal-month.2025-03.partners';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  region = await startInsights();
  insights = region.insights;
  await region.release(signRelease(releaseEvent('2025-09', [5, 0, 10])));
  await waitFor(
    'the release',
    async () => (await insights.http(`/v1/releases/${RELEASE}`, 'MYLA')).status === 200,
  );
});
afterAll(() => region.stop());

const [, current] = RELEASE_KEYS;
const verified = { kind: 'verified', keyId: current?.keyId };

async function documentOf(id: string) {
  const parsed = parseExportedTable((await insights.http(`/v1/releases/${id}`, 'MYLA')).body);
  if (!parsed.ok) throw new Error(parsed.problems.join('; '));
  return parsed.table;
}

it('returns the public keys to every HTTP caller, also with an unknown session', async () => {
  for (const as of [undefined, 'MYLA', UNKNOWN_SESSION]) {
    const { status, body } = await insights.http('/v1/release-keys', as);
    expect([status, body]).toEqual([200, RELEASE_KEYS]);
  }
});

it('returns the public keys to every authorized gRPC caller, also if its certificate names no organisation', async () => {
  for (const as of ['MYLA', 'SIM-MK-1', 'NOBODY']) {
    const { keys } = await new Promise<GetReleaseKeysResponse>((resolve, reject) => {
      insights.clients[as]!.getReleaseKeys({}, (error, response) =>
        error === null ? resolve(response) : reject(error),
      );
    });
    const received = keys.map(({ keyId, algorithm, publicKey, from, until }) => ({
      keyId,
      algorithm,
      publicKey: publicKey.toString('base64'),
      from,
      ...(until === '' ? {} : { until }),
    }));
    expect(received).toEqual(RELEASE_KEYS);
  }
});

it('returns the plan to every caller as text and file, over HTTP and gRPC', async () => {
  for (const as of [undefined, 'MYLA', UNKNOWN_SESSION]) {
    const { status, body } = await insights.http('/v1/release-plan', as);
    expect(status).toBe(200);
    expect(parseReleasePlan(body.plan)).toEqual({ ok: true, plan: body.plan });
    expect(body.paragraphs).toEqual(explainPlan(body.plan));
    expect(body.sentences.map(formatEnglish)).toEqual(body.paragraphs);
    for (const by of ['MYLA', 'SIM-MK-1', 'NOBODY']) {
      const { paragraphs, document, messages } = await new Promise<GetReleasePlanResponse>(
        (resolve, reject) => {
          insights.clients[by]!.getReleasePlan({}, (error, response) =>
            error === null ? resolve(response) : reject(error),
          );
        },
      );
      const overGrpc = {
        paragraphs,
        plan: JSON.parse(document),
        sentences: messages.map(({ messages }) => messages),
      };
      expect(overGrpc).toMatchObject(body);
    }
  }
});

it('returns a release with a signature that verifies with the returned keys', async () => {
  const keys = parseReleaseKeys((await insights.http('/v1/release-keys')).body);
  if (!keys.ok) throw new Error(keys.problems.join('; '));
  expect(checkSignature(await documentOf(RELEASE), keys.keys)).toEqual(verified);
  const { release, notices } = await insights.getRelease('MYLA', RELEASE);
  expect(notices).toEqual(exportTable(release!, 'partners').notices);
  expect(checkSignature(exportTable(release!, 'partners'), keys.keys)).toEqual(verified);
});

it('returns an unsigned release without signature', async () => {
  const table = await documentOf(UNSIGNED);
  expect(table.signature).toBeUndefined();
  expect(checkSignature(table, RELEASE_KEYS)).toEqual({ kind: 'unsigned' });
});
