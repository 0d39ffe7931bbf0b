import { useEffect, useState } from 'react';
import type { Parameters } from './use-parameters.ts';

/** What stands behind the # of an address, where it is choices: a link within the page has no "=". */
const choicesIn = (hash: string): string | undefined => {
  const text = hash.replace(/^#/, '');
  return text === '' || text.includes('=') ? text : undefined;
};

/**
 * As `useParameters`, where insights must not learn what is chosen: a browser sends nobody what stands behind the #, not when
 * the page is loaded and not when somebody signs in. A link shows the same again all the same.
 */
export function useFragment(): Parameters {
  const [text, setText] = useState(() => choicesIn(location.hash) ?? '');
  useEffect(() => {
    const listen = () => setText((before) => choicesIn(location.hash) ?? before);
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  const chosen = new URLSearchParams(text);
  return {
    get: (name) => chosen.get(name) ?? undefined,
    set: (changes) => {
      const next = new URLSearchParams(text);
      for (const [name, value] of Object.entries(changes))
        if (value === undefined) next.delete(name);
        else next.set(name, value);
      const address = new URL(location.href);
      address.hash = next.toString();
      history.replaceState(history.state, '', address);
      setText(next.toString());
    },
  };
}
