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
  it('is the role of the one value with a rule, in a text or list; values of other services are ignored', () => {
    expect(claimed('wl-authority', 'MYLA', 'asylum')).toEqual({ role: 'authority', id: 'asylum' });
    expect(claimed(['offline_access', 'wl-operator', 7, null], undefined, ['region'])).toEqual({
      role: 'operator',
      id: 'region',
    });
    expect(claimed(['wl-analyst'], 'MYLA', 'asylum')).toEqual({ role: 'analyst', id: 'MYLA' });
    expect(claimed('wl-analyst', ['MYLA'])).toEqual({ role: 'analyst', id: 'MYLA' });
  });

  it('is absent if the claims contain several roles or ids', () => {
    expect(claimed(['wl-analyst', 'wl-operator'], 'MYLA')).toEqual({ none: 'more-than-one-role' });
    for (const organisation of [undefined, 7, [], ['MYLA', 'DRC'], { id: 'MYLA' }])
      expect(claimed('wl-analyst', organisation)).toEqual({ none: 'no-organisation' });
    for (const role of ROLES.filter((one) => one !== 'analyst'))
      for (const id of [undefined, 7, [], ['asylum', 'region'], { id: 'asylum' }])
        expect(claimed(`wl-${role}`, 'MYLA', id)).toEqual({ none: 'no-registry-id' });
  });

  it('comes from a claim whose name contains dots rather than from a nested claim', () => {
    const rules = { ...RULES, roleClaim: 'https://id.example/roles' };
    expect(resolveRole({ 'https://id.example/roles': ['wl-operator'], listed: 'region' }, rules)).toEqual({
      role: 'operator',
      id: 'region',
    });
  });

  it('is absent if no value has a rule, for any claims', () => {
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
