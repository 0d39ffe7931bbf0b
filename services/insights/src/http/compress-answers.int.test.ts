import { get } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import type { InProcessRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startInsights } from '../testing/start-insights.ts';

let region: InProcessRegion;
beforeAll(async () => {
  region = await startInsights(DEFAULT_RELEASE_PLAN);
});
afterAll(() => region.stop());

type Answer = {
  readonly status: number | undefined;
  readonly encoding: string;
  readonly vary: string | undefined;
  readonly body: Buffer;
};

/** `fetch` would unpack the body. */
function request(path: string, accepted: string): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const headers = { 'accept-encoding': accepted };
  get(`${region.insights.origin}${path}`, { headers }, async (response) => {
    const { 'content-encoding': encoding = 'none', vary } = response.headers;
    const body = Buffer.concat(await response.toArray());
    resolve({ status: response.statusCode, encoding, vary, body });
  }).on('error', reject);
  return promise;
}

const TRENDS = '/v1/trends?layer=public-record&unit=victims&by=country,cause';

it.each(['/v1/release-plan', '/openapi.json', TRENDS])(
  '%s is compressed if the caller accepts it',
  async (path) => {
    const plain = await request(path, 'identity');
    expect(plain).toMatchObject({ status: 200, encoding: 'none', vary: 'accept-encoding' });
    for (const accepted of ['gzip', 'br, gzip;q=0.5']) {
      const packed = await request(path, accepted);
      expect(packed).toMatchObject({ status: 200, encoding: 'gzip', vary: 'accept-encoding' });
      expect(packed.body.length).toBeLessThan(plain.body.length / 1.5);
      expect(JSON.parse(gunzipSync(packed.body).toString())).toEqual(JSON.parse(plain.body.toString()));
    }
    for (const accepted of ['gzip;q=0', 'br']) expect((await request(path, accepted)).encoding).toBe('none');
  },
);

it('an answer of about one packet is not compressed', async () => {
  expect(await request('/v1/session', 'gzip')).toMatchObject({ status: 200, encoding: 'none' });
});
