import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'border.title': 'Segmentet e kufirit',
  'border.country': 'Nga ose drejt',
  'border.country.all': 'të gjitha vendet',
  'border.figure': 'Incidente të raportuara sipas segmentit të kufirit, {period}',
  'border.map': 'Në hartë',
  'border.map.caption':
    'Incidente të raportuara sipas kufirit dhe drejtimit të lëvizjes, {period}. Sa më e gjerë shigjeta, aq më shumë incidente; shigjeta e ndërprerë do të thotë {zero}. Shigjeta tregon tërë kufirin e dy vendeve, jo vendin ku është vizatuar.',
  'border.map.label':
    'Hartë e kufijve me një shigjetë për çdo segment me drejtim, {period}. Tabela në këtë faqe ka të njëjtët numra.',
  'border.beside': 'Pa shigjetë:',
  'border.beside.region': 'Pa shigjetë dhe për gjithë rajonin, cilido vend të jetë zgjedhur më lart:',
  'border.matrix': 'Nga çdo vend drejt çdo vendi',
  'border.matrix.caption':
    'Incidente të raportuara, {period}. Në rreshta: nga; në kolona: drejt. Pika është një çift që nuk ka numër të vetin: numërohet te „Tjetër ose e panjohur“.',
  'border.fromTo': 'Nga ↓ drejt →',
  'border.noRow': 'nuk ka numër të vetin',
  'border.table': 'Një nga një, dhe çfarë ndryshoi',
  'border.sinceBefore': 'Nga periudha e mëparshme',
  'border.sinceYear': 'Nga viti i kaluar',
  'border.later': 'Në këta numra nuk është {month}: periudha së cilës i përket ende nuk është publikuar.',
  'border.small.next': 'E njëjta në periudha më të gjata thotë më shumë:',
  'border.keys':
    'Me tastierë: Enter të çon nga tabela te numrat, shigjetat nga njëri te tjetri, dhe Enter atje nga vjen një numër.',
};
