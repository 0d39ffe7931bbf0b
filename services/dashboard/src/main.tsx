import './ui/styles/main.css';
import { startPages } from './app/start.tsx';

// Starts in a task of its own. Browsers that record requests, as in tests, keep the stack of each one, and for a request from the
// top level they would compile this whole file again.
queueMicrotask(() => void begin());

// No top-level `await`: the build puts this file into the chunk that pages share, and pages would wait for it.
async function begin(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) throw new TypeError('the page has no place for the application');
  await startPages(root);
}
