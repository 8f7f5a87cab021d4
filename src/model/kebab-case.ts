/** Converts a name of the API to one in paths and files: `tradeLinks` to `trade-links`. */
export const toKebabCase = (text: string): string => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
