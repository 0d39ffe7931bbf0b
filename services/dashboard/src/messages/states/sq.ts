import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const sq: MessagesOf<typeof en> = {
  'state.none.partners':
    'Organizatave anëtare nuk u është publikuar ende asgjë, por kjo nuk do të thotë që nuk ka ndodhur asgjë.',
  'state.none.network':
    'Rrjetit më të gjerë nuk i është publikuar ende asgjë, por kjo nuk do të thotë që nuk ka ndodhur asgjë.',
  'state.none.authorities':
    'Autoriteteve nuk u është publikuar ende asgjë, por kjo nuk do të thotë që nuk ka ndodhur asgjë.',
  'state.none.public':
    'Publikut nuk i është publikuar ende asgjë, por kjo nuk do të thotë që nuk ka ndodhur asgjë.',
  'state.none.next':
    'Numrat shfaqen këtu në datat e planit të publikimit. Ajo që kanë publikuar të tjerët gjendet te “Të dhëna publike”.',
  'state.next.due': 'Numrat e ardhshëm ({period}) priten më {day}.',
  'state.next.approved':
    'Numrat e ardhshëm ({period}) vijnë jo më herët se {day}, dhe vetëm pasi t’i kenë miratuar të gjitha organizatat anëtare.',
  'state.none.upcoming': 'Çfarë publikohet më pas, dhe kur, gjendet te “Publikimet”.',
  'state.none.above': 'Çfarë publikohet më pas, dhe kur, gjendet më sipër në këtë faqe.',
  'state.overview': 'Numrat më të rinj gjenden te “Pasqyra”.',
  'state.noTable':
    'Asnjë tabelë e publikuar për ju nuk i ka këta numra, por kjo nuk do të thotë që nuk ka ndodhur asgjë.',
  'state.nothing': 'Këtu nuk ka asgjë për llogarinë tuaj.',
  'state.releases': 'Ajo që është publikuar për ju gjendet te “Publikimet”.',
  'state.nearest': 'Tabela më e afërt e publikuar për ju: {table}.',
  'state.signIn': 'Hyni për të lexuar atë që është publikuar për organizatën tuaj.',
  'state.noEntry':
    'Këtu nuk u shfaq dot asnjë shënim i të dhënave publike, por kjo nuk do të thotë që nuk vdiq ose nuk u zhduk askush.',
  'state.noEntry.next': 'Shënimet shfaqen këtu kur merret një burim i botuar.',
  'state.noRelease': 'Ky publikim nuk është ndër ata që mund t’i lexoni.',
  'state.noAnalyst': 'Kjo është për analistët e organizatave, dhe ju nuk keni hyrë.',
  'state.noAnalyst.next': 'Hyni me llogarinë e organizatës suaj.',
  'state.noSignIn': 'Kjo është për analistët e organizatave, dhe në këtë adresë nuk hyn dot askush.',
  'state.noSignIn.next': 'Pyesni organizatën tuaj drejtuese ku mund të hyni.',
  'state.otherAccount':
    'Kjo është për analistët e organizatave, dhe llogaria juaj nuk i takon asnjë organizate.',
  'state.otherAccount.next': 'Dilni, pastaj hyni me llogarinë e organizatës suaj.',
  'state.noMember': 'Buletinet i shkruajnë vetëm analistët e organizatave anëtare.',
  'state.noMember.next': 'Buletinet për organizatën tuaj gjenden te “Buletinet”.',
  'state.over': 'Sesioni juaj ka mbaruar.',
  'state.over.next': 'Hyni përsëri: ktheheni në këtë faqe.',
  'state.refused': 'Llogaria juaj nuk e hap këtë.',
  'state.refused.next': 'Pyesni organizatën tuaj drejtuese cila llogari e hap.',
  'state.otherSession': 'Kjo faqe tashmë i takon një sesioni tjetër: nuk u ndryshua asgjë.',
  'state.otherSession.next':
    'Dikush ka hyrë përsëri në këtë shfletues. Kopjoni atë që shkruat, pastaj ngarkojeni faqen përsëri.',
  'state.filtered': 'Ajo që keni zgjedhur lë jashtë çdo numër.',
  'state.filtered.next': 'Zgjidhni ndryshe, ose shfaqni përsëri të gjitha.',
};
