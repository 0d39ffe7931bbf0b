/** What a table tells apart: a dimension and its codes, all of them together or by the code of another dimension that they break down. */
export type BreakdownAxis = {
  readonly dimension: string;
  /** The dimension of `within`, where the groups have it. */
  readonly withinDimension?: string | undefined;
  readonly groups: readonly { readonly within?: string | undefined; readonly codes: readonly string[] }[];
  /** Whether codes of that dimension that are not among the groups stay as they are. */
  readonly hasOthers: boolean;
};

const NONE = 'all';
const OTHERS = '*';

/**
 * Axes as an argument: `country(AL,BA);type/typeGroup(violence=threats,other border=pushback *)`. Codes and dimensions have letters, digits,
 * hyphens and dots alone. A table that tells nothing apart is `all`.
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

/** Reads the argument again; undefined where it is none. */
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
