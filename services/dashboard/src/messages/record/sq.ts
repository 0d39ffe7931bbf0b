import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'record.title': 'Të dhëna publike: vdekje dhe zhdukje',
  'record.layer':
    'Të publikuara nga burime të tjera, që përmenden te çdo numër, dhe jo të rrumbullakosura. Lexojeni çdo numër si minimum: kush vdiq pa u publikuar mungon këtu, dhe disa shënime mbështeten vetëm në një lajm në media. Një shënim është një ngjarje; të gjithë numrat këtu janë persona. Është një shtresë më vete: mos ua shtoni kurrë raportimeve të organizatave, sepse e njëjta ngjarje mund të jetë në të dyja.',
  'record.stamp': 'Lexuar më {when}. Për lidhje dhe citime, kjo gjendje e të dhënave quhet {id}.',
  'record.newest': 'Shënimi më i ri: {month}',
  'record.where': 'Ku ndodhi',
  'record.everywhere': 'Të gjitha vendet',
  'record.from': 'Nga viti',
  'record.to': 'Deri në vitin',
  'record.always': 'Çdo vit',
  'record.total':
    '{count, plural, one {{n} person i vdekur ose i zhdukur} other {{n} persona të vdekur ose të zhdukur}}, {from} deri {to}',
  'record.none': 'Të dhënat publike nuk kanë asgjë për këtë zgjedhje.',
  'record.none.next':
    'Kjo nuk thotë që nuk vdiq askush: thotë që nuk u publikua asgjë. Zgjidhni më shumë vite ose të gjitha vendet.',
  'record.years': 'Sipas vitit',
  'record.years.caption':
    'Persona të vdekur ose të zhdukur, sipas vitit kur ndodhi. Një vit me 0 do të thotë që nuk u publikua asgjë, jo që nuk vdiq askush. Viti më i ri ka vetëm atë që ishte publikuar deri në kohën e këtyre të dhënave: kjo nuk është rënie.',
  'record.years.label':
    'Persona të vdekur ose të zhdukur sipas vitit. Tabela më poshtë ka të njëjtët numra sipas vendit.',
  'record.year': 'Viti',
  'record.all': 'Persona gjithsej',
  'record.causes': 'Sipas shkakut',
  'record.causes.caption':
    'Persona të vdekur ose të zhdukur, sipas shkakut siç e jep burimi. Të zhdukurit janë veç: kush është i zhdukur nuk numërohet si i vdekur.',
  'record.cause': 'Shkaku',
  'record.noCause': 'Pa shkak të dhënë',
  'record.map': 'Në hartë, aq saktë sa ruhen vendet',
  'record.map.label':
    'Hartë e personave të vdekur ose të zhdukur sipas asaj që ruhet për vendin. Tabela më poshtë ka të njëjtat numra.',
  'record.map.caption':
    'Persona të vdekur ose të zhdukur. Asnjë shenjë nuk është vend: rrethi është një zonë e tërë, vija është një kufi i tërë, dhe numri në kornizë pranë emrit të një shteti vlen për cilindo vend në të. Pikat nuk ruhen, as kur burimi e kishte një.',
  'record.map.place': 'Vendi',
  'record.map.border': 'Vijë përgjatë kufirit: diku në këtë kufi, në njërin ose tjetrin drejtim',
  'record.map.ring': 'Rreth me vija të ndërprera: diku në një zonë, e cila gjendet e tëra brenda rrethit',
  'record.map.frame': 'Numër në kornizë: diku në këtë shtet',
  'record.map.bare':
    'Shtet pa numër, në hartë dhe pranë saj: atje nuk ka asnjë shënim për atë që është zgjedhur. Kjo nuk thotë që nuk vdiq askush.',
  'record.map.without': 'Nga të gjashtë, pa shënim për atë që është zgjedhur: {countries}',
  'record.map.coarser':
    '{count, plural, one {{n} person është vënë} other {{n} persona janë vënë}} te një shtet, ndonëse burimi e dinte vendin më saktë. Zonat ruhen vetëm për të gjashtë shtetet, dhe vetëm për vende që i ka lista jonë e vendeve. Ku: {countries}',
  'record.map.beside': 'Jashtë hartës, ose pa vend në të:',
  'record.notStated': 'Nuk është thënë',
  'record.quality': 'Sa të mira janë burimet',
  'record.quality.caption':
    'Persona të vdekur ose të zhdukur, sipas notës që botuesi ia jep burimit të shënimit, nga 1 (i dobët) deri në 5 (i fortë); fjalët janë të botuesit që përmendet më poshtë. Një burim i dobët nuk do të thotë se nuk ka ndodhur.',
  'record.quality.grade': 'Nota e burimit',
  'record.quality.5': '5 – organe zyrtare, ose disa organizata ndihme',
  'record.quality.4': '4 – një organizatë ndihme që e dinte drejtpërdrejt',
  'record.quality.3': '3 – disa lajme në media',
  'record.quality.2': '2 – dëshmitarë ose një anketë, pa vërtetim',
  'record.quality.1': '1 – vetëm një lajm në media',
  'record.places.known': 'Burimi dinte',
  'record.places': 'Sa saktë dihet vendi',
  'record.places.caption':
    'Persona të vdekur ose të zhdukur, sipas asaj sa saktë e dinte burimi vendin. Këtu ruhet prej tij vetëm një zonë, një segment i kufirit ose vetëm shteti, siç thotë tabela: kurrë një pikë dhe kurrë emri i një vendi.',
  'record.place.segment': 'Një segment i kufirit',
  'record.place.area': 'Një zonë e vendit',
  'record.place.country': 'Vetëm shteti',
  'record.place.unknown': 'As shteti',
  'record.dates': 'Sa saktë dihet data',
  'record.dates.caption':
    'Persona të vdekur ose të zhdukur. Ata të shënimeve me ditë ose muaj të panjohur numërohen në vitin e deklaruar dhe nuk shpërndahen kurrë nëpër muaj.',
  'record.date.day': 'Deri te dita ose java',
  'record.date.month': 'Vetëm muaji',
  'record.date.year': 'Vetëm viti',
  'record.precision': 'Sa saktë',
  'record.sources': 'Burimet',
  'record.sources.who': 'Këta numra vijnë nga:',
  'record.sources.quality':
    'Kush e boton një shënim i jep notë burimit; notat janë te “Sa të mira janë burimet”. Kur një shënim është i rëndësishëm, kërkojeni te burimi.',
};
