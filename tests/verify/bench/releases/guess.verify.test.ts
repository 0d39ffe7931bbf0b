import { controlledRounding, keyedUniform } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { advantageOf, gainsOf } from './guess.ts';

const uniformOf = (...labels: string[]) => keyedUniform(new Uint8Array(32).fill(9), ...labels);
const TRIALS = 8_000;
/** Of half of the trials, five standard deviations of a share, twice. */
const TOLERANCE = 5 / Math.sqrt(TRIALS / 2);

/** Whether a single number goes up has chance rest / 5, so one report moves it by a fifth, whatever else is in the cell. */
describe('the advantage of who guesses whether a report exists', () => {
  it.each([0, 1, 2, 3, 4, 7])(
    'is a fifth beside %i others, to who sees one rounded number of them',
    async (others) => {
      const { advantage } = await advantageOf(TRIALS, async (exists, trial) => {
        const count = others + Number(exists);
        return [String(controlledRounding([[count]], { uniform: uniformOf('one', String(trial)) }).total)];
      });
      expect(Math.abs(advantage - 1 / 5)).toBeLessThan(TOLERANCE);
    },
  );

  it('is none where nothing is seen, and all where the number itself is', async () => {
    const { advantage } = await advantageOf(TRIALS, async () => ['nothing']);
    expect(Math.abs(advantage)).toBeLessThan(TOLERANCE);
    const sure = await advantageOf(100, async (exists) => [String(3 + Number(exists))]);
    expect(sure).toEqual({ advantage: 1, error: 0 });
  });

  it('is what two numbers that were drawn apart tell together, not each by itself', async () => {
    // Ups of 2 of 5 against 3 of 5, twice: 0.6² - 0.4² more often both up, as much more seldom none, and half of the rest says nothing.
    const { advantage } = await advantageOf(TRIALS, async (exists, trial) => {
      const draw = (label: string) =>
        String(
          controlledRounding([[2 + Number(exists)]], { uniform: uniformOf(label, String(trial)) }).total,
        );
      return [draw('first'), draw('second')];
    });
    expect(Math.abs(advantage - (0.6 ** 2 - 0.4 ** 2))).toBeLessThan(TOLERANCE);
  });
});

it('what own reports give is the advantage with each number of them beside that with none', () => {
  const by = new Map([
    [0, { advantage: 0.25, error: 0.03 }],
    [5, { advantage: 0.5, error: 0.04 }],
  ]);
  expect(gainsOf(by)).toEqual([{ gain: 0.25, error: 0.05 }]);
  expect(gainsOf(new Map([[0, { advantage: 0.25, error: 0.03 }]]))).toEqual([]);
});
