import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/**
 * A small web server that signs in by NTLM with the real messages, and believes whatever the third one says: what is looked at is the client.
 * `bare`: the scheme NTLM. `negotiated`: Negotiate before NTLM, and the messages inside SPNEGO where the client puts them there.
 * Source: [MS-NLMP] 2.2.1.2 and 2.2.2.1, RFC 4178 4.2.2.
 */
export interface NtlmServer {
  readonly port: number;
  /** The `Authorization` headers that it was sent. */
  readonly sent: readonly string[];
  stop(): Promise<void>;
}

export async function ntlmServer(address: string, kind: 'bare' | 'negotiated'): Promise<NtlmServer> {
  const schemes = kind === 'bare' ? ['NTLM'] : ['Negotiate', 'NTLM'];
  const sent: string[] = [];
  const server = createServer({ keepAlive: true }, (request, response) => {
    if (request.headers.authorization !== undefined) sent.push(request.headers.authorization);
    answer(request, response, schemes);
  });
  await new Promise((resolve) => server.listen(0, address, () => resolve(undefined)));
  const listening = server.address();
  if (listening === null || typeof listening === 'string') throw new Error('the server has no port');
  return {
    port: listening.port,
    sent,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer({ headers }: IncomingMessage, response: ServerResponse, schemes: readonly string[]): void {
  const [scheme = '', text = ''] = (headers.authorization ?? '').split(' ');
  const token = Buffer.from(text, 'base64');
  const at = token.indexOf('NTLMSSP\0', 0, 'latin1');
  const isNegotiated = at > 0;
  const message = at < 0 ? 0 : token.readUInt32LE(at + 8);
  if (message === 3) {
    response.writeHead(200).end(); // a last word of SPNEGO would have to be signed with the session's key
  } else if (message === 1) {
    const reply = isNegotiated ? goesOn(challengeMessage()) : challengeMessage();
    response.writeHead(401, { 'WWW-Authenticate': `${scheme} ${reply.toString('base64')}` }).end();
  } else {
    response.writeHead(401, { 'WWW-Authenticate': [...schemes] }).end();
  }
}

/** NTLM's second message: a fresh challenge from the server LAB\\SMP. */
function challengeMessage(): Buffer {
  const target = Buffer.from('LAB', 'utf16le');
  const names = Buffer.concat([
    pair(2, 'LAB'),
    pair(1, 'SMP'),
    pair(4, 'lab.local'),
    pair(3, 'smp.lab.local'),
    pair(7, fileTime()),
    pair(0, ''),
  ]);
  const head = Buffer.alloc(56);
  head.write('NTLMSSP\0', 'latin1');
  head.writeUInt32LE(2, 8);
  writeFields(head, 12, target.length, head.length);
  // Unicode, sign, NTLM, always sign, target is a domain, extended session security, target info, version, 128 and 56 bits, key exchange
  head.writeUInt32LE(0xe2898215, 20);
  randomBytes(8).copy(head, 24);
  writeFields(head, 40, names.length, head.length + target.length);
  Buffer.from([10, 0, 0xba, 0x47, 0, 0, 0, 15]).copy(head, 48);
  return Buffer.concat([head, target, names]);
}

function writeFields(head: Buffer, at: number, length: number, offset: number): void {
  head.writeUInt16LE(length, at);
  head.writeUInt16LE(length, at + 2);
  head.writeUInt32LE(offset, at + 4);
}

function pair(id: number, value: string | Buffer): Buffer {
  const bytes = typeof value === 'string' ? Buffer.from(value, 'utf16le') : value;
  const head = Buffer.alloc(4);
  head.writeUInt16LE(id, 0);
  head.writeUInt16LE(bytes.length, 2);
  return Buffer.concat([head, bytes]);
}

/** Now, in steps of 100 ns since 1601. */
function fileTime(): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE((BigInt(Date.now()) + 11_644_473_600_000n) * 10_000n);
  return bytes;
}

const NTLM_MECHANISM = Buffer.from('060a2b06010401823702020a', 'hex');

function goesOn(message: Buffer): Buffer {
  const fields = [element(0xa0, Buffer.from([0x0a, 1, 1])), element(0xa1, NTLM_MECHANISM), element(0xa2, element(0x04, message))];
  return element(0xa1, element(0x30, Buffer.concat(fields)));
}

function element(tag: number, content: Buffer): Buffer {
  const length = content.length < 0x80 ? [content.length] : [0x82, content.length >> 8, content.length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}
