import { expect, it } from 'vitest';
import { network, origin, pagesFolder, roleRule, secureUrl } from './config-fields.ts';

const read = (field: ReturnType<typeof secureUrl>, texts: readonly string[]) =>
  texts.map((text) => field.safeParse(text).data);

it('takes an issuer over TLS or on this machine, and keeps it as it is', () => {
  const right = ['https://id.example/realms/waylight', 'https://id.example', 'http://localhost:8090'];
  expect(read(secureUrl(), right)).toEqual(right);
  const wrong = [
    'http://id.example',
    'http://localhost.evil.example',
    'id.example',
    'https://a:b@id.example',
  ];
  expect(read(secureUrl(), [...wrong, 'https://id.example?x', 'ftp://localhost', ''])).toEqual(
    Array(7).fill(undefined),
  );
});

it('takes as the place of a service its origin alone', () => {
  expect(read(origin(), ['https://Insights.example/', 'http://127.0.0.1:8080', 'http://[::1]:1'])).toEqual([
    'https://insights.example',
    'http://127.0.0.1:8080',
    'http://[::1]:1',
  ]);
  expect(read(origin(), ['https://insights.example/app', 'http://insights.example', '*'])).toEqual(
    Array(3).fill(undefined),
  );
});

it('takes addresses and ranges of proxies, and no names', () => {
  const right = ['10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'];
  expect(read(network(), right)).toEqual(right);
  expect(read(network(), ['proxy', '10.0.0.0/33', '10.0.0.0/8/8', '10.0.0.0/', '::/129', ''])).toEqual(
    Array(6).fill(undefined),
  );
});

it('reads which value of a claim is which role, and no role that there is not', () => {
  expect(roleRule().parse('/groups/a=b=operator')).toEqual({ value: '/groups/a=b', role: 'operator' });
  for (const wrong of ['operator', '=operator', 'a=admin', 'a=', ''])
    expect(roleRule().safeParse(wrong).success).toBe(false);
});

it('takes no folder in which nothing was built', () => {
  expect(read(pagesFolder(), ['/nowhere', '.', 'a\0b'])).toEqual(Array(3).fill(undefined));
});
