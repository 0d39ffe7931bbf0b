/** The least work over the same mutual TLS: a gRPC server that returns the bytes that it received. */
import { Server, type ServerDuplexStream, type ServerUnaryCall, type sendUnaryData } from '@grpc/grpc-js';
import { serverCredentials, type TlsMaterial } from '@waylight/service-kit';

const { tls } = JSON.parse(process.argv[2] ?? '') as { tls: TlsMaterial };

const asIs = (bytes: Buffer): Buffer => bytes;
const method = (name: string, stream: boolean) => ({
  path: `/bench.Echo/${name}`,
  requestStream: stream,
  responseStream: stream,
  requestSerialize: asIs,
  requestDeserialize: asIs,
  responseSerialize: asIs,
  responseDeserialize: asIs,
});

const server = new Server();
server.addService(
  { unary: method('Unary', false), stream: method('Stream', true) },
  {
    unary: (call: ServerUnaryCall<Buffer, Buffer>, answer: sendUnaryData<Buffer>) =>
      answer(null, call.request),
    stream: (call: ServerDuplexStream<Buffer, Buffer>) => {
      call.on('data', (bytes: Buffer) => {
        if (!call.write(bytes)) call.pause();
      });
      call.on('drain', () => call.resume());
      call.on('end', () => call.end());
    },
  },
);
server.bindAsync('127.0.0.1:0', serverCredentials(tls), (error, port) => {
  if (error !== null) throw error;
  process.stdout.write(`${JSON.stringify({ port })}\n`);
});
process.stdin.on('end', () => server.forceShutdown()).resume();
