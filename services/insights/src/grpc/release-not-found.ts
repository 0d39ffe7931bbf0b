import { RpcError } from '@waylight/service-kit';

/** What is said of a release that is not there, and of every one that is not for the caller. */
export function releaseNotFound(): RpcError {
  return new RpcError(
    'NOT_FOUND',
    'there is no such release that you may see: the list of releases names those that there are',
  );
}
