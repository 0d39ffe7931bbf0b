import type { ReleaseNotice } from '@waylight/contracts/insights';
import { type Audience, mayRead } from '@waylight/disclosure-control';
import { audienceName } from './audience-name.ts';
import type { View } from './view.ts';

/** The releases that a reader may see, with the revision that added each, in the order of publication. */
export function noticesFor(
  view: View,
  reader: Audience,
): { readonly notice: ReleaseNotice; readonly revision: number }[] {
  return view.releases
    .filter(({ event }) => mayRead(reader, audienceName(event.audience)))
    .map(({ event, revision }) => ({
      revision,
      notice: {
        releaseId: event.releaseId,
        tableId: event.tableId,
        period: event.period,
        audience: event.audience,
        k: event.k,
      },
    }));
}
