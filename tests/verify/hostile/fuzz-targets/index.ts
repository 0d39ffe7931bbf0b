import type { FuzzTarget } from '../fuzz-target.ts';
import { grpcCalls } from './grpc-calls.ts';
import { grpcConnections } from './grpc-connections.ts';
import { grpcMessages } from './grpc-messages.ts';
import { httpConnections } from './http-connections.ts';
import { httpOpenapi } from './http-openapi.ts';
import { httpRequests } from './http-requests.ts';
import { messages } from './messages.ts';
import { configuration, files, mappings } from './program-targets.ts';

/** Every target, in the order of a run. */
export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  grpcMessages,
  grpcCalls,
  grpcConnections,
  httpRequests,
  httpConnections,
  httpOpenapi,
  files,
  mappings,
  messages,
  configuration,
];
