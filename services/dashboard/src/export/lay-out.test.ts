import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DrawingContent, layOut, type Measure } from './lay-out.ts';

const measure: Measure = (text, size) => text.length * size * 0.55;
const word = fc.string({ unit: fc.constantFrom(...'abcčžшњ*≈0–'), minLength: 1, maxLength: 20 });
const text = fc.array(word, { minLength: 1, maxLength: 60 }).map((words) => words.join(' '));
const content: fc.Arbitrary<DrawingContent> = fc.record({
  title: text,
  captions: fc.array(text, { maxLength: 2 }),
  pictures: fc.array(
    fc.record({
      heading: fc.oneof(text, fc.constant('')),
      ratio: fc.double({ min: 0.2, max: 2, noNaN: true }),
    }),
    { maxLength: 8 },
  ),
  notes: fc.array(text, { maxLength: 12 }),
});

it('a drawing holds every word, in its order, on its sheet', () => {
  fc.assert(
    fc.property(content, (one) => {
      const { lines, width, height } = layOut(one, measure);
      const words = lines.flatMap(({ text: line }) => line.split(' '));
      const wanted = [
        one.title,
        ...one.captions,
        ...one.pictures.map(({ heading }) => heading),
        ...one.notes,
      ];
      expect(words).toEqual(
        wanted.flatMap((paragraph) => paragraph.split(' ')).filter((part) => part !== ''),
      );
      for (const line of lines) {
        expect(line.x + measure(line.text, line.size, false)).toBeLessThanOrEqual(width);
        expect(line.y).toBeLessThan(height);
      }
    }),
  );
});

it('pictures stand on the sheet, none on another and no text on one', () => {
  fc.assert(
    fc.property(content, (one) => {
      const { frames, lines, width, height } = layOut(one, measure);
      expect(frames).toHaveLength(one.pictures.length);
      for (const [at, frame] of frames.entries()) {
        expect(frame.x + frame.width).toBeLessThanOrEqual(width + 0.001);
        expect(frame.y + frame.height).toBeLessThan(height);
        expect(frame.height).toBeCloseTo(frame.width * (one.pictures[at]?.ratio ?? 0), 6);
        for (const other of frames.slice(at + 1)) {
          const isBeside = other.x >= frame.x + frame.width || frame.x >= other.x + other.width;
          expect(isBeside || other.y >= frame.y + frame.height).toBe(true);
        }
        const over = lines.filter(
          ({ x, y }) =>
            x >= frame.x && x < frame.x + frame.width && y > frame.y && y < frame.y + frame.height,
        );
        expect(over).toEqual([]);
      }
    }),
  );
});
