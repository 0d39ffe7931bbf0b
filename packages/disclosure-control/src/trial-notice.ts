/** Notice that accompanies all data of a trial region, whose reports are invented. Pages show it in their own language. */
export const TRIAL_NOTICE =
  'Trial data: the reports of organisations in this region are invented, so that Waylight can be tried out; nothing in them happened.';
