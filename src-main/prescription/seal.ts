import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { canonical } from '../../flows/plan/plan-document.ts';
import type { Prescription } from '../../flows/prescription/prescription.ts';
import { sha256 } from '../core/hash.ts';

/** A new pair of keys as PEM: PKCS#8 for whoever prescribes, SubjectPublicKeyInfo for the servers. */
export function newKeyPair(): { readonly privateKey: string; readonly publicKey: string } {
  return generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}

/** In: a prescription and the senior's key. Out: the same, signed (RFC 8032, Ed25519 over the whole text, no hash before it). */
export function sealPrescription(prescription: Prescription, privateKey: KeyObject): Prescription {
  const { signature: _earlier, ...body } = prescription;
  const value = sign(null, signedBytes(body), privateKey).toString('base64');
  return { ...body, signature: { algorithm: 'Ed25519', key: fingerprint(createPublicKey(privateKey)), value } };
}

/** Whether the signature of a prescription was made over exactly what it says, by the holder of this key. */
export function isSealedBy(prescription: Prescription, publicKey: KeyObject): boolean {
  const { signature, ...body } = prescription;
  return signature !== undefined && verify(null, signedBytes(body), publicKey, Buffer.from(signature.value, 'base64'));
}

/** SHA-256 of a public key's SubjectPublicKeyInfo, in hex. */
export function fingerprint(publicKey: KeyObject): string {
  return createHash('sha256')
    .update(publicKey.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

/** What a prescription is called in journals and plans: the hash of what was signed. */
export function prescriptionId(prescription: Prescription): string {
  const { signature: _signature, ...body } = prescription;
  return sha256(signedText(body)).slice(0, 16);
}

/** The words in front keep a signature from being taken for one of anything else. */
function signedText(body: object): string {
  return `kerbwise prescription 1\n${canonical(body)}`;
}

function signedBytes(body: object): Buffer {
  return Buffer.from(signedText(body), 'utf8');
}
