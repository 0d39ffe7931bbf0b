import { Dimension, type TrendQuestion } from '@waylight/contracts/trends';
import { areaById, codeById, type ListName, segmentById } from '@waylight/taxonomy';
import type { QuestionProblem } from './parse-question.ts';

const LISTS: Readonly<Partial<Record<Dimension, ListName>>> = {
  [Dimension.COUNTRY]: 'country',
  [Dimension.TYPE]: 'incidentType',
  [Dimension.TYPE_GROUP]: 'typeGroup',
  [Dimension.CAUSE]: 'causeOfDeath',
  [Dimension.PERPETRATOR]: 'perpetrator',
  [Dimension.METHOD]: 'smugglingMethod',
  [Dimension.PERSON_GROUP]: 'personGroup',
  [Dimension.ORIGIN_REGION]: 'originRegion',
  [Dimension.SHARE_WITH]: 'shareWith',
  [Dimension.GROUP_SIZE]: 'groupSize',
  [Dimension.SERVICE]: 'service',
  [Dimension.EXACT_TYPE]: 'incidentType',
  [Dimension.PLACE_PRECISION]: 'placePrecision',
};

/**
 * The filters of a question whose values no cell can have. A question that is answered from cells must be refused for
 * them: "Serbia" for RS would be answered by no cells at all, and that reads as none.
 */
export function findUnknownCodes({ filters }: Pick<TrendQuestion, 'filters'>): QuestionProblem[] {
  return filters.flatMap(({ dimension, values }, i) =>
    values.every((value) => isCode(dimension, value))
      ? []
      : [
          {
            field: `question.filters[${i}].values`,
            description:
              'holds what is no code of the dimension: codes are written as answers and ListCodes give them',
          },
        ],
  );
}

function isCode(dimension: Dimension, value: string): boolean {
  if (value === 'unknown') return true;
  if (value === 'none' && (dimension === Dimension.CAUSE || dimension === Dimension.SERVICE)) return true;
  if (dimension === Dimension.SOURCE_QUALITY) return /^[1-5]$/.test(value);
  if (dimension === Dimension.AREA) return areaById(value) !== undefined;
  if (dimension === Dimension.SEGMENT) return segmentById(value) !== undefined;
  const list = LISTS[dimension];
  return list !== undefined && codeById(list, value) !== undefined;
}
