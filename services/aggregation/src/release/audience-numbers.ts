import { Audience } from '@waylight/contracts/release';
import type { Audience as AudienceName } from '@waylight/disclosure-control';

export const AUDIENCE_NUMBERS: Readonly<Record<AudienceName, Audience>> = {
  partners: Audience.PARTNERS,
  network: Audience.NETWORK,
  authorities: Audience.AUTHORITIES,
  public: Audience.PUBLIC,
};
