import type { TrueNumbers } from '@waylight/disclosure-control';
import type { ConnectionFlags } from '../connection/flags.ts';
import { TRIAL_OPERATOR } from '../connection/identity.ts';
import { RpcFailure } from '../connection/rpc-failure.ts';
import { refused } from '../failure.ts';
import type { Kit } from '../kit.ts';

/** What a release was drawn from. Only a trial says it, so it is its operator who asks, whoever reads the release. */
export async function truthBehind(kit: Kit, id: string, flags: ConnectionFlags): Promise<TrueNumbers> {
  const connection = await kit.connect({ ...flags, as: TRIAL_OPERATOR }, { operator: true });
  try {
    return await (await connection.operations()).getReleaseTruth({ releaseId: id });
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'FAILED_PRECONDITION')
      throw refused(
        `the truth behind ${id} is not shown: ${error.message}`,
        'A trial that begins with its example data shows it: npm start -- --data NEW-FOLDER',
      );
    throw error;
  }
}
