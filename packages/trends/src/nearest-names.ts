import { nearest } from '@waylight/taxonomy';

/** "Did you mean …?" for an error; empty if no name is near. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const found = nearest(
    text.toLowerCase(),
    names.map((name) => [name.toLowerCase(), [name]] as const),
  );
  return found.length === 0 ? [] : [`Did you mean ${found.join(', ')}?`];
}
