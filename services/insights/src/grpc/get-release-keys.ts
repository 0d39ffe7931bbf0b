import { GetReleaseKeysResponse } from '@waylight/contracts/insights';
import type { InsightsContext } from '../context.ts';

/** The same for every caller: a public key is of no use to anyone but to verify. */
export async function getReleaseKeys({ releaseKeys }: InsightsContext): Promise<GetReleaseKeysResponse> {
  return GetReleaseKeysResponse.fromPartial({
    keys: releaseKeys.map((key) => ({ ...key, publicKey: Buffer.from(key.publicKey, 'base64') })),
  });
}
