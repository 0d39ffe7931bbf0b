import { isBefore } from './check-sightings.ts';
import { type History, nameOf, type Operation, type ReceiptSighting } from './history.ts';

/** An event next to the operations: a fault, or a state of the run. */
export type Event = { readonly at: number; readonly what: string; readonly detail: string };

export type Recorder = {
  operation(operation: Operation): void;
  sighting(sighting: ReceiptSighting): void;
  event(what: string, detail: string): void;
  history(): History;
  events(): readonly Event[];
};

export function createRecorder(): Recorder {
  const operations: Operation[] = [];
  const sightings: ReceiptSighting[] = [];
  const events: Event[] = [];
  const last = new Map<string, ReceiptSighting>();
  return {
    operation: (operation) => operations.push(operation),
    sighting: (one) => {
      if (one.by === 'get') {
        sightings.push(one);
        return;
      }
      // A watch keeps only receipts that go backwards, each with the one before it: all would need too much memory.
      const watchKey = `${one.process} ${nameOf(one)}`;
      const before = last.get(watchKey);
      if (before !== undefined && isBefore(one, before)) sightings.push(before, one);
      last.set(watchKey, one);
    },
    event: (what, detail) => events.push({ at: performance.now(), what, detail }),
    history: () => ({ operations, sightings }),
    events: () => events,
  };
}
