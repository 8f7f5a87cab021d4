const articlePattern =
  /^(?:United |Soviet |European |.*\bRepublic\b|.*Islands$|Netherlands|Philippines|Bahamas|Maldives|Gambia|Comoros|Holy See|Isle of|Federated |British Indian|French Southern|Democratic )/;

/** Returns a country's name as used inside a sentence: "the United Kingdom". */
export const withDefiniteArticle = (name: string): string => (articlePattern.test(name) ? `the ${name}` : name);
