import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'overview.title': 'Pasqyra',
  'overview.month': 'Muaji i publikimit',
  'overview.byQuarter': 'Numrat për ju publikohen çdo tremujor, jo çdo muaj.',
  'overview.byYear': 'Numrat për ju publikohen çdo vit, jo çdo muaj.',
  'overview.findings': 'Çfarë ndryshoi',
  'overview.findings.compared': '{period} krahasuar me {before}',
  'overview.findings.comparedYear': '{period} krahasuar me të njëjtin muaj të vitit të kaluar',
  'overview.silence.went':
    '{countries}: ra heshtja – në {period} asnjë organizatë atje nuk tha çfarë bëri. Të raportuara atë muaj: {number}.',
  'overview.silence.since':
    '{countries}: që nga {since} asnjë organizatë atje nuk ka thënë çfarë bëri. Të raportuara në {period}: {number}.',
  'overview.silence.earlier': '{countries}: asnjë organizatë atje nuk tha çfarë bëri në {periods}.',
  'overview.silence.means':
    'Numri i ulët i një vendi në heshtje nuk është rënie, dhe më shumë pas një muaji heshtjeje nuk është rritje. I gjithë rajoni dhe llojet krahasohen pa të.',
  'silence.part': 'një vend i tij ishte në heshtje, prandaj thotë pak',
  'overview.region': 'I gjithë rajoni',
  'overview.map': 'Ku: incidentet e raportuara sipas vendit',
  'overview.map.caption':
    'Incidente të raportuara, {period}. Sa më i madh rrethi, aq më shumë incidente. Çdo numër mund të jetë ±{atMost} larg numrit të raportuar.',
  'overview.map.label':
    'Hartë e Ballkanit Perëndimor me një rreth për çdo vend. Tabela më poshtë ka të njëjtët numra.',
  'overview.map.silent':
    'Me vija të ndërprera: {countries}. Askush atje nuk tha çfarë bëri në {period}, prandaj një numër i ulët nuk thotë asgjë.',
  'overview.map.notPlaced': 'Jo të vendosura në një nga gjashtë vendet: {number}.',
  'overview.incidents': 'Incidente të raportuara',
  'overview.trends': 'Ecuria me kalimin e kohës',
  'overview.trends.caption':
    'Incidente të raportuara. Shiriti i çelët është hapësira ku ndodhet numri i raportuar; vija kalon përmes mesit të shiritave.',
  'overview.trends.silent':
    'Me vija të ndërprera: muajt kur një vend ishte në heshtje – {silences}. I gjithë rajoni dhe llojet numërohen bashkë me të, dhe mund të jenë më të ulëta vetëm për këtë.',
  'completeness.silent.one': '{countries} ({months})',
  'overview.trend.label': '{subject}: {first} në {from}, {last} në {to}. Tabela më poshtë ka çdo muaj.',
  'overview.record': 'Të dhëna publike: vdekje dhe zhdukje',
  'overview.record.caption':
    'Persona të vdekur ose të zhdukur siç i kanë publikuar të tjerët, sipas vitit. Jo të rrumbullakosur, dhe një minimum i asaj që ndodhi. Shtresë më vete: nuk u shtohen kurrë raportimeve më sipër.',
  'overview.record.label':
    'Persona të vdekur ose të zhdukur sipas vitit. Tabela më poshtë ka të njëjtët numra.',
  'overview.record.persons': 'Persona',
  'overview.record.total': '{count, plural, one {{n} person} other {{n} persona}} nga {from} deri në {to}',
  'overview.record.where': 'Në gjashtë vendet: {six}. Jashtë tyre: {elsewhere}. Vendi nuk dihet: {unknown}.',
  'overview.record.byCountry': 'Sipas vendit, nga {from} deri në {to}',
  'overview.record.running': '{year} (i papërfunduar)',
  'overview.record.running.note':
    'Viti {year} nuk ka përfunduar. Shënimi më i ri: {month} – çfarë ndodhi më pas mund të mos jetë publikuar ende.',
  'overview.record.partial': '{year} (ndoshta jo i plotë)',
  'overview.record.partial.note':
    'Viti {year} mund të mos jetë i plotë. Shënimi më i ri: {month} – çfarë ndodhi më pas mund të mos jetë publikuar ende.',
  'overview.nodes': 'Kur lajmëroi për herë të fundit nyja e çdo vendi',
  'overview.nodes.caption':
    'Për makinat: nëse nyja e një vendi ka lajmëruar kohët e fundit. Kjo nuk thotë nëse organizatat atje kanë raportuar.',
  'overview.nodes.freshness': 'Dëgjuar për herë të fundit',
  'overview.nodes.day': 'më pak se një ditë më parë',
  'overview.nodes.week': 'më pak se një javë më parë',
  'overview.nodes.older': 'një javë më parë ose më herët',
};
