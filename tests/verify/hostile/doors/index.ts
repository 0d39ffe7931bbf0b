import type { Door } from '../door.ts';
import { grpcCalls } from './grpc-calls.ts';
import { grpcConnections } from './grpc-connections.ts';
import { grpcMessages } from './grpc-messages.ts';
import { httpConnections } from './http-connections.ts';
import { httpOpenapi } from './http-openapi.ts';
import { httpRequests } from './http-requests.ts';
import { configuration, files, mappings } from './inside.ts';
import { messages } from './messages.ts';

/** Every door, in the order in which a run goes through them. */
export const DOORS: readonly Door[] = [
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
