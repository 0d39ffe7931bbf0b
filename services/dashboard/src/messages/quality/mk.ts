import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const mk: MessagesOf<typeof en> = {
  'quality.title': 'Квалитет на податоците',
  'quality.about':
    'Што можат да кажат броевите на другите страници, а што не можат. Сѐ доаѓа од објавените табели и од состојбата на јазлите. Никогаш не кажува ништо за одделна организација.',
  'quality.late': 'Задоцнети пријави и исправки',
  'quality.late.caption':
    'Колку тримесечјето има повеќе или помалку од своите три месеци, сѐ како што е објавено. Го сочинуваат четири заокружени броја: до {atMost}, во двете насоки, може да биде само заокружување.',
  'quality.late.quarter': 'Тримесечје',
  'quality.late.difference': 'Разлика',
  'quality.late.says': 'Што кажува',
  'quality.late.more': 'Најмалку {least} стигнале доцна или се преместени овде.',
  'quality.late.fewer': 'Најмалку {least} се повлечени или преместени на друго место.',
  'quality.late.unsure': 'Ништо сигурно: може да го објасни и самото заокружување.',
  'quality.late.notGiven': 'Не може да се каже: еден од четирите броја не е даден.',
  'quality.late.none': 'Сѐ уште нема тримесечје што е објавено со сите свои месеци.',
  'quality.region': 'Целиот регион',
  'quality.rounding': 'Каде најмногу тежи заокружувањето',
  'quality.rounding.caption':
    'Колку броеви од секоја табела се читаат како {small} или {least}. Таму заокружувањето е големо колку и самиот број. Каде што е повеќе од половина, користете ја погрубата табела.',
  'quality.rounding.periods': 'Се бројат сите објавени периоди: {periods}.',
  'quality.rounding.numbers': 'Броеви',
  'quality.rounding.share': 'Од нив {small} или {least}',
  'quality.rounding.coarser': 'повеќе од половина: користете погруба табела',
  'quality.rounding.fine': 'половина или помалку',
  'quality.rounding.advice': 'Совет',
  'quality.rounding.release': 'Најнова објава',
  'quality.unknown': 'Што останало непознато',
  'quality.unknown.caption':
    'Инциденти за кои ова не се знае или не е ниеден од видовите што ги наведува табелата: табелите ги бројат двете заедно. Двата броја се заокружени, па уделот е распон. Непознато е чесен одговор, а не вина на оној што пријавил.',
  'quality.unknown.what': 'Што не се знае',
  'quality.unknown.number': 'Друго или непознато',
  'quality.unknown.whole': 'Од сите',
  'quality.unknown.share': 'Удел',
  'quality.unknown.noShare': 'премалку за да се каже',
  'quality.percent': '{n}\u00A0%',
  'quality.percents': '{from}–{to}\u00A0%',
  'quality.dim.country': 'Земја',
  'quality.dim.typeGroup': 'Група видови',
  'quality.dim.type': 'Вид инцидент',
  'quality.dim.personGroup': 'Група лица',
  'quality.dim.segment': 'Гранична делница',
  'quality.dim.perpetrator': 'Сторител',
  'quality.dim.groupSize': 'Број на жртви',
};
