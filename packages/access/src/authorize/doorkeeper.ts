import type { NodeCountry } from '@waylight/contracts';
import { type CallContext, type PeerIdentity, RpcError } from '@waylight/service-kit';
import type { Identity } from '../pure/registry/identity.ts';
import type { Registry } from '../pure/registry/registry.ts';
import { type CallerKind, callerKindOf } from '../pure/table/caller-kind.ts';
import type { Access } from '../pure/table/rule.ts';
import { accessTo, hasDoor, type ServerName } from '../pure/table/table.ts';

/** What is asked of a call: who makes it, and at which door. */
export type Knock = Pick<CallContext, 'caller' | 'method'>;

/** Somebody who was let in. */
export type Guest = {
  readonly kind: CallerKind;
  /** Undefined at a door that is open to everybody. */
  readonly identity: Identity | undefined;
  readonly access: Access;
};

export type DoorkeeperOptions = {
  readonly server: ServerName;
  /** At a node: whose. */
  readonly country?: NodeCountry;
  /** The one in force. */
  readonly registry: () => Registry;
  /** The reading of the clock that certificates are held against. */
  readonly now: () => number;
  /** Told of each caller whom the registry knows and who is let in. */
  readonly admitted?: (caller: PeerIdentity) => void;
  /** Told of whoever is refused, so that an audit has it. */
  readonly refused?: (knock: Knock) => void;
};

export type Doorkeeper = {
  /** Whether the table has this door: one that it lacks must not be served. */
  readonly knows: (door: string) => boolean;
  /** Who asks, and what they get. @throws RpcError, the same for everybody who is refused. */
  readonly admit: (knock: Knock) => Guest;
  /** The same of somebody who is in already, told to nobody. @throws RpcError as above. */
  readonly check: (knock: Knock) => void;
};

/** The only words that anybody reads who is refused: they must not say whether he is unknown, suspended, revoked or at a wrong door. */
export const refusal = (): RpcError =>
  new RpcError(
    'PERMISSION_DENIED',
    'this certificate does not open this: it is not in the registry, suspended, revoked or expired, or this is for others',
  );

export function createDoorkeeper(options: DoorkeeperOptions): Doorkeeper {
  const { server, country, registry, now, admitted, refused } = options;
  const guestOf = ({ caller, method }: Knock): Guest => {
    // Who was let in is asked about again while a call goes on, and its certificate ends meanwhile.
    const isValid = caller !== null && now() < caller.validToMs;
    const identity = isValid ? registry().identify(caller) : undefined;
    const kind = callerKindOf(identity, country);
    return { kind, identity, access: accessTo(server, method, kind) };
  };
  const check = (knock: Knock): Guest => {
    const guest = guestOf(knock);
    if (guest.access === 'refused') throw refusal();
    return guest;
  };
  return {
    knows: (door) => hasDoor(server, door),
    check,
    admit(knock) {
      const guest = guestOf(knock);
      if (guest.access === 'refused') {
        refused?.(knock);
        throw refusal();
      }
      if (knock.caller !== null && guest.identity !== undefined) admitted?.(knock.caller);
      return guest;
    },
  };
}
