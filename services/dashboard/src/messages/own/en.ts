/** Texts of the page about one's own numbers. */
export const en = {
  'own.title': 'Reports of my organisation',
  'own.why': 'Why a command, and not a page',
  'own.why.exact':
    'Your own numbers are exact. They stay at the node of your country, and only your organisation may ask for them there.',
  'own.why.notHere':
    'This page comes from the regional service. If your numbers came through it, it would learn them; so they never do. Nodes have no door for browsers yet, so a command asks yours directly.',
  'own.why.careful':
    'Exact numbers are often small, and a small number can tell who it is about. Keep them off shared screens and out of mails, and never put them beside rounded numbers of the same months: the difference would tell what others reported.',
  'own.command': 'The command for your organisation',
  'own.command.caption':
    'Choose the node, then run the command on a computer that has the certificate of {organisation}.',
  'own.country': 'Node that takes your reports',
  'own.choose': 'Choose a country',
  'own.by': 'Broken down by',
  'own.by.period': 'period alone',
  'own.by.type': 'period and type of incident',
  'own.by.perpetrator': 'period and perpetrator',
  'own.by.segment': 'period and border segment',
  'own.by.personGroup': 'period and group of persons',
  'own.by.service': 'period and service',
  'own.length': 'Length of periods',
  'own.length.week': 'weeks',
  'own.length.month': 'months',
  'own.length.quarter': 'quarters',
  'own.length.year': 'years',
  'own.copy': 'Copy the command',
  'own.copied': 'Copied.',
  'own.copyFailed': 'The browser did not copy it. Select the text and copy it by hand.',
  'own.trial': 'In a trial it works as it stands, in the folder from which the trial was started.',
  'own.region':
    'In a region the command must also know where the node is and where your certificate lies. Fill in what stands in angle brackets:',
  'own.other': 'For a file instead of a table, add {csv} or {json}. Everything else: {help}',
  'own.needsAnalyst': 'Only who has signed in for an organisation has own numbers.',
  'own.needsAnalyst.next': 'Sign in with the account of your organisation.',
} as const;
