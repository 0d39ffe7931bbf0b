import { afterEach, expect, it, vi } from 'vitest';
import { askNode, NodeProblem, ownNumbersQuery } from './ask-node.ts';

const ORIGIN = 'https://mk.example:7104';
const QUESTION = { origin: ORIGIN, organisation: 'MYLA', by: ['period', 'type'], period: 'month' } as const;
const ANSWER = {
  ...{ organisation: 'MYLA', layer: 'reports', unit: 'incidents', by: ['period', 'type'], period: 'month' },
  asOf: 'ledger of MK at change 3',
  cells: [{ period: '2025-01', type: 'pushback', value: 1 }],
  explain: {
    ...{ unit: 'u', source: 's', rounding: 'r', method: 'm', attribution: [], footnotes: [] },
    sentences: { unit: [], source: [], rounding: [], method: [] },
  },
};
const never = new AbortController().signal;

function answering(respond: () => Response | Promise<Response>) {
  const asked: [string, RequestInit][] = [];
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    asked.push([address, init]);
    return respond();
  });
  return asked;
}
afterEach(() => vi.unstubAllGlobals());

const json = (body: unknown, status = 200) => Response.json(body, { status });
const failureOf = async (respond: () => Response | Promise<Response>): Promise<unknown> => {
  answering(respond);
  return askNode(QUESTION, never).catch((error: unknown) => error);
};

it('the request goes to the node only, with the certificate and without referrer, and its response is not cached', async () => {
  const asked = answering(() => json(ANSWER));
  expect(await askNode({ ...QUESTION, from: '2025-01', to: '2025-03' }, never)).toEqual(ANSWER);
  expect(asked).toHaveLength(1);
  const [address, init] = asked[0] ?? [];
  expect(address).toBe(
    `${ORIGIN}/v1/own/trends?layer=reports&unit=incidents&by=period%2Ctype&period=month&from=2025-01&to=2025-03`,
  );
  expect(init).toMatchObject({
    ...{ credentials: 'include', mode: 'cors', cache: 'no-store', redirect: 'error' },
    referrerPolicy: 'no-referrer',
  });
  // Any other header would cause a preflight request, for which browsers send no certificate.
  expect(Object.keys(init?.headers ?? {})).toEqual(['accept']);
});

it('distinguishes the reasons for missing numbers as far as a browser can', async () => {
  const problem = (status: number) => json({ type: 'about:blank', title: 't', status }, status);
  const cases: readonly [NodeProblem['code'], () => Response | Promise<Response>][] = [
    ['unreachable', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['refused', () => problem(403)],
    ['wrong', () => problem(400)],
    ['busy', () => problem(429)],
    ['busy', () => problem(503)],
    ['unreadable', () => problem(500)],
    ['unreadable', () => new Response('<h1>a proxy</h1>', { status: 403 })],
    ['unreadable', () => json({ ...ANSWER, cells: 'many' })],
    ['unreadable', () => new Response('', { status: 200 })],
  ];
  for (const [code, respond] of cases) {
    const failure = await failureOf(respond);
    expect(failure).toBeInstanceOf(NodeProblem);
    expect(failure).toMatchObject({ code });
  }
});

it('numbers of another organisation, whose certificate the browser sent, are rejected', async () => {
  const failure = await failureOf(() => json({ ...ANSWER, organisation: 'DRC' }));
  expect(failure).toMatchObject({ code: 'others', organisation: 'DRC' });
  expect(JSON.stringify(failure)).not.toContain('pushback');
});

it('an aborted request causes no problem', async () => {
  const left = AbortSignal.abort(new Error('left'));
  answering(() => Promise.reject(left.reason));
  await expect(askNode(QUESTION, left)).rejects.toThrow('left');
});

it('an answer is cached while it is displayed, and fetched once', () => {
  expect(ownNumbersQuery(QUESTION)).toMatchObject({ gcTime: 0, retry: false, refetchInterval: false });
});
