import type { Authority, Officer, Organisation, RegistryContent, Revocation } from './registry-content.ts';

/** A requested change of the registry. */
export type RegistryChange =
  | {
      readonly kind: 'organisation-added';
      readonly organisation: Omit<Organisation, 'number' | 'status' | 'reinstatedIn'>;
    }
  | { readonly kind: 'organisation-suspended' | 'organisation-reinstated'; readonly id: string }
  | { readonly kind: 'authority-added'; readonly authority: Authority }
  | { readonly kind: 'officer-added'; readonly officer: Officer }
  | { readonly kind: 'authority-removed' | 'officer-removed'; readonly id: string }
  | { readonly kind: 'certificate-revoked'; readonly revocation: Revocation };

/** Returns the next version, which must still be parsed, or the problems of the change. */
export function changeRegistry(
  before: RegistryContent,
  change: RegistryChange,
): { readonly content: RegistryContent } | { readonly problems: string[] } {
  const { organisations, authorities, officers, revoked } = before;
  const next = (changed: Partial<RegistryContent>) => ({
    content: { ...before, version: before.version + 1, ...changed },
  });
  switch (change.kind) {
    case 'organisation-added': {
      // Organisations are never removed, so a number above all others was never used.
      const number = Math.max(0, ...organisations.map((o) => o.number)) + 1;
      const added: Organisation = { ...change.organisation, number, status: 'active' };
      return next({ organisations: [...organisations, added] });
    }
    case 'organisation-suspended':
    case 'organisation-reinstated': {
      const status = change.kind === 'organisation-suspended' ? 'suspended' : 'active';
      const old = organisations.find(({ id }) => id === change.id);
      if (old === undefined) return { problems: [`there is no organisation ${change.id}`] };
      if (old.status === status) return { problems: [`${change.id} is ${status} already`] };
      const changed: Organisation =
        status === 'active' ? { ...old, status, reinstatedIn: before.version + 1 } : { ...old, status };
      return next({ organisations: organisations.map((o) => (o === old ? changed : o)) });
    }
    case 'authority-added':
      return next({ authorities: [...authorities, change.authority] });
    case 'officer-added':
      return next({ officers: [...officers, change.officer] });
    case 'authority-removed': {
      const left = authorities.filter(({ id }) => id !== change.id);
      return left.length < authorities.length
        ? next({ authorities: left })
        : { problems: [`there is no authority ${change.id}`] };
    }
    case 'officer-removed': {
      const left = officers.filter(({ id }) => id !== change.id);
      return left.length < officers.length
        ? next({ officers: left })
        : { problems: [`there is no data-protection officer ${change.id}`] };
    }
    case 'certificate-revoked':
      return revoked.some(({ fingerprint }) => fingerprint === change.revocation.fingerprint)
        ? { problems: [`this certificate of ${change.revocation.holder} is revoked already`] }
        : next({ revoked: [...revoked, change.revocation] });
    default:
      return change satisfies never;
  }
}
