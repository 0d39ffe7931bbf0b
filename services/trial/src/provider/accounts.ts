import type { TextName } from './texts.ts';

/** An account of the provider, and its claims in the ID token. */
export type Account = {
  /** The value in the sign-in form, the subject and the user name. */
  readonly id: string;
  readonly role: Extract<
    TextName,
    'analyst' | 'secondAnalyst' | 'authority' | 'data-protection-officer' | 'operator' | 'noRole'
  >;
  /** The organisation or authority of the account, by its full name where the registry has one. */
  readonly of?: { readonly id: string; readonly name?: string; readonly isNetwork?: boolean };
  readonly claims: Readonly<Record<string, string>>;
};

/** Registry entries that get accounts. */
export type RegistryListing = {
  readonly organisations: readonly { readonly id: string; readonly name?: string; readonly role?: string }[];
  readonly authorities: readonly { readonly id: string; readonly name?: string }[];
  readonly officers: readonly { readonly id: string }[];
  readonly operators: readonly string[];
};

/**
 * One analyst for each organisation, and a second one for each lead, because a bulletin needs two. Each other role has one
 * account, of the first entry in the registry.
 */
export function developmentAccounts(registry: RegistryListing): readonly Account[] {
  const firstOfRole = {
    authority: registry.authorities[0],
    'data-protection-officer': registry.officers[0],
    operator: registry.operators.map((id) => ({ id }))[0],
  } as const;
  return [
    ...registry.organisations.flatMap(({ id, name, role }) => {
      const analyst: Account = {
        id,
        role: 'analyst',
        of: { id, ...(name === undefined ? {} : { name }), isNetwork: role === 'network' },
        claims: { waylight_role: 'analyst', waylight_organisation: id },
      };
      return role === 'lead'
        ? [analyst, { ...analyst, id: `${id}-2`, role: 'secondAnalyst' as const }]
        : [analyst];
    }),
    ...(['authority', 'data-protection-officer', 'operator'] as const).flatMap((role) => {
      const of = firstOfRole[role];
      return of === undefined
        ? []
        : [{ id: role, role, of, claims: { waylight_role: role, waylight_registry_id: of.id } }];
    }),
    { id: 'nobody', role: 'noRole', claims: {} },
  ];
}
