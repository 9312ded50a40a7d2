import type { TermView } from '../bridge/help-contract.ts';
import { say } from '../language/say.ts';

/** A word that somebody may not know. `forms` are the ways in which it is written, the longest first where one holds another. */
const term = (forms: readonly string[], meaning: string): TermView => ({ forms, meaning });

/** Every explanation uses everyday words, or words that are explained here. */
export const GLOSSARY: readonly TermView[] = [
  term(
    [say`service principal names`, say`service principal name`, say`SPNs`, say`SPN`],
    say`The name under which a service is known in Active Directory, such as HTTP/smp01. It belongs to exactly one account: tickets for that name are made for that account.`,
  ),
  term(
    [say`application pools`, say`application pool`, say`pools`, say`pool`],
    say`A process of IIS that runs one or more web applications, under one Windows account.`,
  ),
  term([say`identities`, say`identity`], say`The Windows account under which something runs.`),
  term(
    [say`tickets`, say`ticket`],
    say`What Kerberos uses in place of a password: a short note from the domain controller that only the account of the service can read.`,
  ),
  term([say`Kerberos`], say`The way of signing in by tickets. The server never sees a password, and both sides know whom they talk to.`),
  term(
    [say`NTLM`],
    say`The older way of signing in, by a challenge and an answer that is made of the password. It needs no service principal name.`,
  ),
  term(
    [say`Negotiate`],
    say`The entry in the list of providers by which browser and server agree on Kerberos, or on NTLM where Kerberos is not possible.`,
  ),
  term(
    [say`providers`, say`provider`],
    say`The ways of signing in that IIS offers for Windows Authentication, in the order of the list. Clients take the first one that they can.`,
  ),
  term(
    [say`kernel mode`],
    say`Windows itself checks the ticket before the application pool sees the request. It then reads tickets with the computer’s own key, unless useAppPoolCredentials is true.`,
  ),
  term(
    [say`domain controllers`, say`domain controller`, say`controllers`, say`controller`],
    say`A server that holds Active Directory: it knows all accounts and makes the tickets.`,
  ),
  term([say`SPNEGO`], say`The envelope in which Kerberos or NTLM travels inside of HTTP. Its first bytes tell which of the two it is.`),
  term(
    [say`useAppPoolCredentials`],
    say`A setting of IIS. True: tickets are read with the key of the application pool’s account. False: with the key of the computer.`,
  ),
  term(
    [say`authPersistNonNTLM`],
    say`A setting of IIS. True: a client that signed in by Kerberos stays signed in for the whole connection, and is not asked again with every request.`,
  ),
  term(
    [say`keys`, say`key`],
    say`The secret of an account, made of its password. A ticket can be read only with the key that it was made for.`,
  ),
  term(
    [say`managed service account`, say`gMSA`],
    say`An account for services whose password Active Directory itself makes and changes (gMSA). Nobody knows it, and nobody has to.`,
  ),
  term([say`delegation`], say`The right of a service to go on to another server in the name of the user who signed in.`),
  term(
    [say`loopback check`],
    say`Windows refuses a sign-in from a server to itself under a name that is not its own. It is a protection, and no fault of Kerberos.`,
  ),
  term([say`global catalog`], say`A copy of what matters of every domain of the forest, which can be searched in one go.`),
  term([say`forest`], say`All domains that belong together in one Active Directory.`),
  term(
    [say`replication`, say`replicated`],
    say`The copying of changes from one domain controller to the others. Until it is through, some of them still answer as before.`,
  ),
  term(
    [say`handshake`],
    say`The first exchange of messages between client and server, in which one signs in. An answer 401 at its start is normal.`,
  ),
  term(
    [say`Extended Protection`],
    say`A setting of IIS that ties a sign-in to its encrypted connection, so that nobody can pass it on to another server.`,
  ),
  term([say`host header`, say`host headers`], say`The name in the address that a browser asks for; IIS chooses the site by it.`),
  term([say`alias`, say`aliases`], say`A second name in DNS that leads to a computer.`),
  term(
    [say`impersonation`, say`impersonate`],
    say`The application works in the name of the user who signed in, not in the name of its own account.`,
  ),
  term(
    [say`Application Identity`],
    say`The account that ITMS itself uses for its database and its work. It is not always the account of the application pool.`,
  ),
  term([say`anonymous access`, say`Anonymous Authentication`], say`Pages are given to everybody, without asking who they are.`),
  term([say`AES`], say`The encryption that tickets should have today. Its predecessor RC4 is being switched off.`),
];

/** In: a term. Out: finds its first place in a text, as a whole word in any case of letters. */
export function termPattern({ forms }: TermView): RegExp {
  const written = [...forms].sort((one, other) => other.length - one.length).map((form) => form.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&'));
  return new RegExp(`(?<![\\p{L}\\p{N}/.\\\\])(?:${written.join('|')})(?![\\p{L}\\p{N}]|[/.][\\p{L}\\p{N}])`, 'iu');
}

const PATTERNS = GLOSSARY.map((each) => ({ each, pattern: termPattern(each) }));

/** In: what is shown. Out: the terms of the glossary that occur in it. */
export function termsIn(text: string): readonly TermView[] {
  return PATTERNS.flatMap(({ each, pattern }) => (pattern.test(text) ? [each] : []));
}
