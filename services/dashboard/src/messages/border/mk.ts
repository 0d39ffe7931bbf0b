import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const mk: MessagesOf<typeof en> = {
  'border.title': 'Гранични делници',
  'border.country': 'Од или кон',
  'border.country.all': 'сите земји',
  'border.figure': 'Пријавени инциденти по гранична делница, {period}',
  'border.map': 'На карта',
  'border.map.caption':
    'Пријавени инциденти по граница и насока на движење: {period} Колку е поширока стрелката, толку повеќе инциденти; испрекината стрелка значи {zero}. Стрелката важи за целата граница меѓу две земји, а не за местото каде што е нацртана.',
  'border.map.label':
    'Карта на границите со по една стрелка за секоја делница и насока: {period} Табелата на оваа страница ги има истите броеви.',
  'border.beside': 'Без стрелка:',
  'border.matrix': 'Од секоја земја кон секоја',
  'border.matrix.caption':
    'Пријавени инциденти: {period} Во редови: од; во колони: кон. Точка е пар што нема свој број: се брои во „Друго или непознато“.',
  'border.fromTo': 'Од ↓ кон →',
  'border.noRow': 'нема свој број',
  'border.table': 'Една по една, и што се промени',
  'border.sinceBefore': 'Од претходниот период',
  'border.sinceYear': 'Од претходната година',
  'border.small.next': 'Истото за подолги периоди кажува повеќе:',
};
