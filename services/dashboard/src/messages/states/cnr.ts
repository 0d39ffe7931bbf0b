import type { MessagesOf } from '../messages-of.ts';
import type { en } from './en.ts';

export const cnr: MessagesOf<typeof en> = {
  'state.none.partners':
    'Organizacijama članicama još ništa nije objavljeno, ali to ne znači da se ništa nije desilo.',
  'state.none.network': 'Široj mreži još ništa nije objavljeno, ali to ne znači da se ništa nije desilo.',
  'state.none.authorities':
    'Državnim organima još ništa nije objavljeno, ali to ne znači da se ništa nije desilo.',
  'state.none.public': 'Javnosti još ništa nije objavljeno, ali to ne znači da se ništa nije desilo.',
  'state.none.next':
    'Brojevi se ovdje pojavljuju u danima iz plana objavljivanja. Ono što su objavili drugi nalazi se pod „Javna evidencija“.',
  'state.next.due': 'Sljedeći brojevi ({period}) očekuju se {day}.',
  'state.next.approved':
    'Sljedeći brojevi ({period}) stižu najranije {day}, i to tek kad ih odobre sve organizacije članice.',
  'state.none.upcoming': 'Što se sljedeće objavljuje, i kada, nalazi se pod „Objave“.',
  'state.none.above': 'Što se sljedeće objavljuje, i kada, nalazi se gore na ovoj stranici.',
  'state.overview': 'Najnoviji brojevi nalaze se pod „Pregled“.',
  'state.noTable':
    'Nijedna tabela koja je objavljena za vas nema ove brojeve, ali to ne znači da se ništa nije desilo.',
  'state.nothing': 'Ovdje nema ničega za vaš nalog.',
  'state.releases': 'Ono što je objavljeno za vas nalazi se pod „Objave“.',
  'state.nearest': 'Najbliža tabela koja je objavljena za vas: {table}.',
  'state.signIn': 'Prijavite se da biste čitali ono što je objavljeno vašoj organizaciji.',
  'state.noEntry':
    'Ovdje nije mogao da se prikaže nijedan unos javne evidencije, ali to ne znači da niko nije umro ili nestao.',
  'state.noEntry.next': 'Unosi se ovdje pojavljuju kada se preuzme neki objavljeni izvor.',
  'state.noRelease': 'Ova objava nije među onima koje smijete čitati.',
  'state.noAnalyst': 'Ovo je za analitičare organizacija, a vi niste prijavljeni.',
  'state.noAnalyst.next': 'Prijavite se nalogom svoje organizacije.',
  'state.noSignIn': 'Ovo je za analitičare organizacija, a na ovoj adresi niko ne može da se prijavi.',
  'state.noSignIn.next': 'Pitajte svoju vodeću organizaciju gdje možete da se prijavite.',
  'state.otherAccount': 'Ovo je za analitičare organizacija, a vaš nalog ne pripada nijednoj.',
  'state.otherAccount.next': 'Odjavite se, pa se prijavite nalogom svoje organizacije.',
  'state.noMember': 'Biltene pišu samo analitičari organizacija članica.',
  'state.noMember.next': 'Bilteni za vašu organizaciju nalaze se pod „Bilteni“.',
  'state.over': 'Vaša sesija je istekla.',
  'state.over.next': 'Prijavite se ponovo: vraćate se na ovu stranicu.',
  'state.refused': 'Vaš nalog ovo ne otvara.',
  'state.refused.next': 'Pitajte svoju vodeću organizaciju čiji nalog to otvara.',
  'state.otherSession': 'Ova stranica sada pripada drugoj sesiji: ništa nije promijenjeno.',
  'state.otherSession.next':
    'Neko se ponovo prijavio u ovom pregledaču. Kopirajte ono što ste napisali, pa učitajte stranicu ponovo.',
  'state.filtered': 'Ono što ste izabrali izostavlja sve brojeve.',
  'state.filtered.next': 'Izaberite drugačije ili ponovo prikažite sve.',
};
