import type { IdentifierScheme } from './vocabulary.ts';

interface Register {
  pattern: RegExp;
  /** The expected form, for messages. */
  form: string;
  hasValidChecksum?: (value: string) => boolean;
  /** What precedes an identifier in its URL. */
  urlPrefix?: string;
  /** The field of a country that holds its identifier. */
  countryField?: 'code' | 'alpha3' | 'm49';
}

/** The registers with the form of their identifiers, and where these are published. */
export const registers: Readonly<Record<IdentifierScheme, Register>> = {
  WIKIDATA: {
    pattern: /^Q[1-9]\d{0,11}$/,
    form: 'Q and a number: Q142',
    urlPrefix: 'https://www.wikidata.org/entity/',
  },
  ISO_3166_1_ALPHA_2: { pattern: /^[A-Z]{2}$/, form: 'two capital letters: FR', countryField: 'code' },
  ISO_3166_1_ALPHA_3: { pattern: /^[A-Z]{3}$/, form: 'three capital letters: FRA', countryField: 'alpha3' },
  ISO_3166_3: { pattern: /^[A-Z]{4}$/, form: 'four capital letters: SUHH', countryField: 'code' },
  UN_M49: { pattern: /^\d{3}$/, form: 'three digits: 250', countryField: 'm49' },
  COW: { pattern: /^[1-9]\d{0,2}$/, form: 'a number of up to three digits: 220' },
  VIAF: { pattern: /^[1-9]\d{0,21}$/, form: 'a number: 134838852', urlPrefix: 'https://viaf.org/viaf/' },
  ISNI: {
    pattern: /^\d{15}[\dX]$/,
    form: '16 characters without spaces, the last a check character: 0000000121032683',
    hasValidChecksum: isIsni,
    urlPrefix: 'https://isni.org/isni/',
  },
  GND: {
    pattern: /^(?:1[0123]?\d{7}[\dX]|[47]\d{6}-\d|[1-9]\d{0,7}-[\dX]|3\d{7}[\dX])$/,
    form: 'a number with its check character: 118540238',
    urlPrefix: 'https://d-nb.info/gnd/',
  },
  LCNAF: {
    pattern: /^n[bors]?(?:\d{8}|\d{10})$/,
    form: 'n, nb, no, nr or ns and a number: n79021164',
    urlPrefix: 'https://id.loc.gov/authorities/names/',
  },
  LEI: {
    pattern: /^[0-9A-Z]{18}\d{2}$/,
    form: '18 capital letters and digits, then two check digits: 5493001KJTIIGC8Y1R12',
    hasValidChecksum: isLei,
    urlPrefix: 'https://search.gleif.org/#/record/',
  },
  ROR: {
    pattern: /^0[a-hj-km-np-tv-z0-9]{6}\d{2}$/,
    form: '0, six letters and digits, then two check digits: 05gq02987',
    hasValidChecksum: isRor,
    urlPrefix: 'https://ror.org/',
  },
  GEONAMES: { pattern: /^[1-9]\d{0,9}$/, form: 'a number: 3017382', urlPrefix: 'https://www.geonames.org/' },
};

/** Describes why a value is not an identifier of the register; undefined if it is one. */
export function describeInvalidIdentifier(scheme: IdentifierScheme, value: string): string | undefined {
  const { pattern, form, hasValidChecksum } = registers[scheme];
  if (!pattern.test(value)) return `"${value}" is not an identifier of ${scheme}. Expected ${form}.`;
  return hasValidChecksum?.(value) === false
    ? `"${value}" is not an identifier of ${scheme}: its check digits are wrong. Expected ${form}.`
    : undefined;
}

/** ISO 17442: letters count from 10, and the number modulo 97 is 1. */
function isLei(value: string): boolean {
  const digits = value.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return [...digits].reduce((remainder, digit) => (remainder * 10 + Number(digit)) % 97, 0) === 1;
}

/** ISO 7064, MOD 11-2. */
function isIsni(value: string): boolean {
  const remainder = [...value.slice(0, -1)].reduce((sum, digit) => ((sum + Number(digit)) * 2) % 11, 0);
  const check = (12 - remainder) % 11;
  return value.at(-1) === (check === 10 ? 'X' : String(check));
}

const crockfordDigits = '0123456789abcdefghjkmnpqrstvwxyz';

/** ISO 7064, MOD 97-10, of a number in Crockford's base 32. */
function isRor(value: string): boolean {
  const number = [...value.slice(1, 7)].reduce((sum, digit) => sum * 32 + crockfordDigits.indexOf(digit), 0);
  return Number(value.slice(7)) === 98 - ((number * 100) % 97);
}
