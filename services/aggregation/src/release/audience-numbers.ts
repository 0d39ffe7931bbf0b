import { Audience } from '@waylight/contracts/release';
import { AUDIENCES, type Audience as AudienceName } from '@waylight/disclosure-control';

export const AUDIENCE_NUMBERS: Readonly<Record<AudienceName, Audience>> = {
  partners: Audience.PARTNERS,
  network: Audience.NETWORK,
  authorities: Audience.AUTHORITIES,
  public: Audience.PUBLIC,
};

/** Undefined of a number that this version does not know. */
export const audienceOfNumber = (number: Audience): AudienceName | undefined =>
  AUDIENCES.find((name) => AUDIENCE_NUMBERS[name] === number);
