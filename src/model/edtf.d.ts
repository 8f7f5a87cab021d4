declare module 'edtf' {
  /** Parses EDTF text, and throws where it is none. `min` and `max` are epoch milliseconds. */
  export default function edtf(text: string): { min: number; max: number };
}
