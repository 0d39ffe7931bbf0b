import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';

/** Stores the choices of a page in its URL. Other parameters are kept. */
export type UrlCodec<State> = {
  /** Missing and invalid parameters give the default. */
  readonly read: (parameters: URLSearchParams) => State;
  readonly write: (state: State, others?: URLSearchParams) => URLSearchParams;
};

/** One choice. */
export type UrlField<Value> = {
  readonly read: (text: string | undefined) => Value;
  /** Undefined if the URL needs no parameter. */
  readonly write: (value: Value) => string | undefined;
};

export const anyText: UrlField<string | undefined> = {
  read: (text) => text || undefined,
  write: (text) => text,
};

/** A choice among several words. `first` is the default. */
export const oneOf = <Option extends string, First extends Option | undefined = undefined>(
  options: readonly Option[],
  first?: First,
): UrlField<Option | First> => ({
  read: (text) => options.find((option) => option === text) ?? (first as First),
  write: (value) => (value === first ? undefined : value),
});

/** A parameter for each choice. */
export function urlFields<State extends object>(
  fields: {
    readonly [Name in keyof State]: UrlField<State[Name]>;
  },
): UrlCodec<State> {
  const names = Object.keys(fields) as (keyof State & string)[];
  return {
    read: (parameters) =>
      Object.fromEntries(
        names.map((name) => [name, fields[name].read(parameters.get(name) ?? undefined)]),
      ) as State,
    write: (state, others) => {
      const next = new URLSearchParams(others);
      for (const name of names) {
        const text = fields[name].write(state[name]);
        if (text === undefined) next.delete(name);
        else next.set(name, text);
      }
      return next;
    },
  };
}

export type UrlState<State> = {
  readonly state: State;
  readonly change: (changes: Partial<State>) => void;
};

/** The reader's choices on a page. The URL contains them, so that a link shows the same again. */
export function useUrlState<State>(codec: UrlCodec<State>): UrlState<State> {
  const [parameters, setParameters] = useSearchParams();
  const change = (changes: Partial<State>) =>
    setParameters((before) => codec.write({ ...codec.read(before), ...changes }, before), { replace: true });
  return { state: codec.read(parameters), change };
}

/** Choices in the fragment. A fragment without "=" is a link within the page. */
function choicesIn(hash: string): string | undefined {
  const text = hash.replace(/^#/, '');
  return text === '' || text.includes('=') ? text : undefined;
}

/** The same for choices that insights must not receive: browsers do not send the fragment. */
export function useFragmentState<State>(codec: UrlCodec<State>): UrlState<State> {
  const [text, setText] = useState(() => choicesIn(location.hash) ?? '');
  useEffect(() => {
    const listen = () => setText((before) => choicesIn(location.hash) ?? before);
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  const before = new URLSearchParams(text);
  const state = codec.read(before);
  const change = (changes: Partial<State>) => {
    const next = codec.write({ ...state, ...changes }, before).toString();
    const address = new URL(location.href);
    address.hash = next;
    history.replaceState(history.state, '', address);
    setText(next);
  };
  return { state, change };
}
