import { beforeEach, describe, expect, it } from 'vitest';
import type { BulletinContent } from '../bulletin-schemas.ts';
import { bulletinQuery, saveBulletin } from '../bulletins.ts';
import { getJson, sendChange } from '../client.ts';
import { releasePlanQuery, releasesQuery, sessionQuery } from '../questions.ts';
import { approvalsQuery } from '../releases.ts';
import { type Session, sessionSchema, signedOutSchema } from '../schemas.ts';

export type InsightsUnderTest = {
  /** From then on, `fetch` reaches insights with a session of an analyst of MYLA, or without one. */
  readonly enter: (role: 'analyst' | 'public') => Promise<void> | void;
  /** A draft that the analyst may write. */
  readonly draft: () => Promise<string> | string;
};

/** Rules of insights on which pages rely: for the service, and for its replacement in component tests. */
export function describeInsights(name: string, { enter, draft }: InsightsUnderTest): void {
  const readSession = (): Promise<Session> => getJson('/v1/session', sessionSchema);

  describe(`${name}, for an analyst`, () => {
    let session: Session;
    beforeEach(async () => {
      await enter('analyst');
      session = await runQuery(sessionQuery());
    });

    it('has the session, its account, and the token of changes', () => {
      expect(session).toMatchObject({
        role: 'analyst',
        organisation: 'MYLA',
        reads: 'partners',
        signIn: true,
      });
      expect([session.account, session.csrfToken]).toEqual([expect.any(String), expect.any(String)]);
    });

    it('has releases, the plan and approvals', async () => {
      const { releases } = await runQuery(releasesQuery());
      expect(releases).toContainEqual(
        expect.objectContaining({ table: 'country-month', audience: 'partners', k: 5 }),
      );
      expect((await runQuery(releasePlanQuery())).plan.base).toBe(5);
      await runQuery(approvalsQuery(true));
    });

    it('saves a draft as the next version, and refuses a stale one and the token of another session', async () => {
      const id = await draft();
      const { version, content } = await runQuery(bulletinQuery(id));
      const next: BulletinContent = { ...(content as BulletinContent), title: `After version ${version}` };
      const saved = { version: version + 1, title: next.title, status: 'draft', content: next };
      expect(await saveBulletin(session, id, version, next)).toMatchObject({
        kind: 'done',
        data: { changed: true, bulletin: saved },
      });
      expect(await runQuery(bulletinQuery(id))).toMatchObject(saved);
      expect(await saveBulletin(session, id, version + 1, next)).toMatchObject({ data: { changed: false } });
      expect(await saveBulletin(session, id, version, next)).toMatchObject({
        kind: 'refused',
        refusal: { status: 409, current: { version: version + 1, status: 'draft' } },
      });
      expect(await saveBulletin({ csrfToken: 'x' }, id, version + 1, next)).toMatchObject({
        problem: { code: 'not-permitted', status: 403 },
      });
    });

    it('ends the session at the sign-out', async () => {
      await sendChange(session, { method: 'POST', path: '/sign-out' }, signedOutSchema);
      expect(await readSession()).toMatchObject({ role: 'public', reads: 'public' });
    });
  });

  describe(`${name}, for the public`, () => {
    it('has a session without account and token, and neither drafts nor releases to members', async () => {
      await enter('analyst');
      const id = await draft();
      await enter('public');
      const { role, reads, account, csrfToken } = await readSession();
      expect([role, reads, account, csrfToken]).toEqual(['public', 'public', undefined, undefined]);
      await expect(runQuery(bulletinQuery(id))).rejects.toMatchObject({ code: 'empty', status: 404 });
      const { releases } = await runQuery(releasesQuery());
      expect(releases.filter(({ audience }) => audience !== 'public')).toEqual([]);
    });
  });
}

/** Runs the query function as TanStack Query does. */
export async function runQuery<Data>(query: {
  readonly queryFn?: ((context: never) => Data | Promise<Data>) | symbol | undefined;
}): Promise<Data> {
  if (typeof query.queryFn !== 'function') throw new TypeError('the query has no function');
  return query.queryFn({ signal: new AbortController().signal } as never);
}
