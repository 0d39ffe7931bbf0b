import type { LogAcl } from '@waylight/contracts';
import type { TopicSettings } from '../port.ts';
import type { TopicDifference } from '../topic-problems.ts';

/**
 * Topics and access rules of the log, with an administrator's credential. Names include the prefix. Throws LogError:
 * `not-permitted`, `rights-not-enforced` if the broker checks no rules, and `unavailable`.
 */
export interface LogAdministration {
  compareTopics(specs: readonly TopicSettings[]): Promise<TopicDifference[]>;
  /** Creates missing topics and changes different settings. @see EventLog.applyTopics */
  applyTopics(specs: readonly TopicSettings[]): Promise<{ created: string[]; changed: string[] }>;
  listAcls(): Promise<LogAcl[]>;
  /** Repeating it is harmless. */
  createAcls(acls: readonly LogAcl[]): Promise<void>;
  deleteAcls(acls: readonly LogAcl[]): Promise<void>;
  close(): Promise<void>;
}
