import type { StoredPosition } from './port.ts';

/** Encodes a position as one text, so that stores can compare positions. */
export function encodePosition(position: StoredPosition | null): string {
  if (position === null) return '';
  if (!Number.isSafeInteger(position.offset) || position.offset < 0) {
    throw new RangeError(`offset ${position.offset} is not a whole number from 0`);
  }
  return JSON.stringify([position.clusterId, position.topicId, position.offset]);
}

export function decodePosition(text: string | null | undefined): StoredPosition | null {
  if (!text) return null;
  const [clusterId, topicId, offset] = JSON.parse(text) as [string, string, number];
  return { clusterId, topicId, offset };
}

type Labels = Readonly<Record<string, string>>;

/** Encodes labels as one text, independent of their order, so that stores can compare them. */
export function encodeLabels(labels: Labels): string {
  return JSON.stringify(Object.fromEntries(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1))));
}

export function decodeLabels(text: string): Labels {
  return JSON.parse(text) as Labels;
}
