/** Why a reader sees no numbers where insights has answered: one cause each, and the next step. */
export const en = {
  'state.none.partners':
    'Nothing has been released to the member organisations yet, which does not mean that nothing happened.',
  'state.none.network':
    'Nothing has been released to the wider network yet, which does not mean that nothing happened.',
  'state.none.authorities':
    'Nothing has been released to authorities yet, which does not mean that nothing happened.',
  'state.none.public':
    'Nothing has been released to the public yet, which does not mean that nothing happened.',
  'state.none.next':
    'Numbers appear here at the dates of the release plan. What others have published stands under “Public record”.',
  'state.next.due': 'The next numbers ({period}) are due on {day}.',
  'state.next.approved':
    'The next numbers ({period}) come not before {day}, and only after all member organisations have approved them.',
  'state.none.upcoming': 'What is released next, and when, stands under “Releases”.',
  'state.none.above': 'What is released next, and when, stands further up on this page.',
  'state.overview': 'The newest numbers stand under “Overview”.',
  'state.noTable':
    'No table that is released to you has these numbers, which does not mean that nothing happened.',
  'state.nothing': 'There is nothing here for your account.',
  'state.releases': 'What is released to you stands under “Releases”.',
  'state.nearest': 'The nearest table that is released to you: {table}.',
  'state.signIn': 'Sign in to read what is released to your organisation.',
  'state.noEntry':
    'No entry of the public record could be shown here, which does not mean that nobody died or went missing.',
  'state.noEntry.next': 'Entries appear here when a published source is taken in.',
  'state.noRelease': 'This release is not among those that you may read.',
  'state.noAnalyst': 'This is for analysts of organisations, and you have not signed in.',
  'state.noAnalyst.next': 'Sign in with the account of your organisation.',
  'state.noSignIn': 'This is for analysts of organisations, and nobody can sign in at this address.',
  'state.noSignIn.next': 'Ask your lead organisation where you sign in.',
  'state.otherAccount': 'This is for analysts of organisations, and your account is of none.',
  'state.otherAccount.next': 'Sign out, then sign in with the account of your organisation.',
  'state.noMember': 'Only analysts of member organisations write bulletins.',
  'state.noMember.next': 'Bulletins for your organisation stand under “Bulletins”.',
  'state.over': 'Your session is over.',
  'state.over.next': 'Sign in again: you come back to this page.',
  'state.refused': 'Your account does not open this.',
  'state.refused.next': 'Ask your lead organisation whose account does.',
  'state.otherSession': 'This page is of another session by now: nothing was changed.',
  'state.otherSession.next':
    'Somebody has signed in anew in this browser. Copy what you wrote, then load the page again.',
  'state.filtered': 'What you have chosen leaves out every number.',
  'state.filtered.next': 'Choose otherwise, or show all again.',
} as const;
