/** One dimension of a breakdown. Its codes are in one group, or in groups that are each within a code of another dimension. */
export type BreakdownAxis = {
  readonly dimension: string;
  /** The dimension of each group's `within`. */
  readonly withinDimension?: string | undefined;
  readonly groups: readonly { readonly within?: string | undefined; readonly codes: readonly string[] }[];
  /** True if the other codes of `withinDimension` are not broken down. */
  readonly hasOthers: boolean;
};

const NONE = 'all';
const OTHERS = '*';

/**
 * Encodes axes as an argument: `country(AL,BA);type/typeGroup(violence=threats,other border=pushback *)`. Codes and dimensions
 * consist of letters, digits, hyphens and dots. The argument `all` means no breakdown.
 */
export function formatAxes(axes: readonly BreakdownAxis[]): string {
  return axes.length === 0 ? NONE : axes.map(formatAxis).join(';');
}

function formatAxis({ dimension, withinDimension, groups, hasOthers }: BreakdownAxis): string {
  const groupTexts = groups.map(({ within, codes }) =>
    within === undefined ? codes.join() : `${within}=${codes.join()}`,
  );
  return `${dimension}${withinDimension === undefined ? '' : `/${withinDimension}`}(${[...groupTexts, ...(hasOthers ? [OTHERS] : [])].join(' ')})`;
}

const ID = '[A-Za-z0-9.-]+';
const CODES = `${ID}(?:,${ID})*`;
const GROUP = `(?:(?:${ID}=)?${CODES}|\\*)`;
const AXIS = new RegExp(`^(${ID})(?:/(${ID}))?\\((${GROUP}(?: ${GROUP})*)\\)$`);

/** Decodes the argument. Returns undefined for malformed text. */
export function parseAxes(text: string): readonly BreakdownAxis[] | undefined {
  if (text === NONE) return [];
  const axes = text.split(';').map(parseAxis);
  return axes.every((axis) => axis !== undefined) ? axes : undefined;
}

function parseAxis(text: string): BreakdownAxis | undefined {
  const [, dimension, withinDimension, groups] = AXIS.exec(text) ?? [];
  if (dimension === undefined || groups === undefined) return undefined;
  const all = groups.split(' ');
  return {
    dimension,
    ...(withinDimension === undefined ? {} : { withinDimension }),
    groups: all
      .filter((group) => group !== OTHERS)
      .map((group) => {
        const [codes = '', within] = group.split('=').toReversed();
        return { ...(within === undefined ? {} : { within }), codes: codes.split(',') };
      }),
    hasOthers: all.includes(OTHERS),
  };
}
