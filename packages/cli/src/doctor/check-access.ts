import type { LogPrincipal } from '@waylight/contracts';
import { attention, type Finding, ok, wrong } from './finding.ts';

const CHECK = 'access';

/** What a party sees of the log, beside what its rules name. */
export function checkLogAccess({ commonName, rules }: LogPrincipal, seen: readonly string[]): Finding {
  const named = new Set(rules.flatMap((rule) => ('topics' in rule ? rule.topics : [])));
  const extra = seen.filter((topic) => !named.has(topic));
  if (extra.length > 0)
    return wrong(
      CHECK,
      `log, as ${commonName}`,
      `may look at ${extra.slice(0, 5).join(', ')}${extra.length > 5 ? ` and ${extra.length - 5} more` : ''}: offsets count reports`,
      'compare kafka-acls.sh --list with topics acls, and take away what that does not show',
    );
  return ok(CHECK, `log, as ${commonName}`, `sees nothing but its own (${seen.length} topics)`);
}

/** What Redis answered of what it must refuse this user. */
export function checkStoreAccess(where: string, user: string, allowedCommands: readonly string[]): Finding {
  const whom = `${where}, as ${user}`;
  return allowedCommands.length === 0
    ? ok(CHECK, whom, 'is refused what it must be')
    : wrong(
        CHECK,
        whom,
        `may ask ${allowedCommands.join(', ')}`,
        'give it the line of infra/redis/users.acl, and no other user',
      );
}

/** Whether Redis asks for a name and a password at all. */
export function checkStoreAuthentication(where: string, isOpen: boolean): Finding {
  const whom = `${where}, without a name`;
  return isOpen
    ? wrong(
        CHECK,
        whom,
        'lets in whoever reaches it',
        'take the user default from infra/redis/users.acl: off, with resetpass',
      )
    : ok(CHECK, whom, 'asks for a password');
}

export const accessNotProbed = (what: string, why: string): Finding =>
  attention(
    CHECK,
    what,
    `cannot be told (${why})`,
    'run this where it answers, with the variables of the service',
  );
