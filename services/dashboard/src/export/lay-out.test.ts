import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type DrawingContent, layOutDrawing, type Measure, SHEET } from './lay-out.ts';

const measure: Measure = (text, size) => text.length * size * 0.55;
const word = fc.string({ unit: fc.constantFrom(...'abcčzšњ*≈0–'), minLength: 1, maxLength: 20 });
const text = fc.array(word, { minLength: 1, maxLength: 12 }).map((words) => words.join(' '));
const content: fc.Arbitrary<DrawingContent> = fc.record({
  title: text,
  subtitle: fc.oneof(text, fc.constant('')),
  charts: fc.array(
    fc.record({
      heading: fc.oneof(word, fc.constant('')),
      ratio: fc.double({ min: 0.2, max: 2, noNaN: true }),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  notes: fc.array(text, { maxLength: 5 }),
});

it('a picture has its title and subtitle, every heading and every note, within the sheet', () => {
  fc.assert(
    fc.property(content, (one) => {
      const { lines } = layOutDrawing(one, measure);
      const shown = lines.flatMap(({ text: line }) => line.split(' '));
      const wanted = [one.title, one.subtitle, ...one.notes].flatMap((part) =>
        part.split(' ').filter((word) => word !== ''),
      );
      expect(shown).toEqual(expect.arrayContaining(wanted));
      for (const { look, x, y, text: line, size } of lines) {
        expect(y).toBeLessThanOrEqual(SHEET.height);
        expect(y).toBeGreaterThan(0);
        if (look !== 'heading') expect(x + measure(line, size, false)).toBeLessThanOrEqual(SHEET.width);
      }
    }),
  );
});

it('charts are within the sheet, none is over another one, and no title or note is on one', () => {
  fc.assert(
    fc.property(content, (one) => {
      const { frames, lines } = layOutDrawing(one, measure);
      expect(frames).toHaveLength(one.charts.length);
      for (const [at, frame] of frames.entries()) {
        expect(frame.x).toBeGreaterThanOrEqual(0);
        expect(frame.x + frame.width).toBeLessThanOrEqual(SHEET.width + 0.001);
        expect(frame.height).toBeCloseTo(frame.width * (one.charts[at]?.ratio ?? 0), 6);
        for (const other of frames.slice(at + 1)) {
          const isBeside = other.x >= frame.x + frame.width || frame.x >= other.x + other.width;
          expect(isBeside || other.y >= frame.y + frame.height - 0.001).toBe(true);
        }
        const notes = lines.filter(({ look }) => look === 'quiet');
        for (const { y, size } of notes) expect(frame.y + frame.height).toBeLessThanOrEqual(y - size + 6);
      }
    }),
  );
});
