/** Texts about what changes while somebody reads: releases that arrive, the connection. */
export const en = {
  'live.arrived':
    '{count, plural, one {A new release has arrived, for {period}.} other {{n} new releases have arrived, the newest for {period}.}}',
  'live.perhaps': 'There may be newer numbers: for a while nobody could tell this page.',
  'live.unchanged': 'What you read stays as it is until you ask.',
  'live.show': 'Show it',
  'live.later': 'Later',
  'live.offline': 'There is no connection to Waylight.',
  'live.offline.nothing': 'Nothing that you have read is kept on this device.',
  'live.offline.loaded': 'You read what was loaded on {when}.',
  'live.offline.kept': 'It was kept on this device, for a day at most.',
} as const;
