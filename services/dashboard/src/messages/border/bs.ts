import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const bs: MessagesOf<typeof en> = {
  'border.title': 'Dionice granice',
  'border.country': 'Iz ili u',
  'border.country.all': 'sve države',
  'border.figure': 'Prijavljeni incidenti po dionici granice, {period}',
  'border.map': 'Na karti',
  'border.map.caption':
    'Prijavljeni incidenti po granici i smjeru kretanja: {period} Što je strelica šira, to je više incidenata; isprekidana strelica znači {zero}. Strelica važi za cijelu granicu dvije države, a ne za mjesto na kome je nacrtana.',
  'border.map.label':
    'Karta granica sa po jednom strelicom za svaku dionicu i smjer: {period} Tabela na ovoj stranici ima iste brojeve.',
  'border.beside': 'Bez strelice:',
  'border.beside.region': 'Bez strelice, i za cijeli region, koja god država da je izabrana gore:',
  'border.matrix': 'Iz svake države u svaku',
  'border.matrix.caption':
    'Prijavljeni incidenti: {period} U redovima: iz; u kolonama: u. Tačka je par koji nema svoj broj: broji se u „Drugo ili nepoznato“.',
  'border.fromTo': 'Iz ↓ u →',
  'border.noRow': 'nema svoj broj',
  'border.table': 'Jedna po jedna, i šta se promijenilo',
  'border.sinceBefore': 'Od prethodnog perioda',
  'border.sinceYear': 'Od prethodne godine',
  'border.later': 'U ovim brojevima nije {month}: period kojem pripada još nije objavljen.',
  'border.small.next': 'Isto za duže periode kaže više:',
  'border.keys':
    'Tastaturom: Enter vodi iz tabele do njenih brojeva, strelice od jednog do drugog, a Enter do toga odakle broj potiče.',
};
