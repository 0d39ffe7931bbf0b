/** Calls at the doors of a server as any program makes them that knows nothing but an address. */
import { fromBinary } from '@bufbuild/protobuf';
import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import { FileDescriptorProtoSchema } from '@bufbuild/protobuf/wkt';
import { ChannelCredentials, Client, status } from '@grpc/grpc-js';
import type { ClientTls } from '@waylight/testing';

/** What somebody was told at a door: the status that the call ended with, and how many messages came before. */
export type CallResult = { readonly code: string; readonly details: string; readonly messages: number };

const REFLECTION = '/grpc.reflection.v1.ServerReflection/ServerReflectionInfo';
/** Fields of its messages, as grpc.reflection.v1 numbers them. */
const REQUEST_FIELDS = { fileContainingSymbol: 4, listServices: 7 } as const;
const RESPONSE_FIELDS = { files: 4, services: 6 } as const;
/** A stream that goes on without saying anything has let its caller in. */
const SILENCE_MS = 500;

export function createClient(port: number, { ca = '', certificate, key }: ClientTls): Client {
  const pem = (text: string | undefined): Buffer | null => (text === undefined ? null : Buffer.from(text));
  return new Client(
    `localhost:${port}`,
    ChannelCredentials.createSsl(Buffer.from(ca), pem(key), pem(certificate)),
  );
}

/** On the wire each kind of call is the same: a request, and the end of requests. */
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
  // Of a watch that has nothing to tell not even this comes before its first message.
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

/** Nothing at all, which every message can be; to reflection a question, which it otherwise takes for a defect. */
function requestFor(path: string): Buffer {
  return path.includes('.ServerReflection/') ? reflectionRequest('listServices', '*') : Buffer.alloc(0);
}

const reflectionRequest = (of: keyof typeof REQUEST_FIELDS, text: string): Buffer =>
  Buffer.from(new BinaryWriter().tag(REQUEST_FIELDS[of], 2).string(text).finish());

/** The path of every method that a server says it has. */
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

/** The values of a field of a message that holds bytes, texts or messages there. */
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
