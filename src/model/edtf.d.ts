declare module 'edtf' {
  /** Parses EDTF text; throws if it is invalid. `min` and `max` are epoch milliseconds. */
  export default function edtf(text: string): { min: number; max: number };
}
