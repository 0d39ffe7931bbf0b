import type { Door } from '../door.ts';
import { grpcMessages } from './grpc-messages.ts';
import { configuration, files, mappings } from './inside.ts';
import { messages } from './messages.ts';

/** Every door, in the order in which a run goes through them. */
export const DOORS: readonly Door[] = [grpcMessages, files, mappings, messages, configuration];
