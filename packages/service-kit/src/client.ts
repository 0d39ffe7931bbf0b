export { clientCredentials, type TlsMaterial } from './grpc/credentials.ts';
export { decodeStatusDetails, type FieldViolation, type StatusDetail } from './grpc/status-details.ts';
export {
  CredentialMissingError,
  type CredentialPaths,
  credentialPaths,
  KeyExposedError,
  readCredential,
  readKey,
} from './pki/credential-files.ts';
