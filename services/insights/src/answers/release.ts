import { type Audience, type ExportedTable, exportTable, mayRead } from '@waylight/disclosure-control';
import { audienceName } from './audience-name.ts';
import type { KnownRelease, View } from './view.ts';

/** A release by its id; undefined where there is none, and where there is one that this reader may not see. */
export function releaseFor(view: View, reader: Audience, id: string): KnownRelease | undefined {
  return view.releases.find(
    ({ event }) => event.releaseId === id && mayRead(reader, audienceName(event.audience)),
  );
}

/** Every number of a release, as a document. */
export function documentOf({ event }: KnownRelease): ExportedTable {
  return exportTable(event, audienceName(event.audience));
}
