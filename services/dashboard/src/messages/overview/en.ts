/** Texts of the overview. */
export const en = {
  'overview.title': 'Overview',
  'overview.month': 'Month of release',
  'overview.byQuarter': 'Numbers for you are released by quarter, not by month.',
  'overview.byYear': 'Numbers for you are released by year, not by month.',
  'overview.findings': 'What changed',
  'overview.findings.compared': '{period} compared with {before}',
  'overview.findings.comparedYear': '{period} compared with the same month of the year before',
  'overview.silence.went':
    '{countries} went silent: no organisation there said what it did in {period}. Reported in that month: {number}.',
  'overview.silence.since':
    '{countries}: no organisation there has said what it did since {since}. Reported in {period}: {number}.',
  'overview.silence.earlier': '{countries}: no organisation there said what it did in {periods}.',
  'overview.silence.means':
    'A low number of a silent country is no fall, and more after a silent month is no rise. The whole region and the types are compared without it.',
  'silence.part': 'a country of it was silent, so that it says little',
  'overview.region': 'Whole region',
  'overview.map': 'Where: reported incidents by country',
  'overview.map.caption':
    'Reported incidents, {period}. The larger the circle, the more incidents. Each number can be ±{atMost} away from the number reported.',
  'overview.map.label':
    'Map of the Western Balkans with one circle for each country. The table below has the same numbers.',
  'overview.map.silent':
    'Dashed: {countries}. Nobody there said what they did in {period}, so a low number says nothing.',
  'overview.map.notPlaced': 'Not placed in one of the six countries: {number}.',
  'overview.incidents': 'Reported incidents',
  'overview.trends': 'Trends over time',
  'overview.trends.caption':
    'Reported incidents. The light bar is the span in which the number reported lies; the line goes through the middle of the bars.',
  'overview.trends.silent':
    'Dashed: months in which a country was silent – {silences}. The whole region and the types are counted with it, and may be lower for that alone.',
  'completeness.silent.one': '{countries} in {months}',
  'overview.trend.label': '{subject}: {first} in {from}, {last} in {to}. The table below has every month.',
  'overview.record': 'Public record: deaths and disappearances',
  'overview.record.caption':
    'Persons dead or missing as published by others, by year. Not rounded, and a minimum of what happened. A layer of its own: never added to the reports above.',
  'overview.record.label': 'Persons dead or missing by year. The table below has the same numbers.',
  'overview.record.persons': 'Persons',
  'overview.record.total': '{count, plural, one {{n} person} other {{n} persons}} from {from} to {to}',
  'overview.record.where':
    'In the six countries: {six}. Outside them: {elsewhere}. Country not known: {unknown}.',
  'overview.record.byCountry': 'By country, from {from} to {to}',
  'overview.record.running': '{year} (not finished)',
  'overview.record.running.note':
    '{year} is not finished. Newest entry: {month} – what happened since may not be published yet.',
  'overview.record.partial': '{year} (maybe not whole)',
  'overview.record.partial.note':
    '{year} may not be whole. Newest entry: {month} – what happened since may not be published yet.',
  'overview.nodes': 'When each country’s node last reported in',
  'overview.nodes.caption':
    'About machines: whether a country’s node has reported in lately. That it has says nothing of whether organisations there did.',
  'overview.nodes.freshness': 'Last heard from',
  'overview.nodes.day': 'less than a day ago',
  'overview.nodes.week': 'less than a week ago',
  'overview.nodes.older': 'a week ago or longer',
} as const;
