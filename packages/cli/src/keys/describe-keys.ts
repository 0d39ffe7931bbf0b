import type { SharedFingerprints } from '@waylight/node-keys';

/** Lines that two operators compare by telephone. */
export function describeFingerprints({ everywhere, organisations }: SharedFingerprints): string[] {
  return [
    ...(everywhere === undefined
      ? []
      : [`all six nodes: ${everywhere.fingerprint}  (${everywhere.keys.join(', ')})`]),
    ...organisations.map(({ keys, fingerprint }) => `${keys.join(', ')}: ${fingerprint}`),
  ];
}

/** One line about the shared keys that the node lacks. */
export function describeMissing({ missing }: SharedFingerprints): string[] {
  return missing.length === 0
    ? []
    : [
        `missing: ${missing.join(', ')}. One node creates them (keys share), the others accept them (keys accept).`,
      ];
}
