/** Calls to endpoints of a server by a program that knows only its address. */
import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { ChannelCredentials, Client, status } from '@grpc/grpc-js';
import type { ClientTls } from '@waylight/testing';

/** The result of a call: its status, and the number of messages before it. */
export type CallResult = { readonly code: string; readonly details: string; readonly messages: number };

const REFLECTION = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
/** Field numbers of grpc.reflection.v1. */
const REQUEST_FIELDS = { fileContainingSymbol: 4, listServices: 7 } as const;
const RESPONSE_FIELDS = { files: 4, services: 6 } as const;
/** After this time, an open stream without messages means that the caller is permitted. */
const SILENCE_MS = 500;

export function createClient(port: number, { ca = '', certificate, key }: ClientTls): Client {
  const pem = (text: string | undefined): Buffer | null => (text === undefined ? null : Buffer.from(text));
  return new Client(
    `localhost:${port}`,
    ChannelCredentials.createSsl(Buffer.from(ca), pem(key), pem(certificate)),
  );
}

/** All kinds of calls are the same on the wire: a request, and the end of requests. */
export function probeMethod(
  client: Client,
  path: string,
  request: Buffer = requestFor(path),
): Promise<CallResult> {
  const { promise, resolve } = Promise.withResolvers<CallResult>();
  const asIs = (bytes: Buffer): Buffer => bytes;
  const call = client.makeBidiStreamRequest(path, asIs, asIs);
  let messages = 0;
  let timer: NodeJS.Timeout | undefined;
  const end = (code: string, details: string): void => {
    clearTimeout(timer);
    resolve({ code, details, messages });
    call.cancel();
  };
  const listen = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => end('SILENT', ''), messages === 0 ? 10 * SILENCE_MS : SILENCE_MS);
  };
  // A watch without events does not even send headers before its first message.
  call.on('metadata', () => {
    clearTimeout(timer);
    timer = setTimeout(() => end('SILENT', ''), SILENCE_MS);
  });
  call.on('data', () => {
    messages += 1;
    listen();
  });
  call.on('error', (error) => {
    const { code, details } = error as Error & { readonly code: status; readonly details: string };
    end(status[code], details);
  });
  call.on('end', () => end('OK', ''));
  listen();
  call.write(request);
  call.end();
  return promise;
}

/** An empty request, valid for every message. Reflection gets a query, because an empty one is an error. */
function requestFor(path: string): Buffer {
  return path.includes('.ServerReflection/') ? reflectionRequest('listServices', '*') : Buffer.alloc(0);
}

const reflectionRequest = (of: keyof typeof REQUEST_FIELDS, text: string): Buffer =>
  Buffer.from(new BinaryWriter().tag(REQUEST_FIELDS[of], 2).string(text).finish());

/** Paths of all methods, by the server's reflection. */
export async function listReflectedMethods(client: Client): Promise<string[]> {
  const listed = await reflect(client, reflectionRequest('listServices', '*'));
  const services = fieldsOf(listed, RESPONSE_FIELDS.services).flatMap((list) =>
    fieldsOf(list, 1).flatMap((one) => fieldsOf(one, 1)),
  );
  const paths: string[] = [];
  for (const name of services.map((bytes) => Buffer.from(bytes).toString())) {
    const answer = await reflect(client, reflectionRequest('fileContainingSymbol', name));
    const files = fieldsOf(answer, RESPONSE_FIELDS.files).flatMap((response) => fieldsOf(response, 1));
    for (const file of files.map((bytes) => fromBinary(FileDescriptorProtoSchema, bytes)))
      for (const service of file.service)
        if (`${file.package}.${service.name}` === name)
          paths.push(...service.method.map((method) => `/${name}/${method.name}`));
  }
  return paths;
}

function reflect(client: Client, request: Buffer): Promise<Uint8Array> {
  const asIs = (bytes: Buffer): Buffer => bytes;
  return new Promise((resolve, reject) => {
    const call = client.makeBidiStreamRequest(REFLECTION, asIs, asIs);
    call.on('data', resolve);
    call.on('error', reject);
    call.write(request);
    call.end();
  });
}

/** Values of a length-delimited field of a message. */
function fieldsOf(message: Uint8Array, field: number): Uint8Array[] {
  const reader = new BinaryReader(message);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [number, type] = reader.tag();
    if (number === field) found.push(reader.bytes());
    else reader.skip(type, number);
  }
  return found;
}
