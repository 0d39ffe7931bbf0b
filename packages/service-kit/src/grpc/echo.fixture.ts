import {
  Client,
  type ClientDuplexStream,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import type { Credential, TlsMaterial } from '../config/credential-files.ts';
import { createAuthority, issueCertificate } from '../pki/authority.ts';
import { clientCredentials } from './credentials.ts';

/** A service in the form that ts-proto generates, with texts as messages. */
const serialize = (value: string): Buffer => Buffer.from(value);
const deserialize = (bytes: Buffer): string => {
  if (bytes[0] === 0xff) throw new Error(`bad bytes ${bytes.toString('hex')}`);
  return bytes.toString();
};
const codec = {
  requestSerialize: serialize,
  requestDeserialize: deserialize,
  responseSerialize: serialize,
  responseDeserialize: deserialize,
};
const method = <const Request extends boolean, const Response extends boolean>(
  name: string,
  requestStream: Request,
  responseStream: Response,
) => ({ path: `/waylight.test.v1.EchoService/${name}`, requestStream, responseStream, ...codec });

export const EchoService = {
  once: method('Once', false, false),
  repeat: method('Repeat', false, true),
  gather: method('Gather', true, false),
  chat: method('Chat', true, true),
};

export type EchoClient = {
  once: (request: string | Buffer, options?: { deadlineMs?: number }) => Promise<string>;
  repeat: (request: string) => ClientReadableStream<string>;
  gather: (requests: readonly string[]) => Promise<string>;
  chat: () => ClientDuplexStream<string, string>;
  close: () => void;
};

export function echoClient(port: number, tls?: TlsMaterial, host = 'localhost'): EchoClient {
  const client = new Client(
    `${host}:${port}`,
    tls === undefined ? credentials.createInsecure() : clientCredentials(tls),
  );
  const raw = (value: string | Buffer): Buffer => (typeof value === 'string' ? Buffer.from(value) : value);
  const settle = ({ promise, resolve, reject }: PromiseWithResolvers<string>) => ({
    promise,
    callback: (error: ServiceError | null, value?: string) =>
      error === null ? resolve(value ?? '') : reject(error),
  });
  return {
    once: (request, { deadlineMs = 10_000 } = {}) => {
      const { promise, callback } = settle(Promise.withResolvers<string>());
      const options = { deadline: Date.now() + deadlineMs };
      client.makeUnaryRequest(
        EchoService.once.path,
        raw,
        deserialize,
        request,
        new Metadata(),
        options,
        callback,
      );
      return promise;
    },
    repeat: (request) => client.makeServerStreamRequest(EchoService.repeat.path, raw, deserialize, request),
    gather: (requests) => {
      const { promise, callback } = settle(Promise.withResolvers<string>());
      const call = client.makeClientStreamRequest(EchoService.gather.path, raw, deserialize, callback);
      for (const request of requests) call.write(request);
      call.end();
      return promise;
    },
    chat: () => client.makeBidiStreamRequest(EchoService.chat.path, raw, deserialize),
    close: () => client.close(),
  };
}

export type TestPki = {
  readonly authority: Credential;
  readonly server: TlsMaterial;
  readonly client: (uri: string, days?: number) => Promise<TlsMaterial>;
};

/** Creates a certificate authority, and a server certificate for this machine. */
export async function createTestPki(): Promise<TestPki> {
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test authority', days: 30, now });
  const ca = authority.certificate;
  const server = await issueCertificate(authority, {
    commonName: 'localhost',
    dns: ['localhost'],
    ip: ['127.0.0.1', '::1'],
    usage: 'server',
    days: 10,
    now,
  });
  return {
    authority,
    server: { ca, ...server },
    client: async (uri, days = 10) => {
      const issued = await issueCertificate(authority, {
        commonName: 'client',
        uri,
        usage: 'client',
        days,
        now,
      });
      return { ca, ...issued };
    },
  };
}
