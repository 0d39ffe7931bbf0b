import highsModule, { type Highs } from 'highs';

/** The types describe the CommonJS module, but Node.js loads the ES module. */
const load = highsModule as unknown as typeof highsModule.default;
let loaded: Promise<Highs> | undefined;

/** Compiles the solver once per process. */
export function loadHighs(): Promise<Highs> {
  loaded ??= load();
  return loaded;
}
