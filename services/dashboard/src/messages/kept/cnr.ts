import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const cnr: MessagesOf<typeof en> = {
  'own.open': 'Prikazi i bilješke',
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
  'notes.title': 'Bilješke uz datume',
  'notes.note':
    'Ove bilješke čitaju svi koji rade analitiku u vašoj organizaciji i mogu da ih obrišu. Ne pišite imena niti išta o pojedinoj osobi.',
  'notes.day': 'Datum',
  'notes.country': 'Država',
  'notes.region': 'Cio region',
  'notes.text': 'Bilješka',
  'notes.add': 'Dodaj bilješku',
  'notes.none': 'Još nema bilježaka.',
  'notes.delete': 'Obriši',
  'notes.deleteNamed': 'Obriši bilješku {number}',
  'notes.onFigure': 'Bilješke uz ove datume',
  'notes.for': 'Bilješke imaju samo oni koji rade analitiku za neku organizaciju.',
  'own.failed': 'Nije moglo da se sačuva. Pokušajte ponovo.',
  'own.full': 'Ima ih previše: prvo obrišite neki.',
};
