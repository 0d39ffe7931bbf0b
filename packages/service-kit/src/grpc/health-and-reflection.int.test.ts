import { create, createFileRegistry, fromBinary, toBinary } from '@bufbuild/protobuf';
import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  file_google_protobuf_timestamp,
} from '@bufbuild/protobuf/wkt';
import { Client, credentials, Metadata, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHealth } from '../health/health.ts';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import { EchoService } from './echo.fixture.ts';
import { createGrpcServer } from './grpc-server.ts';

const log = createLogger({ service: 'kit', level: 'silent' });
const health = createHealth();
let ready = true;
let running: Running;
let client: Client;

/** A file whose message has a Timestamp, which the official reflection package cannot describe. */
const echoFile = create(FileDescriptorProtoSchema, {
  name: 'waylight/test/v1/echo.proto',
  package: 'waylight.test.v1',
  dependency: ['google/protobuf/timestamp.proto'],
  syntax: 'proto3',
  messageType: [
    {
      name: 'Echo',
      field: [
        {
          name: 'at',
          number: 1,
          label: FieldDescriptorProto_Label.OPTIONAL,
          type: FieldDescriptorProto_Type.MESSAGE,
          typeName: '.google.protobuf.Timestamp',
        },
      ],
    },
  ],
  service: [
    {
      name: 'EchoService',
      method: [{ name: 'Once', inputType: '.waylight.test.v1.Echo', outputType: '.waylight.test.v1.Echo' }],
    },
  ],
});
const files = [file_google_protobuf_timestamp.proto, echoFile];
const descriptorSet = toBinary(FileDescriptorSetSchema, create(FileDescriptorSetSchema, { file: files }));

beforeAll(async () => {
  health.add('ready', 'store', () => (ready ? { ok: true } : { ok: false, code: 'STORE_AWAY' }));
  const server = createGrpcServer({
    name: 'gRPC of test',
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    log,
    health,
    descriptorSet,
    before: () => {
      throw new Error('`before` ran for health or reflection');
    },
    stopTimeoutMs: 500,
  });
  server.addService(EchoService, {
    once: async (request) => request,
    repeat: async function* () {},
    gather: async () => '',
    chat: async function* () {},
  });
  running = await server.start(AbortSignal.timeout(5_000));
  client = new Client(`127.0.0.1:${server.port()}`, credentials.createInsecure());
});
afterAll(async () => {
  client.close();
  await running.stop();
});

const raw = (bytes: Buffer): Buffer => bytes;
const text = (field: number, value: string): Buffer =>
  Buffer.from(
    new BinaryWriter()
      .uint32((field << 3) | 2)
      .string(value)
      .finish(),
  );

/** Returns every length-delimited field at the path of field numbers. */
function at(bytes: Uint8Array, [field, ...rest]: number[]): Uint8Array[] {
  const reader = new BinaryReader(bytes);
  const found: Uint8Array[] = [];
  while (reader.pos < reader.len) {
    const [number, wireType] = reader.tag();
    if (number === field) found.push(reader.bytes());
    else reader.skip(wireType, number);
  }
  return rest.length === 0 ? found : found.flatMap((inner) => at(inner, rest));
}

async function reflect(version: 'v1' | 'v1alpha', request: Buffer): Promise<Uint8Array> {
  const path = `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`;
  const call = client.makeBidiStreamRequest(path, raw, raw, new Metadata(), { deadline: Date.now() + 5_000 });
  call.write(request);
  call.end();
  const [answer] = await call.toArray();
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

test.each(['v1', 'v1alpha'] as const)('reflection %s lists the services', async (version) => {
  const names = at(await reflect(version, text(7, '')), [6, 1, 1]).map((name) =>
    Buffer.from(name).toString(),
  );
  expect(names).toEqual(['waylight.test.v1.EchoService', 'grpc.health.v1.Health']);
});

test.each(['waylight.test.v1.EchoService', 'waylight.test.v1.EchoService.Once', 'waylight.test.v1.Echo'])(
  'reflection serves the compiled file of %s',
  async (symbol) => {
    const [file] = at(await reflect('v1', text(4, symbol)), [4, 1]);
    expect(Buffer.from(file ?? []).equals(toBinary(FileDescriptorProtoSchema, echoFile))).toBe(true);
  },
);

test('reflection describes every listed service, health included', async () => {
  const [file] = at(await reflect('v1', text(4, 'grpc.health.v1.Health')), [4, 1]);
  const described = createFileRegistry(
    create(FileDescriptorSetSchema, {
      file: [fromBinary(FileDescriptorProtoSchema, file ?? new Uint8Array())],
    }),
  );
  expect(described.getService('grpc.health.v1.Health')?.methods.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['Check', 'Watch']),
  );
});

test('reflection serves the file of Timestamp, which the service uses', async () => {
  const [file] = at(await reflect('v1', text(3, 'google/protobuf/timestamp.proto')), [4, 1]);
  expect(Buffer.from(file ?? []).toString()).toContain('Timestamp');
  const [bySymbol] = at(await reflect('v1', text(4, 'google.protobuf.Timestamp')), [4, 1]);
  expect(bySymbol).toEqual(file);
});

function check(service: string): Promise<{ code: number; serving: number | undefined }> {
  const { promise, resolve } = Promise.withResolvers<{ code: number; serving: number | undefined }>();
  const options = { deadline: Date.now() + 5_000 };
  client.makeUnaryRequest(
    '/grpc.health.v1.Health/Check',
    raw,
    raw,
    text(1, service),
    options,
    (error, answer) => resolve({ code: error?.code ?? status.OK, serving: answer?.[1] }),
  );
  return promise;
}

test('standard health returns the current result of the checks', async () => {
  for (const service of ['', 'waylight.test.v1.EchoService']) {
    expect(await check(service)).toEqual({ code: status.OK, serving: 1 });
  }
  ready = false;
  expect(await check('')).toEqual({ code: status.OK, serving: 2 });
  ready = true;
  expect((await check('no.such.Service')).code).toBe(status.NOT_FOUND);
});

test('a watcher of health receives each change', async () => {
  const deadline = Date.now() + 10_000;
  const call = client.makeServerStreamRequest(
    '/grpc.health.v1.Health/Watch',
    raw,
    raw,
    text(1, ''),
    new Metadata(),
    {
      deadline,
    },
  );
  const statuses: (number | undefined)[] = [];
  call.on('error', () => undefined);
  for await (const answer of call as AsyncIterable<Buffer>) {
    statuses.push(answer[1]);
    ready = !ready;
    if (statuses.length === 3) break;
  }
  ready = true;
  expect(statuses).toEqual([1, 2, 1]);
});
