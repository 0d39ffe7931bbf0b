import type { MessageId } from '../../text/texts.ts';

/** State of a request for exact numbers. */
export type AskedStage = 'asking' | 'shown' | 'failed';

/** State of the numbers on the screen. */
export type OwnStage = 'away' | AskedStage;

/** Label of the button in each state. It offers to hide numbers only if some are shown. */
export const BUTTONS: Readonly<Record<OwnStage, { readonly says: MessageId; readonly isMain: boolean }>> = {
  away: { says: 'own.show', isMain: true },
  asking: { says: 'own.stop', isMain: false },
  shown: { says: 'own.hide', isMain: false },
  failed: { says: 'state.again', isMain: false },
};

/** Numbers are hidden while they are fetched again. */
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

/** Parses the state of a node's numbers: "ledger of MK at change 12"; undefined for other text. */
export function ledgerState(asOf: string): { readonly country: string; readonly change: number } | undefined {
  const match = /^ledger of ([A-Z]{2}) at change (\d+)$/.exec(asOf);
  if (match === null) return undefined;
  const [, country = '', change] = match;
  return { country, change: Number(change) };
}
