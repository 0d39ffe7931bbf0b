// The audit process: reads one task at a time, reports progress and sends one reply. `run-audit.ts` forks it.
import process from 'node:process';
import { ContradictionError } from '../errors.ts';
import { loadHighs } from '../solver/load-highs.ts';
import { type AuditMessage, type AuditTask, runAuditTask } from './run-audit-task.ts';

const parentPid = process.ppid;
const send = (message: AuditMessage): void => {
  // Detects that the parent was killed. A solve blocks the event loop, so the `disconnect` event would come
  // late.
  if (process.ppid !== parentPid) process.exit();
  process.send?.(message);
};

process.on('message', (task: AuditTask) => void runAndReply(task));
process.once('disconnect', () => process.exit());

async function runAndReply(task: AuditTask): Promise<void> {
  try {
    send(runAuditTask(await loadHighs(), task, (checked, of) => send({ kind: 'checked', checked, of })));
  } catch (error) {
    // Only built-in errors keep their class across processes.
    send(error instanceof ContradictionError ? { kind: 'contradiction' } : { kind: 'failed', error });
  }
}
