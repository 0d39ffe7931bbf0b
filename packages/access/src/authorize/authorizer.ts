import type { NodeCountry } from '@waylight/contracts';
import { type CallContext, type PeerIdentity, RpcError } from '@waylight/service-kit';
import type { Identity } from '../pure/registry/identity.ts';
import type { Registry } from '../pure/registry/registry.ts';
import { accessTo, hasEndpoint, type ServerName } from '../pure/table/access-table.ts';
import { type CallerKind, classifyCaller } from '../pure/table/caller-kind.ts';
import type { Access } from '../pure/table/rule.ts';

/** What is asked of a call: who makes it, and at which door. */
export type CallRequest = Pick<CallContext, 'caller' | 'method'>;

/** Somebody who was let in. */
export type Principal = {
  readonly kind: CallerKind;
  /** Undefined at a door that is open to everybody. */
  readonly identity: Identity | undefined;
  readonly access: Access;
};

export type AuthorizerOptions = {
  readonly server: ServerName;
  /** At a node: whose. */
  readonly country?: NodeCountry;
  /** The one in force. */
  readonly registry: () => Registry;
  /** The reading of the clock that certificates are held against. */
  readonly now: () => number;
  /** Told of each caller whom the registry knows and who is let in. */
  readonly onAuthorized?: (caller: PeerIdentity) => void;
  /** Told of whoever is refused, so that an audit has it. */
  readonly onDenied?: (request: CallRequest) => void;
};

export type Authorizer = {
  /** Whether the table has this door: one that it lacks must not be served. */
  readonly hasRule: (endpoint: string) => boolean;
  /** Who asks, and what they get. @throws RpcError, the same for everybody who is refused. */
  readonly authorize: (request: CallRequest) => Principal;
  /** The same of somebody who is in already, told to nobody. @throws RpcError as above. */
  readonly reauthorize: (request: CallRequest) => void;
};

/** The only words that anybody reads who is refused: they must not say whether he is unknown, suspended, revoked or at a wrong door. */
export const accessDeniedError = (): RpcError =>
  new RpcError(
    'PERMISSION_DENIED',
    'this certificate does not open this: it is not in the registry, suspended, revoked or expired, or this is for others',
  );

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { server, country, registry, now, onAuthorized, onDenied } = options;
  const resolvePrincipal = ({ caller, method }: CallRequest): Principal => {
    // Who was let in is asked about again while a call goes on, and its certificate ends meanwhile.
    const isValid = caller !== null && now() < caller.validToMs;
    const identity = isValid ? registry().identify(caller) : undefined;
    const kind = classifyCaller(identity, country);
    return { kind, identity, access: accessTo(server, method, kind) };
  };
  const reauthorize = (request: CallRequest): Principal => {
    const principal = resolvePrincipal(request);
    if (principal.access === 'refused') throw accessDeniedError();
    return principal;
  };
  return {
    hasRule: (endpoint) => hasEndpoint(server, endpoint),
    reauthorize,
    authorize(request) {
      const principal = resolvePrincipal(request);
      if (principal.access === 'refused') {
        onDenied?.(request);
        throw accessDeniedError();
      }
      if (request.caller !== null && principal.identity !== undefined) onAuthorized?.(request.caller);
      return principal;
    },
  };
}
