import highsModule, { type Highs } from 'highs';

/** Its types are those of a CommonJS module, and what Node.js loads is the other one. */
const load = highsModule as unknown as typeof highsModule.default;
let loaded: Promise<Highs> | undefined;

/** The solver, compiled once per process. */
export function loadHighs(): Promise<Highs> {
  loaded ??= load();
  return loaded;
}
