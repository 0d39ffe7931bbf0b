import { type ServiceError, status } from '@grpc/grpc-js';
import type { Organisation, RegistryContent } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import {
  type IntakeServiceClient,
  ListReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import type { NodeKeys } from '@waylight/node-keys';
import { type InProcessRegion, listAudit, type RegionNode } from '@waylight/tests-region';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, startNode, submission } from './testing/calls.ts';

let region: InProcessRegion;
let node: RegionNode;

beforeEach(async () => {
  region = await startNode();
  node = region.node();
});
afterEach(() => region.stop());

const waitUntil = (isTrue: () => boolean | Promise<boolean>): Promise<boolean> =>
  eventually(async () => ((await isTrue()) ? true : undefined));

/** Opens both streams of a client and waits for a response on each. */
async function openStreams(client: IntakeServiceClient, id: string) {
  const submitting = client.submitReports();
  const outcomes: SubmitReportsResponse[] = [];
  const submittingEnds = new Promise<ServiceError>((resolve) => submitting.on('error', resolve));
  submitting.on('data', (outcome: SubmitReportsResponse) => outcomes.push(outcome));
  const watching = client.watchReceipts({ resumeToken: '', reportIds: [] });
  let received = 0;
  const watchingEnds = new Promise<ServiceError>((resolve) => watching.on('error', resolve));
  watching.on('data', () => {
    received += 1;
  });
  const send = (ordinal: number, reportId: string): void =>
    void submitting.write({
      ordinal: BigInt(ordinal),
      operation: { $case: 'submit', value: submission(reportId) },
    });
  send(1, id);
  await waitUntil(() => outcomes.length === 1 && received > 0);
  return { ends: Promise.all([submittingEnds, watchingEnds]) };
}

const organisations =
  (change: (o: Organisation) => Organisation) =>
  ({ organisations: all }: RegistryContent) => ({ organisations: all.map(change) });
const listReports = (client: IntakeServiceClient) =>
  call(client, 'listReports', ListReportsRequest.fromPartial({}));

// Rules of all servers are tested in tests/regional/src/three-servers.
describe('while the node runs', () => {
  it('ends the streams of an organisation that no longer reports from this country, with the error of a new call', async () => {
    const drc = await node.organisation('DRC');
    const streams = await openStreams(drc, 'a1');
    region.changeRegistry(organisations((o) => (o.id === 'DRC' ? { ...o, countries: ['RS'] } : o)));
    const ends = await streams.ends;
    const { code, message } = await expectFailure(listReports(drc));
    expect(code).toBe('PERMISSION_DENIED');
    expect(ends.map((end) => [status[end.code], end.details])).toEqual([
      [code, message],
      [code, message],
    ]);
  });

  it('refuses only organisations without a key, until they have one', async () => {
    const organisation: Organisation = {
      id: 'NEW',
      number: 50,
      name: 'N',
      countries: ['MK'],
      role: 'network',
      status: 'active',
    };
    region.changeRegistry(({ organisations: all }) => ({ organisations: [...all, organisation] }));
    const client = await node.organisation('NEW');
    // A call before the new registry is in use would be refused and recorded in the audit.
    const added = 'an organisation of the registry has no key and cannot report';
    await waitUntil(() => region.logLines.join().includes(added));
    expect((await expectFailure(listReports(client))).code).toBe('UNAVAILABLE');
    expect((await listReports(await node.organisation('MYLA'))).reports).toEqual([]);

    node.changeKeys((before) => ({
      referenceKeys: { ...before.referenceKeys, NEW: Buffer.alloc(32, 9).toString('base64') },
    }));
    await waitUntil(async () => (await listReports(client).catch(() => undefined)) !== undefined);
    await call(client, 'submitReport', submission('first'));
    const { entries } = await listAudit(await node.operator());
    const kinds = entries.map(({ kind }) => kind).filter((kind) => kind !== AuditKind.REPORTS_LISTED);
    // A call that waits for its key is not recorded as refused access.
    expect(kinds).toEqual([
      AuditKind.STARTED,
      AuditKind.KEYS_LOADED,
      AuditKind.REGISTRY_LOADED,
      AuditKind.REGISTRY_UPDATED,
      AuditKind.KEYS_LOADED,
      AuditKind.REPORT_SUBMITTED,
      AuditKind.AUDIT_READ,
    ]);
  });

  it('refuses a keys file that changes keys in use, because reports would count again', async () => {
    const legis = await node.organisation('LEGIS');
    await call(legis, 'submitReport', submission('a'));
    node.changeKeys(({ referenceKeys: { LEGIS, ...others } }) => ({
      referenceKeys: { ...others, MYLA: LEGIS ?? '' },
    }));
    await waitUntil(() => region.logLines.join().includes('the keys file is refused'));
    const logged = region.logLines.find((line) => line.includes('the keys file is refused')) ?? '';
    expect(logged).toContain('the key of MYLA is missing or changed');
    expect(logged).toContain('the key of LEGIS is missing or changed');
    expect((await call(legis, 'submitReport', submission('a'))).receipt?.revision).toBe(1);
  });

  it('starts without shared keys, and uses them from the moment at which it has them', async () => {
    let complete: Partial<NodeKeys> = {};
    await node.restart(() =>
      node.changeKeys((keys) => {
        complete = keys;
        const { DRC, ...local } = keys.referenceKeys;
        return { referenceKeys: local };
      }),
    );
    expect(region.logLines.join()).toContain('the keys file has no reference key for DRC');
    const drc = await node.organisation('DRC');
    expect((await expectFailure(listReports(drc))).code).toBe('UNAVAILABLE');
    node.changeKeys(() => complete);
    await waitUntil(async () => (await listReports(drc).catch(() => undefined)) !== undefined);
  });
});
