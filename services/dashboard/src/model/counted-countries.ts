/** The code of a named stretch of a segment follows a dot. */
const SEGMENT = /^(?<from>[A-Z]{2})-(?<to>[A-Z]{2})(?:\.(?<stretch>.+))?$/;
const AREA = /^(?:elsewhere-in-)?(?<country>[A-Z]{2})(?:-|$)/;

export type SegmentEnds = {
  readonly from: string;
  readonly to: string;
  /** Undefined for a whole segment. */
  readonly stretch: string | undefined;
};

/** The countries of a directed segment; undefined for other codes, such as “not at a border”. */
export function segmentEnds(code: string): SegmentEnds | undefined {
  const { from, to, stretch } = SEGMENT.exec(code)?.groups ?? {};
  return from === undefined || to === undefined ? undefined : { from, to, stretch };
}

/**
 * The countries whose incidents a number with these codes counts: its country, the country of its area, or both countries of its
 * border. Undefined for a sum of the region, which counts every country.
 */
export function countedCountries(codes: ReadonlyMap<string, string>): readonly string[] | undefined {
  const [country, segment, area] = [codes.get('country'), codes.get('segment'), codes.get('area')];
  if (country !== undefined) return [country];
  const ends = segment === undefined ? undefined : segmentEnds(segment);
  if (ends !== undefined) return [ends.from, ends.to];
  const around = area === undefined ? undefined : AREA.exec(area)?.groups?.country;
  return around === undefined ? undefined : [around];
}
