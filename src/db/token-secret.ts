import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const prefixBytes = 6;
// 2^256 secrets cannot be searched, so a fast hash is as safe as a slow one.
const secretBytes = 32;
// Hexadecimal: no underscore that could be taken for the separator, no leading hyphen that could be taken for a flag.
const tokenPattern = new RegExp(`^chancery_([0-9a-f]{${prefixBytes * 2}})_[0-9a-f]{${secretBytes * 2}}$`);
/** Compared if no token has the prefix; no input is known to have this hash. */
const placeholderHash = '0'.repeat(64);

/** Generates a token. Only the prefix and the hash are stored; the token itself is for its holder. */
export function generateToken(): { token: string; prefix: string; hash: string } {
  const prefix = randomBytes(prefixBytes).toString('hex');
  const token = `chancery_${prefix}_${randomBytes(secretBytes).toString('hex')}`;
  return { token, prefix, hash: sha256(token).toString('hex') };
}

/** Returns the public part of a token; undefined if the text is not a token. */
export const parseTokenPrefix = (token: string): string | undefined => tokenPattern.exec(token)?.[1];

export const isTokenPrefix = (text: string): boolean => text.length === prefixBytes * 2 && /^[0-9a-f]+$/.test(text);

/** Whether the token has that hash, in constant time, even if there is no hash to compare with. */
export const verifyTokenHash = (token: string, hash: string | undefined): boolean =>
  timingSafeEqual(sha256(token), Buffer.from(hash ?? placeholderHash, 'hex'));

const sha256 = (token: string): Buffer => createHash('sha256').update(token).digest();
