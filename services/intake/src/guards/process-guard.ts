import { readFileSync } from 'node:fs';
import process from 'node:process';
import { safeToLog } from '@waylight/service-kit';
import { findDumpRisks, type ProcessFacts } from './dump-risks.ts';

/**
 * The node refuses to start. The message is one line that names the remedy, and contains no key or report.
 */
class NodeStartError extends Error {
  override readonly name = 'NodeStartError';
  readonly code = 'NODE_START_REFUSED';
  readonly [safeToLog] = true;
}

/**
 * Turns off the dumps that a process can turn off by itself. @throws NodeStartError for the dumps that it
 * cannot turn off.
 */
export function guardProcess(nodeOptions: string, facts: ProcessFacts = readProcessFacts(nodeOptions)): void {
  const { report } = process;
  report.reportOnFatalError = false;
  report.reportOnSignal = false;
  report.reportOnUncaughtException = false;
  // SIGUSR1 opens an inspector, unless the signal has a listener.
  process.off('SIGUSR1', ignore).on('SIGUSR1', ignore);
  const risks = findDumpRisks(facts);
  if (risks.length > 0) throw new NodeStartError(`the node does not start: ${risks.join('; ')}`);
}

function ignore(): void {}

function readProcessFacts(nodeOptions: string): ProcessFacts {
  return {
    nodeOptions: [...process.execArgv, ...nodeOptions.split(/\s+/).filter((option) => option !== '')],
    limits: readLimits(),
  };
}

function readLimits(): string | undefined {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    // Only Linux has this file. On other systems the service manager limits core dumps.
    return undefined;
  }
}
