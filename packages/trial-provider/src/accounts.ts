/** Somebody who may sign in, and what the provider tells of them in the ID token. */
export type Account = {
  /** What is chosen on the page; also the subject. */
  readonly id: string;
  readonly name: string;
  readonly claims: Readonly<Record<string, string>>;
};

/** One analyst for each organisation, and one person for each other role. Nobody has two. */
export function developmentAccounts(
  organisations: readonly { readonly id: string; readonly name: string }[],
): readonly Account[] {
  return [
    ...organisations.map(({ id, name }) => ({
      id,
      name: `${id}: analyst of ${name}`,
      claims: { waylight_role: 'analyst', waylight_organisation: id },
    })),
    ...['authority', 'data-protection-officer', 'operator'].map((role) => ({
      id: role,
      name: role,
      claims: { waylight_role: role },
    })),
    { id: 'nobody', name: 'nobody: an account without a role', claims: {} },
  ];
}
