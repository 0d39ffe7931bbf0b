import { describe, expect, it } from 'vitest';
import { addressOf, isHost, namesOf } from './host.ts';
import { nodeLayout, regionLayout } from './layout.ts';
import { servicesOf } from './services.ts';
import { formatVariables, nodeVariables, regionVariables } from './variables.ts';

describe('the variables of a machine', () => {
  it('name only files below its folder', () => {
    const node = nodeVariables(nodeLayout('/srv/waylight'), {
      country: 'MK',
      port: 7004,
      brokers: ['r:9093'],
    });
    const layout = regionLayout('/srv/waylight');
    const region = servicesOf('region').map((service) => regionVariables(service, layout, 'https://r'));
    for (const variables of [node, ...region])
      for (const [name, value] of Object.entries(variables))
        if (/_(FILE|DIR)$/.test(name))
          expect([name, value]).toEqual([name, expect.stringMatching(/^\/srv\/waylight\//)]);
  });

  it.each(servicesOf('region'))('give $name no key of another service', (service) => {
    const variables = regionVariables(service, regionLayout('/r'), 'https://r');
    const secrets = Object.entries(variables).filter(
      ([name, value]) => value.startsWith('/r/keys/') && !name.startsWith('WAYLIGHT_BACKUP_'),
    );
    expect(secrets.length).toBeGreaterThan(3);
    for (const [, file] of secrets) expect(file).toContain(`/r/keys/${service.name}/`);
  });

  it('are refused if a file of variables cannot hold them', () => {
    expect(formatVariables({ A: 'b' }, 'by a test')).toBe('# by a test\nA=b\n');
    for (const value of ['a b', 'a#b', '$HOME', '"quoted"', 'two\nlines'])
      expect(() => formatVariables({ A: value }, '')).toThrow('A has a value');
  });
});

describe('a host', () => {
  it.each(['mk.example.org', 'localhost', '192.0.2.7', '2001:db8::1'])('may be %s', (host) => {
    expect(isHost(host)).toBe(true);
  });
  it.each(['', 'MK.example.org', 'a b', '-a.org', 'a..b', 'https://a', 'a:7004', `${'a'.repeat(64)}.org`])(
    'may not be %s',
    (host) => {
      expect(isHost(host)).toBe(false);
    },
  );
  it('becomes a name or an address of a certificate', () => {
    expect(namesOf('a.org', '192.0.2.7')).toEqual({ dns: ['a.org'], ip: ['192.0.2.7'] });
    expect(addressOf('2001:db8::1', 9093)).toBe('[2001:db8::1]:9093');
  });
});
