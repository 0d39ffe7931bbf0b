import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROLES, type RoleRules, resolveRole } from './roles.ts';

const RULES: RoleRules = {
  roleClaim: 'realm_access.roles',
  organisationClaim: 'organisation',
  registryIdClaim: 'listed',
  roles: new Map(ROLES.map((role) => [`wl-${role}`, role])),
};
const claimed = (roles: unknown, organisation?: unknown, listed?: unknown) =>
  resolveRole({ realm_access: { roles }, organisation, listed }, RULES);

describe('a role from claims', () => {
  it('is the one that a value stands for, in a text or a list, among values of others', () => {
    expect(claimed('wl-authority', 'MYLA', 'asylum')).toEqual({ role: 'authority', id: 'asylum' });
    expect(claimed(['offline_access', 'wl-operator', 7, null], undefined, ['region'])).toEqual({
      ...{ role: 'operator', id: 'region' },
    });
    expect(claimed(['wl-analyst'], 'MYLA', 'asylum')).toEqual({ role: 'analyst', id: 'MYLA' });
    expect(claimed('wl-analyst', ['MYLA'])).toEqual({ role: 'analyst', id: 'MYLA' });
  });

  it('is none for who has several, or is not one and the same of the registry', () => {
    expect(claimed(['wl-analyst', 'wl-operator'], 'MYLA')).toEqual({ none: 'more-than-one-role' });
    for (const organisation of [undefined, 7, [], ['MYLA', 'DRC'], { id: 'MYLA' }])
      expect(claimed('wl-analyst', organisation)).toEqual({ none: 'no-organisation' });
    for (const role of ROLES.filter((one) => one !== 'analyst'))
      for (const id of [undefined, 7, [], ['asylum', 'region'], { id: 'asylum' }])
        expect(claimed(`wl-${role}`, 'MYLA', id)).toEqual({ none: 'no-registry-id' });
  });

  it('is read from a claim whose own name has dots before one inside another', () => {
    const rules = { ...RULES, roleClaim: 'https://id.example/roles' };
    expect(resolveRole({ 'https://id.example/roles': ['wl-operator'], listed: 'region' }, rules)).toEqual({
      ...{ role: 'operator', id: 'region' },
    });
  });

  it('is never there for values that the rules do not have, whatever claims hold', () => {
    fc.assert(
      fc.property(
        fc.object({ key: fc.constantFrom('realm_access', 'roles', 'organisation', 'a') }),
        (claims) => {
          expect(resolveRole(claims, RULES)).toEqual({ none: 'no-role' });
        },
      ),
    );
    for (const name of ['__proto__', 'constructor', 'constructor.name', 'toString'])
      expect(resolveRole({}, { ...RULES, roleClaim: name })).toEqual({ none: 'no-role' });
  });
});
