import { keyedDigest } from './keyed-digest.ts';

const REFERENCE_BYTES = 16;

/**
 * Returns the reference of a report on the log: 16 bytes of a digest of its organisation and of the sender's report id. The digest
 * uses the organisation's reference key. The report id may contain personal data, so it stays at the node. The same report has the
 * same reference at every node.
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
 * A keyed digest of a report's content, by which a node recognises identical content. Uses the node's key, so that somebody with
 * the ledger cannot guess contents and compare digests.
 */
export function contentDigest(nodeKey: Uint8Array, content: Uint8Array): Uint8Array {
  return keyedDigest(nodeKey, 'waylight/content/v1', [content]);
}

/**
 * Returns the encryption key of a node's ledger. It is derived from the node's key, so that there is no further key to store or
 * lose.
 */
export function ledgerKey(nodeKey: Uint8Array, node: string): Uint8Array {
  return keyedDigest(nodeKey, 'waylight/ledger/v1', [node]);
}
