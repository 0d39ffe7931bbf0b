import type { ReleaseEvent } from '@waylight/contracts/release';
import { RpcFailure } from '@waylight/service-kit/client';
import type { InsightsCalls } from '../connection/connect.ts';
import { refusedFailure } from '../failure.ts';

export async function fetchRelease(
  insights: InsightsCalls,
  id: string,
): Promise<{ readonly release: ReleaseEvent; readonly notices: readonly string[] }> {
  try {
    const { release, notices } = await insights.getRelease({ releaseId: id });
    if (release === undefined) throw new TypeError('the response has no release');
    return { release, notices };
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'NOT_FOUND')
      throw refusedFailure(
        'no release with this id is available to you',
        'List the available releases: waylight release list',
      );
    throw error;
  }
}
