import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const mk: MessagesOf<typeof en> = {
  'overview.title': 'Преглед',
  'overview.month': 'Месец на објава',
  'overview.byQuarter': 'Броевите за вас се објавуваат тримесечно, а не месечно.',
  'overview.byYear': 'Броевите за вас се објавуваат годишно, а не месечно.',
  'overview.findings': 'Што се промени',
  'overview.findings.compared': '{period} споредено со: {before}',
  'overview.findings.comparedYear': '{period} споредено со истиот месец од претходната година',
  'overview.silence.went':
    '{countries}: настана молк – за {period} ниедна тамошна организација не кажала што правела. Пријавено тој месец: {number}.',
  'overview.silence.since':
    '{countries}: ниедна тамошна организација не кажала што правела; прв таков месец: {since} Пријавено за {period}: {number}.',
  'overview.silence.earlier': '{countries}: за {periods} ниедна тамошна организација не кажала што правела.',
  'overview.silence.means':
    'Низок број на земја што молчи не е пад, а повеќе по месец на молк не е пораст. Целиот регион и видовите се споредуваат без неа.',
  'silence.part': 'една од тие земји молчела, па тоа кажува малку',
  'overview.region': 'Целиот регион',
  'overview.map': 'Каде: пријавени инциденти по земја',
  'overview.map.caption':
    'Пријавени инциденти, {period} Колку е поголем кругот, толку повеќе инциденти. Секој број може да биде ±{atMost} од пријавениот број.',
  'overview.map.label':
    'Карта на Западен Балкан со по еден круг за секоја земја. Табелата подолу ги има истите броеви.',
  'overview.map.silent':
    'Испрекинато: {countries}. За {period} таму никој не кажал што правел, па мал број не кажува ништо.',
  'overview.map.notPlaced': 'Не се сместени во една од шестте земји: {number}.',
  'overview.incidents': 'Пријавени инциденти',
  'overview.trends': 'Движење низ времето',
  'overview.trends.caption':
    'Пријавени инциденти. Светлата лента е распонот во кој е пријавениот број; линијата минува низ средината на лентите.',
  'overview.trends.silent':
    'Испрекинато: месеци во кои некоја земја молчела – {silences}. Целиот регион и видовите се бројат заедно со неа, и може да се пониски само поради тоа.',
  'completeness.silent.one': '{countries} ({months})',
  'overview.trend.label': '{subject}: {from}: {first}; {to}: {last}. Табелата подолу ги има сите месеци.',
  'overview.record': 'Јавна евиденција: смрти и исчезнувања',
  'overview.record.caption':
    'Загинати или исчезнати лица како што ги објавиле други, по години. Броевите не се заокружени; во стварноста ги има најмалку толку. Посебен слој: никогаш не се собираат со пријавите погоре.',
  'overview.record.label': 'Загинати или исчезнати лица по години. Табелата подолу ги има истите броеви.',
  'overview.record.persons': 'Лица',
  'overview.record.total': '{count, plural, one {{n} лице} other {{n} лица}} од {from} до {to}',
  'overview.record.where':
    'Во шестте земји: {six}. Надвор од нив: {elsewhere}. Земјата не е позната: {unknown}.',
  'overview.record.byCountry': 'По земја, од {from} до {to}',
  'overview.record.running': '{year} (незавршена)',
  'overview.record.running.note':
    'Годината {year} не е завршена. Најнов запис: {month} – она што се случило потоа можеби сè уште не е објавено.',
  'overview.record.partial': '{year} (можеби нецелосна)',
  'overview.record.partial.note':
    'Годината {year} можеби не е целосна. Најнов запис: {month} – она што се случило потоа можеби сè уште не е објавено.',
  'overview.nodes': 'Кога јазолот на секоја земја последен пат се јавил',
  'overview.nodes.caption':
    'За машините: дали јазолот на земјата се јавил неодамна. Тоа не кажува дали организациите таму пријавиле.',
  'overview.nodes.freshness': 'Последно јавување',
  'overview.nodes.day': 'пред помалку од еден ден',
  'overview.nodes.week': 'пред помалку од една недела',
  'overview.nodes.older': 'пред една недела или порано',
};
