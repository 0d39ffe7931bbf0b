/** Somebody who may sign in, and what the provider tells of them in the ID token. */
export type Account = {
  /** What is chosen on the page; also the subject. */
  readonly id: string;
  readonly name: string;
  readonly claims: Readonly<Record<string, string>>;
};

/** Whom the registry lists, as far as somebody may sign in for them. */
export type RegistryListing = {
  readonly organisations: readonly { readonly id: string; readonly role?: string }[];
  readonly authorities: readonly { readonly id: string }[];
  readonly officers: readonly { readonly id: string }[];
  readonly operators: readonly string[];
};

/** One analyst for each organisation, a second one for each that leads a country, because a bulletin takes two, and for each other role the first whom the registry lists. Nobody has two roles. */
export function developmentAccounts(listed: RegistryListing): readonly Account[] {
  const { organisations, authorities, officers, operators } = listed;
  const firstOfRole = {
    authority: authorities[0]?.id,
    'data-protection-officer': officers[0]?.id,
    operator: operators[0],
  };
  return [
    // Their names would make the page wider than a telephone.
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
