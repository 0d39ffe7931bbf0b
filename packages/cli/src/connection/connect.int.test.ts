import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server } from '@grpc/grpc-js';
import { nodeName, organisationUri, serviceUri } from '@waylight/access';
import { AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import { IntakeServiceService, ListCodesResponse } from '@waylight/contracts/intake';
import { createAuthority, issueCertificate, serverCredentials, writeCredential } from '@waylight/service-kit';
import { RpcFailure } from '@waylight/service-kit/client';
import { expect, it, onTestFinished } from 'vitest';
import { EXIT } from '../exit-codes.ts';
import { connect } from './connect.ts';
import { explainRpcFailure } from './explain-rpc-failure.ts';

const REQUEST = { list: '', language: 'en' };

/** A node at this name, and a connection to it by `--node`. */
async function startNode(uri: string | undefined, host = 'localhost') {
  const dir = await mkdtemp(join(tmpdir(), 'waylight-connect-'));
  const [days, now] = [1, new Date()];
  const authority = await createAuthority({ commonName: 'test', days, now });
  const names = { commonName: 'node', dns: ['localhost'], ip: ['127.0.0.1'], usage: 'server' } as const;
  const tls = await issueCertificate(authority, { ...names, uri, days, now });
  const client = { commonName: 'MYLA', uri: organisationUri('MYLA'), usage: 'client' } as const;
  const caller = await writeCredential(
    dir,
    'MYLA',
    await issueCertificate(authority, { ...client, days, now }),
  );
  const ca = await writeCredential(dir, 'ca', authority);
  let calls = 0;
  const server = new Server();
  const answer = (_call: unknown, reply: (error: null, response: unknown) => void) => {
    calls += 1;
    reply(null, ListCodesResponse.fromPartial({ codeBookVersion: 1 }));
  };
  server.addService({ listCodes: IntakeServiceService.listCodes }, { listCodes: answer });
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      '127.0.0.1:0',
      serverCredentials({ ca: authority.certificate, ...tls }),
      (error, bound) => (error === null ? resolve(bound) : reject(error)),
    ),
  );
  const connection = await connect(
    { env: { noColour: true }, cwd: dir, signal: AbortSignal.timeout(20_000), printMessage: () => undefined },
    { node: `${host}:${port}`, ca: ca.certificate, certificate: caller.certificate, key: caller.key },
  );
  onTestFinished(async () => {
    connection.close();
    server.forceShutdown();
    await rm(dir, { recursive: true });
  });
  return { connection, address: `${host}:${port}`, calls: () => calls };
}

const explained = async (call: () => Promise<unknown>) => {
  const error = await call().catch((failure: unknown) => failure);
  if (!(error instanceof RpcFailure)) throw error;
  const { exitCode, message, details } = explainRpcFailure(error);
  return { exitCode, message, details };
};

it.each(['localhost', '127.0.0.1'])('calls the node of the country, at %s', async (host) => {
  const { connection, calls } = await startNode(serviceUri(nodeName('RS')), host);
  const intake = await connection.intake('RS');
  expect(await intake.listCodes(REQUEST)).toMatchObject({ codeBookVersion: 1 });
  // A command without a country asks any node.
  expect(await (await connection.intake('any')).listCodes(REQUEST)).toMatchObject({ codeBookVersion: 1 });
  expect(calls()).toBe(2);
});

it('sends nothing to the node of another country, in any service', async () => {
  const { connection, address, calls } = await startNode(serviceUri(nodeName('MK')));
  const refusal = {
    exitCode: EXIT.refused,
    message: `${address} is the node of MK, not the node of RS`,
    details: [
      'Nothing was sent. Name the country of the node with --country MK, or the right address with --node.',
    ],
  };
  const intake = await connection.intake('RS');
  expect(await explained(() => intake.listCodes(REQUEST))).toEqual(refusal);
  async function* none() {}
  expect(await explained(() => intake.submitReports(none()).next())).toEqual(refusal);
  const audit = await connection.audit('RS');
  const entries = AuditServiceService.listEntries.requestDeserialize(Buffer.alloc(0));
  expect(await explained(() => audit.listEntries(entries).next())).toEqual(refusal);
  const retention = await connection.retention('RS');
  const asked = RetentionServiceService.getRetention.requestDeserialize(Buffer.alloc(0));
  expect(await explained(() => retention.getRetention(asked))).toEqual(refusal);
  // The same address is the right one for its own country.
  expect(await (await connection.intake('MK')).listCodes(REQUEST)).toMatchObject({ codeBookVersion: 1 });
  expect(calls()).toBe(1);
});

it.each([
  [serviceUri('insights'), 'is insights, not the node of RS'],
  [undefined, 'has a certificate without the name of the node of RS'],
])('sends nothing to a server that is no node (%s)', async (uri, message) => {
  const { connection, address, calls } = await startNode(uri);
  const intake = await connection.intake('RS');
  expect(await explained(() => intake.listCodes(REQUEST))).toMatchObject({
    exitCode: EXIT.refused,
    message: `${address} ${message}`,
  });
  expect(calls()).toBe(0);
});
