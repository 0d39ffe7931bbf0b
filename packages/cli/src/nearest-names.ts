import { nearest } from '@waylight/taxonomy';

/** "Did you mean …", as the last lines of an error; nothing where no name is near. */
export function nearestNames(text: string, names: readonly string[]): string[] {
  const found = nearest(
    text.toLowerCase(),
    names.map((name) => [name.toLowerCase(), [name]] as const),
  );
  return found.length === 0 ? [] : [`Did you mean ${found.join(', ')}?`];
}
