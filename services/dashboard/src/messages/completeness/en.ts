/** Texts about how completely organisations reported, and of numbers read against their effort. */
export const en = {
  'completeness.title': 'How completely organisations reported',
  'completeness.caption':
    'About organisations, not machines: of those expected in a country, how many had said what they did in a month when it closed. Most is more than half, some is at least one, none (silent) not a single one. Present: they were there, and what was reported can be none or a few. Never which of them, and never how many they are. Below it is what was reported from there.',
  'completeness.table': 'All that is told, by month and country',
  'completeness.together':
    'Countries in one row are told together: in each of them so few organisations are expected that a share would be about one of them. – stands where a country is told in another row, or nothing is told of it.',
  'completeness.share.all': 'all',
  'completeness.share.most': 'most',
  'completeness.share.some': 'some',
  'completeness.share.none': 'none',
  'completeness.cell.silent': 'silent',
  'completeness.cell.present': 'present',
  'completeness.cell.nobody': 'nobody there',
  'completeness.cell.notTold': 'not told',
  'completeness.stated': 'Said what they did',
  'completeness.present': 'Were there',
  'completeness.visits': 'Field visits',
  'completeness.days': 'Staff days',
  'completeness.says': 'What it says',
  'completeness.says.silentFew':
    'Silent: nobody said what they did. That no more than {range} were reported says nothing.',
  'completeness.says.silentMore':
    'Silent: nobody said what they did, and incidents were reported all the same.',
  'completeness.says.silent': 'Silent: nobody said what they did.',
  'completeness.says.nobody': 'Those who said what they did were not there.',
  'completeness.says.presentFew': 'Organisations were there, and what was reported reads {range}.',
  'completeness.says.presentMore': 'Organisations were there, and incidents were reported.',
  'completeness.says.presentOnly': 'Organisations were there.',
  'completeness.says.notTold':
    'Not told: so few organisations are expected that it would be about one of them.',
  'completeness.says.before': 'Not known: this release was made before it was kept.',
  'completeness.effortNote':
    'Field visits and staff days are rounded to the nearest 10 and written as the span in which they lie. They are given where three organisations or more stated them and none of them made nearly all.',
  'completeness.silent': 'Silent: {silences}. Nobody there said what they did: a low number says nothing.',
  'completeness.none': 'The releases that you may read do not say it yet.',
  'completeness.noneNext': 'It comes with the table of each month.',
  'completeness.notForYou': 'It is told to the member organisations and to the network alone.',
  'completeness.notForYou.next': 'So read a low number with care: it may be silence.',
  'effort.label': 'Read as',
  'effort.numbers': 'incidents',
  'effort.visits': 'incidents for each 100 field visits',
  'effort.days': 'incidents for each 100 staff days',
  'effort.visits.title': 'Reported incidents for each 100 field visits, by country and {period}',
  'effort.days.title': 'Reported incidents for each 100 staff days, by country and {period}',
  'effort.caption':
    'The number of a country and period, against what organisations there stated for its months. Both are rounded: what was reported lies within the span that stands beside the number. Reports of organisations that stated nothing are in it and their effort is not, so compare a country with itself and only where reporting was as complete.',
  'effort.span': 'about {n} ({from}–{to})',
  'effort.upTo': 'between 0 and {to}',
  'effort.notTold': 'effort not told',
  'effort.few': 'effort {range}',
  'effort.legend':
    'A country and period has no number where effort is not told for one of its months, or where the effort reads 0–4: it is not estimated. A word stands where fewer than all organisations that are expected said what they did: most, some, or silent where nobody did; of a quarter or year it is that of its least complete month.',
  'effort.notHere':
    'Effort is told by country and month: numbers can be read against it where they are by country alone, and by month, quarter or year.',
  'effort.byCountry': 'Read by country',
  'effort.itself': 'Read the numbers themselves',
} as const;
