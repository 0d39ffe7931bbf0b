import { keyedDigest } from './keyed-digest.ts';

const REFERENCE_BYTES = 16;

/**
 * The reference by which a report goes on the log: 16 bytes of a digest of its organisation and the sender's id, under
 * the organisation's reference key. The id, which may say more than it should, stays home; the same report has the
 * same reference at every node and time.
 */
export function reportReference(
  organisationKey: Uint8Array,
  organisation: string,
  reportId: string,
): Uint8Array {
  return keyedDigest(organisationKey, 'waylight/report-reference/v1', [organisation, reportId]).slice(
    0,
    REFERENCE_BYTES,
  );
}

/**
 * A keyed digest of what a report says, by which a node knows the same content when it comes again. Keyed by the node,
 * so that nobody who reads its ledger can try contents against it.
 */
export function contentDigest(nodeKey: Uint8Array, content: Uint8Array): Uint8Array {
  return keyedDigest(nodeKey, 'waylight/content/v1', [content]);
}

/** The key that a node's ledger is encrypted with: made of the node's own, so that there is no further one to keep or to lose. */
export function ledgerKey(nodeKey: Uint8Array, node: string): Uint8Array {
  return keyedDigest(nodeKey, 'waylight/ledger/v1', [node]);
}
