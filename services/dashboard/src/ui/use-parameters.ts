import { useSearchParams } from 'wouter';

/** What is chosen on a page: it stands in the address, so that a link shows the same again. */
export type Parameters = {
  readonly get: (name: string) => string | undefined;
  /** Undefined takes a choice out of the address. */
  readonly set: (changes: Readonly<Record<string, string | undefined>>) => void;
};

export function useParameters(): Parameters {
  const [parameters, setParameters] = useSearchParams();
  return {
    get: (name) => parameters.get(name) ?? undefined,
    set: (changes) =>
      setParameters(
        (before) => {
          const next = new URLSearchParams(before);
          for (const [name, value] of Object.entries(changes))
            if (value === undefined) next.delete(name);
            else next.set(name, value);
          return next;
        },
        { replace: true },
      ),
  };
}

/** The choice of these that an address names; a word that is none of them chooses nothing. */
export const chosenOf = <Option extends string>(
  asked: string | undefined,
  options: readonly Option[],
): Option | undefined => options.find((option) => option === asked);
