import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const srLatn: MessagesOf<typeof en> = {
  'own.open': 'Prikazi i beleške',
  'own.close': 'Zatvori',
  'views.title': 'Sačuvani prikazi',
  'views.note':
    'Prikaz je ova stranica onako kako ste je podesili. Vaše ne vidi niko drugi; nestaju sami kad se dugo niste prijavili.',
  'views.name': 'Naziv ovog prikaza',
  'views.save': 'Sačuvaj ovaj prikaz',
  'views.none': 'Još niste sačuvali nijedan prikaz.',
  'views.delete': 'Obriši',
  'views.deleteNamed': 'Obriši prikaz {name}',
  'views.savedAt': 'sačuvano {when}',
  'notes.title': 'Beleške uz datume',
  'notes.note':
    'Ove beleške čitaju svi koji rade analitiku u vašoj organizaciji i mogu da ih obrišu. Ne pišite imena niti išta o pojedinoj osobi.',
  'notes.day': 'Datum',
  'notes.country': 'Država',
  'notes.region': 'Ceo region',
  'notes.text': 'Beleška',
  'notes.add': 'Dodaj belešku',
  'notes.none': 'Još nema beležaka.',
  'notes.delete': 'Obriši',
  'notes.deleteNamed': 'Obriši belešku {number}',
  'notes.onFigure': 'Beleške uz ove datume',
  'notes.for': 'Beleške imaju samo oni koji rade analitiku za neku organizaciju.',
  'own.failed': 'Nije moglo da se sačuva. Pokušajte ponovo.',
  'own.full': 'Ima ih previše: prvo obrišite neki.',
};
