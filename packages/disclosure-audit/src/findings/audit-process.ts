// The process that attacks: it takes one task, tells how far it is, and replies once. Started by attack-apart.ts.
import process from 'node:process';
import { ContradictionError } from '../errors.ts';
import { loadHighs } from '../solver/load-highs.ts';
import type { AuditMessage, AuditTask } from './run-audit.ts';
import { runAuditTask } from './run-audit-task.ts';

const parentPid = process.ppid;
const send = (message: AuditMessage): void => {
  // Whoever asked was killed: that shows here, because a solve lets no event through.
  if (process.ppid !== parentPid) process.exit();
  process.send?.(message);
};

process.once('message', (task: AuditTask) => void runAndReply(task));
// Whoever asked is gone.
process.once('disconnect', () => process.exit());

async function runAndReply(task: AuditTask): Promise<void> {
  try {
    send(runAuditTask(await loadHighs(), task, (checked, of) => send({ kind: 'checked', checked, of })));
  } catch (error) {
    // Of errors, only the language's own cross to another process as what they are.
    send(error instanceof ContradictionError ? { kind: 'contradiction' } : { kind: 'failed', error });
  }
}
