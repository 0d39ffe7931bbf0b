export type { Any } from './gen/google/protobuf/any.ts';
export { BadRequest, RetryInfo } from './gen/google/rpc/error_details.ts';
export { Status } from './gen/google/rpc/status.ts';
