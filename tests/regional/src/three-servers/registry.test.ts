import { X509Certificate } from 'node:crypto';
import { type Client, status } from '@grpc/grpc-js';
import { organisationUri } from '@waylight/access';
import type { TlsMaterial } from '@waylight/service-kit';
import { waitFor } from '@waylight/testing';
import { expectFailure, type InProcessRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, SERVERS } from './servers.ts';

describe.each(SERVERS)('the registry while $name runs', (server) => {
  let region: InProcessRegion;
  const clients: Client[] = [];

  beforeAll(async () => {
    region = await server.start();
  });
  afterAll(async () => {
    for (const client of clients) client.close();
    await region?.stop();
  });

  const connect = (tls: TlsMaterial): Client => {
    const client = clientOf(server, region, tls);
    clients.push(client);
    return client;
  };
  const clientAs = async (uri: string): Promise<Client> => connect(await region.certificates.issue(uri));
  const isAnswered = (client: Client): Promise<boolean> =>
    server.call(client).then(
      () => true,
      () => false,
    );

  it('excludes one caller with its open streams, and readmits it', async () => {
    const [mine, others] = [await clientAs(server.caller.uri), await clientAs(server.other.uri)];
    const [streams, going] = [
      await server.openStreams(region, mine),
      await server.openStreams(region, others),
    ];
    expect(await isAnswered(mine)).toBe(true);
    const owned = await server.countOwned(mine);
    region.changeRegistry(server.suspendCaller);

    expect((await streams.ends).every(({ code }) => code === status.PERMISSION_DENIED)).toBe(true);
    await waitFor('the caller is refused', async () => !(await isAnswered(mine)));
    expect((await expectFailure(server.call(mine))).code).toBe('PERMISSION_DENIED');
    const receivedCount = streams.receivedCount();
    await going.use();
    expect(await isAnswered(others)).toBe(true);
    expect(streams.receivedCount()).toBe(receivedCount);

    region.changeRegistry(server.reinstateCaller);
    await waitFor('the caller is permitted again', () => isAnswered(mine));
    expect(await server.countOwned(mine)).toBe(owned);
  });

  it('makes a revoked certificate unknown, while the new certificate works', async () => {
    const tls = await region.certificates.issue(server.caller.uri);
    const [stolen, renewed] = [connect(tls), await clientAs(server.caller.uri)];
    const streams = await server.openStreams(region, stolen);
    const going = await server.openStreams(region, renewed);
    const owned = await server.countOwned(renewed);
    const { fingerprint256: fingerprint } = new X509Certificate(tls.certificate);
    region.changeRegistry(({ revoked }) => ({
      revoked: [
        ...revoked,
        { fingerprint, holder: server.caller.id, on: '2026-03-15', reason: 'device-lost' },
      ],
    }));

    const ends = await streams.ends;
    await waitFor('it is refused', async () => !(await isAnswered(stolen)));
    const unknown = await expectFailure(server.call(await clientAs(organisationUri('NOBODY'))));
    expect(await expectFailure(server.call(stolen))).toEqual(unknown);
    for (const { code, details } of ends)
      expect([status[code], details]).toEqual([unknown.code, unknown.message]);
    await going.use();
    expect(await isAnswered(renewed)).toBe(true);
    expect(await server.countOwned(renewed)).toBe(server.name === 'intake' ? owned + 1 : 0);
  });

  it('changes without a restart, like the server’s certificate', async () => {
    const renewed = await region.certificates.issueServer();
    const { fingerprint256 } = new X509Certificate(renewed.certificate);
    const readFingerprint = () => region.certificates.readServerFingerprint(server.port(region));
    expect(await readFingerprint()).not.toBe(fingerprint256);
    await region.certificates.replaceServer(renewed);
    await waitFor(
      'the server presents the new certificate',
      async () => (await readFingerprint()) === fingerprint256,
    );
  });

  // This test is last, because the region cannot write a valid version after a refused version.
  it('stays unchanged after an invalid version', async () => {
    const mine = await clientAs(server.caller.uri);
    region.changeRegistry(({ organisations }) => ({
      organisations: organisations.filter(({ id }) => id !== 'LEGIS'),
    }));
    await waitFor('the refusal', () => region.logLines.join('').includes('registry file rejected'));
    expect(await isAnswered(mine)).toBe(true);
  });
});
