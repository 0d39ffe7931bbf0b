/**
 * While the node processes a report, identities are in its memory. No core dump, diagnostic report, heap snapshot or
 * inspector may expose that memory.
 */
export type ProcessFacts = {
  /** Options of Node.js from the command line and from NODE_OPTIONS. */
  readonly nodeOptions: readonly string[];
  /** Content of /proc/self/limits; undefined if the system has no such file. */
  readonly limits: string | undefined;
};

const FORBIDDEN =
  /^--(?:inspect|debug|report-|experimental-report|heapsnapshot|heap-prof|cpu-prof|diagnostic-dir|abort-on-uncaught-exception|trace-event|v8-pool|prof)/;

/** Reasons why the node must not start; empty if there are none. Pure function. */
export function findDumpRisks({ nodeOptions, limits }: ProcessFacts): string[] {
  const options = nodeOptions
    .filter((option) => FORBIDDEN.test(option))
    .map((option) => `Node.js runs with ${option.replace(/=.*$/s, '')}: remove the option`);
  const core = limits === undefined ? undefined : /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
  const dumps =
    core === undefined || core === '0'
      ? []
      : ['core dumps are on, and a dump would contain identities: run `ulimit -c 0` before the start'];
  return [...options, ...dumps];
}
