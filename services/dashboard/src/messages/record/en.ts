/** Texts of the public record. */
export const en = {
  'record.title': 'Public record: deaths and disappearances',
  'record.layer':
    'Published by others, who are named with each number, and exact. It is a layer of its own: never add it to the reports of the organisations, because one event may be in both.',
  'record.stamp': 'State {id}',
  'record.where': 'Where it happened',
  'record.everywhere': 'All countries',
  'record.from': 'From year',
  'record.to': 'To year',
  'record.always': 'Any year',
  'record.total': '{count, plural, one {{n} person} other {{n} persons}} dead or missing, {from} to {to}',
  'record.none': 'The public record has no entry for this choice.',
  'record.none.next':
    'That does not say that nobody died: it says that nothing was published. Choose more years or all countries.',
  'record.years': 'By year',
  'record.years.caption':
    'Persons dead or missing, by the year in which it happened. A year with 0 means that nothing was published, not that nobody died.',
  'record.years.label': 'Persons dead or missing by year. The table below has the same numbers by country.',
  'record.year': 'Year',
  'record.all': 'In all',
  'record.causes': 'By cause',
  'record.causes.caption':
    'The cause as the source gives it, with those who are missing apart: whoever is missing is not counted as dead.',
  'record.cause': 'Cause',
  'record.noCause': 'No cause given',
  'record.places': 'How exactly the place is known',
  'record.places.caption':
    'No map has points here, because this layer gives areas and countries and no coordinates. Where the country alone is known, the place may be anywhere in it.',
  'record.place.segment': 'A stretch of border',
  'record.place.area': 'An area of the country',
  'record.place.country': 'The country alone',
  'record.place.unknown': 'Not even the country',
  'record.dates': 'How exactly the date is known',
  'record.dates.caption':
    'Entries whose day or month is unknown count in the year that is stated, and are never spread over months.',
  'record.date.day': 'To the day or week',
  'record.date.month': 'The month alone',
  'record.date.year': 'The year alone',
  'record.precision': 'How exactly',
  'record.sources': 'Sources and how good they are',
  'record.sources.who': 'These numbers come from:',
  'record.sources.quality':
    'The source grades each entry, from one media report to official confirmation. Waylight keeps the grade with the entry, but gives it out in no number yet; so this page cannot show it. Where an entry matters, look it up at the source.',
} as const;
