import type { ReleaseNotice } from '@waylight/contracts/insights';
import type { Audience } from '@waylight/disclosure-control';
import { type Gate, isReadable, opensByApproval } from './readable.ts';
import type { View } from './view.ts';

export type Notice = {
  readonly notice: ReleaseNotice;
  /** When this reader could see it: by the store's revision that added it, or by the approval that opened it. */
  readonly since: { readonly revision: number } | { readonly mark: number };
};

/** The releases that a reader may see, in the order of publication. */
export function noticesFor(view: View, gate: Gate, reader: Audience): Notice[] {
  return view.releases
    .filter(({ event }) => isReadable(event, gate, reader))
    .map(({ event, revision }) => ({
      since: opensByApproval(event, reader)
        ? { mark: gate.approvedMark(event.releaseId) ?? 0 }
        : { revision },
      notice: {
        releaseId: event.releaseId,
        tableId: event.tableId,
        period: event.period,
        audience: event.audience,
        k: event.k,
      },
    }));
}
