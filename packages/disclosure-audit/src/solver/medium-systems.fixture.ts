import { keyedUniform } from '@waylight/disclosure-control';
import { createLinearSystem, type HiddenCount, type LinearSystem } from '../system/linear-system.ts';

/**
 * A linear system of 6 to 16 counts with a feasible truth. It constrains sums, differences and doubles of
 * some counts. Many of its optima over real numbers are not integer, and it sometimes has several components.
 */
export function mediumSystem(seed: string): {
  readonly linearSystem: LinearSystem;
  readonly hidden: readonly HiddenCount[];
} {
  const uniform = keyedUniform(new Uint8Array(32).fill(5), 'medium puzzle', seed);
  const upTo = (most: number): number => Math.floor(uniform() * (most + 1));
  const length = 6 + upTo(10);
  const linearSystem = createLinearSystem();
  const hidden = Array.from({ length }, (): HiddenCount => {
    const truth = upTo(6);
    const variable = linearSystem.addVariable(
      upTo(3) === 0 ? { least: 0, most: truth + upTo(4) } : undefined,
    );
    return { variable, truth, name: `count ${variable}` };
  });
  const constraints = Math.floor(length * (0.4 + uniform()));
  for (let constraint = 0; constraint < constraints; constraint++) {
    const terms = Array.from({ length: 1 + upTo(4) }, () => ({
      variable: upTo(length - 1),
      coefficient: [1, 1, 1, 1, 1, 1, -1, -1, 2][upTo(8)] ?? 1,
    }));
    const sum = terms.reduce(
      (all, { variable, coefficient }) => all + coefficient * (hidden[variable]?.truth ?? 0),
      0,
    );
    linearSystem.addConstraint(terms, { least: sum - upTo(3), most: sum + upTo(3) });
  }
  return { linearSystem, hidden };
}
