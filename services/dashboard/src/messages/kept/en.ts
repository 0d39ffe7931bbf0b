/** Texts of what readers write: saved views, and notes on dates. */
export const en = {
  'own.open': 'Views and notes',
  'own.close': 'Close',
  'views.title': 'Saved views',
  'views.note':
    'A view is this page as you have set it. Nobody else sees yours; they end by themselves when you have not signed in for long.',
  'views.name': 'Name of this view',
  'views.save': 'Save this view',
  'views.none': 'You have saved no view yet.',
  'views.delete': 'Delete',
  'views.deleteNamed': 'Delete the view {name}',
  'views.savedAt': 'saved on {when}',
  'notes.title': 'Notes on dates',
  'notes.note':
    'Every analyst of your organisation reads these notes and may delete them. Write no names and nothing about a single person.',
  'notes.day': 'Date',
  'notes.country': 'Country',
  'notes.region': 'Whole region',
  'notes.text': 'Note',
  'notes.add': 'Add the note',
  'notes.none': 'There are no notes yet.',
  'notes.delete': 'Delete',
  'notes.deleteNamed': 'Delete note {number}',
  'notes.onFigure': 'Notes on these dates',
  'notes.for': 'Only analysts of an organisation have notes.',
  'own.failed': 'It could not be saved. Try again.',
  'own.full': 'There are too many: delete one first.',
} as const;
