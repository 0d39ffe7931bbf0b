import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const mk: MessagesOf<typeof en> = {
  'live.arrived':
    '{count, plural, one {Пристигна {n} нова објава, најновата за {period}.} other {Пристигнаа {n} нови објави, најновата за {period}.}}',
  'live.perhaps': 'Можеби има понови броеви: некое време никој не можеше да ѝ јави на оваа страница.',
  'live.unchanged': 'Она што го читате останува како што е додека не побарате.',
  'live.show': 'Прикажи',
  'live.later': 'Подоцна',
  'live.offline': 'Нема врска со Waylight.',
  'live.offline.nothing': 'На овој уред не е зачувано ништо од она што сте го читале.',
  'live.offline.loaded': 'Го читате она што е вчитано на {when}.',
  'live.offline.kept': 'Зачувано е на овој уред, најмногу еден ден.',
};
