import { NoRuleError } from '../no-rule-error.ts';
import type { CallContext } from './call-context.ts';

/** Who may come in at which door of a server, as the service says: here nothing is known of either. */
export type CallAuthorizer = {
  /** Whether there is a rule for a method, by its path. A server with one that has none is not made. */
  readonly hasRule: (method: string) => boolean;
  /** Runs before each call of every method, health and reflection among them; throws an RpcError to refuse it. */
  readonly authorize: (ctx: Pick<CallContext, 'caller' | 'method'>) => unknown;
};

/** @throws NoRuleError */
export function requireRule({ hasRule }: CallAuthorizer, method: string): void {
  if (!hasRule(method)) throw new NoRuleError(method);
}
