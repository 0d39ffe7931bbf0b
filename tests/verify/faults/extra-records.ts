/** Records that faults put on topics of reports, which no node wrote, so that the checker can tell them apart. */
export type ExtraRecords = {
  readonly add: (kind: ExtraKind, at: At) => void;
  readonly kindOf: (at: At) => ExtraKind | undefined;
  /** As the dead letters name it: topic, partition and offset. */
  readonly poison: () => readonly string[];
  /** Poison of topics that are gone: it may have been told, or not any more. */
  readonly deletedPoison: () => readonly string[];
  /** The topics were made anew: what was put on them is gone. */
  readonly onTopicsRecreated: () => void;
};

/** `again`: what a node wrote before, or a revision of a report of nobody's; `poison`: what can never be counted. */
export type ExtraKind = 'again' | 'poison';

type At = { readonly topic: string; readonly partition: number; readonly offset: number };

export const positionKey = ({ topic, partition, offset }: At): string => `${topic}/${partition}/${offset}`;

export function createExtraRecords(): ExtraRecords {
  const kinds = new Map<string, ExtraKind>();
  const gone = new Set<string>();
  const poison = () => [...kinds].filter(([, kind]) => kind === 'poison').map(([place]) => place);
  return {
    add: (kind, at) => kinds.set(positionKey(at), kind),
    kindOf: (at) => kinds.get(positionKey(at)),
    poison,
    deletedPoison: () => [...gone],
    onTopicsRecreated: () => {
      for (const place of poison()) gone.add(place);
      kinds.clear();
    },
  };
}
