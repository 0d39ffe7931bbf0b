import type { Highs } from 'highs';
import { decomposeSystem } from '../solver/decomposed-system.ts';
import type { ProgressListener } from './finding.ts';
import type { AuditReply, AuditTask } from './run-audit.ts';
import { searchDeterminedCounts } from './search-determined-counts.ts';
import { searchInferredCounts } from './search-inferred-counts.ts';

/** Runs a task in this process. */
export function runAuditTask(highs: Highs, task: AuditTask, onProgress: ProgressListener): AuditReply {
  const { linearSystem, hidden, scope } = task;
  switch (task.kind) {
    case 'determined':
      return {
        kind: 'determined',
        determinedCounts: searchDeterminedCounts(highs, linearSystem, hidden, onProgress, scope),
      };
    case 'inferred':
      return {
        kind: 'inferred',
        inferredCounts: searchInferredCounts(highs, linearSystem, hidden, task.attackers, onProgress, scope),
      };
    case 'lost':
      return { kind: 'lost', counts: decomposeSystem(highs, linearSystem, hidden).point };
  }
}
