import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const bs: MessagesOf<typeof en> = {
  'overview.title': 'Pregled',
  'overview.month': 'Mjesec objave',
  'overview.byQuarter': 'Brojevi se za vas objavljuju tromjesečno, a ne mjesečno.',
  'overview.byYear': 'Brojevi se za vas objavljuju godišnje, a ne mjesečno.',
  'overview.findings': 'Šta se promijenilo',
  'overview.findings.compared': '{period} u poređenju s: {before}',
  'overview.findings.comparedYear': '{period} u poređenju s istim mjesecom prethodne godine',
  'overview.silence.went':
    '{countries}: nastupila je šutnja – za {period} nijedna tamošnja organizacija nije rekla šta je radila. Prijavljeno tog mjeseca: {number}.',
  'overview.silence.since':
    '{countries}: nijedna tamošnja organizacija nije rekla šta je radila; prvi takav mjesec: {since} Prijavljeno za {period}: {number}.',
  'overview.silence.earlier':
    '{countries}: za {periods} nijedna tamošnja organizacija nije rekla šta je radila.',
  'overview.silence.means':
    'Nizak broj države koja šuti nije pad, a više nakon mjeseca šutnje nije porast. Cijeli region i vrste porede se bez nje.',
  'silence.part': 'jedna od tih država je šutjela, pa to malo govori',
  'overview.region': 'Cijeli region',
  'overview.map': 'Gdje: prijavljeni incidenti po državi',
  'overview.map.caption':
    'Prijavljeni incidenti, {period} Što je krug veći, to je više incidenata. Svaki broj može biti ±{atMost} od prijavljenog broja.',
  'overview.map.label':
    'Karta Zapadnog Balkana sa po jednim krugom za svaku državu. Tabela ispod ima iste brojeve.',
  'overview.map.silent':
    'Isprekidano: {countries}. Za {period} tamo niko nije rekao šta je radio, pa mali broj ne govori ništa.',
  'overview.map.notPlaced': 'Nisu smješteni ni u jednu od šest država: {number}.',
  'overview.incidents': 'Prijavljeni incidenti',
  'overview.trends': 'Kretanje kroz vrijeme',
  'overview.trends.caption':
    'Prijavljeni incidenti. Svijetla traka je raspon u kome je prijavljeni broj; linija prolazi kroz sredinu traka.',
  'overview.trends.silent':
    'Isprekidano: mjeseci u kojima je neka država šutjela – {silences}. Cijeli region i vrste broje se zajedno s njom, pa mogu biti niži samo zbog toga.',
  'completeness.silent.one': '{countries} ({months})',
  'overview.trend.label': '{subject}: {from}: {first}; {to}: {last}. Tabela ispod ima sve mjesece.',
  'overview.record': 'Javna evidencija: smrti i nestanci',
  'overview.record.caption':
    'Mrtvi ili nestali kako su ih drugi objavili, po godinama. Brojevi nisu zaokruženi; stvarno ih je najmanje toliko. Poseban sloj: nikada se ne sabiraju s prijavama iznad.',
  'overview.record.label': 'Mrtvi ili nestali po godinama. Tabela ispod ima iste brojeve.',
  'overview.record.persons': 'Osobe',
  'overview.record.total':
    '{count, plural, one {{n} osoba} few {{n} osobe} other {{n} osoba}} od {from} do {to}',
  'overview.record.where': 'U šest država: {six}. Izvan njih: {elsewhere}. Država nije poznata: {unknown}.',
  'overview.record.byCountry': 'Po državi, od {from} do {to}',
  'overview.record.running': '{year} (nije završena)',
  'overview.record.running.note':
    'Godina {year}. nije završena. Najnoviji zapis: {month} – ono što se desilo poslije možda još nije objavljeno.',
  'overview.record.partial': '{year} (možda nepotpuna)',
  'overview.record.partial.note':
    'Godina {year}. možda nije potpuna. Najnoviji zapis: {month} – ono što se desilo poslije možda još nije objavljeno.',
  'overview.nodes': 'Kada se čvor svake države posljednji put javio',
  'overview.nodes.caption':
    'O mašinama: da li se čvor države nedavno javio. To ne govori da li su organizacije tamo prijavile.',
  'overview.nodes.freshness': 'Posljednje javljanje',
  'overview.nodes.day': 'prije manje od jednog dana',
  'overview.nodes.week': 'prije manje od jedne sedmice',
  'overview.nodes.older': 'prije sedmicu dana ili ranije',
};
