import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'quality.title': 'Cilësia e të dhënave',
  'quality.about':
    'Çfarë mund të thonë numrat në faqet e tjera dhe çfarë jo. Gjithçka vjen nga tabelat e publikuara dhe nga gjendja e nyjave. Nuk thotë kurrë asgjë për një organizatë të vetme.',
  'quality.late': 'Raportime të vonuara dhe korrigjime',
  'quality.late.caption':
    'Çfarë ka më shumë ose më pak një tremujor se tre muajt e tij, të gjithë siç u publikuan. E bëjnë katër numra të rrumbullakosur: deri në {atMost}, në secilin drejtim, mund të jetë vetëm rrumbullakim.',
  'quality.late.quarter': 'Tremujori',
  'quality.late.difference': 'Diferenca',
  'quality.late.says': 'Çfarë thotë',
  'quality.late.more': 'Të paktën {least} erdhën vonë ose u zhvendosën këtu.',
  'quality.late.fewer': 'Të paktën {least} u tërhoqën ose u zhvendosën gjetkë.',
  'quality.late.unsure': 'Asgjë e sigurt: mund ta shpjegojë vetë rrumbullakimi.',
  'quality.late.notGiven': 'Nuk mund të thuhet: një nga katër numrat nuk jepet.',
  'quality.late.none': 'Nuk ka ende një tremujor të publikuar me të gjithë muajt e tij.',
  'quality.region': 'I gjithë rajoni',
  'quality.rounding': 'Ku peshon më shumë rrumbullakimi',
  'quality.rounding.caption':
    'Sa numra të secilës tabelë lexohen {small} ose {least}. Atje rrumbullakimi është aq i madh sa vetë numri. Ku janë më shumë se gjysma, përdorni tabelën më të përgjithshme.',
  'quality.rounding.periods': 'Numërohen të gjitha periudhat e publikuara: {periods}.',
  'quality.rounding.numbers': 'Numra',
  'quality.rounding.share': 'Prej tyre, {small} ose {least}',
  'quality.rounding.coarser': 'më shumë se gjysma: përdorni një tabelë më të përgjithshme',
  'quality.rounding.fine': 'gjysma ose më pak',
  'quality.rounding.advice': 'Këshillë',
  'quality.rounding.release': 'Publikimi më i ri',
  'quality.unknown': 'Çfarë mbeti e panjohur',
  'quality.unknown.caption':
    'Incidente për të cilat kjo nuk dihet, ose nuk është asnjë nga llojet që përmend tabela: tabelat i numërojnë të dyja bashkë. Të dy numrat janë të rrumbullakosur, prandaj pjesa është një hapësirë. E panjohur është një përgjigje e ndershme dhe jo faj i atij që raportoi.',
  'quality.unknown.what': 'Çfarë nuk dihet',
  'quality.unknown.number': 'Tjetër ose e panjohur',
  'quality.unknown.whole': 'Nga të gjitha',
  'quality.unknown.share': 'Pjesa',
  'quality.unknown.noShare': 'shumë pak për të thënë',
  'quality.percent': '{n}\u00A0%',
  'quality.percents': '{from}–{to}\u00A0%',
  'quality.dim.country': 'Vendi',
  'quality.dim.typeGroup': 'Grupi i llojeve',
  'quality.dim.type': 'Lloji i incidentit',
  'quality.dim.personGroup': 'Grupi i personave',
  'quality.dim.segment': 'Segmenti i kufirit',
  'quality.dim.perpetrator': 'Kryerësi',
  'quality.dim.groupSize': 'Numri i viktimave',
};
