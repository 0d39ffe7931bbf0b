/** Texts of the page about one's own numbers. */
export const en = {
  'own.title': 'Reports of my organisation',
  'own.why': 'Why from your node',
  'own.why.exact':
    'Your own numbers are exact. They stay at the node of your country, and only your organisation may ask for them there.',
  'own.why.notHere':
    'This page comes from the regional service. If your numbers came through it, it would learn them; so they never do. Your browser asks your node itself, and what you choose here goes to nobody else. Where the browser cannot, a command asks.',
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
  'own.why.noFile':
    'There is no export here: a file of exact numbers travels further than a screen does. Where you need one, the command writes it.',
  'own.question': 'What you want to know',
  'own.from': 'From',
  'own.to': 'Until',
  'own.noLimit': 'no limit',
  'own.numbers': 'Numbers of your organisation',
  'own.numbers.caption':
    'Your browser asks the node itself, with the certificate of {organisation}. The regional service learns neither the question nor the numbers.',
  'own.careful':
    'Exact numbers are often small, and a small number can tell who it is about. Keep them off shared screens and out of mails, and never put them beside rounded numbers of the same months: the difference would tell what others reported.',
  'own.show': 'Show the exact numbers',
  'own.hide': 'Hide the numbers',
  'own.stop': 'Stop asking',
  'own.exact':
    'Exact: your organisation’s own reports only. Not for publication: exact numbers of a few people can tell who they are.',
  'own.table': 'Exact numbers of {organisation}',
  'own.incidents': 'Incidents',
  'own.unit':
    'Counted are incidents, one for each of your current reports; those that you took back are not. A period without a row has none.',
  'own.unfinished': 'not finished: up to {day}',
  'own.asOf': 'As of: {state}; read on {when}',
  'own.ledger': 'ledger of {country} at change {change}',
  'own.nothing': 'Your organisation has no report in these periods at this node.',
  'own.asking': 'Your node is being asked.',
  'own.asking.next': 'The browser may ask which certificate it shall show: choose that of your organisation.',
  'own.noDoor': 'Browsers do not reach this node.',
  'own.noDoor.next': 'Use the command below: it asks the node directly.',
  'own.unreachable': 'Your browser got no answer from the node.',
  'own.unreachable.next':
    'Either it is not reached from here, or it was shown no certificate of {organisation}. Open the address of the node: the browser asks for the certificate there, or says what is wrong. Then try again here, or use the command.',
  'own.openNode': 'Open the address of the node',
  'own.refused': 'The node does not take the certificate that your browser has shown.',
  'own.refused.next':
    'It may have expired or been revoked, or it is not one of {organisation} for this country. Ask who looks after certificates with you; the command is refused with it as well.',
  'own.busy': 'The node cannot answer now.',
  'own.busy.next': 'Wait a moment and try again.',
  'own.wrong': 'The node does not understand this question.',
  'own.wrong.next': 'Choose other periods, or use the command.',
  'own.others':
    'Your browser has shown the certificate of {other}: these are not your numbers, and they are not shown.',
  'own.others.next':
    'Close all windows of the browser, open it again, and choose the certificate of {organisation}.',
  'own.unreadable': 'What the node answered cannot be read here.',
  'own.unreadable.next': 'Use the command, and tell the operator of the node.',
} as const;
