/** What a region says of all its data whose reports are invented to try Waylight out. Pages say the same in their own language. */
export const TRIAL_NOTICE =
  'Trial data: the reports of organisations in this region are invented, so that Waylight can be tried out; nothing in them happened.';
