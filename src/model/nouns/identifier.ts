import { z } from 'zod';
import { describeInvalidIdentifier, registers } from '../identifiers.ts';
import { boundedText } from '../records/field-schemas.ts';
import { identifierSchemes } from '../vocabulary.ts';
import { custom, oneOf, text } from './field-kinds.ts';
import { getRecordShape } from './noun.ts';

export const identifierFields = {
  scheme: oneOf(identifierSchemes, 'The register.'),
  value: text('The identifier in the register.', { schema: boundedText('key').min(1) }),
};

const identifierSchema = z.strictObject(getRecordShape(identifierFields)).superRefine(({ scheme, value }, context) => {
  const { countryField } = registers[scheme];
  if (countryField)
    context.addIssue({
      code: 'custom',
      path: ['scheme'],
      message: `${scheme} is read from the field "${countryField}" of a country. Leave it out.`,
    });
  const message = describeInvalidIdentifier(scheme, value);
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['value'], message });
});

/** The identifiers of a record in other registers. */
export const identifiersField = custom(
  z
    .array(identifierSchema)
    .default([])
    .refine(
      (all) => new Set(all.map(({ scheme, value }) => `${scheme} ${value}`)).size === all.length,
      'The same identifier is listed twice.',
    )
    .describe('Its identifiers in other registers; those in ISO 3166 and M49 are the fields of a country.'),
);

export type IdentifierRecord = z.output<typeof identifierSchema>;
