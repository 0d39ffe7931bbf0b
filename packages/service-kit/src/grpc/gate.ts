import { NoRuleError } from '../no-rule-error.ts';
import type { CallContext } from './call-context.ts';

/** Who may come in at which door of a server, as the service says: here nothing is known of either. */
export type Gate = {
  /** Whether there is a rule for a method, by its path. A server with one that has none is not made. */
  readonly knows: (method: string) => boolean;
  /** Runs before each call of every method, health and reflection among them; throws an RpcError to refuse it. */
  readonly admit: (ctx: Pick<CallContext, 'caller' | 'method'>) => unknown;
};

/** @throws NoRuleError */
export function checkKnown({ knows }: Gate, method: string): void {
  if (!knows(method)) throw new NoRuleError(method);
}
