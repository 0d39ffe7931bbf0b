import { X509Certificate } from 'node:crypto';
import { type ServiceError, status } from '@grpc/grpc-js';
import { AuditKind } from '@waylight/contracts/audit';
import {
  type IntakeServiceClient,
  ListReportsRequest,
  type SubmitReportsResponse,
} from '@waylight/contracts/intake';
import {
  changeRegistry,
  type Organisation,
  organisationUri,
  type RegistryContent,
  type Revocation,
} from '@waylight/registry';
import { type InProcessRegion, listAudit, type RegionNode } from '@waylight/tests-region';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, eventually, failure, submission } from './testing/calls.ts';
import { startNode } from './testing/start-node.ts';

let region: InProcessRegion;
let node: RegionNode;
let opened: IntakeServiceClient[];

beforeEach(async () => {
  region = await startNode();
  node = region.node();
  opened = [];
});
afterEach(async () => {
  for (const client of opened) client.close();
  await region.stop();
});

const until = (isSo: () => boolean | Promise<boolean>): Promise<boolean> =>
  eventually(async () => ((await isSo()) ? true : undefined));

/** A client with a certificate of its own, which can be revoked. */
async function laptopOf(organisation: string) {
  const credential = await region.certificates.issue(organisationUri(organisation));
  const client = node.connect(credential);
  opened.push(client);
  const { fingerprint256: fingerprint } = new X509Certificate(credential.certificate);
  const revocation: Revocation = {
    ...{ fingerprint, holder: organisation, on: '2026-03-15', reason: 'device-lost' },
  };
  return { client, revocation };
}

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
const withStatus = (id: string, to: Organisation['status']) =>
  organisations((o) => (o.id === id ? { ...o, status: to } : o));
const ask = (client: IntakeServiceClient) => call(client, 'listReports', ListReportsRequest.fromPartial({}));

describe('while the node runs', () => {
  it('an organisation that is suspended loses its calls and its open streams, and nobody else does', async () => {
    const legis = (await laptopOf('LEGIS')).client;
    const [streams, others] = [
      await openStreams(legis, 'a1'),
      await openStreams((await laptopOf('MYLA')).client, 'b1'),
    ];
    region.changeRegistry(withStatus('LEGIS', 'suspended'));

    const ends = await streams.ends;
    expect(ends.map(({ code }) => code)).toEqual([status.PERMISSION_DENIED, status.PERMISSION_DENIED]);
    expect((await failure(ask(legis))).code).toBe('PERMISSION_DENIED');
    others.send(2, 'b2');
    await until(() => others.outcomes.length === 2);

    region.changeRegistry((before) => {
      const next = changeRegistry(before, { kind: 'organisation-reinstated', id: 'LEGIS' });
      if ('problems' in next) throw new Error(next.problems.join());
      return next.content;
    });
    await until(async () => (await ask(legis).catch(() => undefined)) !== undefined);
    expect((await ask(legis)).reports).toHaveLength(1);
  });

  it('an organisation that loses this country loses its open streams, with what a new call is told', async () => {
    const drc = (await laptopOf('DRC')).client;
    const streams = await openStreams(drc, 'a1');
    region.changeRegistry(organisations((o) => (o.id === 'DRC' ? { ...o, countries: ['RS'] } : o)));
    const ends = await streams.ends;
    const { code, message } = await failure(ask(drc));
    expect(code).toBe('PERMISSION_DENIED');
    expect(ends.map((end) => [status[end.code], end.details])).toEqual([
      [code, message],
      [code, message],
    ]);
  });

  it('a certificate that is revoked opens nothing, as one that is unknown, while the new one does', async () => {
    const [stolen, renewed] = [await laptopOf('LEGIS'), await laptopOf('LEGIS')];
    const streams = await openStreams(stolen.client, 'a1');
    const going = await openStreams(renewed.client, 'a2');
    region.changeRegistry(({ revoked }) => ({ revoked: [...revoked, stolen.revocation] }));

    const [submittingEnd] = await streams.ends;
    const afterwards = await failure(ask(stolen.client));
    const unknown = await failure(ask((await laptopOf('NOBODY')).client));
    expect(afterwards).toEqual(unknown);
    expect([status[submittingEnd.code], submittingEnd.details]).toEqual([unknown.code, unknown.message]);
    going.send(2, 'a3');
    await until(() => going.outcomes.length === 2);
    expect((await ask(renewed.client)).reports).toHaveLength(3);
  });

  it('an organisation that has no key here yet cannot report, is told so, and everybody else goes on', async () => {
    const added: Organisation = {
      ...{ id: 'NEW', number: 50, name: 'N', countries: ['MK'], role: 'network', status: 'active' },
    };
    region.changeRegistry(({ organisations: all }) => ({ organisations: [...all, added] }));
    const { client } = await laptopOf('NEW');
    // Whoever asks before the registry is in force is unknown, and the audit holds that as a refusal.
    const taken = 'an organisation was added that cannot report here yet';
    await until(() => region.logLines.join().includes(taken));
    expect((await failure(ask(client))).code).toBe('UNAVAILABLE');
    expect((await ask((await laptopOf('MYLA')).client)).reports).toEqual([]);

    node.changeKeys((before) => ({
      referenceKeys: { ...before.referenceKeys, NEW: Buffer.alloc(32, 9).toString('base64') },
    }));
    await until(async () => (await ask(client).catch(() => undefined)) !== undefined);
    await call(client, 'submitReport', submission('first'));
    const { entries } = await listAudit(await node.operator());
    const kinds = entries.map(({ kind }) => kind).filter((kind) => kind !== AuditKind.REPORTS_LISTED);
    // That it had to wait for its key is no refusal of what is not its own.
    expect(kinds).toEqual([
      ...[AuditKind.STARTED, AuditKind.KEYS_READ, AuditKind.REGISTRY_READ, AuditKind.REGISTRY_TAKEN],
      ...[AuditKind.KEYS_READ, AuditKind.REPORT_SUBMITTED, AuditKind.AUDIT_READ],
    ]);
  });

  it('keys that are in use are held against every other, because reports would count again', async () => {
    const legis = (await laptopOf('LEGIS')).client;
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

  it('a certificate of its own that was renewed is shown to who connects from then on, without a restart', async () => {
    const renewed = await region.certificates.issueServer();
    const { fingerprint256 } = new X509Certificate(renewed.certificate);
    expect(await node.shownCertificate()).not.toBe(fingerprint256);
    await region.certificates.replaceServer(renewed);
    await until(async () => (await node.shownCertificate()) === fingerprint256);
  });

  it('a step that may not be is refused, and the organisation stays', async () => {
    region.changeRegistry(({ organisations: all }) => ({
      organisations: all.filter(({ id }) => id !== 'LEGIS'),
    }));
    await until(() => region.logLines.join().includes('the registry file is refused'));
    expect((await ask((await laptopOf('LEGIS')).client)).reports).toEqual([]);
  });
});
