/** An account of the provider, and its claims in the ID token. */
export type Account = {
  /** The value in the sign-in form, and the subject. */
  readonly id: string;
  readonly name: string;
  readonly claims: Readonly<Record<string, string>>;
};

/** Registry entries that get accounts. */
export type RegistryListing = {
  readonly organisations: readonly { readonly id: string; readonly role?: string }[];
  readonly authorities: readonly { readonly id: string }[];
  readonly officers: readonly { readonly id: string }[];
  readonly operators: readonly string[];
};

/**
 * One analyst for each organisation, and a second one for each lead, because a bulletin needs two. Each other role has one
 * account, of the first entry in the registry.
 */
export function developmentAccounts({
  organisations,
  authorities,
  officers,
  operators,
}: RegistryListing): readonly Account[] {
  const firstOfRole = {
    authority: authorities[0]?.id,
    'data-protection-officer': officers[0]?.id,
    operator: operators[0],
  };
  return [
    // Ids, because full names would make the page wider than a telephone.
    ...organisations.map(({ id }) => ({
      id,
      name: `${id}: analyst`,
      claims: { waylight_role: 'analyst', waylight_organisation: id },
    })),
    ...organisations
      .filter(({ role }) => role === 'lead')
      .map(({ id }) => ({
        id: `${id}-2`,
        name: `${id}: second analyst`,
        claims: { waylight_role: 'analyst', waylight_organisation: id },
      })),
    ...Object.entries(firstOfRole).flatMap(([role, id]) =>
      id === undefined
        ? []
        : [{ id: role, name: `${role}: ${id}`, claims: { waylight_role: role, waylight_registry_id: id } }],
    ),
    { id: 'nobody', name: 'nobody: an account without a role', claims: {} },
  ];
}
