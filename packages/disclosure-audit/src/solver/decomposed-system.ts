import type { Highs } from 'highs';
import type { HiddenCount, LinearSystem } from '../system/linear-system.ts';
import { type Component, componentsOf } from './components.ts';
import { findFeasiblePoint } from './feasible-point.ts';
import { type PreparedSystem, prepareSystem } from './prepared-system.ts';

/** The components of a linear system, and a feasible point of whole numbers. */
export type DecomposedSystem = {
  readonly system: PreparedSystem;
  readonly components: readonly Component[];
  readonly point: Float64Array;
};

/** @throws ContradictionError if nothing is feasible. */
export function decomposeSystem(
  highs: Highs,
  linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>,
  hidden: readonly HiddenCount[],
): DecomposedSystem {
  const system = prepareSystem(linearSystem);
  const components = componentsOf(system);
  const hint = Float64Array.from(linearSystem.limits, ({ start = 0 }) => start);
  for (const { variable, truth } of hidden) hint[variable] = truth;
  return { system, components, point: findFeasiblePoint(highs, system, system.bounds, components, hint) };
}
