import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const srLatn: MessagesOf<typeof en> = {
  'overview.title': 'Pregled',
  'overview.month': 'Mesec objave',
  'overview.byQuarter': 'Brojevi se za vas objavljuju tromesečno, a ne mesečno.',
  'overview.byYear': 'Brojevi se za vas objavljuju godišnje, a ne mesečno.',
  'overview.findings': 'Šta se promenilo',
  'overview.findings.compared': '{period} u poređenju sa: {before}',
  'overview.findings.comparedYear': '{period} u poređenju sa istim mesecom prethodne godine',
  'overview.silence.went':
    '{countries}: nastupilo je ćutanje – za {period} nijedna tamošnja organizacija nije rekla šta je radila. Prijavljeno tog meseca: {number}.',
  'overview.silence.since':
    '{countries}: nijedna tamošnja organizacija nije rekla šta je radila; prvi takav mesec: {since} Prijavljeno za {period}: {number}.',
  'overview.silence.earlier':
    '{countries}: za {periods} nijedna tamošnja organizacija nije rekla šta je radila.',
  'overview.silence.means':
    'Nizak broj države koja ćuti nije pad, a više posle meseca ćutanja nije porast. Ceo region i vrste porede se bez nje.',
  'silence.part': 'jedna od tih država je ćutala, pa to malo govori',
  'overview.region': 'Ceo region',
  'overview.map': 'Gde: prijavljeni incidenti po državi',
  'overview.map.caption':
    'Prijavljeni incidenti, {period} Što je krug veći, to je više incidenata. Svaki broj može biti ±{atMost} od prijavljenog broja.',
  'overview.map.label':
    'Karta Zapadnog Balkana sa po jednim krugom za svaku državu. Tabela ispod ima iste brojeve.',
  'overview.map.silent':
    'Isprekidano: {countries}. Za {period} tamo niko nije rekao šta je radio, pa mali broj ne govori ništa.',
  'overview.map.notPlaced': 'Nisu smešteni ni u jednu od šest država: {number}.',
  'overview.incidents': 'Prijavljeni incidenti',
  'overview.trends': 'Kretanje kroz vreme',
  'overview.trends.caption':
    'Prijavljeni incidenti. Svetla traka je raspon u kome je prijavljeni broj; linija prolazi kroz sredinu traka.',
  'overview.trends.silent':
    'Isprekidano: meseci u kojima je neka država ćutala – {silences}. Ceo region i vrste broje se zajedno s njom, pa mogu biti niži samo zbog toga.',
  'completeness.silent.one': '{countries} ({months})',
  'overview.trend.label': '{subject}: {from}: {first}; {to}: {last}. Tabela ispod ima sve mesece.',
  'overview.record': 'Javna evidencija: smrti i nestanci',
  'overview.record.caption':
    'Mrtvi ili nestali kako su ih drugi objavili, po godinama. Brojevi nisu zaokruženi; stvarno ih je najmanje toliko. Poseban sloj: nikad se ne sabiraju sa prijavama iznad.',
  'overview.record.label': 'Mrtvi ili nestali po godinama. Tabela ispod ima iste brojeve.',
  'overview.record.persons': 'Osobe',
  'overview.record.total':
    '{count, plural, one {{n} osoba} few {{n} osobe} other {{n} osoba}} od {from} do {to}',
  'overview.record.where': 'U šest država: {six}. Van njih: {elsewhere}. Država nije poznata: {unknown}.',
  'overview.record.byCountry': 'Po državi, od {from} do {to}',
  'overview.record.running': '{year} (nije završena)',
  'overview.record.running.note':
    'Godina {year}. nije završena. Najnoviji zapis: {month} – ono što se desilo posle možda još nije objavljeno.',
  'overview.record.partial': '{year} (možda nepotpuna)',
  'overview.record.partial.note':
    'Godina {year}. možda nije potpuna. Najnoviji zapis: {month} – ono što se desilo posle možda još nije objavljeno.',
  'overview.nodes': 'Kad se čvor svake države poslednji put javio',
  'overview.nodes.caption':
    'O mašinama: da li se čvor države nedavno javio. To ne govori da li su organizacije tamo prijavile.',
  'overview.nodes.freshness': 'Poslednje javljanje',
  'overview.nodes.day': 'pre manje od jednog dana',
  'overview.nodes.week': 'pre manje od jedne nedelje',
  'overview.nodes.older': 'pre nedelju dana ili ranije',
};
