/** Texts of the pages of bulletins, and the fixed texts of a bulletin itself. */
export const en = {
  'bulletin.list': 'Bulletins',
  'bulletin.new': 'New bulletin',
  'bulletin.drafts': 'Drafts of your organisation',
  'bulletin.drafts.note': 'Only analysts of your organisation read these.',
  'bulletin.drafts.none': 'There is no draft. Begin one with “New bulletin”.',
  'bulletin.frozen': 'Frozen bulletins',
  'bulletin.frozen.note': 'Approved by a second person. They never change.',
  'bulletin.frozen.none': 'No bulletin that you may read is frozen yet.',
  'bulletin.title': 'Title',
  'bulletin.untitled': 'Without a title',
  'bulletin.status': 'State',
  'bulletin.version': 'Version',
  'bulletin.changed': 'Last changed',
  'bulletin.organisation': 'Organisation',
  'bulletin.frozenOn': 'Frozen on',
  'bulletin.language': 'Language of the bulletin',
  'bulletin.audience': 'For whom',
  'bulletin.audience.partners': 'the member organisations',
  'bulletin.audience.network': 'the network of reporting organisations',
  'bulletin.audience.authorities': 'authorities',
  'bulletin.audience.public': 'the public',
  'bulletin.audience.note':
    'Its numbers are those that this circle may see. What is not released to a circle cannot be in a bulletin for it.',
  'bulletin.begin': 'Begin the draft',
  'bulletin.ready.week': 'Weekly bulletin on reported incidents',
  'bulletin.ready.month': 'Monthly bulletin on reported incidents',
  'bulletin.ready.quarter': 'Quarterly bulletin on reported incidents',
  'bulletin.ready.year': 'Yearly bulletin on reported incidents',
  'bulletin.ready.all': 'For this period, {number} incidents were reported in the whole region.',
  'bulletin.ready.received':
    'In this period, reports of {number} incidents arrived from the whole region, whenever these happened.',
  'bulletin.ready.before': 'For the period before, the number is {number}.',
  'bulletin.ready.before.more':
    'This period has more weeks than the one before: at the same pace, more incidents are reported in it.',
  'bulletin.ready.before.fewer':
    'This period has fewer weeks than the one before: at the same pace, fewer incidents are reported in it.',
  'bulletin.ready.yearBefore': 'For the same period a year earlier, it is {number}.',
  'bulletin.ready.yearBefore.more':
    'This period has more weeks than the same one a year earlier: at the same pace, more incidents are reported in it.',
  'bulletin.ready.yearBefore.fewer':
    'This period has fewer weeks than the same one a year earlier: at the same pace, fewer incidents are reported in it.',
  'bulletin.ready.caution':
    'These numbers are rounded. A difference between them can come from rounding alone, from periods of different length, or from reports that are missing: it need not mean that more or less happened.',
  'bulletin.start': 'Begin with',
  'bulletin.start.parts': 'the usual parts',
  'bulletin.start.empty': 'nothing: I write it myself',
  'bulletin.start.has':
    'A first paragraph with released numbers, and figures: {figures}. All of it can be changed.',
  'bulletin.start.nothing':
    'No number of this period is released to these readers yet: the draft begins without any.',
  'bulletin.status.draft': 'draft',
  'bulletin.status.submitted': 'submitted, waiting for approval',
  'bulletin.status.approved': 'approved',
  'bulletin.status.frozen': 'frozen',
  'bulletin.mark': 'Version {version}: {status}. Not frozen, not for passing on.',
  'bulletin.line': '{organisation} · {period} · for {audience}',
  'bulletin.period.days': '{period} (whole weeks: {from} to {to})',
  'bulletin.notice': 'Note on the data.',
  'bulletin.releases': 'Releases that the numbers are from: {ids}.',
  'bulletin.frozenAt': 'Frozen on {day}. Fingerprint: {digest}',
  'bulletin.back': 'All bulletins',
  'bulletin.loading': 'Loading the bulletins.',
  'bulletin.error': 'The bulletins could not be loaded.',
  'bulletin.loaded': 'These bulletins were loaded {when}. Whether there are newer ones could not be asked.',
  'bulletin.missing': 'There is no bulletin here that you may read.',
  'bulletin.missing.next':
    'It may have been removed, be a draft of another organisation, or not be meant for you: ask whoever sent you the link. Frozen ones are in the list.',
  'bulletin.step': 'Next step',
  'bulletin.step.draft':
    'Read the whole text as others will. When it is ready, submit it below the text: a second person of your organisation then has to approve it.',
  'bulletin.step.own':
    'It is submitted. You saved this version, so a second person of your organisation has to read and approve it.',
  'bulletin.step.waits':
    'Submitted. It waits for a second person of your organisation, who finds it under “Bulletins”, by its title.',
  'bulletin.step.submitted':
    'Read it, look at everything that was typed and at what its numbers count. Then approve it below the text, or edit it.',
  'bulletin.step.approved': 'It is approved. Freeze it below the text: then its readers get it.',
  'bulletin.step.freeze': 'Approved. Once it is frozen, its readers get it.',
  'bulletin.step.below': 'To the next step, below the text',
  'bulletin.step.frozen': 'This bulletin is frozen: nothing of it changes any more.',
  'bulletin.step.problems': 'As it stands it cannot be shown to anybody. Edit it and save it again:',
  'bulletin.submit': 'Submit for approval',
  'bulletin.approve': 'Approve this version',
  'bulletin.freeze': 'Freeze',
  'bulletin.freeze.note': 'Freezing cannot be undone: nobody can change a frozen bulletin or remove it.',
  'bulletin.freeze.ask': 'Freeze this bulletin?',
  'bulletin.freeze.will':
    'From then on its readers have it, and it never changes: nobody can edit it or remove it.',
  'bulletin.edit': 'Edit',
  'bulletin.read': 'Read it',
  'bulletin.print': 'Print or save as a file',
  'bulletin.print.note':
    'The window that opens can also save it as a file. Its headings and tables are then there for screen readers as well.',
  'bulletin.remove': 'Remove the draft',
  'bulletin.remove.note': 'It is gone for good, for everybody in your organisation.',
  'bulletin.remove.do': 'Remove it for good',
  'bulletin.findings': 'What was typed',
  'bulletin.findings.note':
    'Digits, dates and places that somebody typed: no release stands behind them. The second person asks of each whether it can lead to a person, and whether a release says it: a number that is typed can be wrong, or more exact than anything released. Numbers in words are not found, nor is every name of a place: read the whole text.',
  'bulletin.findings.none': 'No digit, date or place was typed.',
  'bulletin.findings.looked':
    'I have read the text, looked at everything that was typed ({n}), and at what each number from a release counts ({numbers}).',
  'bulletin.findings.read': 'I have read the whole text.',
  'bulletin.approval.tick': 'This can be pressed when the box is ticked.',
  'bulletin.finding.number': 'Number',
  'bulletin.finding.date': 'Date',
  'bulletin.finding.place': 'Place',
  'bulletin.numbers': 'What the numbers from releases count',
  'bulletin.numbers.note':
    'Each number in the text that comes from a release, and what it counts. Do the words around it say the same: the same country, group of types and period?',
  'bulletin.numbers.none': 'No number from a release stands in the text.',
  'bulletin.numbers.all': 'The whole region, all together',
  'bulletin.place.block': 'Part {n}',
  'bulletin.place.caption': 'Caption in part {n}',
  'bulletin.place.number': 'Number “{name}” in the text',
  'bulletin.problem.twice': 'Two numbers in the text have the same name. Put one of them in anew.',
  'bulletin.problem.braces':
    'Braces stand here that are no number. Take them away, or put the number in anew.',
  'bulletin.problem.noNumber': 'No number belongs to “{name}”. Put the number in anew.',
  'bulletin.problem.noPeriod': 'This is no period of releases.',
  'bulletin.problem.noDimension': 'No release tells this apart. Put the number in anew.',
  'bulletin.problem.noQuestion':
    'This is no question that can be answered. Take the figure away, and add it anew.',
  'bulletin.problem.notReleased': 'This is not released to the readers of the bulletin.',
  'bulletin.problem.noCell': 'The release does not give this number. Choose another one.',
  'bulletin.problem.otherTable': 'Another table gives this number. Put it in anew.',
  'bulletin.problem.parts': 'The shorter periods in it are not all released to the readers of the bulletin.',
  'bulletin.editing': 'Edit the bulletin',
  'bulletin.frame': 'Title and readers',
  'bulletin.of': 'Period: {period}',
  'bulletin.write.note':
    'Numbers are put in from the releases, never typed. An empty line begins a new paragraph; a line that begins with # is a heading. A word between double braces stands for such a number: it can be moved or taken out, and not changed.',
  'bulletin.block.text': 'Text',
  'bulletin.block.figure': 'Figure',
  'bulletin.block.completeness': 'Whose reports may be missing',
  'bulletin.block.late': 'Late and corrections',
  'bulletin.block.method': 'How the numbers are made',
  'bulletin.block.attribution': 'Sources',
  'bulletin.block.footnotes': 'Notes',
  'bulletin.block.remove': 'Take away',
  'bulletin.up': 'Up',
  'bulletin.down': 'Down',
  'bulletin.byItself': 'This is written by itself, from the figures and numbers that the bulletin has.',
  'bulletin.caption': 'Caption',
  'bulletin.presentation': 'Shown as',
  'bulletin.presentation.table': 'table',
  'bulletin.presentation.bars': 'table with bars',
  'bulletin.presentation.line': 'curve and table',
  'bulletin.presentation.map': 'map and table',
  'bulletin.number.insert': 'Put in a number',
  'bulletin.number.table': 'Released table',
  'bulletin.number.all': 'all together',
  'bulletin.number.noTable': 'No table of this period is released to the readers of this bulletin.',
  'bulletin.number.noTable.next':
    'Choose other readers under “Title and readers”, or begin a bulletin on another period.',
  'bulletin.number.none': 'No release gives this number. Choose another one.',
  'bulletin.number.otherCircle':
    'The number of the bulletin’s readers is shown when it is saved; it can be another one than yours.',
  'bulletin.number.put': 'Put it where the cursor is',
  'bulletin.add': 'Add',
  'bulletin.figure.choose': 'Figure by',
  'bulletin.figure.add': 'Add this',
  'bulletin.figure.notApproved': 'Not approved for these readers yet',
  'bulletin.figure.notReleased': 'Not released to these readers',
  'bulletin.figure.notParts': 'The shorter periods in it are not all released to these readers',
  'bulletin.figure.withheld':
    'What cannot be added stands at the end of the list, below the reason. How approvals stand is under “Releases”; other readers can be chosen under “Title and readers”.',
  'bulletin.figure.year': 'Whole region, the twelve months up to then',
  'bulletin.figure': 'Figure {n}. {what}. {when}',
  'bulletin.figure.missing': 'The numbers of this figure are not released to the readers of this bulletin.',
  'bulletin.figure.exact': 'Exact numbers, as others have published them.',
  'bulletin.figure.rounding':
    'Every number is a multiple of {k} and less than {k} away from the number reported: at most ±{atMost}. “0–{atMost}” can be none or a few, and none reported does not mean that nothing happened.',
  'bulletin.figure.notGiven': '– stands where no number is given. It does not mean that nothing happened.',
  'bulletin.silent.dashed': 'Dashed: a country that was silent, or a period in which one was.',
  'bulletin.bars': 'Span in which the number reported lies',
  'bulletin.bars.note':
    'In a bar the dark part is certain, the number reported lies within the pale part, and the tick is its middle.',
  'bulletin.completeness.notReleased':
    'Nothing is released to these readers about how completely organisations reported in this period.',
  'bulletin.completeness.expected':
    'Organisations are expected to say each month what they did, also when they saw nothing. Of {periods}, when reporting closed:',
  'bulletin.completeness.none':
    '{countries}: nobody had said what they did. Reports may be missing, and a low number says nothing.',
  'bulletin.completeness.some':
    '{countries}: some organisations had said what they did, but not more than half. Reports may be missing.',
  'bulletin.completeness.most':
    '{countries}: more than half of the organisations had said what they did, but not all. Reports may be missing.',
  'bulletin.completeness.whole':
    '{countries}: all organisations that are expected there had said what they did.',
  'bulletin.completeness.untold':
    '{countries}: it is not told, because so few organisations are expected there.',
  'bulletin.completeness.nothing': '{countries}: nothing is told.',
  'bulletin.completeness.together': 'told together',
  'bulletin.completeness.all':
    'When this was written, the node of every country, which is the machine that sends its reports, had been heard from within a day.',
  'bulletin.completeness.silent':
    'When this was written, these nodes had been silent. Reports from there may be missing:',
  'bulletin.completeness.note':
    'Nodes are about machines alone: one that is heard from does not mean that organisations there have reported.',
  'bulletin.late.of': 'From “{table}”, {period}, held against its shorter periods.',
  'bulletin.late.what':
    'What {period} has more, or fewer, than the shorter periods in it had when they were released: reports that came late, and reports that were corrected or taken back.',
  'bulletin.late.total': 'In all: {value}. Up to ±{atMost} of it may be rounding alone.',
  'bulletin.late.rounding': 'May be rounding',
  'bulletin.method.reports':
    'The numbers of incidents that stand bold in the text, and those in the figures, come from the releases of Waylight. Each is a multiple of {k}, rounded up or down by chance, so that it is less than {k} away from the number reported. A number that reads “0–{atMost}” can be none or a few, and none reported does not mean that nothing happened. Until reports of the same incident are matched, one report is one incident. Reports that come late are counted in the next longer period. Any other number in the text was typed: a second person reads each before a bulletin is frozen.',
  'bulletin.method.record':
    'Numbers of the public record are exact, as others have published them. They are never added to the reports.',
  'bulletin.method.exact': 'The exact words of the service about each source:',
  'bulletin.save': 'Save',
  'bulletin.saved': 'Saved as version {version}.',
  'bulletin.unsaved': 'There is something that is not saved.',
  'bulletin.unsaved.kept':
    'What you wrote is still here. If you have to sign in, do so in another window, then save again here.',
  'bulletin.leave': 'What you wrote is not saved. Leave all the same?',
  'bulletin.hidden.next':
    'What you wrote is kept here, not saved and hidden: sign in again with the same account, in a new window, and it is back.',
  'bulletin.hidden.signIn': 'Sign in, in a new window',
  'bulletin.hidden.another': 'Another account has signed in in this browser.',
  'bulletin.hidden.another.next':
    'What was written here and not saved is hidden: it is back when the other account has been signed out and whoever wrote it has signed in again, in another window, and gone when this window is closed.',
  'bulletin.hidden.back': 'You are signed in again, and what you wrote is back.',
  'bulletin.hidden.back.next': 'It is not saved yet: press “Save”.',
  'bulletin.signedIn': 'Signed in',
  'bulletin.signedIn.says': 'You are signed in.',
  'bulletin.signedIn.next':
    'Go back to the window in which you were writing: with the same account, what you wrote is back there. This window can be closed.',
  'bulletin.signedIn.another': 'This is not the account with which the text in the other window was begun.',
  'bulletin.signedIn.another.next':
    'Sign out here, and sign in with the account with which you wrote: what you wrote is then back in that window. Until then leave that window open.',
  'bulletin.refused': 'This was not done.',
  'bulletin.refused.next': 'Change what is named here, and try again.',
  'bulletin.stale': 'Somebody else has saved meanwhile',
  'bulletin.stale.note':
    'Version {version} is there now. Yours is not saved. Below is what differs: compare, and decide.',
  'bulletin.stale.mine': 'Yours, not saved',
  'bulletin.stale.theirs': 'Version {version}',
  'bulletin.stale.absent': '– not there –',
  'bulletin.stale.other': 'Figures, order, language or readers differ as well.',
  'bulletin.stale.take': 'Drop mine and go on with theirs',
  'bulletin.stale.keep': 'Save mine over version {version}',
} as const;
