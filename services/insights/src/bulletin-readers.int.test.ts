import { WithdrawalTarget } from '@waylight/contracts/insights';
import type { Visitor } from '@waylight/testing';
import { type InProcessRegion, MEMBERS, type RegionInsights } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  content,
  freeze,
  post,
  read,
  requestJson,
  save,
  startWithBulletins,
  table,
} from './testing/bulletin-steps.ts';

let region: InProcessRegion;
let insights: RegionInsights;
let author: Visitor;
let second: Visitor;
beforeAll(async () => {
  region = await startWithBulletins();
  insights = region.insights;
  [author, second] = [await insights.signIn('MYLA'), await insights.signIn('MYLA-2')];
});
afterAll(() => region?.stop());

describe('access to a bulletin', () => {
  /** Ids of the frozen bulletins in the list of an account, or of the public. */
  const frozenFor = async (as?: string): Promise<string[]> => {
    const { body } =
      as === undefined
        ? await insights.http('/v1/bulletins')
        : await requestJson(await insights.signIn(as), '/v1/bulletins');
    expect(body.drafts).toEqual([]);
    return body.frozen.map(({ id }: { id: string }) => id);
  };
  const statusFor = async (id: string, as?: string): Promise<number> =>
    as === undefined
      ? (await insights.http(`/v1/bulletins/${id}`)).status
      : (await read(await insights.signIn(as), id)).status;
  const OUTSIDE = [undefined, 'AHC', 'SIM-MK-1', 'authority', 'operator', 'data-protection-officer'] as const;

  it('is limited to its organisation until a second person has approved it and it is frozen', async () => {
    const releaseId = `${table}.2025-03.authorities`;
    await insights.call('MYLA', 'requestRelease', { releaseId });
    for (const id of MEMBERS) await insights.call(id, 'approveRelease', { releaseId });
    const of = content('{{violence}}', { audience: 'authorities' });
    const expectHidden = async () => {
      for (const as of OUTSIDE) {
        expect([as, await statusFor('draft', as)]).toEqual([as, 404]);
        expect(await frozenFor(as)).not.toContain('draft');
      }
    };
    await save(author, 'draft', 0, of);
    await expectHidden();
    await post(author, 'draft', 'submit', { version: 1 });
    await expectHidden();
    const { digest } = (await read(second, 'draft')).body;
    await post(second, 'draft', 'approve', { version: 1, digest });
    await expectHidden();
    for (const as of OUTSIDE.filter((one) => one !== undefined)) {
      const visitor = await insights.signIn(as);
      for (const [what, body] of [
        ['submit', { version: 1 }],
        ['approve', { version: 1, digest }],
        ['freeze', { version: 1 }],
      ] as const)
        expect([as, what, (await post(visitor, 'draft', what, body)).status]).toEqual([as, what, 404]);
      expect((await save(visitor, 'draft', 1, content('b'))).status).toBe(404);
    }
    expect((await read(author, 'draft')).body.version).toBe(1);
    expect((await post(author, 'draft', 'freeze', { version: 1 })).status).toBe(200);
    for (const as of ['AHC', 'SIM-MK-1', 'authority']) expect(await frozenFor(as)).toContain('draft');
    for (const as of [undefined, 'operator', 'data-protection-officer']) {
      expect(await frozenFor(as)).not.toContain('draft');
      expect(await statusFor('draft', as)).toBe(404);
    }
  });

  it('is open to its audience and every narrower audience when frozen', async () => {
    await freeze([author, second], 'for-members', content('{{violence}}'));
    await freeze([author, second], 'for-network', content('{{violence}}', { audience: 'network' }));
    expect(await frozenFor('AHC')).toEqual(expect.arrayContaining(['for-members', 'for-network']));
    expect(await frozenFor('SIM-MK-1')).toContain('for-network');
    expect(await statusFor('for-members', 'SIM-MK-1')).toBe(404);
    for (const as of [undefined, 'authority', 'operator'] as const)
      for (const id of ['for-members', 'for-network']) {
        expect(await frozenFor(as)).not.toContain(id);
        expect(await statusFor(id, as)).toBe(404);
      }
  });

  it('for the public has only numbers of public releases, and ends with the approval of one of them', async () => {
    const forPublic = content('{{violence}}', { audience: 'public' });
    const releaseId = `${table}.2025-03.public`;
    expect((await save(author, 'public', 0, forPublic)).body.errors[0]).toMatchObject({
      reason: 'not-released',
    });
    await insights.call('MYLA', 'requestRelease', { releaseId });
    for (const id of MEMBERS) await insights.call(id, 'approveRelease', { releaseId });
    await save(author, 'withdrawn', 0, forPublic);
    await post(author, 'withdrawn', 'submit', { version: 1 });
    const { digest } = (await read(second, 'withdrawn')).body;
    await post(second, 'withdrawn', 'approve', { version: 1, digest });
    await freeze([author, second], 'public', forPublic);
    // Without sign-in, with the fingerprint, and with the public number instead of the number of members.
    const { status, body } = await insights.http('/v1/bulletins/public');
    const { body: release } = await insights.http(`/v1/releases/${releaseId}`);
    const publicNumber = release.cells.find(
      ({ coords }: { coords: Record<string, string> }) =>
        coords.country === 'AL' && coords.typeGroup === 'violence',
    );
    expect([status, body.status]).toEqual([200, 'frozen']);
    expect(body.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(body.document.releases).toEqual([releaseId]);
    expect(body.document.blocks[0].parts).toContainEqual(
      expect.objectContaining({ release: releaseId, value: publicNumber.value }),
    );
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['content', 'findings', 'isOwnVersion']));
    for (const as of [undefined, 'authority', 'operator', 'SIM-MK-1', 'AHC'] as const)
      expect(await frozenFor(as)).toContain('public');
    await insights.call('AHC', 'withdrawRelease', { releaseId, target: WithdrawalTarget.RELEASE });
    // The approved draft is not frozen, because its number is no longer public.
    expect((await post(author, 'withdrawn', 'freeze', { version: 1 })).body).toMatchObject({
      status: 409,
      reason: 'has-problems',
    });
    for (const as of [undefined, 'authority', 'SIM-MK-1'] as const) {
      expect(await frozenFor(as)).not.toContain('public');
      expect(await statusFor('public', as)).toBe(404);
    }
    // Members can still read what was published.
    expect((await read(author, 'public')).body).toEqual(body);
  });
});
