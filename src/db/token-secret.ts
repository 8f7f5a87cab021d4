import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const prefixBytes = 6;
// Nobody can try 2^256 secrets, so a fast hash keeps them as well as a slow one would.
const secretBytes = 32;
// Hexadecimal: no underscore that would cut it, no first hyphen that a command line would take for a flag.
const tokenPattern = new RegExp(`^chancery_([0-9a-f]{${prefixBytes * 2}})_[0-9a-f]{${secretBytes * 2}}$`);
/** Stands in where no token has the prefix: nothing is known to have this hash. */
const placeholderHash = '0'.repeat(64);

/** A new token: its text is for its holder alone, its prefix and its hash are to be kept. */
export function generateToken(): { token: string; prefix: string; hash: string } {
  const prefix = randomBytes(prefixBytes).toString('hex');
  const token = `chancery_${prefix}_${randomBytes(secretBytes).toString('hex')}`;
  return { token, prefix, hash: sha256(token).toString('hex') };
}

/** The part of a token that may be shown; undefined where the text is no token. */
export const parseTokenPrefix = (token: string): string | undefined => tokenPattern.exec(token)?.[1];

export const isTokenPrefix = (text: string): boolean => text.length === prefixBytes * 2 && /^[0-9a-f]+$/.test(text);

/** Whether the token has that hash. It takes as long where there is none to compare with, and wherever they differ. */
export const verifyTokenHash = (token: string, hash: string | undefined): boolean =>
  timingSafeEqual(sha256(token), Buffer.from(hash ?? placeholderHash, 'hex'));

const sha256 = (token: string): Buffer => createHash('sha256').update(token).digest();
