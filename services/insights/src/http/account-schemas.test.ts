import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noteBodySchema, viewBodySchema } from './account-schemas.ts';

const pathOf = (path: unknown): string | undefined =>
  viewBodySchema.safeParse({ name: 'a', path }).data?.path;

describe('the path of a saved view', () => {
  it('leads only to this service, whatever text is parsed', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl(),
          fc.string(),
          fc.webPath(),
          fc.constantFrom('//a.example', '/\\a', '/\t/a', '/.//a', 'javascript:alert(1)'),
          fc.string().map((rest) => `/${rest}`),
        ),
        (text) => {
          const path = pathOf(text);
          if (path === undefined) return;
          for (const origin of ['https://insights.example', 'http://localhost:8080']) {
            expect(new URL(path, origin).origin).toBe(origin);
            // Parsing is idempotent.
            expect(pathOf(path)).toBe(path);
          }
        },
      ),
    );
  });

  it('keeps its query, and may have at most 2,000 characters before and after parsing', () => {
    expect(pathOf('/trends?by=country&from=2025-01#table')).toBe('/trends?by=country&from=2025-01#table');
    expect(pathOf(`/${'a'.repeat(1_999)}`)).toHaveLength(2_000);
    expect(pathOf(`/${'a'.repeat(2_000)}`)).toBeUndefined();
    expect(pathOf(`/${'ž'.repeat(1_000)}`)).toBeUndefined();
    for (const wrong of ['', 'trends', './trends', 'https://insights.invalid/trends', 7, null])
      expect(pathOf(wrong)).toBeUndefined();
  });
});

describe('text that a person enters', () => {
  const textOf = (text: string) => noteBodySchema.safeParse({ day: '2025-03-14', text }).data?.text;

  it('is trimmed, otherwise unchanged, and never empty', () => {
    expect(textOf(' Snow on the Drina.\nShelters full. ')).toBe('Snow on the Drina.\nShelters full.');
    for (const wrong of ['', '  \n ', 'a'.repeat(2_001)]) expect(textOf(wrong)).toBeUndefined();
  });

  it('contains no invisible or direction-changing characters', () => {
    for (const wrong of ['\u0000', '\u0007', '\u202e', '\u200b', '\u2028', '\r'])
      expect([wrong, textOf(`a${wrong}b`)]).toEqual([wrong, undefined]);
  });

  it('needs a valid calendar date', () => {
    for (const day of ['2025-02-30', '2025-3-1', '14.03.2025', ''])
      expect(noteBodySchema.safeParse({ day, text: 'a' }).success).toBe(false);
  });
});
