/** Fictional flows that France and Kazakhstan both report, with one value that France withholds. */
export const mirrorFlowsCsv = `year,reporter,partner,flow,usd,kg
2020,FR,KZ,imp,100,10
2021,FR,KZ,imp,(c),12
2022,FR,KZ,imp,140,14
2020,KZ,FR,exp,90,9
2021,KZ,FR,exp,95,9.5
2020,FR,KZ,exp,7,1
`;

export const mirrorFlowsMappingYaml = `
source: { key: web-test-customs, publisher: Two customs offices }
period: { column: year }
reporter: { column: reporter, scheme: iso }
partner: { column: partner, scheme: iso }
direction: { column: flow, values: { imp: IMPORT, exp: EXPORT } }
commodity: { code: HS-2612 }
commodities:
  - { code: "26", name: "Ores, slag and ash" }
  - { code: "2612", name: Uranium or thorium ores, parent: "26" }
value: { column: usd }
quantity: { column: kg, unit: kg }
valuation: { IMPORT: CIF, EXPORT: FOB }
withheld: ["(c)"]
missing: [""]
`;
