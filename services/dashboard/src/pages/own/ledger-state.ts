/** Reads what a node says its numbers are as of: "ledger of MK at change 12"; undefined of anything else. */
export function ledgerState(asOf: string): { readonly country: string; readonly change: number } | undefined {
  const match = /^ledger of ([A-Z]{2}) at change (\d+)$/.exec(asOf);
  if (match === null) return undefined;
  const [, country = '', change] = match;
  return { country, change: Number(change) };
}
