import type {
  Accountability,
  Credibility,
  InformationSource,
  Reliability,
  Service,
  ServiceGiven,
  ServiceOutcome,
  Verification,
} from '@waylight/contracts/incident';
import type { Report, Service as SentService } from '@waylight/contracts/intake';
import type { ListName } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { LIMITS } from './limits.ts';
import { codeNumber, readCode } from './read-code.ts';

export type Information = {
  readonly informationSource: InformationSource;
  readonly reliability: Reliability;
  readonly credibility: Credibility;
  readonly verification: Verification;
  readonly accountability: Accountability;
  readonly sourceQuality: number;
};

const BEST_SOURCE_QUALITY = 5;

/** Source and quality of the information. A value that is not stated becomes the code "unknown". */
export function normaliseInformation({ information }: Report, findings: Findings): Information {
  const read = (list: ListName, text: string | undefined, field: string): number =>
    text === undefined || text === ''
      ? codeNumber(list, 'unknown')
      : (readCode(list, text, `information.${field}`, findings)?.number ?? 0);
  const quality = information?.sourceQuality;
  if (quality !== undefined && (quality < 1 || quality > BEST_SOURCE_QUALITY))
    addViolation(
      findings,
      'information.source_quality',
      `must be 1 to ${BEST_SOURCE_QUALITY}: leave it out if it is not stated`,
    );
  return {
    informationSource: read('informationSource', information?.source, 'source') as InformationSource,
    reliability: read('reliability', information?.reliability, 'reliability') as Reliability,
    credibility: read('credibility', information?.credibility, 'credibility') as Credibility,
    verification: read('verification', information?.verification, 'verification') as Verification,
    accountability: read('accountability', information?.accountability, 'accountability') as Accountability,
    sourceQuality: quality ?? 0,
  };
}

/** Services and referrals, with their outcomes. */
export function normaliseServices(services: readonly SentService[], findings: Findings): ServiceGiven[] {
  if (services.length > LIMITS.services) {
    addViolation(findings, 'services', `has more than ${LIMITS.services} services`);
    return [];
  }
  return services.map(({ service, outcome }, i) => ({
    service: readService(service, `services[${i}].service`, findings),
    outcome: readServiceOutcome(outcome, `services[${i}].outcome`, findings),
  }));
}

export function readService(text: string, field: string, findings: Findings): Service {
  return (readCode('service', text, field, findings)?.number ?? 0) as Service;
}

export function readServiceOutcome(text: string, field: string, findings: Findings): ServiceOutcome {
  if (text === '') return codeNumber('serviceOutcome', 'unknown') as ServiceOutcome;
  return (readCode('serviceOutcome', text, field, findings)?.number ?? 0) as ServiceOutcome;
}
