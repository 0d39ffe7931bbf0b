import { useQuery } from '@tanstack/react-query';
import { type DateNote, notesQuery } from './own.ts';
import { sessionQuery } from './questions.ts';

const NONE: readonly DateNote[] = [];

/** The notes of the reader's organisation; none for whoever reads for none, and while nobody answers. */
export function useNotes(): readonly DateNote[] {
  const { data: session } = useQuery(sessionQuery());
  const { data } = useQuery({ ...notesQuery(), enabled: session?.organisation !== undefined });
  return data ?? NONE;
}
