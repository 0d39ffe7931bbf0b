import { Layer } from '@waylight/contracts/incident';
import { Share } from '@waylight/contracts/release';
import { Dimension, PeriodKind, Silence, TrendAnswer, Unit } from '@waylight/contracts/trends';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { answerDocument, answerFrame, cellsJson, questionDocument } from './answer-document.ts';

it('frame and cells equal the JSON of the document, character by character', () => {
  const dimension = fc.constantFrom(...Object.values(Dimension).filter((one) => one > 0));
  const answers = fc
    .record({
      by: fc.uniqueArray(dimension, { maxLength: 4 }),
      bounds: fc.record({ from: fc.constantFrom('', '2025-03'), to: fc.constantFrom('', '2025') }),
      cells: fc.array(
        fc.record({
          coordinates: fc.array(fc.oneof(fc.constantFrom('MK', '2025-03', ''), fc.string()), {
            minLength: 3,
            maxLength: 4,
          }),
          value: fc.oneof(fc.nat(), fc.constantFrom(0, -5, 4_294_967_295)),
          min: fc.option(fc.nat(), { nil: undefined }),
          max: fc.option(fc.nat(), { nil: undefined }),
          silent: fc.constantFrom(...Object.values(Silence)),
          completeness: fc.constantFrom(...Object.values(Share)),
          pooled: fc.array(fc.constantFrom('AL', 'ME', 'XK'), { maxLength: 3 }),
        }),
      ),
      asOf: fc.string(),
      words: fc.string(),
    })
    .map(({ by, bounds, cells, asOf, words }) =>
      TrendAnswer.fromPartial({
        question: {
          layer: Layer.REPORTS,
          unit: Unit.INCIDENTS,
          by,
          period: PeriodKind.MONTH,
          ...bounds,
          filters: [],
        },
        asOf,
        cells,
        explanation: { unit: words, attribution: [words], footnotes: [] },
      }),
    );
  fc.assert(
    fc.property(answers, (answer) => {
      const { by } = questionDocument(answer.question!);
      const { before, after } = answerFrame(answer);
      // The cells may be split into pieces at any position.
      const half = Math.floor(answer.cells.length / 2);
      const pieces = [answer.cells.slice(0, half), answer.cells.slice(half)].map((cells) =>
        cellsJson(by, cells),
      );
      const text = pieces.filter((piece) => piece !== '').join(',');
      expect(`${before}${text}${after}`).toBe(JSON.stringify(answerDocument(answer)));
    }),
  );
});
