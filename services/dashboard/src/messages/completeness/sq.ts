import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'completeness.title': 'Sa plotësisht raportuan organizatat',
  'completeness.caption':
    'Për organizatat, jo për makinat: sa prej atyre që priten në një vend e kishin thënë çfarë bënë në një muaj kur ai u mbyll. Shumica do të thotë më shumë se gjysma, disa do të thotë të paktën një, asnjë (hesht) do të thotë që asnjëra nuk tha gjë. Të pranishme: ishin atje, dhe ajo që u raportua mund të jetë asnjë ose pak. Kurrë cilat dhe kurrë sa janë. Poshtë saj është çfarë u raportua prej andej.',
  'completeness.table': 'Gjithçka që tregohet, sipas muajit dhe vendit',
  'completeness.together':
    'Vendet në një rresht tregohen bashkë: në secilin prej tyre priten aq pak organizata sa pjesa do të ishte për njërën prej tyre. – qëndron ku një vend tregohet në një rresht tjetër, ose nuk tregohet asgjë për të.',
  'completeness.share.all': 'të gjitha',
  'completeness.share.most': 'shumica',
  'completeness.share.some': 'disa',
  'completeness.share.none': 'asnjë',
  'completeness.cell.silent': 'hesht',
  'completeness.cell.present': 'të pranishme',
  'completeness.cell.nobody': 'askush atje',
  'completeness.cell.notTold': 'nuk tregohet',
  'completeness.stated': 'Thanë çfarë bënë',
  'completeness.present': 'Ishin atje',
  'completeness.visits': 'Vizita në terren',
  'completeness.days': 'Ditë pune të stafit',
  'completeness.says': 'Çfarë thotë',
  'completeness.says.silentFew':
    'Hesht: askush nuk tha çfarë bëri. Që nuk u raportuan më shumë se {range} nuk thotë asgjë.',
  'completeness.says.silentMore': 'Hesht: askush nuk tha çfarë bëri, e megjithatë u raportuan incidente.',
  'completeness.says.silent': 'Hesht: askush nuk tha çfarë bëri.',
  'completeness.says.nobody': 'Ato që thanë çfarë bënë nuk ishin atje.',
  'completeness.says.presentFew': 'Organizata ishin atje, dhe ajo që u raportua lexohet {range}.',
  'completeness.says.presentMore': 'Organizata ishin atje dhe u raportuan incidente.',
  'completeness.says.presentOnly': 'Organizata ishin atje.',
  'completeness.says.notTold': 'Nuk tregohet: priten aq pak organizata sa do të ishte për njërën prej tyre.',
  'completeness.says.before': 'Nuk dihet: ky publikim u bë para se kjo të ruhej.',
  'completeness.effortNote':
    'Vizitat në terren dhe ditët e punës janë të rrumbullakosura në dhjetëshen më të afërt dhe shkruhen si hapësira brenda së cilës ndodhen. Jepen ku i thanë tri organizata ose më shumë dhe asnjëra nuk i bëri pothuajse të gjitha.',
  'completeness.silent':
    'Heshtje: {silences}. Askush atje nuk tha çfarë bëri: një numër i ulët nuk thotë asgjë.',
  'completeness.none': 'Publikimet që mund të lexoni nuk e thonë ende.',
  'completeness.noneNext': 'Vjen me tabelën e çdo muaji.',
  'completeness.notForYou': 'U tregohet vetëm organizatave anëtare dhe rrjetit.',
  'completeness.notForYou.next': 'Prandaj lexojeni me kujdes një numër të ulët: mund të jetë heshtje.',
  'effort.label': 'Lexoni si',
  'effort.numbers': 'incidente',
  'effort.visits': 'incidente për çdo 100 vizita në terren',
  'effort.days': 'incidente për çdo 100 ditë pune të stafit',
  'effort.visits.title':
    'Incidente të raportuara për çdo 100 vizita në terren, sipas vendit dhe periudhës ({period})',
  'effort.days.title':
    'Incidente të raportuara për çdo 100 ditë pune të stafit, sipas vendit dhe periudhës ({period})',
  'effort.caption':
    'Numri i një vendi dhe i një periudhe, kundrejt asaj që thanë organizatat atje për muajt e saj. Të dy janë të rrumbullakosur: ajo që u raportua ndodhet brenda hapësirës që qëndron pranë numrit. Raportimet e organizatave që nuk thanë asgjë janë brenda, por jo puna e tyre, ndaj krahasoni një vend me vetveten dhe vetëm ku raportimi ishte po aq i plotë.',
  'effort.span': 'rreth {n} ({from}–{to})',
  'effort.upTo': 'mes 0 dhe {to}',
  'effort.notTold': 'puna nuk tregohet',
  'effort.few': 'puna {range}',
  'effort.legend':
    'Një vend dhe periudhë nuk ka numër ku puna nuk tregohet për njërin nga muajt e saj, ose ku puna lexohet 0–4: nuk vlerësohet me hamendje. Një fjalë qëndron ku jo të gjitha organizatat që priten thanë çfarë bënë: shumica, disa, ose hesht ku nuk e tha askush; për një tremujor ose vit është ajo e muajit më pak të plotë.',
  'effort.notHere':
    'Puna tregohet sipas vendit dhe muajit: numrat mund të lexohen kundrejt saj ku janë vetëm sipas vendit, dhe sipas muajit, tremujorit ose vitit.',
  'effort.byCountry': 'Lexoni sipas vendit',
  'effort.itself': 'Lexoni vetë numrat',
};
