/** Registers the records that faults append to topics of reports, so that the checker can distinguish them. */
export type ExtraRecords = {
  readonly add: (kind: ExtraKind, at: At) => void;
  readonly kindOf: (at: At) => ExtraKind | undefined;
  /** Positions in the form of the dead letters: topic, partition and offset. */
  readonly poison: () => readonly string[];
  /** Poison of deleted topics: the dead letters may or may not contain it. */
  readonly deletedPoison: () => readonly string[];
  /** The topics were deleted and created again, without their records. */
  readonly onTopicsRecreated: () => void;
};

/** `again`: a record that a node wrote before, or a made-up report; `poison`: a record that can never be counted. */
export type ExtraKind = 'again' | 'poison';

type At = { readonly topic: string; readonly partition: number; readonly offset: number };

export const positionKey = ({ topic, partition, offset }: At): string => `${topic}/${partition}/${offset}`;

export function createExtraRecords(): ExtraRecords {
  const kinds = new Map<string, ExtraKind>();
  const deleted = new Set<string>();
  const poison = () => [...kinds].filter(([, kind]) => kind === 'poison').map(([position]) => position);
  return {
    add: (kind, at) => kinds.set(positionKey(at), kind),
    kindOf: (at) => kinds.get(positionKey(at)),
    poison,
    deletedPoison: () => [...deleted],
    onTopicsRecreated: () => {
      for (const position of poison()) deleted.add(position);
      kinds.clear();
    },
  };
}
