/** Gets the way to leave the page, and takes it once nothing is lost or the person agrees. */
type Guard = (leave: () => void) => void;

/** The guard of the page, the address of the page, and what removes the guard. */
let activeGuard: { readonly guard: Guard; readonly here: string; readonly disarm: () => void } | undefined;

/** Leaves the page. If it has unsaved text, it asks first. */
export function leavePage(leave: () => void): void {
  if (activeGuard === undefined) leave();
  else activeGuard.guard(leave);
}

/** Lets the page be left, because its text is saved or the person agreed to lose it. */
export const stopGuarding = (): void => activeGuard?.disarm();

/**
 * Passes back and forward to the guard. Call it before the router starts: Chromium calls listeners of the window in the order in
 * which they were added, even capturing ones. Returns a function that stops this.
 */
export function guardHistory(): () => void {
  const guard = (event: PopStateEvent) => {
    if (activeGuard === undefined || withoutHash(location.href) === withoutHash(activeGuard.here)) return;
    // The browser has left already. Before the router notices, it returns to this page, as a new entry behind the other one.
    event.stopImmediatePropagation();
    history.pushState(null, '', activeGuard.here);
    activeGuard.guard(() => history.back());
  };
  addEventListener('popstate', guard, { capture: true });
  return () => removeEventListener('popstate', guard, { capture: true });
}

/** Passes every way to leave the page to `guard`. For leaving the site, the browser has a question of its own. */
export function guardPage(guard: Guard): () => void {
  stopGuarding();
  const listening = new AbortController();
  const { signal } = listening;
  const disarm = () => {
    listening.abort();
    if (activeGuard?.disarm === disarm) activeGuard = undefined;
  };
  const arm = () => {
    activeGuard = { guard, here: location.href, disarm };
  };
  arm();
  // A change of the language changes the address only.
  addEventListener('replaceState', arm, { signal });
  addEventListener('beforeunload', (event) => event.preventDefault(), { signal });
  return disarm;
}

const withoutHash = (address: string): string => address.split('#')[0] ?? '';
