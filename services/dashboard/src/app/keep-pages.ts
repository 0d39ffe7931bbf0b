/**
 * Lets the pages open where there is no connection: a worker of this origin keeps the files of the build, and no answer of
 * any door. It is told what this page had loaded before it came. A browser that has none goes without.
 */
export async function keepPages(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  try {
    await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${location.origin}/assets/`)),
    );
  } catch {
    // Private windows and strict settings forbid it: everything but reading offline goes on.
  }
}
