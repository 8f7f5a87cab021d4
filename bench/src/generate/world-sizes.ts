export interface WorldSize {
  visits: number;
  statements: number;
  tradeLinks: number;
  /** The number of people who have held each office. */
  termsPerOffice: number;
  sources: number;
  flows: number;
}

export const worldSizes = {
  small: { visits: 1_000, statements: 10_000, tradeLinks: 500, termsPerOffice: 2, sources: 100, flows: 50_000 },
  medium: {
    visits: 100_000,
    statements: 1_000_000,
    tradeLinks: 50_000,
    termsPerOffice: 5,
    sources: 2_000,
    flows: 5_000_000,
  },
  large: {
    visits: 1_000_000,
    statements: 10_000_000,
    tradeLinks: 500_000,
    termsPerOffice: 50,
    sources: 20_000,
    flows: 10_000_000,
  },
} as const satisfies Record<string, WorldSize>;

export type WorldName = keyof typeof worldSizes;
export const worldNames = Object.keys(worldSizes) as WorldName[];
