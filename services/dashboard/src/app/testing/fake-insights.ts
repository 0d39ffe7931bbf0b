import { vi } from 'vitest';
import type { Bulletin, BulletinContent } from '../../api/bulletin-schemas.ts';
import type { Session } from '../../api/schemas.ts';

export const PUBLIC: Session = { role: 'public', reads: 'public', signIn: true };
/** A session of an account; a new token is a new session. */
export const analyst = (account: string, csrfToken = `token of ${account}`): Session => ({
  ...{ role: 'analyst', organisation: 'MYLA', reads: 'partners', signIn: true, account, csrfToken },
});

const CONTENT: BulletinContent = {
  ...{ title: 'The borders', language: 'en', audience: 'partners', period: '2026-10', bindings: [] },
  blocks: [{ kind: 'text', text: 'Saved before.' }],
};

/** What a bulletin begins with. */
const OF_MEMBERS: Readonly<Record<string, unknown>> = {
  '/v1/releases': {
    releases: [
      {
        ...{ id: 'country-month.2026-10.partners', table: 'country-month', period: '2026-10' },
        ...{ audience: 'partners', k: 5 },
      },
    ],
  },
  '/v1/release-plan': {
    ...{ paragraphs: [], sentences: [] },
    plan: { version: 1, base: 5, from: '2026-01', tables: [] },
  },
  '/v1/approvals': { approvals: [], delegations: [], members: [] },
};

/** Insights as pages reach it: one browser session, and the draft `a`. Other endpoints have no data. */
export class FakeInsights {
  session: Session = analyst('one');
  isReachable = true;
  readonly draft = { version: 1, content: CONTENT };
  /** Saves that arrived, with the token of their session. */
  readonly saves: { readonly text: string; readonly token: string | null }[] = [];

  /** Replaces the connections of the page. */
  connect(): void {
    vi.stubGlobal(
      'EventSource',
      class extends EventTarget {
        readonly close = () => undefined;
      },
    );
    vi.stubGlobal('fetch', async (path: string, init: RequestInit = {}) => {
      if (!this.isReachable) throw new TypeError('no connection');
      return this.#answer(path, init);
    });
  }

  #answer(path: string, { method = 'GET', body, headers }: RequestInit): Response {
    if (path === '/v1/session') return Response.json(this.session);
    if (path === '/sign-out') {
      this.session = PUBLIC;
      return Response.json({});
    }
    const isPublic = this.session.role === 'public';
    if (path === '/v1/releases' && isPublic) return Response.json({ releases: [] });
    if (path in OF_MEMBERS) return Response.json(OF_MEMBERS[path]);
    if (path !== '/v1/bulletins/a' || isPublic) return problem(404);
    if (method !== 'PUT') return Response.json(this.#bulletin());
    const { base, content } = JSON.parse(String(body));
    return this.#save(base, content, new Headers(headers).get('x-csrf-token'));
  }

  #save(base: number, content: BulletinContent, token: string | null): Response {
    const [block] = content.blocks;
    this.saves.push({ text: block?.kind === 'text' ? block.text : '', token });
    if (token !== this.session.csrfToken) return problem(403);
    const { version } = this.draft;
    if (base !== version) return problem(409, { current: { version, status: 'draft' } });
    const changed = JSON.stringify(content) !== JSON.stringify(this.draft.content);
    if (changed) Object.assign(this.draft, { version: version + 1, content });
    return Response.json({ changed, bulletin: this.#bulletin() });
  }

  #bulletin(): Bulletin {
    const { version, content } = this.draft;
    const { language, audience, period, title } = content;
    const document = { language, audience, period, title: [], blocks: [], releases: [] };
    return {
      ...{ id: 'a', title, organisation: 'MYLA', version, status: 'draft' },
      ...{ at: '2026-11-01T00:00:00Z', content, document, digest: '' },
    };
  }
}

const problem = (status: number, more: object = {}) => Response.json({ status, ...more }, { status });
