import { redisForTests, uniqueName } from '@waylight/testing';
import { describe, expect, it } from 'vitest';
import { probeAccess } from './probe-access.ts';

const server = redisForTests();

describe.skipIf('unavailable' in server)('the stores of an installation', () => {
  it('are tested at each address, with and without a user', async () => {
    const url = 'address' in server ? server.address : '';
    const variables = ['WAYLIGHT_AGGREGATION_REDIS_URL', 'WAYLIGHT_AGGREGATION_RELEASED_REDIS_URL'];
    const findings = await probeAccess({
      ...Object.fromEntries([...variables, 'WAYLIGHT_INSIGHTS_REDIS_URL'].map((name) => [name, url])),
      WAYLIGHT_REDIS_NAMESPACE: uniqueName('doctor'),
    });
    // The Redis of the tests requires no password, so doctor reports it as wrong.
    expect(findings.map(({ level, where }) => `${level} ${where}`)).toEqual([
      ...variables.flatMap((name) => [
        `wrong Redis (${name}), without a user`,
        `wrong Redis (${name}), as aggregation`,
      ]),
      'wrong Redis (WAYLIGHT_INSIGHTS_REDIS_URL), without a user',
      'wrong Redis (WAYLIGHT_INSIGHTS_REDIS_URL), as insights',
    ]);
    expect(JSON.stringify(findings)).not.toContain(url);
  });
});
