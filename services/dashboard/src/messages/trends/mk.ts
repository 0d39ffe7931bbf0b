import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const mk: MessagesOf<typeof en> = {
  'trends.title': 'Трендови',
  'trends.choices': 'Што се чита',
  'trends.table': 'Објавена табела',
  'trends.table.choose': 'Изберете табела',
  'trends.apart': 'Одделно',
  'trends.ask': 'Прашајте нешто друго',
  'trends.ask.first': 'По',
  'trends.ask.second': 'и по',
  'trends.ask.nothing': 'ништо',
  'trends.ask.period': 'Должина на периодите',
  'trends.ask.send': 'Прашај',
  'trends.rows': 'Во редови',
  'trends.columns': 'Во колони',
  'trends.swap': 'Замени ги редовите и колоните',
  'trends.from': 'Од',
  'trends.to': 'До',
  'trends.filter': 'Прикажани од „{dimension}“: {shown} од {of}',
  'trends.filter.all': 'Прикажи сѐ',
  'trends.noEffort':
    'Броевите се апсолутни, па повеќе инциденти може да значи и дека повеќе е пријавено. По земја може да се читаат и наспроти вложената работа.',
  'trends.byReceipt':
    'Неделите овде се неделите во кои пристигнале пријавите, а не оние во кои нешто се случило.',
  'trends.legend':
    '– стои таму каде што не е објавен број или бројот не е расчленет; тоа не значи дека ништо не се случило. Насловот на колоната подредува по таа колона; третото притискање го враќа редоследот. Ништо тука не е збир: заокружените броеви никогаш не се собираат.',
  'trends.merged': '{code} ги брои и: {codes}.',
  'trends.small':
    'Повеќе од половина од броевите во овој приказ се {zero} или {least}: заокружувањето крие најголем дел од она што би можеле да го кажат.',
  'trends.small.next': 'Овие табели раздвојуваат помалку, а кажуваат повеќе:',
  'trends.small.none': 'За ова не е објавена поопшта табела.',
  'trends.nearest': 'Ниту една објавена табела не одговара на ова прашање. Најблиска е „{table}“.',
  'trends.nearest.next': 'Наместо тоа, прочитајте:',
  'trends.notYet':
    'Табелата „{table}“ би одговорила на ова, но сѐ уште не е објавен ниту еден нејзин период.',
  'trends.curves': 'Истото како криви',
  'trends.curves.caption':
    'Сите се во иста размера, за да може да се споредуваат. Светлата лента е распонот во кој е пријавениот број; линијата минува низ средината на лентите и запира каде што нема број.',
  'trends.curves.silent':
    'Испрекината лента е период во кој молчела земја што се брои во него – никој таму не кажал што правел: мал број не кажува ништо.',
  'trends.noCurves':
    'Тука се гледа само еден период. Ставете го периодот во редови или во колони за да видите криви.',
  'trends.moreCurves': 'Првите {shown} од {of}, по редоследот на табелата; табелата ги има сите.',
  'trends.curve.label': '{subject}: {from}: {first}; {to}: {last}. Табелата погоре ги има сите периоди.',
  'periodKind.week': 'недела',
  'periodKind.month': 'месец',
  'periodKind.quarter': 'тримесечје',
  'periodKind.year': 'година',
  'dimension.area': 'Област',
  'dimension.segment': 'Гранична делница',
  'dimension.typeGroup': 'Група видови',
  'dimension.type': 'Вид',
  'dimension.exactType': 'Точен вид',
  'dimension.perpetrator': 'Сторител',
  'dimension.method': 'Начин на криумчарење',
  'dimension.personGroup': 'Група лица',
  'dimension.originRegion': 'Регион на потекло',
  'dimension.groupSize': 'Број на жртви',
  'dimension.service': 'Услуга',
  'dimension.serviceOutcome': 'Исход на услугата',
  'dimension.unavailableService': 'Недостапна услуга',
  'dimension.cause': 'Причина за смртта',
  'cell.notGiven': 'не е дадено',
};
