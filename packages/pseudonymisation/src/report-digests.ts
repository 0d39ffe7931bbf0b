import { keyedDigest } from './keyed-digest.ts';

const REFERENCE_BYTES = 16;

/**
 * The reference of a report on the log: 16 bytes of a digest of its organisation and the sender's id, under the organisation's
 * reference key. The id, which may contain personal data, stays at the node. The same report always has the same reference, at
 * every node.
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
 * A keyed digest of a report's content, by which a node recognises identical content. Keyed by the node, so that readers of its
 * ledger cannot try contents.
 */
export function contentDigest(nodeKey: Uint8Array, content: Uint8Array): Uint8Array {
  return keyedDigest(nodeKey, 'waylight/content/v1', [content]);
}

/** The encryption key of a node's ledger, derived from the node's key, so that there is no further key to store or lose. */
export function ledgerKey(nodeKey: Uint8Array, node: string): Uint8Array {
  return keyedDigest(nodeKey, 'waylight/ledger/v1', [node]);
}
