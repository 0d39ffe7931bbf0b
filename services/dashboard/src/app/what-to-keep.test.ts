import fc from 'fast-check';
import { expect, it } from 'vitest';
import { handlingOf } from './what-to-keep.ts';

const ORIGIN = 'https://insights.example';
const PAGES = ['trends', 'releases'];
const handling = (path: string, mode = 'navigate', method = 'GET') =>
  handlingOf({ method, mode, url: `${ORIGIN}${path}` }, ORIGIN, PAGES);

it('pages and files of the build may be kept', () => {
  expect(['/', '/?month=2026-10', '/trends', '/releases/a.b.c'].map((path) => handling(path))).toEqual(
    Array(4).fill('page'),
  );
  expect(handling('/assets/index-0a1b.js', 'cors')).toBe('asset');
});

it('no response of an endpoint or sign-in is ever cached', () => {
  for (const path of [
    '/v1/trends?by=period',
    '/v1/session',
    '/v1/events',
    '/sign-in',
    '/sign-in/callback?code=1',
  ])
    for (const mode of ['navigate', 'cors', 'same-origin'])
      expect([path, handling(path, mode)]).toEqual([path, 'leave']);
  fc.assert(
    fc.property(fc.webPath(), fc.constantFrom('navigate', 'cors'), (path, mode) => {
      expect(handling(`/v1${path}`, mode)).toBe('leave');
      expect(handling(`/sign-out${path}`, mode)).toBe('leave');
    }),
  );
});

it('requests to other origins and changes are passed through', () => {
  expect(
    handlingOf({ method: 'GET', mode: 'cors', url: 'https://evil.example/assets/a.js' }, ORIGIN, PAGES),
  ).toBe('leave');
  for (const path of ['/v1/own/trends?layer=reports', '/assets/index-0a1b.js', '/', '/trends'])
    for (const mode of ['cors', 'navigate'])
      for (const node of ['https://mk.insights.example', `${ORIGIN}:7104`])
        expect(handlingOf({ method: 'GET', mode, url: `${node}${path}` }, ORIGIN, PAGES)).toBe('leave');
  expect(handling('/', 'navigate', 'POST')).toBe('leave');
  expect(handling('/trends', 'cors')).toBe('leave');
});
