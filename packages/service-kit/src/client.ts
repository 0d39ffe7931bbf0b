export { createRpcClient, type RpcClient } from './client/rpc-client.ts';
export { type RpcCode, RpcFailure, statusName } from './client/rpc-failure.ts';
export type { TlsMaterial } from './config/credential-files.ts';
export {
  CredentialMissingError,
  type CredentialPaths,
  credentialPaths,
  KeyExposedError,
  readCredential,
  readKey,
} from './config/credential-files.ts';
export { clientCredentials } from './grpc/credentials.ts';
export type { PeerIdentity } from './grpc/peer-identity.ts';
