const KEPT = /^(PATH|LD_PRELOAD|FAKETIME(_.*)?)$/;

/** The environment of a program that is told nothing: its path, and the clock of the test run where that is shifted. */
export function bareEnvironment(env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => KEPT.test(name)));
}
