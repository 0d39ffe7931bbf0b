import type { Organisation, RegistryContent } from './registry-content.ts';

/** Returns the reasons why a registry is not a valid successor of another. Versions may be skipped. */
export function findSuccessionProblems(before: RegistryContent, after: RegistryContent): string[] {
  const organisations = new Map(after.organisations.map((o) => [o.id, o]));
  const revoked = new Map(after.revoked.map((r) => [r.fingerprint, r]));
  return [
    ...(after.version > before.version
      ? []
      : [`version: ${after.version} must be greater than the active version, ${before.version}`]),
    ...before.organisations.flatMap((was) => {
      const { id, number } = was;
      const now = organisations.get(id);
      // The log contains an organisation's number forever. Another organisation with this number would get its counts.
      if (now === undefined) return [`organisations: ${id} is missing; suspend it instead`];
      return [
        ...(now.number === number
          ? []
          : [`organisations: the number of ${id} was ${number} and is ${now.number}`]),
        ...reinstatementProblems(was, now, before.version),
      ];
    }),
    ...before.revoked.flatMap((revocation) =>
      isEqual(revocation, revoked.get(revocation.fingerprint))
        ? []
        : [
            `revoked: ${revocation.fingerprint} of ${revocation.holder} is missing or changed; a revocation is permanent`,
          ],
    ),
  ];
}

/** A service that loaded neither the suspension nor the reinstatement ends earlier sign-ins only by `reinstatedIn`. */
function reinstatementProblems(was: Organisation, now: Organisation, version: number): string[] {
  const { id, reinstatedIn: since = 0 } = now;
  if (since < (was.reinstatedIn ?? 0))
    return [
      `organisations: reinstatedIn of ${id} was ${was.reinstatedIn} and is ${since}; it never decreases`,
    ];
  const isReinstated = was.status === 'suspended' && now.status === 'active';
  return isReinstated && since <= version
    ? [
        `organisations: ${id} was suspended and is active without a new reinstatedIn; create this version by the command "registry reinstate"`,
      ]
    : [];
}

/**
 * Returns the changes that a country's lead organisation may not make. It may add network organisations of its own countries, suspend
 * them and reinstate them.
 */
export function findLeadViolations(
  before: RegistryContent,
  after: RegistryContent,
  leadId: string,
): string[] {
  const lead = before.organisations.find(({ id }) => id === leadId);
  if (lead?.role !== 'lead' || lead.status !== 'active')
    return [`${leadId} is not an active lead organisation: only operators may make this change`];
  const isOwn = ({ role, countries }: Organisation): boolean =>
    role === 'network' && countries.every((country) => lead.countries.includes(country));
  const was = new Map(before.organisations.map((o) => [o.id, o]));
  const changed = after.organisations.filter((now) => !isEqual(was.get(now.id), now));
  return [
    ...OPERATOR_ONLY_LISTS.flatMap((list) =>
      isEqual(before[list], after[list]) ? [] : [`${list}: ${leadId} may not change them`],
    ),
    ...changed.flatMap((now) => {
      const old = was.get(now.id);
      if (!isOwn(now) || (old !== undefined && !isOwn(old)))
        return [
          `organisations: ${now.id} is not a network organisation of only ${lead.countries.join(', ')}`,
        ];
      if (old === undefined)
        return now.publicSource === undefined
          ? []
          : [`organisations: ${leadId} may not make ${now.id} a public source`];
      const isReinstated = old.status === 'suspended' && now.status === 'active';
      const allowed = isReinstated ? { reinstatedIn: after.version } : {};
      return isEqual({ ...old, status: now.status, ...allowed }, now)
        ? []
        : [`organisations: ${leadId} may suspend and reinstate ${now.id}, and make no other change to it`];
    }),
  ];
}

/** Lists that only operators may change. */
const OPERATOR_ONLY_LISTS = ['operators', 'authorities', 'officers', 'revoked'] as const;

/** Compares content. The order of keys does not matter. */
function isEqual(a: unknown, b: unknown): boolean {
  return toCanonicalJson(a) === toCanonicalJson(b);
}

function toCanonicalJson(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
