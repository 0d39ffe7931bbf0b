import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const OWN = 'https://insights.example';

it('accepts requests whose headers name this service', () => {
  for (const headers of [
    { fetchSite: 'same-origin', origin: OWN },
    { fetchSite: 'same-origin', origin: undefined },
    { fetchSite: undefined, origin: OWN },
  ])
    expect(isSameOrigin(headers, OWN)).toBe(true);
});

it('rejects requests without both headers, or with a header of another origin', () => {
  for (const headers of [
    { fetchSite: undefined, origin: undefined },
    ...['cross-site', 'same-site', 'none', ''].flatMap((fetchSite) => [
      { fetchSite, origin: OWN },
      { fetchSite, origin: undefined },
    ]),
    ...['null', 'https://evil.example', `${OWN}.evil.example`, 'http://insights.example', ''].flatMap(
      (origin) => [
        { fetchSite: 'same-origin', origin },
        { fetchSite: undefined, origin },
      ],
    ),
  ])
    expect([headers, isSameOrigin(headers, OWN)]).toEqual([headers, false]);
});
