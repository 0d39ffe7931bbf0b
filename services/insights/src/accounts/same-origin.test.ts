import { expect, it } from 'vitest';
import { isSameOrigin } from './same-origin.ts';

const OWN = 'https://insights.example';

it('knows a page of our own by what its browser says', () => {
  for (const said of [
    { fetchSite: 'same-origin', origin: OWN },
    { fetchSite: 'same-origin', origin: undefined },
    { fetchSite: undefined, origin: OWN },
  ])
    expect(isSameOrigin(said, OWN)).toBe(true);
});

it('refuses who says nothing, and who says one of the two wrongly', () => {
  for (const said of [
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
    expect([said, isSameOrigin(said, OWN)]).toEqual([said, false]);
});
