import type { CauseOfDeath, IncidentType, Perpetrator, SmugglingMethod } from '@waylight/contracts/incident';
import { CauseOfDeath as Cause } from '@waylight/contracts/incident';
import type { Report } from '@waylight/contracts/intake';
import {
  type Code,
  type CodeId,
  type ListName,
  primaryCause,
  primaryMethod,
  primaryPerpetrator,
  primaryType,
} from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { LIMITS } from './limits.ts';
import { codeNumber, readCodes } from './read-code.ts';

export type Classification = {
  readonly primaryType: IncidentType;
  readonly furtherTypes: IncidentType[];
  readonly cause: CauseOfDeath;
  readonly perpetrator: Perpetrator;
  readonly furtherPerpetrators: Perpetrator[];
  readonly method: SmugglingMethod;
  readonly furtherMethods: SmugglingMethod[];
};

/**
 * Types, perpetrators and methods. One primary code of each is chosen by elimination: by rank in the code
 * book. So tables add up.
 */
export function normaliseClassification(
  report: Report,
  chainType: CodeId<'incidentType'> | undefined,
  findings: Findings,
): Classification {
  if (report.types.length === 0)
    addViolation(findings, 'types', 'is required: at least one type, or "unknown" if it is not known');
  const types = readCodes('incidentType', report.types, 'types', LIMITS.types, findings).map(({ id }) => id);
  if (chainType !== undefined && !types.includes(chainType)) types.push(chainType);
  const perpetrators = readCodes(
    'perpetrator',
    report.perpetrators,
    'perpetrators',
    LIMITS.perpetrators,
    findings,
  );
  const methods = readCodes(
    'smugglingMethod',
    report.smugglingMethods,
    'smuggling_methods',
    LIMITS.smugglingMethods,
    findings,
  );
  const byType = primaryAndFurther('incidentType', types, primaryType);
  const by = primaryAndFurther('perpetrator', ids(perpetrators), primaryPerpetrator);
  const how = primaryAndFurther('smugglingMethod', ids(methods), primaryMethod);
  return {
    primaryType: byType.primary as IncidentType,
    furtherTypes: byType.further as IncidentType[],
    cause: causeOf(report, types, findings),
    perpetrator: by.primary as Perpetrator,
    furtherPerpetrators: by.further as Perpetrator[],
    method: how.primary as SmugglingMethod,
    furtherMethods: how.further as SmugglingMethod[],
  };
}

function causeOf(report: Report, types: readonly string[], findings: Findings): CauseOfDeath {
  const causes = readCodes('causeOfDeath', report.causes, 'causes', LIMITS.causes, findings);
  const { dead = 0, missing = 0 } = report.counts ?? {};
  const isFatal = types.includes('death') || types.includes('missing-person') || dead > 0 || missing > 0;
  if (causes.length > 0 && !isFatal)
    addViolation(
      findings,
      'causes',
      'requires a death or disappearance, which the report does not have: add that type, or leave the cause out',
    );
  if (!isFatal) return Cause.UNSPECIFIED;
  return codeNumber('causeOfDeath', primaryCause(ids(causes))) as CauseOfDeath;
}

/** Returns the primary code, and each other code once, without "unknown". */
function primaryAndFurther<L extends ListName>(
  list: L,
  values: readonly CodeId<L>[],
  choose: (values: readonly CodeId<L>[]) => CodeId<L>,
): { readonly primary: number; readonly further: number[] } {
  const first = choose(values);
  const further = values.filter((id) => id !== first && id !== 'unknown');
  return { primary: codeNumber(list, first), further: further.map((id) => codeNumber(list, id)) };
}

function ids<L extends ListName>(codes: readonly Code<L>[]): CodeId<L>[] {
  return codes.map(({ id }) => id);
}
