import { useSearchParams } from 'wouter';
import { isDimension } from '../../text/code-text.ts';
import { readView, type TrendsView, writeView } from './trends-view.ts';

/** What the address says, and the way to make it say something else. */
export function useView(): { readonly view: TrendsView; readonly change: (next: TrendsView) => void } {
  const [parameters, setParameters] = useSearchParams();
  const read = readView(parameters);
  const view = { ...read, by: read.by.filter(isDimension) };
  const change = (next: TrendsView) => setParameters((before) => writeView(next, before), { replace: true });
  return { view, change };
}
