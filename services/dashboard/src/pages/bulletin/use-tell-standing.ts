import { useEffect } from 'react';
import { tellBeside } from '../../api/beside.ts';
import type { Standing } from './author.ts';

/**
 * Tells of a text that is or was hidden that it is back, or another account's, each time that this window has looked who reads: somebody
 * may wait for it in the window where they have signed in.
 */
export function useTellStanding(standing: Standing, isOrWasHidden: boolean, lookedAtMs: number): void {
  useEffect(() => {
    const hasLooked = lookedAtMs > 0;
    if (hasLooked && isOrWasHidden && standing !== 'over')
      tellBeside(standing === 'writes' ? 'text-back' : 'text-of-another');
  }, [standing, isOrWasHidden, lookedAtMs]);
}
