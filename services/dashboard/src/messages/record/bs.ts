import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const bs: MessagesOf<typeof en> = {
  'record.title': 'Javna evidencija: smrti i nestanci',
  'record.layer':
    'Objavili su je drugi izvori, koji su navedeni uz svaki broj, i nije zaokružena. Svaki broj čitajte kao najmanju vrijednost: ko je umro a nije objavljen, ovdje nedostaje, a neki zapisi počivaju na samo jednoj vijesti u medijima. Jedan zapis je jedan događaj; svi brojevi ovdje su osobe. To je poseban sloj: nikada je ne sabirajte sa prijavama organizacija, jer isti događaj može biti u obje.',
  'record.stamp': 'Pročitano {when}. Za veze i navođenje, ovo stanje evidencije zove se {id}.',
  'record.newest': 'Najnoviji zapis: {month}',
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
    'Mrtvi ili nestali po godini u kojoj se desilo. Godina sa 0 znači da ništa nije objavljeno, a ne da niko nije umro. Najnovija godina ima samo ono što je objavljeno do vremena ovih podataka: to nije pad.',
  'record.years.label': 'Mrtvi ili nestali po godinama. Tabela ispod ima iste brojeve po državama.',
  'record.year': 'Godina',
  'record.all': 'Osoba ukupno',
  'record.causes': 'Po uzroku',
  'record.causes.caption':
    'Mrtve ili nestale osobe, po uzroku kako ga navodi izvor. Nestali su odvojeno: ko je nestao, ne broji se kao mrtav.',
  'record.cause': 'Uzrok',
  'record.noCause': 'Uzrok nije naveden',
  'record.map': 'Na karti, onoliko tačno koliko se mjesta čuvaju',
  'record.map.label':
    'Karta mrtvih ili nestalih osoba prema onome što se čuva o mjestu. Tabela ispod ima iste brojeve.',
  'record.map.caption':
    'Mrtve ili nestale osobe. Nijedan znak nije mjesto: krug je cijela oblast, linija je cijela granica, a broj u okviru pored imena države važi za bilo koje mjesto u njoj. Tačke se ne čuvaju, ni kad ih je izvor imao.',
  'record.map.place': 'Mjesto',
  'record.map.border': 'Linija duž granice: negdje na ovoj granici, u jednom ili drugom smjeru',
  'record.map.ring': 'Isprekidan krug: negdje u jednoj oblasti, koja cijela leži u krugu',
  'record.map.frame': 'Broj u okviru: negdje u ovoj državi',
  'record.map.bare':
    'Država bez broja, na karti i pored nje: tamo nema zapisa za ono što je izabrano. To ne znači da niko nije umro.',
  'record.map.without': 'Od šest država, bez zapisa za ono što je izabrano: {countries}',
  'record.map.coarser':
    '{count, plural, one {{n} osoba stoji} few {{n} osobe stoje} other {{n} osoba stoji}} kod države iako je izvor mjesto znao tačnije. Oblasti se čuvaju samo za šest država, i samo za mjesta koja naš spisak mjesta ima. Gdje: {countries}',
  'record.map.beside': 'Nije na karti, ili tamo nema mjesta za broj:',
  'record.notStated': 'Nije navedeno',
  'record.quality': 'Koliko su izvori dobri',
  'record.quality.caption':
    'Mrtve ili nestale osobe, po ocjeni koju izvoru zapisa daje onaj ko ga objavljuje, od 1 (slab) do 5 (jak); riječi su od izdavača koji je naveden ispod. Slab izvor ne znači da se to nije desilo.',
  'record.quality.grade': 'Ocjena izvora',
  'record.quality.5': '5 – zvanični organi, ili više humanitarnih organizacija',
  'record.quality.4': '4 – humanitarna organizacija koja je za to neposredno znala',
  'record.quality.3': '3 – više vijesti u medijima',
  'record.quality.2': '2 – očevici ili anketa, bez potvrde',
  'record.quality.1': '1 – samo jedna vijest u medijima',
  'record.places.known': 'Izvor je znao',
  'record.places': 'Koliko se tačno zna mjesto',
  'record.places.caption':
    'Mrtve ili nestale osobe, po tome koliko je tačno izvor znao mjesto. Ovdje se od toga čuva oblast, dionica granice ili samo država, kako kaže tabela: nikad tačka i nikad ime mjesta.',
  'record.place.segment': 'Dionica granice',
  'record.place.area': 'Oblast u državi',
  'record.place.country': 'Samo država',
  'record.place.unknown': 'Ni država',
  'record.dates': 'Koliko se tačno zna datum',
  'record.dates.caption':
    'Mrtve ili nestale osobe. One iz zapisa čiji se dan ili mjesec ne zna broje se u navedenoj godini i nikada se ne raspoređuju po mjesecima.',
  'record.date.day': 'Do dana ili nedjelje',
  'record.date.month': 'Samo mjesec',
  'record.date.year': 'Samo godina',
  'record.precision': 'Koliko tačno',
  'record.sources': 'Izvori',
  'record.sources.who': 'Ovi brojevi potiču od:',
  'record.sources.quality':
    'Ko objavljuje zapis ocjenjuje njegov izvor; ocjene su u dijelu „Koliko su izvori dobri“. Kad je zapis važan, potražite ga kod izvora.',
};
