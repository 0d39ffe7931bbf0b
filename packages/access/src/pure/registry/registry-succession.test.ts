import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changeRegistry,
  findLeadViolations,
  findSuccessionProblems,
  type Organisation,
  parseRegistry,
  type RegistryChange,
  type RegistryContent,
} from '../../index.ts';

const lead = (id: string, number: number, country: 'MK' | 'RS'): Organisation => ({
  id,
  number,
  name: id,
  countries: [country],
  role: 'lead',
  status: 'active',
});
const START: RegistryContent = {
  version: 1,
  organisations: [lead('MYLA', 1, 'MK'), lead('BCHR', 2, 'RS')],
  operators: ['region'],
  authorities: [],
  officers: [],
  revoked: [],
};
const fingerprint = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, '0')).join(':'));
const id = fc.constantFrom('MYLA', 'BCHR', 'ORG-A', 'ORG-B', 'ORG-C');
const person = fc.constantFrom('person-a', 'person-b');
const role = fc.constantFrom('network' as const, 'regional' as const);
const countries = fc.uniqueArray(fc.constantFrom('MK' as const, 'RS' as const, 'XK' as const), {
  minLength: 1,
});
const change: fc.Arbitrary<RegistryChange> = fc.oneof(
  fc.record({
    kind: fc.constant('organisation-added' as const),
    organisation: fc.record({ id, name: fc.constant('name'), countries, role }),
  }),
  fc.record({ kind: fc.constantFrom('organisation-suspended' as const, 'organisation-reinstated'), id }),
  fc.record({
    kind: fc.constant('authority-added' as const),
    authority: fc.record({ id: person, name: fc.constant('name'), country: fc.constant('MK' as const) }),
  }),
  fc.record({
    kind: fc.constant('officer-added' as const),
    officer: fc.oneof(
      fc.record({ id: person, organisation: id }),
      fc.record({ id: person, country: fc.constant('MK' as const) }),
    ),
  }),
  fc.record({ kind: fc.constantFrom('authority-removed' as const, 'officer-removed'), id: person }),
  fc.record({
    kind: fc.constant('certificate-revoked' as const),
    revocation: fc.record({
      fingerprint,
      holder: id,
      on: fc.constant('2026-03-01'),
      reason: fc.constantFrom('device-lost' as const, 'superseded' as const),
    }),
  }),
);

/** Applies the changes one by one, skips rejected ones, and returns all versions. */
function versions(changes: readonly RegistryChange[]): RegistryContent[] {
  const versions = [START];
  for (const one of changes) {
    const next = changeRegistry(versions.at(-1) ?? START, one);
    if ('content' in next && !('problems' in parseRegistry(next.content))) versions.push(next.content);
  }
  return versions;
}
const history = fc.array(change, { maxLength: 20 }).map(versions);

describe('the next version of the registry', () => {
  it('is a valid successor of every earlier version, and of no later one', () => {
    fc.assert(
      fc.property(history, (versions) => {
        for (const [i, before] of versions.entries())
          for (const [j, after] of versions.entries()) {
            const problems = findSuccessionProblems(before, after);
            if (j > i) expect(problems).toEqual([]);
            else expect(problems.join()).toContain('version: ');
          }
      }),
    );
  });

  it('is rejected if an organisation is missing, or has another id or number', () => {
    fc.assert(
      fc.property(history, fc.nat(), fc.integer({ min: 1000, max: 2000 }), (versions, at, number) => {
        const before = versions.at(-1) ?? START;
        const one = before.organisations[at % before.organisations.length]?.id ?? '';
        const broken = (change: (o: Organisation) => Organisation[]) => ({
          ...before,
          version: before.version + 1,
          organisations: before.organisations.flatMap((o) => (o.id === one ? change(o) : [o])),
        });
        expect(
          findSuccessionProblems(
            before,
            broken(() => []),
          ),
        ).toEqual([expect.stringContaining(`${one} is missing`)]);
        expect(
          findSuccessionProblems(
            before,
            broken((o) => [{ ...o, id: 'NEW' }]),
          ),
        ).toHaveLength(1);
        expect(
          findSuccessionProblems(
            before,
            broken((o) => [{ ...o, number }]),
          ),
        ).toEqual([expect.stringContaining(`the number of ${one}`)]);
      }),
    );
  });

  it('is rejected if a revocation is missing or changed', () => {
    fc.assert(
      fc.property(history, (versions) => {
        const before = versions.at(-1) ?? START;
        for (const revocation of before.revoked) {
          const others = before.revoked.filter((r) => r !== revocation);
          const changed = { ...revocation, reason: 'key-exposed' as const };
          for (const revoked of [others, [...others, changed]])
            expect(
              findSuccessionProblems(before, { ...before, version: before.version + 1, revoked }),
            ).toHaveLength(1);
        }
      }),
    );
  });

  it('is rejected if a reinstated organisation has no new `reinstatedIn`, or a lower one', () => {
    const suspended = versions([{ kind: 'organisation-suspended', id: 'BCHR' }]).at(-1) ?? START;
    const reinstated =
      versions([
        { kind: 'organisation-suspended', id: 'BCHR' },
        { kind: 'organisation-reinstated', id: 'BCHR' },
      ]).at(-1) ?? START;
    expect(reinstated.organisations[1]).toMatchObject({ status: 'active', reinstatedIn: 3 });
    const { reinstatedIn: _, ...withoutReinstatement } = reinstated.organisations[1] ?? lead('BCHR', 2, 'RS');
    const organisations = (bchr: Organisation) => [lead('MYLA', 1, 'MK'), bchr];
    for (const [before, bchr, problem] of [
      [suspended, withoutReinstatement, 'without a new reinstatedIn'],
      [suspended, { ...withoutReinstatement, reinstatedIn: 2 }, 'without a new reinstatedIn'],
      [reinstated, withoutReinstatement, 'reinstatedIn of BCHR was 3 and is 0'],
      [reinstated, { ...withoutReinstatement, reinstatedIn: 2 }, 'reinstatedIn of BCHR was 3 and is 2'],
    ] as const) {
      const after = { ...START, version: 4, organisations: organisations(bchr) };
      expect(findSuccessionProblems(before, after)).toEqual([expect.stringContaining(problem)]);
    }
    // A suspension is never rejected.
    const byHand = { ...withoutReinstatement, status: 'suspended' as const };
    expect(
      findSuccessionProblems(START, { ...START, version: 4, organisations: organisations(byHand) }),
    ).toEqual([]);
  });

  it('contains the last reinstatement in every version, so that services may skip versions', () => {
    fc.assert(
      fc.property(history, (versions) => {
        for (const [i, version] of versions.entries())
          for (const { id, reinstatedIn } of version.organisations) {
            const statusIn = versions
              .slice(0, i + 1)
              .map(({ organisations }) => organisations.find((o) => o.id === id)?.status);
            const last = statusIn.findLastIndex(
              (status, at) => status === 'active' && statusIn[at - 1] === 'suspended',
            );
            expect(reinstatedIn).toBe(versions[last]?.version);
          }
      }),
    );
  });

  it('returns all problems at once', () => {
    expect(findSuccessionProblems(START, { ...START, organisations: [lead('MYLA', 9, 'MK')] })).toEqual([
      'version: 1 must be greater than the active version, 1',
      'organisations: the number of MYLA was 1 and is 9',
      'organisations: BCHR is missing; suspend it instead',
    ]);
  });
});

describe('the lead of a country', () => {
  const may = (before: RegistryContent, requested: RegistryChange, as = 'MYLA'): boolean => {
    const next = changeRegistry(before, requested);
    if ('problems' in next) throw new Error(next.problems.join());
    return findLeadViolations(before, next.content, as).length === 0;
  };
  const add = (over: Partial<Organisation>): RegistryChange => ({
    kind: 'organisation-added',
    organisation: { id: 'ORG-A', name: 'name', countries: ['MK'], role: 'network', ...over },
  });

  it('can add, suspend and reinstate network organisations of its own country, and nothing else', () => {
    fc.assert(
      fc.property(history, change, (versions, requested) => {
        const before = versions.at(-1) ?? START;
        const next = changeRegistry(before, requested);
        fc.pre('content' in next && !('problems' in parseRegistry(next.content)));
        fc.pre(before.organisations.find((o) => o.id === 'MYLA')?.status === 'active');
        if ('problems' in next) return;
        const subject =
          requested.kind === 'organisation-added'
            ? requested.organisation
            : 'id' in requested
              ? before.organisations.find((o) => o.id === requested.id)
              : undefined;
        const isOwn = subject?.role === 'network' && subject.countries.join() === 'MK';
        expect(findLeadViolations(before, next.content, 'MYLA').length === 0).toBe(isOwn);
      }),
      { numRuns: 500 },
    );
  });

  it('cannot add a public source, or change a name, country, operator, authority or officer', () => {
    expect(may(START, add({}))).toBe(true);
    expect(may(START, add({ publicSource: { attribution: 'x' } }))).toBe(false);
    const [, added] = versions([add({})]);
    if (added === undefined) throw new Error('it was not added');
    const changed = (over: Partial<Organisation>) => ({
      ...added,
      organisations: added.organisations.map((o) => (o.id === 'ORG-A' ? { ...o, ...over } : o)),
    });
    expect(findLeadViolations(added, changed({ status: 'suspended' }), 'MYLA')).toEqual([]);
    expect(findLeadViolations(added, changed({ name: 'other' }), 'MYLA')).toHaveLength(1);
    expect(findLeadViolations(added, changed({ reinstatedIn: 2 }), 'MYLA')).toHaveLength(1);
    expect(findLeadViolations(added, changed({ role: 'regional' }), 'MYLA')).toHaveLength(1);
    expect(findLeadViolations(added, { ...added, operators: ['mine'] }, 'MYLA')).toHaveLength(1);
    const authorities = [{ id: 'mine', name: 'mine', country: 'MK' as const }];
    expect(findLeadViolations(added, { ...added, authorities }, 'MYLA')).toHaveLength(1);
    expect(
      findLeadViolations(added, { ...added, officers: [{ id: 'mine', country: 'MK' }] }, 'MYLA'),
    ).toHaveLength(1);
  });

  it('may make these changes only if it is active; other organisations may not', () => {
    const [, suspended] = versions([{ kind: 'organisation-suspended', id: 'MYLA' }]);
    if (suspended === undefined) throw new Error('it was not suspended');
    expect(may(suspended, add({}))).toBe(false);
    expect(may(START, add({}), 'NOBODY')).toBe(false);
    expect(may(START, add({}), 'BCHR')).toBe(false);
  });
});
