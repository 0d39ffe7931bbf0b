/** Texts of releases, their approval and their check. */
export const en = {
  'releases.title': 'Releases',
  'releases.list': 'What was released to you',
  'releases.list.caption':
    'Each line is one table of the release plan, for one period and one circle of readers: made once and never changed. The newest periods stand first.',
  'releases.table': 'Table',
  'releases.year': 'Year',
  'releases.audience': 'For whom',
  'releases.state': 'State',
  'releases.any': 'All',
  'releases.count': '{count, plural, one {{n} release} other {{n} releases}}',
  'releases.older': '{year}: {count, plural, one {{n} older release} other {{n} older releases}}',
  'releases.none': 'No release fits these choices.',
  'releases.clear': 'Take the choices back',
  'audience.partners': 'Member organisations',
  'audience.network': 'The network of reporting organisations',
  'audience.authorities': 'Authorities',
  'audience.public': 'The public',
  'approval.published': 'Published',
  'approval.notRequested': 'Nobody has asked for approval',
  'approval.open': 'Waits for approval',
  'approval.objected': 'Objected to',
  'approval.expired': 'Expired',
  'approval.withdrawn': 'Withdrawn',
  'approvals.title': 'What waits for approval',
  'approvals.caption':
    'A release to authorities or the public is published only once every member organisation has approved it, within 14 days. Silence is no.',
  'approvals.own': 'Waits for {organisation}',
  'approvals.others': 'Waits for others',
  'approvals.notYet': 'Nobody has asked for approval yet',
  'approvals.nothing': 'Nothing.',
  'approvals.none': 'There is no release that needs an approval.',
  'approvals.until': 'Until',
  'approvals.missing': 'Who is missing',
  'delegations.title': 'Who approves in whose place',
  'delegations.caption':
    'A member may let another one approve in its place. The other cannot pass it on, and it can be ended at any time.',
  'delegations.none': 'Nobody approves in another’s place.',
  'delegations.one': '{to} may approve for {from}: {what}',
  'delegations.every': 'every release',
  'delegations.to': 'Member organisation',
  'delegations.choose': 'Choose a member organisation',
  'delegations.give': 'Let it approve for us',
  'delegations.end': 'End it',
  'release.back': 'All releases',
  'release.caption':
    'Reported incidents from {from} to {to}, for: {audience}. The plan closed the period after {closed}. Each cell can be ±{atMost} away from the number reported.',
  'release.sums':
    'Rows, columns and total (Σ) are sums of cells here and have no such bound: a Σ of 0 may be more than any cell.',
  'release.total': 'Total',
  'release.numbers': 'The numbers',
  'release.number': 'Number',
  'release.orMore': '0 or more',
  'release.sum': '{n}, a sum of rounded cells',
  'release.notGiven': 'not given: what it breaks down was too small',
  'release.victims': 'Persons harmed, as reports state it',
  'release.victims.caption':
    'Not de-duplicated: whoever is in two reports is there twice. Each sum can be ±{atMost} away from what was stated.',
  'release.notices': 'What must be said with these numbers',
  'release.download': 'Download the release',
  'release.download.note':
    'The file is the same that the command {command} writes. Who has it can check it without this page.',
  'verify.title': 'Is it what the region released?',
  'verify.start': 'Check signature and sums',
  'verify.running': 'Checking.',
  'verify.verified':
    'Yes. It is signed with key {keyId}, its {n} numbers are all multiples of {k}, and everything adds up.',
  'verify.unsigned': 'That is not known: it is not signed.',
  'verify.unknownKey': 'That is not known: it is signed with key {keyId}, which the region does not list.',
  'verify.altered': 'No. The signature of key {keyId} does not fit: something in it was changed.',
  'verify.retiredKey':
    'That is not known: it is signed with key {keyId}, which signs no release that closed after {until}.',
  'verify.broken': 'No. Its numbers are not as a release is made:',
  'verify.unreadable': 'This page cannot read it. It may be of a newer version: load the page again.',
  'verify.unable': 'This browser cannot check signatures. The command can:',
  'verify.next': 'Do not use it, and tell your operator.',
  'verify.keys':
    'Numbers and keys come from the same place. Compare the id of the key once with the one that the region names by another way, such as on paper or by telephone.',
  'approval.title': 'Approval',
  'approval.needsNone': 'It needs no approval: it is for the organisations that report.',
  'approval.says.notRequested': 'Nobody has asked for its approval. Members alone can read it.',
  'approval.says.open':
    '{count, plural, one {It waits for {n} member} other {It waits for {n} members}}, until {until}. Silence is no. Members alone can read it.',
  'approval.says.approved': 'All members have approved: it is published.',
  'approval.says.expired':
    'It has expired: not all members had approved by {until}. It can be asked for anew.',
  'approval.says.objected':
    '{by} objected on {at}: {reason}. This table and period is never offered to this circle again. Members keep their numbers.',
  'approval.says.withdrawn':
    '{by} withdrew it on {at}. It is never offered again. What was read before cannot be called back.',
  'approval.missing': 'Missing: {members}',
  'approval.given': 'Approved: {members}',
  'approval.through': '{organisation} through {by}',
  'reason.label': 'Reason',
  'reason.riskToPersons': 'a risk to persons',
  'reason.identifiesPlace': 'it tells which place it is',
  'reason.errorInData': 'an error in the data',
  'reason.ongoingProceedings': 'proceedings are under way',
  'reason.notAgreed': 'it was not agreed',
  'act.request': 'Ask all members',
  'act.approve': 'Approve',
  'act.approveFor': 'Approve for {organisation}',
  'act.object': 'Object',
  'act.withdrawApproval': 'Take our approval back',
  'act.withdrawRequest': 'Take the request back',
  'act.withdrawRelease': 'Withdraw the release',
  'act.cancel': 'Leave it as it is',
  'act.done': 'Done. Below it stands as it is now.',
  'act.unchanged': 'Nothing changed: it was so already.',
  'act.refused': 'The service refused, because of how things stand now.',
  'act.failed': 'It is not known whether this was recorded. Look at how it stands before you try again.',
  'act.over': 'Your session is over, and nothing was changed. Sign in again.',
  'will.request':
    'All member organisations are asked, and have 14 days. It is not yet an approval, not even your own. You can take the request back while it is open.',
  'will.approve':
    'The approval of {organisation} is recorded. It is published once the others have approved as well; missing then: {missing}. Until then the approval can be taken back.',
  'will.publish':
    '{organisation} is the last that is missing: with this approval the release is published at once. What has been read cannot be called back.',
  'will.object':
    'An objection is for good and cannot be taken back: this table and period is never offered to this circle again. Members see that it was {organisation}, and the reason. There is no text, because a text could tell more than the table.',
  'will.withdrawApproval': 'It cannot be published until your organisation approves again.',
  'will.withdrawRequest':
    'All approvals that were given go with it. Any member can ask anew, and everybody is asked anew.',
  'will.withdrawRelease':
    'It is withdrawn for good: nobody but members can read it any more, and it is never offered again. Whoever has read or copied it keeps it.',
  'will.delegate':
    '{to} may approve in place of {organisation}, every release, until you end it. What it approves counts as your approval.',
  'will.end': '{to} may no longer approve for {organisation}: {what}. What it has approved so far stays.',
  'preview.title': 'Preview',
  'preview.authorities':
    'This is exactly what authorities will read once all members have approved: these numbers, with what must be said with them, under the same signature. Until then members alone can read it.',
  'preview.public':
    'This is exactly what the public will read once all members have approved: these numbers, with what must be said with them, under the same signature. Until then members alone can read it.',
  'preview.without':
    'What its readers will not see: which countries were silent (○) and how completely organisations reported, the tables for members to which this page leads, and how the approval stands.',
  'preview.never.title': 'Not published',
  'preview.never': 'Members alone read this. This table and period is never offered to this circle again.',
  'preview.link': 'Preview: {table}',
  'upcoming.title': 'What is released next',
  'upcoming.caption':
    'Dates by the release plan: from that day on the tables of a period are drawn, checked and released; reports count until the day before. A table that would tell too much, or for which too little is shared, is left out.',
  'upcoming.noNumbers':
    'No number of these can be seen before: numbers are drawn once, when the period has closed, and whoever saw earlier ones as well could reckon single reports from the difference.',
  'upcoming.from': 'Released from',
  'upcoming.for': '{audience}: {count, plural, one {{n} table} other {{n} tables}}',
  'upcoming.forApproved': '{audience}: {count, plural, one {{n} table} other {{n} tables}}, once approved',
  'upcoming.which': 'Which tables',
} as const;
