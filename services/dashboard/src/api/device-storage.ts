/** What this browser stores for later visits. Undefined if it blocks storage: reading it then throws, or it is missing. */
export function deviceStorage(): Storage | undefined {
  try {
    localStorage.getItem('');
    return localStorage;
  } catch {
    return undefined;
  }
}

/** Deletes released numbers that earlier versions stored in clear text. Blocked storage cannot be read either. */
export function forgetStoredAnswers(): void {
  deviceStorage()?.removeItem('waylight-kept-view');
}

/** Stores a choice for the next visit, unless storage is blocked or full. */
export function remember(key: string, choice: string): void {
  try {
    localStorage.setItem(key, choice);
  } catch {
    // The choice lasts as long as the page.
  }
}
