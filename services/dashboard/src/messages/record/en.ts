/** Texts of the public record. */
export const en = {
  'record.title': 'Public record: deaths and disappearances',
  'record.layer':
    'Published by others, who are named with each number, and not rounded. Read every number as a minimum: whoever died and was not published is missing here, and some entries rest on a single media report. An entry is one event; all numbers here are persons. It is a layer of its own: never add it to the reports of the organisations, because one event may be in both.',
  'record.stamp': 'Read on {when}. For links and citations, this state of the record is called {id}.',
  'record.newest': 'Newest entry: {month}',
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
    'Persons dead or missing, by the year in which it happened. A year with 0 means that nothing was published, not that nobody died. The newest year has only what was published by the time of these data: it is no fall.',
  'record.years.label': 'Persons dead or missing by year. The table below has the same numbers by country.',
  'record.year': 'Year',
  'record.all': 'Persons in all',
  'record.causes': 'By cause',
  'record.causes.caption':
    'Persons dead or missing, by the cause as the source gives it. Those who are missing stand apart: whoever is missing is not counted as dead.',
  'record.cause': 'Cause',
  'record.noCause': 'No cause given',
  'record.map': 'On a map, as exactly as places are kept',
  'record.map.label':
    'Map of persons dead or missing by what is kept of the place. The table below has the same numbers.',
  'record.map.caption':
    'Persons dead or missing. No sign is a place: a ring is a whole area, a line is a whole border, and a boxed number beside the name of a country is for anywhere in it. Points are not kept, even where the source had one.',
  'record.map.place': 'Place',
  'record.map.border': 'A line along a border: somewhere on this border, in either direction',
  'record.map.ring': 'A dashed ring: somewhere in one area, all of which lies within the ring',
  'record.map.frame': 'A boxed number: somewhere in this country',
  'record.map.bare':
    'A country without a number, on the map and beside it: no entry there for what is chosen. That does not say that nobody died.',
  'record.map.without': 'Of the six, without an entry for what is chosen: {countries}',
  'record.map.coarser':
    '{count, plural, one {{n} person stands} other {{n} persons stand}} at a country although the source knew the place more exactly. Areas are kept of the six countries alone, and only for places that our list of places has. Where: {countries}',
  'record.map.beside': 'Not on the map, or without room there:',
  'record.notStated': 'Not stated',
  'record.quality': 'How good the sources are',
  'record.quality.caption':
    'Persons dead or missing, by the grade that its publisher gives to the source of their entry, 1 (weak) to 5 (strong); the words are those of the publisher who is named below. A weak source does not mean that it did not happen.',
  'record.quality.grade': 'Grade of the source',
  'record.quality.5': '5 – officials, or several aid organisations',
  'record.quality.4': '4 – an aid organisation that knew of it directly',
  'record.quality.3': '3 – several media reports',
  'record.quality.2': '2 – eyewitnesses or a survey, not confirmed',
  'record.quality.1': '1 – a single media report',
  'record.places.known': 'The source knew',
  'record.places': 'How exactly the place is known',
  'record.places.caption':
    'Persons dead or missing, by how exactly the source knew the place. What is kept of it here is an area, a stretch of border or the country alone, as the table says: never a point, and never the name of a place.',
  'record.place.segment': 'A stretch of border',
  'record.place.area': 'An area of the country',
  'record.place.country': 'The country alone',
  'record.place.unknown': 'Not even the country',
  'record.dates': 'How exactly the date is known',
  'record.dates.caption':
    'Persons dead or missing. Those of entries whose day or month is unknown count in the year that is stated, and are never spread over months.',
  'record.date.day': 'To the day or week',
  'record.date.month': 'The month alone',
  'record.date.year': 'The year alone',
  'record.precision': 'How exactly',
  'record.sources': 'Sources',
  'record.sources.who': 'These numbers come from:',
  'record.sources.quality':
    'Who publishes an entry grades its source; the grades are in “How good the sources are”. Where an entry matters, look it up at the source.',
} as const;
