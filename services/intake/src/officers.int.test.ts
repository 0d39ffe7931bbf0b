import { AuditActor, AuditKind } from '@waylight/contracts/audit';
import { ListReportsRequest } from '@waylight/contracts/intake';
import { type InProcessRegion, listAudit, type RegionNode, verifyAudit } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, expectFailure, submission } from './testing/calls.ts';
import { startNode } from './testing/start-node.ts';

const LEGIS = 20;
const LIST = ListReportsRequest.fromPartial({});

let region: InProcessRegion;
let node: RegionNode;
beforeAll(async () => {
  region = await startNode();
  node = region.node();
  await call(await node.organisation('LEGIS'), 'submitReport', submission('one'));
  await call(await node.organisation('MYLA'), 'listReports', LIST);
  await expectFailure(call(await node.organisation('BCHR'), 'listReports', LIST));
});
afterAll(() => region.stop());

const shown = async (id: string) => (await listAudit(await node.officer(id))).entries;

describe('a data-protection officer', () => {
  it('of the country is told what nobody can be counted by: the service, its operators, and who was refused', async () => {
    const entries = await shown('of-mk');
    const ofOrganisations = entries.filter(({ actor }) => actor === AuditActor.ORGANISATION);
    expect(ofOrganisations.map(({ kind, organisation, count }) => [kind, organisation, count])).toEqual([
      [AuditKind.ACCESS_REFUSED, 6, 1],
    ]);
    expect(entries.map(({ kind }) => kind)).toContain(AuditKind.STARTED);
    expect(entries.every(({ sequence, reference }) => sequence === 0n && reference.length === 0)).toBe(true);
  });

  it('of an organisation is told what that did, and nothing of another one', async () => {
    const organisations = (await shown('of-legis')).filter(({ actor }) => actor === AuditActor.ORGANISATION);
    expect(organisations).toMatchObject([{ kind: AuditKind.REPORT_SUBMITTED, organisation: LEGIS }]);
  });

  it('is told nothing else after others have sent more', async () => {
    const all = async () => [await shown('of-mk'), await verifyAudit(await node.officer('of-mk'))];
    await all();
    const before = await all();
    for (let i = 0; i < 5; i++)
      await call(await node.organisation('LEGIS'), 'submitReport', submission(`more-${i}`));
    expect(await all()).toEqual(before);
  });

  it('verifies without being told how much there is, and takes no chain with it', async () => {
    const officer = await node.officer('of-mk');
    expect(await verifyAudit(officer)).toMatchObject({
      problem: 0,
      sequence: 0n,
      entries: 0n,
      chainHeads: 0n,
    });
    expect(await expectFailure(listAudit(officer, { fullChain: true }))).toMatchObject({
      code: 'PERMISSION_DENIED',
    });
  });

  it('stands in the audit as who looked, by its id', async () => {
    await shown('of-mk');
    const { entries } = await listAudit(await node.operator(), {});
    expect(entries.filter(({ actor }) => actor === AuditActor.OFFICER)).toContainEqual(
      expect.objectContaining({ kind: AuditKind.AUDIT_READ, holder: 'of-mk', operator: '', organisation: 0 }),
    );
  });

  it('sees no report and no review, and nothing at all at another country’s node', async () => {
    const officer = await node.officer('of-mk');
    const refused = [
      await expectFailure(call(officer, 'listReports', LIST)),
      await expectFailure(call(officer, 'getReview', {})),
      await expectFailure(call(await node.organisation('NOBODY'), 'listReports', LIST)),
      await expectFailure(listAudit(await node.officer('of-rs'))),
    ];
    for (const one of refused) expect(one).toEqual(refused[0]);
    expect(refused[0]).toMatchObject({ code: 'PERMISSION_DENIED' });
  });
});
