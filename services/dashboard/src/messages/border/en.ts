/** Texts of the page of border segments. */
export const en = {
  'border.title': 'Border segments',
  'border.country': 'From or to',
  'border.country.all': 'all countries',
  'border.figure': 'Reported incidents by border segment, {period}',
  'border.map': 'On the map',
  'border.map.caption':
    'Reported incidents by the border and the direction of movement, {period}. The wider the arrow, the more incidents; a broken arrow stands for {zero}. An arrow stands for the whole border of two countries, not for the place that it is drawn at.',
  'border.map.label':
    'Map of the borders with an arrow for each directed segment, {period}. The table on this page has the same numbers.',
  'border.beside': 'Without an arrow:',
  'border.beside.region': 'Without an arrow, and of the whole region, whichever country is chosen above:',
  'border.matrix': 'From each country to each',
  'border.matrix.caption':
    'Reported incidents, {period}. Down: from; across: to. A point is a pair that has no number of its own: it is counted with “Other or unknown”.',
  'border.fromTo': 'From ↓ to →',
  'border.noRow': 'no number of its own',
  'border.table': 'One by one, and what changed',
  'border.sinceBefore': 'Since the period before',
  'border.sinceYear': 'Since the year before',
  'border.later': 'These numbers do not hold {month}: the period that it belongs to is not released yet.',
  'border.small.next': 'The same over longer periods says more:',
  'border.keys':
    'With the keyboard: Enter leads from the table to its numbers, arrow keys from one to the next, and Enter to where a number comes from.',
} as const;
