const articled =
  /^(?:United |Soviet |European |.*\bRepublic\b|.*Islands$|Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Holy See|Isle of|Federated |British Indian|French Southern|Democratic )/;

/** A country's name inside a sentence: "the United Kingdom". */
export const withArticle = (name: string): string => (articled.test(name) ? `the ${name}` : name);
