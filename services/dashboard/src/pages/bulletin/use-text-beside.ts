import { useEffect, useState } from 'react';
import { openBeside } from '../../api/beside.ts';

export type TextBeside = 'text-back' | 'text-of-another';

/** What the window of a hidden text answers to a sign-in that has landed here; undefined until one does. */
export function useTextBeside(): TextBeside | undefined {
  const [text, setText] = useState<TextBeside>();
  useEffect(() => {
    const { tell, close } = openBeside((told) => {
      // Where several texts wait, of several accounts, one of them is back.
      if (told !== 'session-changed') setText((before) => (before === 'text-back' ? before : told));
    });
    tell('session-changed');
    return close;
  }, []);
  return text;
}
