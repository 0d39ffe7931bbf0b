import type { MessageId } from '../../text/texts.ts';

/** What has become of a question for exact numbers. */
export type AskedStage = 'asking' | 'shown' | 'failed';

/** What there is of them on the screen. */
export type OwnStage = 'away' | AskedStage;

/** What the one button says: it offers to hide numbers where some are shown, and nowhere else. */
export const BUTTONS: Readonly<Record<OwnStage, { readonly says: MessageId; readonly isMain: boolean }>> = {
  away: { says: 'own.show', isMain: true },
  asking: { says: 'own.stop', isMain: false },
  shown: { says: 'own.hide', isMain: false },
  failed: { says: 'state.again', isMain: false },
};

/** Numbers that are being asked for again are not shown meanwhile. */
export function stageOf({
  isFetching,
  data,
}: {
  readonly isFetching: boolean;
  readonly data: unknown;
}): AskedStage {
  if (isFetching) return 'asking';
  return data === undefined ? 'failed' : 'shown';
}

/** Reads what a node says its numbers are as of: "ledger of MK at change 12"; undefined of anything else. */
export function ledgerState(asOf: string): { readonly country: string; readonly change: number } | undefined {
  const match = /^ledger of ([A-Z]{2}) at change (\d+)$/.exec(asOf);
  if (match === null) return undefined;
  const [, country = '', change] = match;
  return { country, change: Number(change) };
}
