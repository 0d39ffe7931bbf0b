import { codeById } from '@waylight/taxonomy';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CONTENTS, contentOf, contentOfCell } from './contents.ts';

it('every content has a cell of its own, and is found by it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: CONTENTS - 1 }), (number) => {
      const { day, type, perpetrator, method } = contentOf(number);
      const cell = {
        type: codeById('incidentType', type)!.number,
        perpetrator: codeById('perpetrator', perpetrator)!.number,
        method: codeById('smugglingMethod', method)!.number,
      };
      expect(contentOfCell(day, cell)).toBe(number);
    }),
    { numRuns: 2_000 },
  );
});
