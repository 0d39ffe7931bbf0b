import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'record.title': 'Të dhëna publike: vdekje dhe zhdukje',
  'record.layer':
    'Të publikuara nga burime të tjera, që përmenden te çdo numër, dhe të sakta. Është një shtresë më vete: mos ua shtoni kurrë raportimeve të organizatave, sepse e njëjta ngjarje mund të jetë në të dyja.',
  'record.stamp': 'Gjendja {id}',
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
    'Persona të vdekur ose të zhdukur, sipas vitit kur ndodhi. Një vit me 0 do të thotë që nuk u publikua asgjë, jo që nuk vdiq askush.',
  'record.years.label':
    'Persona të vdekur ose të zhdukur sipas vitit. Tabela më poshtë ka të njëjtët numra sipas vendit.',
  'record.year': 'Viti',
  'record.all': 'Gjithsej',
  'record.causes': 'Sipas shkakut',
  'record.causes.caption':
    'Shkaku siç e jep burimi, me të zhdukurit veç: kush është i zhdukur nuk numërohet si i vdekur.',
  'record.cause': 'Shkaku',
  'record.noCause': 'Pa shkak të dhënë',
  'record.places': 'Sa saktë dihet vendi',
  'record.places.caption':
    'Këtu asnjë hartë nuk ka pika, sepse kjo shtresë jep zona dhe vende e jo koordinata. Ku dihet vetëm shteti, vendi mund të jetë kudo në të.',
  'record.place.segment': 'Një segment kufitar',
  'record.place.area': 'Një zonë e vendit',
  'record.place.country': 'Vetëm shteti',
  'record.place.unknown': 'As shteti',
  'record.dates': 'Sa saktë dihet data',
  'record.dates.caption':
    'Ato me ditë ose muaj të panjohur numërohen në vitin e deklaruar dhe nuk shpërndahen kurrë nëpër muaj.',
  'record.date.day': 'Deri te dita ose java',
  'record.date.month': 'Vetëm muaji',
  'record.date.year': 'Vetëm viti',
  'record.precision': 'Sa saktë',
  'record.sources': 'Burimet dhe sa të mira janë',
  'record.sources.who': 'Këta numra vijnë nga:',
  'record.sources.quality':
    'Burimi e vlerëson çdo shënim, nga një lajm i vetëm deri te konfirmimi zyrtar. Waylight e ruan vlerësimin me shënimin, por ende nuk e jep në asnjë numër; prandaj kjo faqe nuk mund ta tregojë. Kur një shënim ka rëndësi, kërkojeni te burimi.',
};
