import { AuditActor, AuditKind } from '@waylight/contracts/audit';
import { ListReportsRequest } from '@waylight/contracts/intake';
import { type InProcessRegion, listAudit, type RegionNode, verifyAudit } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, expectFailure, startNode, submission } from './testing/calls.ts';

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

const entriesFor = async (id: string) => (await listAudit(await node.officer(id))).entries;

describe('a data-protection officer', () => {
  it('of the country reads entries about service, operators and refusals, from which no count of an organisation follows', async () => {
    const entries = await entriesFor('of-mk');
    const organisationEntries = entries.filter(({ actor }) => actor === AuditActor.ORGANISATION);
    expect(organisationEntries.map(({ kind, organisation, count }) => [kind, organisation, count])).toEqual([
      [AuditKind.ACCESS_REFUSED, 6, 1],
    ]);
    expect(entries.map(({ kind }) => kind)).toContain(AuditKind.STARTED);
    expect(entries.every(({ sequence, reference }) => sequence === 0n && reference.length === 0)).toBe(true);
  });

  it('of an organisation reads only the entries of that organisation', async () => {
    const organisations = (await entriesFor('of-legis')).filter(
      ({ actor }) => actor === AuditActor.ORGANISATION,
    );
    expect(organisations).toMatchObject([{ kind: AuditKind.REPORT_SUBMITTED, organisation: LEGIS }]);
  });

  it('reads the same entries after others have sent more reports', async () => {
    const all = async () => [await entriesFor('of-mk'), await verifyAudit(await node.officer('of-mk'))];
    await all();
    const before = await all();
    for (let i = 0; i < 5; i++)
      await call(await node.organisation('LEGIS'), 'submitReport', submission(`more-${i}`));
    expect(await all()).toEqual(before);
  });

  it('verifies without counts, and cannot read the full chain', async () => {
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

  it('is recorded in the audit as the reader, with the id of the officer', async () => {
    await entriesFor('of-mk');
    const { entries } = await listAudit(await node.operator(), {});
    expect(entries.filter(({ actor }) => actor === AuditActor.OFFICER)).toContainEqual(
      expect.objectContaining({ kind: AuditKind.AUDIT_READ, holder: 'of-mk', operator: '', organisation: 0 }),
    );
  });

  it('reads no report and no review, and nothing at another country’s node', async () => {
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
