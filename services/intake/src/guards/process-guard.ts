import { readFileSync } from 'node:fs';
import process from 'node:process';
import { NodeStartError } from '../start-error.ts';
import { findDumpRisks, type ProcessFacts } from './dump-risks.ts';

/** Turns off what can be turned off from within, and refuses to start with what can't. */
export function guardProcess(nodeOptions: string, facts: ProcessFacts = factsOf(nodeOptions)): void {
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnSignal = false;
  report.reportOnUncaughtException = false;
  // An inspector opens on this signal by default; with a listener it does not.
  process.off('SIGUSR1', ignore).on('SIGUSR1', ignore);
  const risks = findDumpRisks(facts);
  if (risks.length > 0) throw new NodeStartError(`this node does not start: ${risks.join('; ')}`);
}

function ignore(): void {}

function factsOf(nodeOptions: string): ProcessFacts {
  return {
    nodeOptions: [...process.execArgv, ...nodeOptions.split(/\s+/).filter((option) => option !== '')],
    limits: readLimits(),
  };
}

function readLimits(): string | undefined {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    // Not Linux: there the service manager's limits hold.
    return undefined;
  }
}
