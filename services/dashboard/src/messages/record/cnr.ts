import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const cnr: MessagesOf<typeof en> = {
  'record.title': 'Javna evidencija: smrti i nestanci',
  'record.layer':
    'Objavili su je drugi izvori, koji su navedeni uz svaki broj, i tačna je. To je poseban sloj: nikada je ne sabirajte sa prijavama organizacija, jer isti događaj može biti u obje.',
  'record.stamp': 'Stanje {id}',
  'record.where': 'Gdje se desilo',
  'record.everywhere': 'Sve države',
  'record.from': 'Od godine',
  'record.to': 'Do godine',
  'record.always': 'Bilo koja godina',
  'record.total':
    '{count, plural, one {{n} mrtva ili nestala osoba} few {{n} mrtve ili nestale osobe} other {{n} mrtvih ili nestalih osoba}}, od {from} do {to}',
  'record.none': 'Javna evidencija nema ništa za ovaj izbor.',
  'record.none.next':
    'To ne znači da niko nije umro: znači da ništa nije objavljeno. Izaberite više godina ili sve države.',
  'record.years': 'Po godinama',
  'record.years.caption':
    'Mrtvi ili nestali po godini u kojoj se desilo. Godina sa 0 znači da ništa nije objavljeno, a ne da niko nije umro.',
  'record.years.label': 'Mrtvi ili nestali po godinama. Tabela ispod ima iste brojeve po državama.',
  'record.year': 'Godina',
  'record.all': 'Ukupno',
  'record.causes': 'Po uzroku',
  'record.causes.caption':
    'Uzrok kako ga navodi izvor, a nestali su odvojeno: ko je nestao, ne broji se kao mrtav.',
  'record.cause': 'Uzrok',
  'record.noCause': 'Uzrok nije naveden',
  'record.places': 'Koliko se tačno zna mjesto',
  'record.places.caption':
    'Ovdje nijedna karta nema tačke, jer ovaj sloj daje oblasti i države, a ne koordinate. Gdje se zna samo država, mjesto može biti bilo gdje u njoj.',
  'record.place.segment': 'Dio granice',
  'record.place.area': 'Oblast u državi',
  'record.place.country': 'Samo država',
  'record.place.unknown': 'Ni država',
  'record.dates': 'Koliko se tačno zna datum',
  'record.dates.caption':
    'Ono čiji se dan ili mjesec ne zna broji se u navedenoj godini i nikada se ne raspoređuje po mjesecima.',
  'record.date.day': 'Do dana ili nedjelje',
  'record.date.month': 'Samo mjesec',
  'record.date.year': 'Samo godina',
  'record.precision': 'Koliko tačno',
  'record.sources': 'Izvori i koliko su dobri',
  'record.sources.who': 'Ovi brojevi potiču od:',
  'record.sources.quality':
    'Izvor ocjenjuje svaki zapis, od jedne vijesti do zvanične potvrde. Waylight čuva ocjenu uz zapis, ali je još ne daje ni u jednom broju; zato ova stranica ne može da je prikaže. Gdje je zapis važan, potražite ga kod izvora.',
};
