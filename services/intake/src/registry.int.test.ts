import { type ServiceError, status } from '@grpc/grpc-js';
import type { Organisation, RegistryContent } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import {
  type IntakeServiceClient,
  ListReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import { type InProcessRegion, listAudit, type RegionNode } from '@waylight/tests-region';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, submission } from './testing/calls.ts';
import { startNode } from './testing/start-node.ts';

let region: InProcessRegion;
let node: RegionNode;

beforeEach(async () => {
  region = await startNode();
  node = region.node();
});
afterEach(() => region.stop());

const until = (isSo: () => boolean | Promise<boolean>): Promise<boolean> =>
  eventually(async () => ((await isSo()) ? true : undefined));

/** Both streams of a client, open and in use: what each has heard, and how it ends. */
async function openStreams(client: IntakeServiceClient, id: string) {
  const submitting = client.submitReports();
  const outcomes: SubmitReportsResponse[] = [];
  const submittingEnds = new Promise<ServiceError>((resolve) => submitting.on('error', resolve));
  submitting.on('data', (outcome: SubmitReportsResponse) => outcomes.push(outcome));
  const watching = client.watchReceipts({ resumeToken: '', reportIds: [] });
  let heard = 0;
  const watchingEnds = new Promise<ServiceError>((resolve) => watching.on('error', resolve));
  watching.on('data', () => {
    heard += 1;
  });
  const send = (ordinal: number, reportId: string): void =>
    void submitting.write({
      ordinal: BigInt(ordinal),
      operation: { $case: 'submit', value: submission(reportId) },
    });
  send(1, id);
  await until(() => outcomes.length === 1 && heard > 0);
  return { send, outcomes, heard: () => heard, ends: Promise.all([submittingEnds, watchingEnds]) };
}

const organisations =
  (change: (o: Organisation) => Organisation) =>
  ({ organisations: all }: RegistryContent) => ({ organisations: all.map(change) });
const ask = (client: IntakeServiceClient) => call(client, 'listReports', ListReportsRequest.fromPartial({}));

// What holds at every server is in tests/regional/src/three-servers.
describe('while the node runs', () => {
  it('an organisation that loses this country loses its open streams, with what a new call is told', async () => {
    const drc = await node.organisation('DRC');
    const streams = await openStreams(drc, 'a1');
    region.changeRegistry(organisations((o) => (o.id === 'DRC' ? { ...o, countries: ['RS'] } : o)));
    const ends = await streams.ends;
    const { code, message } = await expectFailure(ask(drc));
    expect(code).toBe('PERMISSION_DENIED');
    expect(ends.map((end) => [status[end.code], end.details])).toEqual([
      [code, message],
      [code, message],
    ]);
  });

  it('an organisation that has no key here yet cannot report, is told so, and everybody else goes on', async () => {
    const added: Organisation = {
      ...{ id: 'NEW', number: 50, name: 'N', countries: ['MK'], role: 'network', status: 'active' },
    };
    region.changeRegistry(({ organisations: all }) => ({ organisations: [...all, added] }));
    const client = await node.organisation('NEW');
    // Whoever asks before the registry is in force is unknown, and the audit holds that as a refusal.
    const taken = 'an organisation was added that cannot report here yet';
    await until(() => region.logLines.join().includes(taken));
    expect((await expectFailure(ask(client))).code).toBe('UNAVAILABLE');
    expect((await ask(await node.organisation('MYLA'))).reports).toEqual([]);

    node.changeKeys((before) => ({
      referenceKeys: { ...before.referenceKeys, NEW: Buffer.alloc(32, 9).toString('base64') },
    }));
    await until(async () => (await ask(client).catch(() => undefined)) !== undefined);
    await call(client, 'submitReport', submission('first'));
    const { entries } = await listAudit(await node.operator());
    const kinds = entries.map(({ kind }) => kind).filter((kind) => kind !== AuditKind.REPORTS_LISTED);
    // That it had to wait for its key is no refusal of what is not its own.
    expect(kinds).toEqual([
      ...[AuditKind.STARTED, AuditKind.KEYS_LOADED, AuditKind.REGISTRY_LOADED, AuditKind.REGISTRY_UPDATED],
      ...[AuditKind.KEYS_LOADED, AuditKind.REPORT_SUBMITTED, AuditKind.AUDIT_READ],
    ]);
  });

  it('keys that are in use are held against every other, because reports would count again', async () => {
    const legis = await node.organisation('LEGIS');
    await call(legis, 'submitReport', submission('a'));
    node.changeKeys(({ referenceKeys: { LEGIS, ...others } }) => ({
      referenceKeys: { ...others, MYLA: LEGIS ?? '' },
    }));
    await until(() => region.logLines.join().includes('the keys file is refused'));
    const said = region.logLines.find((line) => line.includes('the keys file is refused')) ?? '';
    expect(said).toContain('the key of MYLA is gone or another one');
    expect(said).toContain('the key of LEGIS is gone or another one');
    expect((await call(legis, 'submitReport', submission('a'))).receipt?.revision).toBe(1);
  });
});
