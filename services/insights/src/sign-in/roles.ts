export const ROLES = ['analyst', 'authority', 'data-protection-officer', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** What somebody may be here by what their provider says of them. */
export type RoleAssignment = {
  readonly role: Role;
  /** In the registry: of an analyst's organisation; of the authority, data-protection officer or operator. */
  readonly id: string;
};

/** Why somebody has none. */
export type RoleProblem = 'no-role' | 'more-than-one-role' | 'no-organisation' | 'no-registry-id';

export type RoleRules = {
  readonly roleClaim: string;
  readonly organisationClaim: string;
  /** Of everybody who is no analyst. */
  readonly registryIdClaim: string;
  /** Values of the role claim, and what they stand for. */
  readonly roles: ReadonlyMap<string, Role>;
};

type Claims = Readonly<Record<string, unknown>>;

/**
 * Reads a role from claims. Nothing is guessed: who has two roles of ours has none here, because nobody could say in which
 * of them he asks; values that the rules do not know are somebody else's.
 */
export function resolveRole(
  claims: Claims,
  { roleClaim, organisationClaim, registryIdClaim, roles }: RoleRules,
): RoleAssignment | { readonly none: RoleProblem } {
  const matchingRoles = new Set(textsOf(claims, roleClaim).flatMap((value) => roles.get(value) ?? []));
  const [role, another] = matchingRoles;
  if (role === undefined) return { none: 'no-role' };
  if (another !== undefined) return { none: 'more-than-one-role' };
  const isAnalyst = role === 'analyst';
  const [id, second] = new Set(textsOf(claims, isAnalyst ? organisationClaim : registryIdClaim));
  if (id !== undefined && second === undefined) return { role, id };
  return { none: isAnalyst ? 'no-organisation' : 'no-registry-id' };
}

/** The texts of a claim that is one or a list of them. */
function textsOf(claims: Claims, name: string): readonly string[] {
  const value = claimOf(claims, name);
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

/** A claim by its name, which may hold dots, or one inside another, as Keycloak's `realm_access.roles`. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}
