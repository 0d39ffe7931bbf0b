/**
 * While a report is worked on, identities are in this process's memory. So nothing may write that memory to a file or
 * open it to a debugger: no core dump, no diagnostic report, no heap snapshot, no inspector. Pure: the facts are given.
 */
export type ProcessFacts = {
  /** Options of Node.js from the command line and from NODE_OPTIONS. */
  readonly nodeOptions: readonly string[];
  /** The text of /proc/self/limits; undefined where the system has none. */
  readonly limits: string | undefined;
};

const FORBIDDEN =
  /^--(?:inspect|debug|report-|experimental-report|heapsnapshot|heap-prof|cpu-prof|diagnostic-dir|abort-on-uncaught-exception|trace-event|v8-pool|prof)/;

/** What must change before the node may start; empty where nothing must. */
export function findDumpRisks({ nodeOptions, limits }: ProcessFacts): string[] {
  const options = nodeOptions
    .filter((option) => FORBIDDEN.test(option))
    .map((option) => `Node.js runs with ${option.replace(/=.*$/s, '')}: leave it out`);
  const core = limits === undefined ? undefined : /^Max core file size\s+(\S+)/m.exec(limits)?.[1];
  const dumps =
    core === undefined || core === '0'
      ? []
      : ['core dumps are on, and a dump of a crash would hold identities: start it after `ulimit -c 0`'];
  return [...options, ...dumps];
}
