import { expect, it } from 'vitest';
import { origin, secureUrl } from './origin.ts';

const read = (field: ReturnType<typeof secureUrl>, texts: readonly string[]) =>
  texts.map((text) => field.safeParse(text).data);

it('accepts an issuer over TLS or on this machine, unchanged', () => {
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

it('accepts an origin without a path', () => {
  expect(read(origin(), ['https://Insights.example/', 'http://127.0.0.1:8080', 'http://[::1]:1'])).toEqual([
    'https://insights.example',
    'http://127.0.0.1:8080',
    'http://[::1]:1',
  ]);
  expect(read(origin(), ['https://insights.example/app', 'http://insights.example', '*'])).toEqual(
    Array(3).fill(undefined),
  );
});
