import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseReturnPath } from './return-path.ts';

const ORIGIN = 'https://insights.example';

/** Texts that can confuse a URL parser. */
const tempting = fc
  .array(
    fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      ':',
      '@',
      '//',
      'evil.example',
      'https:',
      '\t',
      '\n',
      '%2f',
      '?',
      '#',
      ' ',
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a path to return to', () => {
  it('is a path of this service, with its query', () => {
    for (const path of ['/', '/trends?by=period#map', '/a//b', '/a/../b'])
      expect(parseReturnPath(path, ORIGIN)).toBe(new URL(path, ORIGIN).href.slice(ORIGIN.length));
  });

  it('never leads to another origin', () => {
    for (const path of [
      ...['', 'x', '//evil.example', '/\\evil.example', '\\\\evil.example', 'https://evil.example/'],
      ...[
        '/\t/evil.example',
        '/.//evil.example',
        '/..//evil.example',
        'javascript:alert(1)',
        '/\n/evil.example',
      ],
      ...[`/${'a'.repeat(1_000)}`, '@evil.example', '/.\\/evil.example'],
    ])
      expect([path, parseReturnPath(path, ORIGIN)]).toEqual([path, undefined]);
  });

  it('has this origin for every URL parser, and contains no character that ends a header', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          tempting,
          tempting.map((text) => `/${text}`),
          fc.webPath(),
          fc.string(),
        ),
        (text) => {
          const path = parseReturnPath(text, ORIGIN);
          if (path === undefined) return;
          expect(new URL(path, ORIGIN).origin).toBe(ORIGIN);
          expect(path).toMatch(/^\/(?![/\\])[\x21-\x7e]*$/);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});
