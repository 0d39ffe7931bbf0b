import type { MessageCatalogue } from '../message-catalogue.ts';

export const en: MessageCatalogue = {
  messages: {
    'unit.released':
      'Incidents as reported; until reports of the same incident are matched, one report is one incident.',
    'unit.victims': 'Victims: persons harmed as stated in reports, not de-duplicated.',
    'unit.victims.twice': 'Who is in two reports is there twice; where nothing is stated nothing is added.',
    'unit.incidents': 'Incidents: one per report, until reports of the same incident are matched.',
    'unit.record.reports': 'Reports: what organisations submitted.',
    'unit.record.victims': 'Victims: the dead and missing as the source states them, not de-duplicated.',
    'unit.own.reports': 'Reports: what your organisation submitted at this node.',
    'unit.own.victims': 'Victims: persons harmed as your reports state them, not de-duplicated.',
    'unit.completeness':
      'Organisations that are expected to say what they did in a month, as a share: all, most (more than half), some (at least one, and not more than half) or none of them.',
    'unit.completeness.never': 'Never which, and never how many are expected.',

    'source.release':
      'Release {table}, {period} ({from} to {to}), for {readers}: reports shared with {readers} or more widely, received up to {days} after its end.',
    'source.once': 'Made once; never changed.',
    'source.newest': 'Each period is a release of its own; this describes the newest.',
    'source.record': 'The public record: published elsewhere already, without identities.',
    'source.own.reports':
      "The ledger of the node {node}: your organisation's own current reports, whoever they are shared with.",
    'source.own.record':
      "The ledger of the node {node}: your organisation's own current public-record reports, whoever they are shared with.",
    'source.own.retracted': 'Retracted ones are not counted.',
    'source.completeness':
      'Activity records alone, as they had come when the month closed, in the release that counts the month; no report of an incident changes it.',
    'source.completeness.none': 'There is no release with it that you may see.',
    'source.completeness.newest': 'The newest release is {release}.',
    'source.completeness.once': 'Each is made once and never changed.',

    'rounding.totals':
      'Every number is a multiple of {base}: ±{typical} typical, ±{atMost} at most, for each cell, row, column and total.',
    'rounding.split':
      'Every number is a multiple of {base}: ±{typical} typical, ±{atMost} at most, for each cell and for the numbers that they break down.',
    'rounding.cells':
      'Every number is a multiple of {base}: ±{typical} typical, ±{atMost} at most, for each cell.',
    'rounding.sums':
      'Rows, columns and total are sums of cells, whose errors add up and partly cancel each other.',
    'rounding.zero': '0 reads as 0–{atMost}, never as none.',
    'rounding.victims':
      'Every sum is of what reports state, not de-duplicated, and a multiple of {base}: ±{typical} typical, ±{atMost} at most, so that "about {example}" is {from} to {to}.',
    'rounding.exact': 'Not rounded: the numbers are exact.',
    'rounding.own': 'Not rounded: the numbers are exact, and yours alone.',
    'rounding.own.others': 'Shown to others they would tell of single reports.',
    'rounding.effort':
      'Visits to the field and working days of staff are to the nearest {step}: "{example}" is {from} to {to}, and 0 is 0 to {lowest}.',
    'rounding.effort.given':
      'They are given where {few} organisations or more stated them and none made nearly all.',
    'rounding.together': 'Countries in which fewer than {few} are expected are told together, or not at all.',
    'rounding.released':
      'Numbers of incidents are released ones: multiples of {base}, {atMost} at most from the number reported; 0 reads as 0–{atMost}, never as none.',

    'method.controlled':
      'Unbiased controlled rounding (Cox 1987), drawn once: rows, columns and total add up.',
    'method.split': 'Unbiased rounding, drawn once, so that cells add up to the numbers of {table}.',
    'method.notBrokenDown':
      'Numbers under {from} are not broken down on their own and are missing here; those of several rows are broken down together, as "not-broken-down", where that is enough.',
    'method.agrees': 'It agrees with what narrower circles of readers are given.',
    'method.notZero':
      'A cell is not 0 where it was above 0 in a shorter period of which nothing was taken back.',
    'method.received': 'A report counts in the week in which it was first received.',
    'method.dates.week': 'Incidents whose day is unknown count in no week.',
    'method.dates.month':
      'Incidents whose day is unknown count in the month stated; those with a year alone count in no month.',
    'method.dates.quarter':
      'Incidents whose day is unknown count in the quarter of the month stated; those with a year alone count in no quarter.',
    'method.dates.year': 'Incidents whose day or month is unknown count in the year stated.',
    'method.longer': 'A longer period is a table of its own, not a sum of these.',
    'method.victims':
      'Unbiased controlled rounding (Cox 1987), drawn once, so that rows and what is not given add up to the total.',
    'method.victims.missing':
      'A sum is missing where fewer than {from} incidents were released, or where it would tell one that is missing.',
    'method.calendar': 'Calendar periods; weeks are those of ISO 8601.',
    'method.vague': 'A date known less precisely stands apart, as "{example}".',
    'method.country': 'Country is where it happened.',
    'method.quality': 'Source quality is 1 (weak) to 5 (strong), as the published record rates its sources.',
    'method.precision':
      'Place precision is how exactly the source knew the place; of a place only its country, area and border segment are kept, so no number here lies at a point.',
    'method.unknown': '"unknown" is not stated.',
    'method.neverSummed': 'Never summed with reports.',
    'method.completeness.stated':
      'An organisation has stated a month when it sent an activity record for it, and was present when it said in it that it was there.',
    'method.completeness.silence':
      'Where somebody was present and a number is low, little was seen; where nobody stated anything, a low number says nothing.',

    'victims.sums':
      'Every sum is a multiple of {base}, ±{atMost} at most from what is stated, and given only for {from} incidents or more.',

    'notice.sums':
      'Totals are sums of cells and have no bound of their own: a total of 0 may be more than any cell of it.',

    'plan.version': 'Release plan, version {version}.',
    'plan.only': "Of the organisations' own reports nothing leaves but these tables.",
    'plan.rounding':
      'Every number is a multiple of {base}, drawn once by unbiased controlled rounding: ±{typical} typical, ±{atMost} at most; totals for wider circles are sums of cells.',
    'plan.neverNone': 'A rounded number is never "none".',
    'plan.from': 'Nothing from before the release month {month} ({from} to {to}) is ever released.',
    'plan.weeks': 'A release month is the ISO weeks whose Thursday lies in it.',
    'plan.table': '{table}: incidents by {axes}, each {each}, for {readers}.',
    'plan.table.wider': '{table}: incidents by {axes}, each {each}, for {readers}; {wider}.',
    'plan.splits': 'It breaks down the numbers of {table} and adds up to them.',
    'plan.splits.from':
      'It breaks down the numbers of {table} and adds up to them; numbers under {from} are not broken down on their own.',
    'plan.victims': 'With sums of victims by {dimension}, for {readers} alone.',
    'plan.completeness':
      'With how completely organisations said what they did, by country: all, most, some or none of them, never which, and for members and their network alone.',
    'plan.closes': 'A period closes {days} after its end; the first, {first}, on {on}.',
    'plan.coupled':
      'A number that was above 0 in a period of {table} is above 0 here, unless something of it was taken back; late reports count.',
    'plan.noReports':
      'Reports per incident leave in no table: until reports of the same incident are matched it is one everywhere.',
    'plan.thin':
      'Of what is shared more widely than with the members, a layer with fewer than {least} reports a week in the year before is counted in the next narrower one, and a circle that no layer reaches is released nothing.',
    'plan.thin.half': 'One organisation counts for at most half of that number, however much it sends.',
    'plan.approval':
      'What is for authorities or the public is drawn with the rest, and members alone read it until every one of them has approved it, table by table and period by period.',
    'plan.objection': 'An objection ends it for good.',
  },
  audiences: {
    partners: 'the member organisations',
    network: 'the network of reporting organisations',
    authorities: 'authorities',
    public: 'everyone',
  },
  wider: { one: 'for {readers}, counted from what is shared that widely', between: '; ' },
  each: { week: 'week', month: 'month', quarter: 'quarter', year: 'year' },
  axes: {
    all: 'nothing else, one number for the region',
    and: ' and ',
    within: 'of {within}: {codes}',
    others: 'the others as they are',
  },
  days: { other: '{n} days' },
};
