import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const mk: MessagesOf<typeof en> = {
  'bulletin.list': 'Билтени',
  'bulletin.new': 'Нов билтен',
  'bulletin.drafts': 'Нацрти на вашата организација',
  'bulletin.drafts.note': 'Ги читаат само аналитичарите на вашата организација.',
  'bulletin.drafts.none': 'Нема нацрт. Започнете еден со „Нов билтен“.',
  'bulletin.frozen': 'Заклучени билтени',
  'bulletin.frozen.note': 'Одобрени од второ лице. Повеќе не се менуваат.',
  'bulletin.frozen.none': 'Сѐ уште не е заклучен билтен што смеете да го читате.',
  'bulletin.title': 'Наслов',
  'bulletin.untitled': 'Без наслов',
  'bulletin.status': 'Состојба',
  'bulletin.version': 'Верзија',
  'bulletin.changed': 'Последна измена',
  'bulletin.organisation': 'Организација',
  'bulletin.frozenOn': 'Заклучен на',
  'bulletin.language': 'Јазик на билтенот',
  'bulletin.audience': 'За кого',
  'bulletin.audience.partners': 'организациите членки',
  'bulletin.audience.network': 'мрежата организации што пријавуваат',
  'bulletin.audience.authorities': 'државните органи',
  'bulletin.audience.public': 'сите',
  'bulletin.audience.note':
    'Броевите во него се оние што тој круг смее да ги види. Што не е објавено за некој круг, не може да биде во билтен за него.',
  'bulletin.begin': 'Започни нацрт',
  'bulletin.status.draft': 'нацрт',
  'bulletin.status.submitted': 'чека одобрување',
  'bulletin.status.approved': 'одобрена',
  'bulletin.status.frozen': 'заклучена',
  'bulletin.mark': 'Верзија {version}: {status}. Не е заклучено, не е за проследување.',
  'bulletin.line': '{organisation} · {period} · за {audience}',
  'bulletin.period.days': '{period} (цели недели: од {from} до {to})',
  'bulletin.notice': 'Напомена за податоците.',
  'bulletin.releases': 'Објави од кои се броевите: {ids}.',
  'bulletin.frozenAt': 'Заклучено на {day}. Отпечаток: {digest}',
  'bulletin.back': 'Сите билтени',
  'bulletin.missing': 'Тука нема билтен што смеете да го читате.',
  'bulletin.missing.next':
    'Отстранет е, или е нацрт на друга организација: прашајте го тој што ви ја испратил врската. Заклучените се во списокот.',
  'bulletin.step': 'Следен чекор',
  'bulletin.step.draft':
    'Прочитајте го како што ќе го читаат другите. Кога е готов, поднесете го: потоа второ лице од вашата организација треба да го одобри.',
  'bulletin.step.own':
    'Вие ја зачувавте оваа верзија. Второ лице од вашата организација треба да ја прочита и одобри.',
  'bulletin.step.submitted':
    'Прочитајте го, погледнете сѐ што е внесено рачно и што бројат неговите броеви. Потоа одобрете го под текстот, или изменете го.',
  'bulletin.step.approved': 'Одобрен е. Кога ќе се заклучи, го добиваат неговите читатели.',
  'bulletin.step.frozen': 'Овој билтен е заклучен: ништо во него повеќе не се менува.',
  'bulletin.step.problems':
    'Ваков каков што е не може никому да се покаже. Изменете го и зачувајте го повторно:',
  'bulletin.submit': 'Поднеси на одобрување',
  'bulletin.approve': 'Одобри ја оваа верзија',
  'bulletin.freeze': 'Заклучи',
  'bulletin.freeze.note':
    'Заклучувањето не може да се врати: заклучен билтен никој не може да го измени или отстрани.',
  'bulletin.edit': 'Измени',
  'bulletin.read': 'Прочитај',
  'bulletin.print': 'Печати или зачувај како датотека',
  'bulletin.print.note':
    'Прозорецот што се отвора може и да го зачува како датотека. Насловите и табелите тогаш ги наоѓаат и читачите на екран.',
  'bulletin.remove': 'Отстрани го нацртот',
  'bulletin.remove.note': 'Исчезнува засекогаш, за сите во вашата организација.',
  'bulletin.remove.do': 'Отстрани засекогаш',
  'bulletin.findings': 'Што е внесено рачно',
  'bulletin.findings.note':
    'Цифри, датуми и места што некој ги внел рачно: зад нив не стои објава. Второто лице се прашува за секое дали може да доведе до некое лице и дали тоа го кажува некоја објава: рачно внесен број може да биде погрешен, или поточен од сѐ што е објавено. Броеви со зборови не се наоѓаат, ниту секое име на место: прочитајте го целиот текст.',
  'bulletin.findings.none': 'Не е внесена рачно ниту една цифра, датум или место.',
  'bulletin.findings.looked':
    'Го прочитав текстот, погледнав сѐ што е внесено рачно ({n}) и што брои секој број од објава ({numbers}).',
  'bulletin.findings.read': 'Го прочитав целиот текст.',
  'bulletin.approval': 'Одобрување',
  'bulletin.approval.tick': 'Ова може да се притисне кога полето е означено.',
  'bulletin.finding.number': 'Број',
  'bulletin.finding.date': 'Датум',
  'bulletin.finding.place': 'Место',
  'bulletin.numbers': 'Што бројат броевите од објавите',
  'bulletin.numbers.note':
    'Секој број во текстот што е од објава, и што брои тој. Дали зборовите околу него го кажуваат истото: истата земја, група видови и период?',
  'bulletin.numbers.none': 'Во текстот нема ниту еден број од објава.',
  'bulletin.numbers.all': 'Целиот регион, сѐ заедно',
  'bulletin.place.block': 'Дел {n}',
  'bulletin.place.caption': 'Опис во делот {n}',
  'bulletin.editing': 'Измена на билтенот',
  'bulletin.frame': 'Наслов и читатели',
  'bulletin.of': 'За период: {period}',
  'bulletin.write.note':
    'Броевите се вметнуваат од објавите, никогаш не се внесуваат рачно. Празен ред започнува нов пасус; ред што почнува со # е наслов.',
  'bulletin.block.text': 'Текст',
  'bulletin.block.figure': 'Приказ',
  'bulletin.block.completeness': 'Чии пријави можеби недостасуваат',
  'bulletin.block.late': 'Задоцнето и исправки',
  'bulletin.block.method': 'Како се добиваат броевите',
  'bulletin.block.attribution': 'Извори',
  'bulletin.block.footnotes': 'Забелешки',
  'bulletin.block.remove': 'Отстрани',
  'bulletin.up': 'Горе',
  'bulletin.down': 'Долу',
  'bulletin.byItself': 'Ова се пишува само, од приказите и броевите што ги има билтенот.',
  'bulletin.caption': 'Опис',
  'bulletin.presentation': 'Прикажано како',
  'bulletin.presentation.table': 'табела',
  'bulletin.presentation.bars': 'табела со столпчиња',
  'bulletin.presentation.line': 'крива и табела',
  'bulletin.presentation.map': 'карта и табела',
  'bulletin.number.insert': 'Вметни број',
  'bulletin.number.table': 'Објавена табела',
  'bulletin.number.all': 'сите заедно',
  'bulletin.number.noTable': 'Ниту една табела од овој период не е објавена за читателите на овој билтен.',
  'bulletin.number.noTable.next':
    'Изберете други читатели под „Наслов и читатели“ или почнете билтен за друг период.',
  'bulletin.number.none': 'Ниту една објава не го дава овој број. Изберете друг.',
  'bulletin.number.otherCircle':
    'Бројот за читателите на билтенот се гледа кога ќе се зачува; може да биде поинаков од вашиот.',
  'bulletin.number.put': 'Вметни каде што е курсорот',
  'bulletin.add': 'Додај',
  'bulletin.figure.choose': 'Приказ според',
  'bulletin.figure.add': 'Додај го ова',
  'bulletin.figure.year': 'Цел регион, дванаесет месеци дотогаш',
  'bulletin.figure': 'Приказ {n}. {what}: {by}. {when}',
  'bulletin.figure.missing': 'Броевите на овој приказ не се објавени за читателите на овој билтен.',
  'bulletin.figure.exact': 'Точни броеви, како што ги објавиле други.',
  'bulletin.figure.rounding':
    'Секој број е содржател на {k} и од вистината е оддалечен помалку од {k}: најмногу ±{atMost}. „0–{atMost}“ никогаш не значи дека ништо не се случило.',
  'bulletin.figure.notGiven': '– стои каде што не е даден број. Тоа не значи дека ништо не се случило.',
  'bulletin.bars': 'Распон во кој е вистината',
  'bulletin.bars.note':
    'На лентата темниот дел е сигурен, вистината е во рамките на бледиот дел, а цртичката е неговата средина.',
  'bulletin.completeness.notReleased':
    'За овие читатели ништо не е објавено за тоа колку целосно пријавиле организациите во овој период.',
  'bulletin.completeness.expected':
    'Од организациите се очекува секој месец да кажат што правеле, и кога ништо не виделе. За {periods}, кога се затворило пријавувањето:',
  'bulletin.completeness.none':
    '{countries}: никој не кажал што правел. Можеби недостасуваат пријави, а мал број не кажува ништо.',
  'bulletin.completeness.some':
    '{countries}: некои организации кажале што правеле, но не повеќе од половина. Можеби недостасуваат пријави.',
  'bulletin.completeness.most':
    '{countries}: повеќе од половина од организациите кажале што правеле, но не сите. Можеби недостасуваат пријави.',
  'bulletin.completeness.whole': '{countries}: сите организации што се очекуваат таму кажале што правеле.',
  'bulletin.completeness.untold':
    '{countries}: не се кажува, бидејќи таму се очекуваат премалку организации.',
  'bulletin.completeness.nothing': '{countries}: ништо не се кажува.',
  'bulletin.completeness.together': 'се кажуваат заедно',
  'bulletin.completeness.all':
    'Кога е пишувано ова, јазолот на секоја земја, односно машината што ги испраќа нејзините пријави, се јавил во последниот ден.',
  'bulletin.completeness.silent':
    'Кога е пишувано ова, овие јазли не се јавувале. Пријави оттаму можеби недостасуваат:',
  'bulletin.completeness.note':
    'Јазлите говорат само за машините: тоа што некој се јавува не значи дека организациите таму пријавиле.',
  'bulletin.late.of': 'Од {table}, {period}, споредено со пократките периоди.',
  'bulletin.late.what':
    'Колку {period} има повеќе, или помалку, отколку што имале пократките периоди во него кога биле објавени: пријави што задоцниле и пријави што биле исправени или повлечени.',
  'bulletin.late.total': 'Вкупно: {value}. Од тоа до ±{atMost} може да биде само заокружување.',
  'bulletin.late.rounding': 'Може да е заокружување',
  'bulletin.method.reports':
    'Броевите на инциденти се од објавите на Waylight. Секој е содржател на {k}, случајно заокружен нагоре или надолу, така што од вистината е оддалечен помалку од {k}. Број што се чита „0–{atMost}“ никогаш не значи дека ништо не се случило. Додека пријавите на ист инцидент не се поврзат, една пријава е еден инцидент. Пријавите што доцнат се бројат во следниот подолг период.',
  'bulletin.method.record':
    'Броевите на јавната евиденција се точни, како што ги објавиле други. Никогаш не се собираат со пријавите.',
  'bulletin.method.exact': 'Точните зборови на службата за секој извор:',
  'bulletin.save': 'Зачувај',
  'bulletin.saved': 'Зачувано како верзија {version}.',
  'bulletin.unsaved': 'Има нешто што не е зачувано.',
  'bulletin.unsaved.kept':
    'Она што го напишавте сѐ уште е тука. Ако треба да се најавите, направете го тоа во друг прозорец, па зачувајте повторно тука.',
  'bulletin.leave': 'Она што го напишавте не е зачувано. Сепак да се напушти страницата?',
  'bulletin.refused': 'Ова не е направено.',
  'bulletin.refused.next': 'Изменете го она што е наведено тука и обидете се повторно.',
  'bulletin.stale': 'Некој друг зачувал во меѓувреме',
  'bulletin.stale.note':
    'Сега постои верзија {version}. Вашата не е зачувана. Подолу е она по што се разликуваат: споредете и одлучете.',
  'bulletin.stale.mine': 'Вашата, не е зачувана',
  'bulletin.stale.theirs': 'Верзија {version}',
  'bulletin.stale.absent': '– нема –',
  'bulletin.stale.other': 'Се разликуваат и приказите, редоследот, јазикот или читателите.',
  'bulletin.stale.take': 'Отфрли ја мојата и продолжи со нивната',
  'bulletin.stale.keep': 'Зачувај ја мојата врз верзијата {version}',
};
