import { useState } from 'react';

/**
 * True from the first time that everything of a page had its first answer or failure: all panels appear in one step, so that none
 * moves another, and they stay while numbers are fetched again.
 */
export function useOpened(isComplete: boolean): boolean {
  const [isOpen, setOpen] = useState(isComplete);
  if (isComplete && !isOpen) setOpen(true);
  return isOpen || isComplete;
}
