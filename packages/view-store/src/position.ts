import type { StoredPosition } from './port.ts';

/** One text per position, so that stores compare positions without looking inside. */
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
