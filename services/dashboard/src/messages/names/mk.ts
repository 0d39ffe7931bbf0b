import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const mk: MessagesOf<typeof en> = {
  'names.region': '{unit} во целиот регион',
  'names.by': '{unit} по {dimension}',
  'names.byTwo': '{unit} по {first} и {last}',
  'names.by.country': 'земја',
  'names.by.area': 'област',
  'names.by.segment': 'гранична делница',
  'names.by.typeGroup': 'група видови',
  'names.by.type': 'вид',
  'names.by.exactType': 'точен вид',
  'names.by.perpetrator': 'сторител',
  'names.by.method': 'начин на криумчарење',
  'names.by.personGroup': 'група лица',
  'names.by.originRegion': 'регион на потекло',
  'names.by.groupSize': 'број на жртви',
  'names.by.service': 'услуга',
  'names.by.cause': 'причина за смртта',
  'names.weekly': 'неделно',
  'names.monthly': 'месечно',
  'names.quarterly': 'тримесечно',
  'names.yearly': 'годишно',
  'names.byReceipt': 'по недела на прием',
  'names.receivedIn': 'пријави примени: {period}',
  'names.for.partners': 'за членките',
  'names.for.network': 'за мрежата',
  'names.for.authorities': 'за државните органи',
  'names.for.public': 'за јавноста',
  'names.asOf': 'Според: {release}',
  'refusal.inEnglish': 'Таа вели (на англиски):',
  'refusal.notRequested': 'Никој не побарал одобрение за оваа објава. Прво побарајте го.',
  'refusal.expired': 'Не одобриле сите членки во рок од 14 дена. Побарајте повторно.',
  'refusal.objected':
    'Една членка вложила приговор: оваа табела и период повеќе не му се нудат на овој круг.',
  'refusal.withdrawn': 'Објавата е повлечена: повеќе не му се нуди на овој круг.',
  'refusal.alreadyApproved': 'Сите членки веќе ја одобриле објавата. Останува само објавата да се повлече.',
  'refusal.notApproved': 'Објавата не е одобрена, па нема од што да се повлече.',
  'refusal.notTheRequester':
    'Одобрението го побарала друга членка. Повлечете го вашето одобрение или вложете приговор.',
  'refusal.notAsked': 'Вашата организација не била членка кога е побарано одобрението, и не се прашува.',
  'refusal.notDelegated': 'Таа организација не ѝ дозволила на вашата да го одобри ова наместо неа.',
  'refusal.notAMember': 'Тоа не е организација членка.',
  'refusal.delegateIsOneself': 'Никој не одобрува наместо себе.',
  'refusal.needsNone': 'На објавата не ѝ треба одобрение: таа е за круговите на оние што пријавуваат.',
  'refusal.frozen': 'Билтенот е заклучен: во него повеќе ништо не се менува. Започнете нов.',
  'refusal.stale':
    'Некој во меѓувреме зачувал друга верзија. Прочитајте ја и со неа направете го она што го сакате.',
  'refusal.notSubmitted': 'Сѐ уште не е поднесен: неговите автори можеби сѐ уште пишуваат.',
  'refusal.ownVersion': 'Оваа верзија ја зачувавте вие: мора да ја одобри друго лице.',
  'refusal.readsOtherwise':
    'Сега гласи поинаку отколку што беше прикажано. Прочитајте повторно и одобрете го тоа.',
  'refusal.notYetApproved': 'Оваа верзија сѐ уште никој не ја одобрил.',
  'refusal.tooManyDrafts':
    'Вашата организација има толку нацрти колку што смее. Прво заклучете или отстранете некој.',
  'refusal.hasProblems':
    'Ваков не може да се прикаже. Погледнете што е наведено на неговата страница, поправете и зачувајте повторно.',
};
