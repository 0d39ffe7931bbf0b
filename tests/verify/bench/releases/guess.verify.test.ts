import { controlledRounding, keyedUniform } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import { advantageOf, gainsOf } from './guess.ts';

const uniformOf = (...labels: string[]) => keyedUniform(new Uint8Array(32).fill(9), ...labels);
const TRIALS = 8_000;
/** Five standard deviations of a share over half of the trials, doubled. */
const TOLERANCE = 5 / Math.sqrt(TRIALS / 2);

/** A single number is rounded up with probability remainder / 5: one report changes that by a fifth, in any cell. */
describe('the advantage of an attacker who guesses whether a report exists', () => {
  it.each([0, 1, 2, 3, 4, 7])('is a fifth next to %i others, from one rounded number', async (others) => {
    const { advantage } = await advantageOf(TRIALS, async (exists, trial) => {
      const count = others + Number(exists);
      return [String(controlledRounding([[count]], { uniform: uniformOf('one', String(trial)) }).total)];
    });
    expect(Math.abs(advantage - 1 / 5)).toBeLessThan(TOLERANCE);
  });

  it('is 0 without observations, and 1 from the exact number', async () => {
    const { advantage } = await advantageOf(TRIALS, async () => ['nothing']);
    expect(Math.abs(advantage)).toBeLessThan(TOLERANCE);
    const sure = await advantageOf(100, async (exists) => [String(3 + Number(exists))]);
    expect(sure).toEqual({ advantage: 1, error: 0 });
  });

  it('combines two numbers that were drawn independently', async () => {
    // Rounded up with 2/5 or 3/5, twice: both up 0.6² - 0.4² more often, none as much more rarely, and one up is no evidence.
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

it('the gain of own reports is the advantage with them less the advantage without', () => {
  const by = new Map([
    [0, { advantage: 0.25, error: 0.03 }],
    [5, { advantage: 0.5, error: 0.04 }],
  ]);
  expect(gainsOf(by)).toEqual([{ gain: 0.25, error: 0.05 }]);
  expect(gainsOf(new Map([[0, { advantage: 0.25, error: 0.03 }]]))).toEqual([]);
});
