export const ROLES = ['analyst', 'authority', 'data-protection-officer', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** A person's role by the provider's claims. */
export type RoleAssignment = {
  readonly role: Role;
  /** Registry id of an analyst's organisation, or of the authority, data-protection officer or operator. */
  readonly id: string;
};

/** Reason why the person has no role. */
export type RoleProblem = 'no-role' | 'more-than-one-role' | 'no-organisation' | 'no-registry-id';

export type RoleRules = {
  readonly roleClaim: string;
  readonly organisationClaim: string;
  /** Claim of the registry id of an authority, data-protection officer or operator. */
  readonly registryIdClaim: string;
  /** Roles by values of the role claim. */
  readonly roles: ReadonlyMap<string, Role>;
};

type Claims = Readonly<Record<string, unknown>>;

/**
 * Resolves a role from claims. A person with two roles gets none, because requests do not name the role to use. Values
 * without a rule are ignored, because other services use them.
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

/** The texts of a claim: one, or a list. */
function textsOf(claims: Claims, name: string): readonly string[] {
  const value = claimOf(claims, name);
  return (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');
}

/** A claim by its name, which may contain dots, or by its nested path, such as Keycloak's `realm_access.roles`. */
function claimOf(claims: Claims, name: string): unknown {
  if (Object.hasOwn(claims, name)) return claims[name];
  let value: unknown = claims;
  for (const part of name.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return undefined;
    value = Reflect.get(value, part);
  }
  return value;
}
