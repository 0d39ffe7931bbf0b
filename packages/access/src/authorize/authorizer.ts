import type { NodeCountry } from '@waylight/contracts';
import { type CallContext, type PeerIdentity, type RouteAuthorizer, RpcError } from '@waylight/service-kit';
import type { Identity } from '../pure/registry/identity.ts';
import type { Registry } from '../pure/registry/registry.ts';
import { accessTo, hasEndpoint, NO_ROUTE, type ServerName } from '../pure/table/access-table.ts';
import { type CallerKind, classifyCaller } from '../pure/table/caller-kind.ts';
import type { Access } from '../pure/table/rule.ts';

/** The caller and the endpoint of a call. */
export type CallRequest = Pick<CallContext, 'caller' | 'method'>;

/** An authorised caller at an endpoint. */
export type Principal = {
  readonly kind: CallerKind;
  /** May be undefined only at an endpoint for everybody. */
  readonly identity: Identity | undefined;
  readonly access: Access;
};

/** The principal that the server's authorizer returned for a call or an HTTP request. @throws TypeError if it was not authorised */
export function principalOf({ principal }: { readonly principal: unknown }): Principal {
  if (typeof principal === 'object' && principal !== null && 'access' in principal)
    return principal as Principal;
  throw new TypeError('a handler ran without an authorised principal');
}

export type AuthorizerOptions = {
  readonly server: ServerName;
  /** Country of a node. */
  readonly country?: NodeCountry;
  /** Returns the active version. */
  readonly registry: () => Registry;
  /** Milliseconds since 1970, to which the validity of certificates is compared. */
  readonly now: () => number;
  /** Called for each authorised caller that is in the registry. */
  readonly onAuthorized?: (caller: PeerIdentity) => void;
  /** Called for each denied call, for the audit. */
  readonly onDenied?: (request: CallRequest) => void;
};

export type Authorizer = {
  /** True if the table contains the endpoint. Endpoints outside of the table must not be served. */
  readonly hasRule: (endpoint: string) => boolean;
  /** @throws RpcError, the same for every denied call. */
  readonly authorize: (request: CallRequest) => Principal;
  /** Checks an open call again, without calling `onAuthorized` or `onDenied`. @throws RpcError as above. */
  readonly reauthorize: (request: CallRequest) => void;
};

/**
 * Every denied call gets the same error, which must not reveal whether the caller is unknown, suspended, revoked or at a wrong
 * endpoint.
 */
export const accessDeniedError = (): RpcError =>
  new RpcError(
    'PERMISSION_DENIED',
    'permission denied: the certificate is unknown, suspended, revoked, expired or not allowed at this endpoint',
  );

export function createAuthorizer(options: AuthorizerOptions): Authorizer {
  const { server, country, registry, now, onAuthorized, onDenied } = options;
  const resolvePrincipal = ({ caller, method }: CallRequest): Principal => {
    // The certificate may expire during an open call.
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

/** Authorises requests to the health and metrics server, where callers are anonymous. */
export const opsAuthorizer: RouteAuthorizer = {
  hasRule: (endpoint) => hasEndpoint('health-and-metrics', endpoint),
  noRoute: NO_ROUTE,
  authorize: (_request, endpoint) => {
    if (accessTo('health-and-metrics', endpoint, 'public') === 'refused') throw accessDeniedError();
  },
};
