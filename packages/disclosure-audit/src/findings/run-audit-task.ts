import type { Highs } from 'highs';
import { decomposeSystem } from '../solver/decomposed-system.ts';
import type { Attacker } from '../system/attacker.ts';
import type { HiddenCount, LinearSystem } from '../system/linear-system.ts';
import type { DeterminedCount, InferredCount, ProgressListener, SearchScope } from './finding.ts';
import { searchDeterminedCounts } from './search-determined-counts.ts';
import { searchInferredCounts } from './search-inferred-counts.ts';

type AuditInput = {
  readonly linearSystem: Pick<LinearSystem, 'constraints' | 'limits'>;
  readonly hidden: readonly HiddenCount[];
  readonly scope?: SearchScope;
};

export type AuditTask =
  | ({ readonly kind: 'determined' } & AuditInput)
  | ({ readonly kind: 'inferred'; readonly attackers: readonly Attacker[] } & AuditInput)
  | ({
      readonly kind: 'disclosed';
      readonly attackers: readonly Attacker[];
      readonly stopsAtOutsider: boolean;
    } & AuditInput)
  | ({ readonly kind: 'lost' } & AuditInput);

export type AuditReply =
  | { readonly kind: 'determined'; readonly determinedCounts: DeterminedCount[] }
  | { readonly kind: 'inferred'; readonly inferredCounts: InferredCount[] }
  | {
      readonly kind: 'disclosed';
      readonly determinedCounts: DeterminedCount[];
      readonly inferredCounts: InferredCount[];
    }
  | { readonly kind: 'lost'; readonly counts: Float64Array };

/** Messages of the audit process. */
export type AuditMessage =
  | AuditReply
  | { readonly kind: 'checked'; readonly checked: number; readonly of: number }
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'failed'; readonly error: unknown };

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
    case 'disclosed': {
      const { attackers, stopsAtOutsider } = task;
      const determinedCounts = searchDeterminedCounts(highs, linearSystem, hidden, onProgress, scope);
      const inferredCounts =
        stopsAtOutsider && determinedCounts.length > 0
          ? []
          : searchInferredCounts(highs, linearSystem, hidden, attackers, onProgress, scope);
      return { kind: 'disclosed', determinedCounts, inferredCounts };
    }
    case 'lost':
      return { kind: 'lost', counts: decomposeSystem(highs, linearSystem, hidden).point };
  }
}
