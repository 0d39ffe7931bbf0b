import type { LogPrincipal } from '@waylight/contracts';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';

const CHECK = 'access';

/** Checks for topics that a credential can see although no rule permits it. */
export function checkLogAccess({ commonName, rules }: LogPrincipal, visible: readonly string[]): Finding {
  const named = new Set(rules.flatMap((rule) => ('topics' in rule ? rule.topics : [])));
  const extra = visible.filter((topic) => !named.has(topic));
  if (extra.length > 0)
    return wrong(
      CHECK,
      `Kafka, as ${commonName}`,
      `can see ${extra.slice(0, 5).join(', ')}${extra.length > 5 ? ` and ${extra.length - 5} more` : ''}: offsets disclose the number of reports`,
      'ask the operator of the region to run waylight topics apply --remove-foreign; waylight topics plan lists the excess rights',
    );
  return ok(CHECK, `Kafka, as ${commonName}`, `sees only its own topics (${visible.length})`);
}

/** Checks for commands that Redis should refuse to this user, but allows. */
export function checkStoreAccess(where: string, user: string, allowedCommands: readonly string[]): Finding {
  const credential = `${where}, as ${user}`;
  return allowedCommands.length === 0
    ? ok(CHECK, credential, 'has no excess rights')
    : wrong(
        CHECK,
        credential,
        `may run ${allowedCommands.join(', ')}`,
        'give this user only the rights of its line in infra/redis/users.acl',
      );
}

/** Fails if Redis requires no user and password. */
export function checkStoreAuthentication(where: string, isOpen: boolean): Finding {
  const credential = `${where}, without a user`;
  return isOpen
    ? wrong(
        CHECK,
        credential,
        'accepts connections without a password',
        'disable the user default as in infra/redis/users.acl: off, with resetpass',
      )
    : ok(CHECK, credential, 'requires a password');
}

export const accessNotProbed = (what: string, why: string): Finding =>
  attention(
    CHECK,
    what,
    `its rights are unknown (${why})`,
    'start it, and check address, firewall and certificate; or run doctor where the service runs',
  );
