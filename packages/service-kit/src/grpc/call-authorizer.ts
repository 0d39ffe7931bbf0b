import { NoRuleError } from '../server-errors.ts';
import type { CallContext } from './call-context.ts';

/** The access rules of a service, which this package does not contain. */
export type CallAuthorizer = {
  /** True if a method, by its path, has a rule. A server with a method that has none is not created. */
  readonly hasRule: (method: string) => boolean;
  /**
   * Runs before each call of every method, health and reflection included. Returns the `principal` of the call, or throws an
   * RpcError to reject it.
   */
  readonly authorize: (ctx: Pick<CallContext, 'caller' | 'method'>) => unknown;
};

/** @throws NoRuleError */
export function requireRule({ hasRule }: CallAuthorizer, method: string): void {
  if (!hasRule(method)) throw new NoRuleError(method);
}
