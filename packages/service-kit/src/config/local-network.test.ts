import { describe, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { requireOwnUser } from './local-network.ts';

const own = 'rediss://waylight-insights:a-password@redis.example:6379';

describe('the address of a store', () => {
  it('is accepted with TLS and a user of its own', () => {
    expect(requireOwnUser('WAYLIGHT_X', own, false)).toBe(own);
  });

  it.each([
    ['no TLS', own.replace('rediss:', 'redis:')],
    ['no user', 'rediss://redis.example:6379'],
    ['a password alone, which is the user default', 'rediss://:a-password@redis.example:6379'],
    ['the user default', own.replace('waylight-insights', 'default')],
    ['no password', own.replace(':a-password', '')],
  ])('is refused with %s, unless the network is local', (_why, address) => {
    expect(() => requireOwnUser('WAYLIGHT_X', address, false)).toThrow(ConfigError);
    expect(() => requireOwnUser('WAYLIGHT_X', address, false)).toThrow(
      /WAYLIGHT_X .*rediss:\/\/.*WAYLIGHT_LOCAL_NETWORK=true/,
    );
    expect(requireOwnUser('WAYLIGHT_X', address, true)).toBe(address);
  });

  it('is never part of the message', () => {
    expect(() => requireOwnUser('WAYLIGHT_X', own.replace('rediss:', 'redis:'), false)).not.toThrow(
      /a-password/,
    );
  });
});
