import type { Defect } from '../defect.ts';

/** Defects in access, in approvals and audit, and in the tools of organisations. */
export const PEOPLE: readonly Defect[] = [
  {
    name: 'approval-counted-twice',
    area: 'approval',
    harm: 'A release is published although a member never approved it, because another one approved twice.',
    file: 'packages/disclosure-control/src/approvals/approval.ts',
    find: 'if (hasApproved || !isPermitted || !approvers.includes(forOrganisation)) return open;',
    replace: 'if (!isPermitted || !approvers.includes(forOrganisation)) return open;',
    test: 'packages/disclosure-control/src/approvals/approval-orders.test.ts',
  },
  {
    name: 'suspended-organisation-let-in',
    area: 'access',
    harm: 'An organisation that was suspended for misuse goes on reading and sending.',
    file: 'packages/access/src/pure/registry/identity.ts',
    find: 'indexByUri(content, content.organisations.filter(isActive))',
    replace: 'indexByUri(content, content.organisations)',
    test: 'packages/access/src/authorize/authorizer.test.ts',
  },
  {
    name: 'authority-reads-as-member',
    area: 'access',
    harm: 'An authority reads releases that are for the members alone.',
    file: 'packages/access/src/pure/table/caller-kind.ts',
    find: "authority: 'authorities',",
    replace: "authority: 'partners',",
    test: 'services/insights/src/access.int.test.ts',
  },
  {
    name: 'refusal-not-audited',
    area: 'audit',
    harm: 'Attempts with a stolen certificate leave no trace.',
    file: 'packages/access/src/authorize/authorizer.ts',
    find: 'onDenied?.(request);',
    replace: '',
    test: 'packages/access/src/authorize/authorizer.test.ts',
  },
  {
    name: 'import-takes-the-wider-limit',
    area: 'import',
    harm: 'A report that moves to another node is shared there more widely than the first node had agreed to.',
    file: 'packages/import/src/sending/sharing-limits.ts',
    find: 'widthOf(one) <= widthOf(other)',
    replace: 'widthOf(one) >= widthOf(other)',
    test: 'packages/import/src/sending/sharing-limits.test.ts',
  },
  {
    name: 'unsigned-release-verified',
    area: 'CLI',
    harm: 'A script publishes forged numbers, because the command that checks them ends with 0.',
    file: 'packages/cli/src/commands/release/verify.ts',
    find: 'EXIT.notPermitted,',
    replace: 'EXIT.ok,',
    test: 'packages/cli/src/commands/release/verify.int.test.ts',
  },
];
